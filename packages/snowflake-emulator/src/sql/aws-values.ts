import { invalidValue } from "../errors";
import type { ValueReader } from "./properties";

/** An IAM role's ARN. */
export const roleArn: ValueReader<string> = (cursor, property) => {
  const value = cursor.string();
  if (!/^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/.+$/.test(value)) throw invalidValue(value, property);
  return value;
};

/** The partition of an ARN, such as aws or aws-cn. */
export function partitionOf(arn: string): string {
  return arn.split(":")[1] ?? "aws";
}

/** A location on S3; `*` alone where `wildcard`. */
export function s3Location(wildcard: boolean): ValueReader<string> {
  return (cursor, property) => {
    const value = cursor.string();
    const isLocation = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/.*)?$/.test(value);
    if (!isLocation && !(wildcard && value === "*")) throw invalidValue(value, property);
    return value;
  };
}
