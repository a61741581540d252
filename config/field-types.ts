import { z } from "zod";
import { isUnquotedUpperCaseIdentifier } from "../sql/identifier";

/** A string of one form; `form` completes the sentence "… is not …". */
export function stringOf(form: string, pattern: RegExp): z.ZodString {
  return z.string().regex(pattern, { error: `is not ${form}` });
}

/** A name in Snowflake, which means the same quoted and unquoted. */
export const snowflakeName = z.string().refine(isUnquotedUpperCaseIdentifier, {
  error:
    "is not a Snowflake name in upper case: A to Z, 0 to 9, _ and $, not starting with a digit, at most 255 characters",
});

/** The name of a schema to be made. */
export const schemaName = snowflakeName.refine((name) => name !== "INFORMATION_SCHEMA", {
  error: "is a schema that every database has already",
});

/** The name of a database or table in Glue. */
export const glueName = stringOf(
  "a Glue name: 1 to 255 of a to z, 0 to 9, _ and - (Glue folds names to lower case)",
  /^[a-z0-9_][a-z0-9_-]{0,254}$/,
);

/** An AWS region. */
export const awsRegion = stringOf("an AWS region such as us-east-1", /^[a-z]{2}(-[a-z]+)+-\d$/);

/** A key of KMS, by its ARN: an id alone says neither whose it is nor where. */
export const kmsKey = stringOf(
  "the ARN of a KMS key, such as arn:aws:kms:us-east-2:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666",
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
);

/** A tag of a workspace at Terraform Cloud. */
export const workspaceTag = stringOf(
  "a workspace's tag: letters, digits, _ - and :, beginning and ending with a letter or digit",
  /^[A-Za-z0-9]([\w:-]*[A-Za-z0-9])?$/,
);

/** The name of an S3 bucket. */
export const bucketName = stringOf(
  "an S3 bucket name: 3 to 63 of a to z, 0 to 9, dot and hyphen",
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
);

/** The external id of a trust policy. */
export const externalId = stringOf(
  "an external id: 2 to 1224 of letters, digits and + = , . @ : / - _",
  /^[\w+=,.@:/-]{2,1224}$/,
);

/** Who somebody is in AWS. */
export const principalArn = stringOf(
  "the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/lake-admin",
  /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/,
);
