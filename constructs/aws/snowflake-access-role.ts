import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { Construct } from "constructs";
import type { AccountRole } from "../../config/schema";
import { type AccessPurpose, type AwsPlace, accessRoleName } from "./arns";
import { accessPolicy, type ReadScope, snowflakeTrustPolicy } from "./policy-documents";

/** Properties of {@link SnowflakeAccessRole}. */
export interface SnowflakeAccessRoleProps {
  /** Where the lake is. */
  readonly place: AwsPlace;
  /** The Snowflake account that assumes the role. */
  readonly account: AccountRole;
  /** What it assumes the role for. */
  readonly purpose: AccessPurpose;
  /** The ARN of the account's AWS principal. */
  readonly principalArn: string;
  /** The external id that the principal must give. */
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
 * The role that one Snowflake account assumes for one purpose, with its trust, its policy and its Lake Formation grants.
 * The grants are here and not with Lake Formation's settings because a grant to a role that isn't there yet is refused.
 */
export class SnowflakeAccessRole extends Construct {
  /** The role itself. */
  readonly resource: IamRole;

  constructor(scope: Construct, id: string, props: SnowflakeAccessRoleProps) {
    super(scope, id);
    this.resource = new IamRole(this, "Resource", {
      name: accessRoleName(props.place, props.account, props.purpose),
      description: `The ${props.account} Snowflake account, for its ${props.purpose} access to the lake`,
      assumeRolePolicy: JSON.stringify(snowflakeTrustPolicy(props.principalArn, props.externalId)),
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
