import type { SnowflakeObject } from "./snowflake-object";

/** An account role. */
export interface Role extends SnowflakeObject {
  /** True for ACCOUNTADMIN and its kin: they can't be altered or dropped. */
  readonly system: boolean;
}
