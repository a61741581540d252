import type { AccountRole } from "../../../../config/schema";
import type { Row } from "../../../../operator/snowflake/session";
import type { FakeAccount } from "../fake-account";

/** What a statement is asked in. */
export interface Asked {
  readonly role: AccountRole;
  readonly account: FakeAccount;
  readonly session: number;
  readonly match: RegExpExecArray;
  readonly sql: string;
}

/** Statements that a pattern matches, and what becomes of them. */
export type FakeAnswer = readonly [pattern: RegExp, answer: (asked: Asked) => Row[]];
