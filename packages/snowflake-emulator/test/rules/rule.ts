import type { AccountOptions, BehaviorChange } from "../../src/account";
import type { GroupPhaseName } from "../../src/replication/groups/group-refresh-record";

/** One documented rule of Snowflake: after the setup, the statement must fail in this way. */
export interface Rule {
  /** Unique over all files: the subject, a dash and a number, as in "grants-12". */
  readonly id: string;
  /** The rule as a sentence. */
  readonly title: string;
  /**
   * Statements that ADMIN runs first with ACCOUNTADMIN; each must succeed. With `replication`, those that begin with `WEST: ` run
   * in the organization's other account. Empty: none.
   */
  readonly setup: readonly string[];
  /** The role of the session that runs the statement. Default: ACCOUNTADMIN. */
  readonly role?: string;
  /** Its user. Default: ADMIN. */
  readonly user?: string;
  /** Statements in the statement's own session before it (USE, BEGIN …); each must succeed. */
  readonly before?: readonly string[];
  /** The account's edition. Default: BUSINESS_CRITICAL. */
  readonly edition?: AccountOptions["edition"];
  /** The other account's edition. Default: BUSINESS_CRITICAL. */
  readonly otherEdition?: AccountOptions["edition"];
  /** The other account's region. Default: AWS_US_WEST_2. */
  readonly otherRegion?: string;
  /** The rule is about two accounts, EAST and WEST: has replication been enabled for them? Absent: one account, EAST. */
  readonly replication?: boolean;
  /** Behaviour changes that are disabled in EAST. Default: none. */
  readonly disabledBehaviorChanges?: readonly BehaviorChange[];
  /** A refresh of WEST's group FG is in this phase when the statement runs. Default: there is none. */
  readonly refreshIn?: GroupPhaseName;
  /** The account in which the statement runs. Default: EAST. */
  readonly at?: "EAST" | "WEST";
  /** Tables, `namespace.table`, of the catalog that every catalog integration of EAST reaches. Default: none is reached. */
  readonly remote?: readonly string[];
  /** Keys of the bucket `lake` that stages of EAST reach, each an empty JSON object. Default: no stage is reached. */
  readonly files?: readonly string[];
  readonly statement: string;
  /** Six digits. */
  readonly code: string;
  readonly sqlState: string;
  /** The whole message, or an expression that it matches. */
  readonly message: string | RegExp;
  /** Address of the documentation page that states the rule. */
  readonly page: string;
}
