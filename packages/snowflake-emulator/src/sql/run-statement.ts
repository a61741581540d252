import { setImmediate as nextTurn } from "node:timers/promises";
import { bindNotSet, emptyStatement, multiStatementFailed, statementCountMismatch, statementTimedOut } from "../errors";
import { parameterValue } from "../parameters/resolve";
import { statementLevels } from "../parameters/session-levels";
import { newQueryId } from "../randomness";
import type { ChildQuery, Query, QueryEnd, QueryInfo, QueryRecord } from "../session/query";
import { objectById, roleName } from "../state/account-state";
import { TEXT } from "../types/data-type";
import type { ResultTable } from "../wire/result-table";
import { bindTokens, NO_BINDINGS } from "./binds";
import { asSnowflakeError, executeStatement } from "./execute-statement";
import { redactStatement } from "./redact";
import { type StatementPart, splitStatements } from "./split-statements";
import type { StatementRequest, StatementServices } from "./statement-request";
import { stripUsageTracking, tokenizeInTurns } from "./tokenizer";

export type { StatementFault, StatementRequest, StatementServices } from "./statement-request";

/** The longest time that a timer takes, in seconds. */
const LONGEST_TIMER_SECONDS = 2_147_483;

/** O: how much of a failing statement the message quotes. */
const QUOTED_LENGTH = 30;

/** A parameter as the statement sees it. */
function parameter(request: StatementRequest, name: string): string {
  return parameterValue(name, statementLevels(request.session, request.parameters ?? new Map()));
}

function describeStart(request: StatementRequest, sqlText: string, requestId: string): QueryInfo {
  const { session } = request;
  const { account } = session;
  const { state } = account;
  return {
    id: newQueryId(account.random),
    requestId,
    sessionId: session.id,
    userName: objectById(state, "USER", session.userId)?.name ?? "",
    roleName: roleName(state, session.primaryRoleId),
    warehouseName: objectById(state, "WAREHOUSE", session.warehouseId)?.name ?? null,
    databaseName: objectById(state, "DATABASE", session.databaseId)?.name ?? null,
    schemaName: objectById(state, "SCHEMA", session.schemaId)?.name ?? null,
    queryTag: parameter(request, "QUERY_TAG"),
    sqlText: redactStatement(sqlText),
    startTime: account.clock.now(),
  };
}

/** The answer to a request of several statements; their own results are fetched one by one. */
const MULTI_RESULT: ResultTable = {
  class: "MULTI",
  columns: [{ name: "multiple statement execution", type: TEXT, nullable: false }],
  rows: [["Multiple statements executed successfully."]],
};

/** Runs the statements of a request one after the other, until one of them fails. */
async function runSeveral(
  parent: Query,
  parts: readonly StatementPart[],
  request: StatementRequest,
  services: StatementServices,
): Promise<QueryEnd> {
  const { account } = request.session;
  const children: ChildQuery[] = [];
  const end = (outcome: QueryEnd["outcome"]): QueryEnd => ({
    kind: "MULTI_STATEMENT",
    endTime: account.clock.now(),
    placeholders: 0,
    outcome,
    children,
  });
  for (const { text, tokens, line, column } of parts) {
    const child = account.queries.start(describeStart(request, text, ""), (query) =>
      executeStatement(query, text, { tokens, placeholders: 0 }, request, services),
    );
    const pass = () => child.abort(parent.abortError ?? statementTimedOut(0));
    parent.signal.addEventListener("abort", pass);
    if (parent.signal.aborted) pass();
    void child.detached.then(() => parent.detach());
    const record = await child.ended;
    parent.signal.removeEventListener("abort", pass);
    remember(record, request, services);
    const { outcome } = record;
    if ("error" in outcome) {
      if (parent.abortError !== undefined) return end({ error: parent.abortError });
      const quoted = text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}...` : text;
      return end({ error: multiStatementFailed(quoted, line, column, outcome.error.message) });
    }
    children.push({ id: record.id, class: "result" in outcome ? outcome.result.class : outcome.forgotten });
  }
  return end({ result: MULTI_RESULT });
}

/** What happens when a statement has ended. */
function remember(record: QueryRecord, { session }: StatementRequest, services: StatementServices): void {
  if (record.children === undefined) session.queryIds.add(record.id);
  services.onStatement?.(record, session.account.identifier);
}

/** Characters from which on others have their turn between the steps that a statement goes through. */
const LONG_TEXT = 50_000;

async function run(
  query: Query,
  sql: string,
  request: StatementRequest,
  services: StatementServices,
): Promise<QueryEnd> {
  const { account } = request.session;
  try {
    const tokens = await tokenizeInTurns(sql);
    const [first, ...others] = splitStatements(sql, tokens);
    if (first === undefined) throw emptyStatement();
    const count = others.length + 1;
    const allowed = request.statementCount ?? Number(parameter(request, "MULTI_STATEMENT_COUNT"));
    if (allowed !== 0 && allowed !== count) throw statementCountMismatch(count, allowed);
    const bindings = request.bindings ?? NO_BINDINGS;
    const unset = request.describeOnly === true ? "NULL" : "FAIL";
    if (count === 1) {
      if (sql.length > LONG_TEXT) await nextTurn();
      const bound = await bindTokens(first.tokens, bindings, unset);
      if (sql.length > LONG_TEXT) await nextTurn();
      return await executeStatement(query, sql, bound, request, services);
    }
    // O: the procedure on the server that runs several statements takes a bound NULL for no value at all.
    for (const { value } of bindings.values()) if (value === null) throw bindNotSet(1, 0, "?");
    const bound = await bindTokens(tokens, bindings, unset);
    return await runSeveral(query, splitStatements(sql, bound.tokens), request, services);
  } catch (error) {
    const why = query.abortError ?? asSnowflakeError(error);
    return { kind: "", endTime: account.clock.now(), placeholders: 0, outcome: { error: why } };
  }
}

/** Names a request over all sessions of an account; undefined when the client gave no id. */
function requestKey({ requestId, requestOwner, session }: StatementRequest): string | undefined {
  return requestId === "" ? undefined : `${requestOwner ?? `session ${session.id}`} ${requestId}`;
}

/** The statement that the same request began earlier, when it did. */
export function findStatement(request: StatementRequest): Query | undefined {
  const key = requestKey(request);
  return key === undefined ? undefined : request.session.account.queries.findRequest(key);
}

/** Begins a statement, or several when the request allows it. */
export function startStatement(request: StatementRequest, services: StatementServices): Query {
  const { queries } = request.session.account;
  const sql = stripUsageTracking(request.sqlText);
  const info = describeStart(request, sql, request.requestId);
  const query = queries.start(info, (started) => run(started, sql, request, services), requestKey(request));
  const seconds = request.timeoutSeconds ?? Number(parameter(request, "STATEMENT_TIMEOUT_IN_SECONDS"));
  const timer =
    seconds > 0 && seconds < LONGEST_TIMER_SECONDS
      ? setTimeout(() => query.abort(statementTimedOut(seconds)), seconds * 1000).unref()
      : undefined;
  void query.ended.then((record) => {
    clearTimeout(timer);
    remember(record, request, services);
  });
  return query;
}

/** Runs a statement and remembers it. Never rejects: a failure is part of the record. */
export function runStatement(request: StatementRequest, services: StatementServices): Promise<QueryRecord> {
  return startStatement(request, services).ended;
}
