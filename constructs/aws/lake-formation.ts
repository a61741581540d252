import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LakeformationDataLakeSettings } from "@cdktf/provider-aws/lib/lakeformation-data-lake-settings";
import { LakeformationResource } from "@cdktf/provider-aws/lib/lakeformation-resource";
import { Construct } from "constructs";
import { type AwsPlace, s3Arn } from "./arns";
import { type ReadScope, readObjectsPolicy, registrationTrustPolicy } from "./policy-documents";

/** Properties of {@link LakeFormation}. */
export interface LakeFormationProps {
  /** Where the lake is. */
  readonly place: AwsPlace;
  /** The bucket's name, as a reference, so that the bucket is there first. */
  readonly bucketName: string;
  /** The prefix that is registered, ending in a slash. */
  readonly prefix: string;
  /** What the registration role may read. */
  readonly readScope: ReadScope;
  /** The ARNs of all administrators; the settings replace whatever administrators there are. */
  readonly adminArns: readonly string[];
}

/**
 * Lake Formation's settings, whole and with this one owner, and the lake's prefix registered with a role of its own, which
 * isn't any role that Snowflake assumes. The role reads: credentials vended through it can't write.
 *
 * Source: AWS, lake-formation/latest/dg/full-table-credential-vending and API_DataLakeSettings (a put replaces).
 */
export class LakeFormation extends Construct {
  /** The settings. */
  readonly settings: LakeformationDataLakeSettings;
  /** The role that the prefix is registered with. */
  readonly registrationRole: IamRole;

  constructor(scope: Construct, id: string, props: LakeFormationProps) {
    super(scope, id);
    this.settings = new LakeformationDataLakeSettings(this, "Settings", {
      admins: [...props.adminArns],
      allowExternalDataFiltering: false,
      allowFullTableExternalDataAccess: true,
      parameters: { CROSS_ACCOUNT_VERSION: "4" },
    });
    this.registrationRole = new IamRole(this, "RegistrationRole", {
      name: `${props.place.rolePrefix}-lake-registration`,
      description: "Lake Formation reads the lake as this role, and vends credentials of it",
      assumeRolePolicy: JSON.stringify(registrationTrustPolicy(props.place.accountId)),
    });
    const policy = new IamRolePolicy(this, "RegistrationRolePolicy", {
      name: "read-lake",
      role: this.registrationRole.name,
      policy: JSON.stringify(readObjectsPolicy(props.readScope)),
    });
    new LakeformationResource(this, "Location", {
      arn: s3Arn(props.place, props.bucketName, props.prefix.replace(/\/$/, "")),
      roleArn: this.registrationRole.arn,
      useServiceLinkedRole: false,
      hybridAccessEnabled: false,
      dependsOn: [policy, this.settings],
    });
  }
}
