import type { SnowflakeObject } from "./snowflake-object";

/** A role of a database: holds privileges in it, and is granted to account roles and other database roles of it. */
export interface DatabaseRole extends SnowflakeObject {
  readonly system: false;
}
