import type { AccountRole } from "../../config/schema";

/**
 * What a Snowflake account needs an AWS role for. `storage`: the storage integration. `volume`: the external volume.
 * `catalog`: Glue's Iceberg REST endpoint. `glue`: the catalog integration of type Glue.
 */
export type AccessPurpose = "storage" | "volume" | "catalog" | "glue";

/** Every purpose, in the order in which roles are declared. */
export const ACCESS_PURPOSES: readonly AccessPurpose[] = ["storage", "volume", "catalog", "glue"];

/**
 * The purposes whose object a failover group carries: both accounts have the same integration or volume, which names one
 * role. For the others each account has a role of its own.
 */
export const SHARED_PURPOSES: readonly AccessPurpose[] = ["storage", "volume"];

/** Where the lake is in AWS: enough to compute every ARN before anything exists. */
export interface AwsPlace {
  /** The AWS account id, 12 digits. */
  readonly accountId: string;
  /** The region, such as us-east-1. */
  readonly region: string;
  /** What role names begin with. */
  readonly rolePrefix: string;
}

/** The partition of a region: `aws`, `aws-cn` or `aws-us-gov`. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The name of the role that a Snowflake account assumes for a purpose; of a shared purpose, the same for both accounts. */
export function accessRoleName(place: AwsPlace, account: AccountRole, purpose: AccessPurpose): string {
  return SHARED_PURPOSES.includes(purpose)
    ? `${place.rolePrefix}-${purpose}`
    : `${place.rolePrefix}-${account}-${purpose}`;
}

/**
 * The ARN of the role that a Snowflake account assumes for a purpose. It is computed, not read, so that Snowflake can
 * be told of the role before the role's trust is told of Snowflake.
 */
export function accessRoleArn(place: AwsPlace, account: AccountRole, purpose: AccessPurpose): string {
  return roleArn(place, accessRoleName(place, account, purpose));
}

/** The ARN of a role of this AWS account. */
export function roleArn(place: AwsPlace, roleName: string): string {
  return `arn:${partitionOf(place.region)}:iam::${place.accountId}:role/${roleName}`;
}

/** The ARN of a bucket, or of what lies under `key` in it. */
export function s3Arn(place: AwsPlace, bucket: string, key = ""): string {
  return `arn:${partitionOf(place.region)}:s3:::${bucket}${key === "" ? "" : `/${key}`}`;
}

/** The ARN of a regional resource of this AWS account. */
export function regionalArn(place: AwsPlace, service: string, resource: string): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.accountId}:${resource}`;
}

/**
 * The ARNs that reading Glue databases and their tables touches: the catalog, the databases, their tables.
 *
 * @param databases names, or beginnings that end in `*`
 */
export function glueReadArns(place: AwsPlace, databases: readonly string[]): string[] {
  return [
    regionalArn(place, "glue", "catalog"),
    ...databases.map((database) => regionalArn(place, "glue", `database/${database}`)),
    ...databases.map((database) => regionalArn(place, "glue", `table/${database}/*`)),
  ];
}
