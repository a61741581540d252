import type { SnowflakeObject } from "./snowflake-object";

/**
 * An account's part of a connection (D: CREATE CONNECTION): a name by which clients reach the account that is primary. The connections
 * of one name in all accounts belong together; the one that was promoted last is the primary.
 */
export interface Connection extends SnowflakeObject {
  /** 0: never was a primary; 1: was made as one; else one more than the highest before it was promoted. */
  promotion: number;
  /** Names of the accounts whose connection may be promoted, without its own. Of a secondary: of no meaning. */
  failoverAccounts: readonly string[];
}
