import type { ObjectId, SnowflakeObject } from "./snowflake-object";

/** A network policy: from where one may log in. */
export interface NetworkPolicy extends SnowflakeObject {
  /** IPv4 addresses and ranges, as written. Empty, and no allowed rule: every address. */
  allowedIps: readonly string[];
  blockedIps: readonly string[];
  /** Network rules by id. */
  allowedRules: readonly ObjectId[];
  blockedRules: readonly ObjectId[];
}
