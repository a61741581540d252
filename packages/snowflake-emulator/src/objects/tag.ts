import type { SnowflakeObject } from "./snowflake-object";

/** A tag. */
export interface Tag extends SnowflakeObject {
  /** In the order of their adding; null: any value. */
  allowedValues: readonly string[] | null;
}
