import type { SnowflakeObject } from "./snowflake-object";

/** A database. */
export interface Database extends SnowflakeObject {
  readonly transient: boolean;
  /** Parameters set on this database, by name. */
  parameters: Map<string, string>;
}
