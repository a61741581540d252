import type { AwsAccess, AwsDecision } from "../../aws";
import { partitionOf } from "../aws-values";

/** An s3:// location taken apart. */
export interface S3Path {
  readonly bucket: string;
  /** Without a slash at its beginning; "" or ending in a slash. */
  readonly prefix: string;
}

/** Undefined when the text is no s3:// location. */
export function readS3Path(location: string): S3Path | undefined {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(location);
  if (!match?.[1]) return undefined;
  const prefix = match[2] ?? "";
  return { bucket: match[1], prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}

export const S3_ACTIONS = {
  READ: "s3:GetObject",
  WRITE: "s3:PutObject",
  LIST: "s3:ListBucket",
  DELETE: "s3:DeleteObject",
} as const;

export type S3Operation = keyof typeof S3_ACTIONS;

/** Would the role be allowed the operation on a file at the path? A listing is of the path's prefix. */
export function checkS3(
  aws: AwsAccess,
  roleArn: string,
  operation: S3Operation,
  path: S3Path,
  file: string,
): Promise<AwsDecision> {
  const bucketArn = `arn:${partitionOf(roleArn)}:s3:::${path.bucket}`;
  const action = S3_ACTIONS[operation];
  return operation === "LIST"
    ? aws.isAllowed({ roleArn, action, resourceArn: bucketArn, context: { "s3:prefix": path.prefix } })
    : aws.isAllowed({ roleArn, action, resourceArn: `${bucketArn}/${path.prefix}${file}` });
}

/** O: how Snowflake's verification functions word a role that can't be assumed. */
export function assumeRoleMessage(principalArn: string, roleArn: string, reason: string): string {
  return (
    `Error assuming AWS_ROLE: User: ${principalArn} is not authorized to perform: sts:AssumeRole on resource: ` +
    `${roleArn} (${reason}) (Status Code: 403; Error Code: AccessDenied)`
  );
}

/** O: how they word an operation that the role, once assumed, may not do. */
export function accessDeniedMessage(roleArn: string, action: string, reason: string): string {
  const [, account = "", name = ""] = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  const user = `arn:aws:sts::${account}:assumed-role/${name}/snowflake`;
  return `User: ${user} is not authorized to perform: ${action} because ${reason} (Status Code: 403; Error Code: AccessDenied)`;
}
