/** An IAM role's ARN in its parts. */
export interface RoleArn {
  /** The whole ARN. */
  readonly arn: string;
  /** As in "aws" or "aws-cn". */
  readonly partition: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The role's name without its path. */
  readonly roleName: string;
}

const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]{1,64})$/;

/** The parts of a role's ARN, or undefined if the text is not one (a user's, a session's, a bucket's ...). */
export function parseRoleArn(arn: string): RoleArn | undefined {
  const [, partition, accountId, roleName] = ROLE_ARN.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined || roleName === undefined) return undefined;
  return { arn, partition, accountId, roleName };
}

/** The bucket of an S3 resource (bucket or object), or undefined if the ARN is not one of S3's global resources. */
export function bucketOf(resourceArn: string): string | undefined {
  const [, bucket] = /^arn:aws[a-z-]*:s3:::([^/*?]+)(?:\/.*)?$/s.exec(resourceArn) ?? [];
  return bucket;
}

/** The account that an ARN names, or undefined for those without (S3, "*"). */
export function accountOf(arn: string): string | undefined {
  const account = arn.split(":")[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

const GLUE_OBJECT = /^(arn:aws[a-z-]*:glue:[^:]*:[^:]*:)(database|table|tableVersion|userDefinedFunction)\/([^/]+)/;

/**
 * The resources that all must allow an action on `resourceArn`, itself first.
 *
 * Glue asks for permission on a catalog object and on all its ancestors: a table's database and catalog too.
 * Source: AWS Glue Developer Guide, "Specifying AWS Glue resource ARNs", Data Catalog ARNs.
 */
export function resourceWithAncestors(resourceArn: string): readonly [string, ...string[]] {
  const [, prefix, kind, database] = GLUE_OBJECT.exec(resourceArn) ?? [];
  if (prefix === undefined || database === undefined) return [resourceArn];
  const catalog = `${prefix}catalog`;
  return kind === "database" ? [resourceArn, catalog] : [resourceArn, `${prefix}database/${database}`, catalog];
}
