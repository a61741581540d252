import { notEmulated } from "../../../errors";
import { roleArn, s3Location } from "../../aws-values";
import { boolean, list, nameOrText, oneOf, text, type ValueReader } from "../../properties";

/** S3 only; other clouds by name. */
const provider: ValueReader<"S3"> = (cursor, property) => {
  const value = nameOrText(cursor, property).toUpperCase();
  if (value !== "S3") throw notEmulated(`storage integration with STORAGE_PROVIDER = '${value}'`);
  return "S3";
};

/** What ALTER … SET takes. */
export const STORAGE_INTEGRATION_SET = {
  STORAGE_AWS_ROLE_ARN: roleArn,
  STORAGE_AWS_EXTERNAL_ID: text,
  STORAGE_AWS_OBJECT_ACL: oneOf(["BUCKET-OWNER-FULL-CONTROL"]),
  USE_PRIVATELINK_ENDPOINT: boolean,
  ENABLED: boolean,
  STORAGE_ALLOWED_LOCATIONS: list(s3Location(true)),
  STORAGE_BLOCKED_LOCATIONS: list(s3Location(false)),
  COMMENT: text,
};

/** What CREATE takes. */
export const STORAGE_INTEGRATION_CREATE = {
  ...STORAGE_INTEGRATION_SET,
  TYPE: oneOf(["EXTERNAL_STAGE"]),
  STORAGE_PROVIDER: provider,
};

export const STORAGE_INTEGRATION_UNSET = [
  "STORAGE_AWS_EXTERNAL_ID",
  "STORAGE_AWS_OBJECT_ACL",
  "ENABLED",
  "STORAGE_BLOCKED_LOCATIONS",
  "COMMENT",
  "USE_PRIVATELINK_ENDPOINT",
] as const;
