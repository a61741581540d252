import type { Row } from "../snowflake/session";

/** What is asked of a Snowflake account: whether a list of its objects has one. */
export interface SnowflakeQuestion {
  readonly in: "snowflake";
  /** A SHOW statement. */
  readonly statement: string;
  /** The database, and the schema, that must be there for the statement to be understood. Default: none. */
  readonly within?: readonly [database: string, schema?: string];
  /** The role that must be there for it. Default: none. */
  readonly role?: string;
  /** Whether a row is the object. */
  readonly matches: (row: Row) => boolean;
}

/** A part of a bucket's settings that is a resource of its own. */
export type BucketPart =
  | "bucket"
  | "encryption"
  | "lifecycle"
  | "ownership"
  | "policy"
  | "public access block"
  | "versioning";

/** What is asked of AWS: whether one thing is there. */
export type AwsQuestion = { readonly in: "aws" } & (
  | { readonly what: "bucket"; readonly bucket: string; readonly part: BucketPart }
  | { readonly what: "role"; readonly role: string; readonly policy?: string }
  | { readonly what: "glue"; readonly catalog: string; readonly database: string; readonly table?: string }
  | { readonly what: "lake-formation-settings" }
);

/** How to find out whether what a resource declares exists, and what Terraform would import it by. */
export type Lookup =
  | { readonly kind: "ask"; readonly question: SnowflakeQuestion | AwsQuestion; readonly importId: string }
  /** It isn't taken over. */
  | { readonly kind: "never"; readonly reason: string };

/** A resource can't be imported because of what it is called; the message is the reason. */
export class NotImportable extends Error {
  override readonly name = "NotImportable";
}
