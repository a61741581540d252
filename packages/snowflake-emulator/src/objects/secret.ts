import type { SnowflakeObject } from "./snowflake-object";

/** A secret. Its text is never part of a result, an error or a log. */
export interface Secret extends SnowflakeObject {
  readonly type: "GENERIC_STRING";
  secretString: string;
}
