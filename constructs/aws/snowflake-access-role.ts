import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { Construct } from "constructs";
import type { AccountRole } from "../../config/schema";
import { type AccessPurpose, type AwsPlace, accessRoleName, SHARED_PURPOSES } from "./arns";
import { accessPolicy, type ReadScope, snowflakeTrustPolicy } from "./policy-documents";

/** Properties of {@link SnowflakeAccessRole}. */
export interface SnowflakeAccessRoleProps {
  /** Where the lake is. */
  readonly place: AwsPlace;
  /** The Snowflake account that assumes the role; of a shared purpose, both do. */
  readonly account: AccountRole;
  /** What they assume the role for. */
  readonly purpose: AccessPurpose;
  /** The ARNs of the AWS principals of the accounts that assume it. */
  readonly principalArns: readonly [string, ...string[]];
  /** The external id that the principals must give. */
  readonly externalId: string;
  /** What it may read. */
  readonly readScope: ReadScope;
  /** The Glue database that Lake Formation's grants are on. */
  readonly glueDatabase: string;
}

/**
 * What Lake Formation lets a purpose do with the tables. The integration of type Glue reads only where a table's metadata
 * file is; what the REST endpoint vends credentials for takes SELECT. The other purposes don't ask Glue.
 */
const TABLE_PERMISSIONS: Readonly<Record<AccessPurpose, readonly string[]>> = {
  storage: [],
  volume: [],
  catalog: ["SELECT", "DESCRIBE"],
  glue: ["DESCRIBE"],
};

/**
 * The role that Snowflake accounts assume for one purpose, with its trust, its policy and its Lake Formation grants.
 * The grants are here and not with Lake Formation's settings because a grant to a role that isn't there yet is refused.
 */
export class SnowflakeAccessRole extends Construct {
  /** The role itself. */
  readonly resource: IamRole;

  constructor(scope: Construct, id: string, props: SnowflakeAccessRoleProps) {
    super(scope, id);
    this.resource = new IamRole(this, "Resource", {
      name: accessRoleName(props.place, props.account, props.purpose),
      description: SHARED_PURPOSES.includes(props.purpose)
        ? `Both Snowflake accounts, for their ${props.purpose} access to the lake`
        : `The ${props.account} Snowflake account, for its ${props.purpose} access to the lake`,
      assumeRolePolicy: JSON.stringify(snowflakeTrustPolicy(props.principalArns, props.externalId)),
    });
    new IamRolePolicy(this, "Policy", {
      name: "read-lake",
      role: this.resource.name,
      policy: JSON.stringify(accessPolicy(props.purpose, props.readScope)),
    });
    const tablePermissions = TABLE_PERMISSIONS[props.purpose];
    if (tablePermissions.length > 0) {
      new LakeformationPermissions(this, "DatabasePermissions", {
        principal: this.resource.arn,
        permissions: ["DESCRIBE"],
        database: { name: props.glueDatabase },
      });
      new LakeformationPermissions(this, "TablePermissions", {
        principal: this.resource.arn,
        permissions: [...tablePermissions],
        table: { databaseName: props.glueDatabase, wildcard: true },
      });
    }
  }
}
