import type { Account } from "../account";
import type { AwsAccess } from "../aws";
import { AwsRequestError, AwsUnreachableError, PolicyNotEvaluableError } from "../aws/aws-errors";
import {
  awsFailed,
  emptyStatement,
  internalError,
  notEmulated,
  SnowflakeError,
  statementCountMismatch,
} from "../errors";
import { Access } from "../grants/access";
import { newQueryId } from "../randomness";
import type { QueryRecord } from "../session/query-history";
import type { Session } from "../session/session";
import { objectById, roleName } from "../state/account-state";
import type { ChangeLog } from "../state/change-log";
import { redactStatement } from "./redact";
import { parseStatement } from "./registry";
import { stripUsageTracking, type Token, tokenize } from "./tokenizer";

/** A statement on its way in. */
export interface StatementRequest {
  readonly sqlText: string;
  readonly requestId: string;
  readonly session: Session;
  /** How many statements the text may hold; 0 is any number. */
  readonly statementCount: number;
}

/** What a statement needs besides its session. */
export interface StatementServices {
  readonly aws: (account: Account) => AwsAccess | undefined;
  readonly accounts: readonly Account[];
}

/** The one statement in a list of tokens. Throws for none, and for more than allowed. */
function singleStatement(tokens: readonly Token[], allowed: number): readonly Token[] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "symbol" && token.value === ";") statements.push([]);
    else statements.at(-1)?.push(token);
  }
  const end = tokens.at(-1);
  const full = statements.filter((statement) => statement.some((token) => token.kind !== "end"));
  const [first, ...others] = full;
  if (first === undefined || end === undefined) throw emptyStatement();
  if (others.length > 0) {
    if (allowed === 1) throw statementCountMismatch(full.length, allowed);
    throw notEmulated("several statements in one request (MULTI_STATEMENT_COUNT)");
  }
  return first.at(-1)?.kind === "end" ? first : [...first, end];
}

/** Anything thrown as an error that a client can be told. */
function asSnowflakeError(error: unknown): SnowflakeError {
  if (error instanceof SnowflakeError) return error;
  const aws = [AwsRequestError, AwsUnreachableError, PolicyNotEvaluableError];
  if (error instanceof Error && aws.some((one) => error instanceof one)) return awsFailed(error.message);
  return internalError(error instanceof Error ? error.message : String(error));
}

/**
 * Runs the synchronous part of a statement so that it changes everything or nothing; the parts after an await call
 * `changes.transact` themselves. An error that says that a part was carried out keeps that part.
 */
function changeTogether<T>(changes: ChangeLog, work: () => T): T {
  const done = changes.transact(() => {
    try {
      return { value: work() };
    } catch (error) {
      if (error instanceof SnowflakeError && error.keepsChanges) return { error };
      throw error;
    }
  });
  if ("error" in done) throw done.error;
  return done.value;
}

/** Runs a statement and remembers it. Never throws: a failure is part of the record. */
export async function runStatement(request: StatementRequest, services: StatementServices): Promise<QueryRecord> {
  const { session } = request;
  const { account } = session;
  const { clock, state } = account;
  const startTime = clock.now();
  const sql = stripUsageTracking(request.sqlText);
  let outcome: QueryRecord["outcome"];
  try {
    const execute = parseStatement(singleStatement(tokenize(sql), request.statementCount));
    const access = new Access(state, session, account.identity.locator);
    const context = { account, session, access, aws: services.aws(account), siblings: services.accounts };
    const result = await changeTogether(state.changes, () => execute(context));
    outcome = { result };
  } catch (error) {
    outcome = { error: asSnowflakeError(error) };
  }
  const record: QueryRecord = {
    id: newQueryId(account.random),
    requestId: request.requestId,
    sessionId: session.id,
    userName: objectById(state, "USER", session.userId)?.name ?? "",
    roleName: roleName(state, session.primaryRoleId),
    sqlText: redactStatement(sql),
    startTime,
    endTime: clock.now(),
    outcome,
  };
  account.queries.add(record);
  return record;
}
