import type { Account } from "../account";
import type { AwsAccess } from "../aws";
import type { Access } from "../grants/access";
import type { OrganizationAccess } from "../replication/organization-access";
import type { Session } from "../session/session";
import type { SessionStore } from "../session/session-store";
import type { Column, ResultTable } from "../wire/result-table";
import type { Cursor } from "./cursor";

/** What a statement can reach while it is carried out. */
export interface ExecutionContext {
  readonly account: Account;
  readonly session: Session;
  /** What the session's roles may do, as of the start of the statement. */
  readonly access: Access;
  /** Reads IAM from AWS; undefined when the emulator was started without an endpoint. */
  readonly aws: AwsAccess | undefined;
  /** All accounts of the organization, for functions that look at another account's identity. */
  readonly siblings: readonly Account[];
  /** The way to the other accounts of the organization. */
  readonly organization: OrganizationAccess;
  /** The sessions that clients have open; undefined in an account that no emulator runs. */
  readonly sessions: Pick<SessionStore, "byId" | "close"> | undefined;
  /** The statement's own query id. */
  readonly queryId: string;
  /** The statement's text: what the offsets of its tokens count in. */
  readonly sqlText: string;
  /** Aborted when the statement is canceled or has run for too long: whatever takes time looks at it. */
  readonly signal: AbortSignal;
  /** Session parameters that hold for this statement only, by name. */
  readonly statementParameters: ReadonlyMap<string, string>;
}

/** A statement that has been parsed. Checks of privilege, existence and state, in this order, happen at execution. */
export type Execute = (context: ExecutionContext) => ResultTable | Promise<ResultTable>;

/** A parsed statement that can tell its columns without being carried out. */
export interface ParsedStatement {
  readonly execute: Execute;
  /** The columns that the result would have. Absent: `status`, as of statements that change something. */
  readonly describe?: (context: ExecutionContext) => readonly Column[] | Promise<readonly Column[]>;
}

/** One kind of statement. Each lives in a file of its own under statements/. */
export interface StatementKind {
  /**
   * Leading keywords by which it is known, without OR REPLACE and TERSE and with DESCRIBE for DESC; also its name in
   * the README. The kind with the longest match wins.
   */
  readonly leading: string;
  /** What is special, for the README's table. */
  readonly remark?: string;
  /** Reads the whole statement from its first token, a long one in turns. Throws, or rejects with, a syntax error for what it does not know. */
  parse(cursor: Cursor): Execute | ParsedStatement | Promise<Execute | ParsedStatement>;
}
