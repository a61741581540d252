import type { Account } from "../account";
import type { AwsAccess } from "../aws";
import type { SnowflakeError } from "../errors";
import type { OrganizationServices } from "../replication/organization-access";
import type { QueryRecord } from "../session/query";
import type { Session } from "../session/session";
import type { SessionStore } from "../session/session-store";
import type { Bindings } from "./binds";

/** A statement on its way in. */
export interface StatementRequest {
  readonly sqlText: string;
  /** Chosen by the client; "" when it gave none. One that comes again from the same owner is not carried out again. */
  readonly requestId: string;
  /** Who chose the request id. Default: the session. */
  readonly requestOwner?: string;
  readonly session: Session;
  /** How many statements the text may hold; 0 is any number. Default: the session's MULTI_STATEMENT_COUNT. */
  readonly statementCount?: number;
  /** Values of placeholders. Default: none. */
  readonly bindings?: Bindings;
  /** Only tell the columns; nothing is carried out. Default: false. */
  readonly describeOnly?: boolean;
  /** Session parameters for this request only, by upper-case name. Default: none. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Seconds after which the statement is canceled. Default: STATEMENT_TIMEOUT_IN_SECONDS. */
  readonly timeoutSeconds?: number;
}

/** What a test wants to go wrong with a statement. */
export interface StatementFault {
  /** Wait this long before the statement begins. */
  readonly delayMs?: number;
  /** Tell clients at once that the statement is in progress, however fast it is. */
  readonly detach?: boolean;
  /** Fail with this error and carry nothing out. */
  readonly error?: SnowflakeError;
}

/** What a statement needs besides its session. */
export interface StatementServices extends Pick<OrganizationServices, "holdPhase"> {
  readonly aws: (account: Account) => AwsAccess | undefined;
  readonly accounts: readonly Account[];
  /** Asked before one account does something in another. Rejects with 003917 when that one can't be reached. Default: all can be. */
  readonly reach?: (account: Account) => void | Promise<void>;
  /** The sessions that clients have open. Default: none are known. */
  readonly sessions?: Pick<SessionStore, "byId" | "close">;
  /** Asked before each statement, also of those in a request of several. */
  readonly beforeStatement?: (account: Account, sqlText: string) => StatementFault | undefined;
  /** Called after each statement. */
  readonly onStatement?: (record: QueryRecord, account: string) => void;
}
