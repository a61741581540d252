import { randomUUID } from "node:crypto";
import { bindsWithSeveralStatements, emptyStatement, invalidPayload, notEmulated } from "../../../errors";
import type { Query } from "../../../session/query";
import type { Session } from "../../../session/session";
import { readBindings } from "../../../sql/binds";
import { quoteIdentifier } from "../../../sql/identifiers";
import { findStatement, type StatementRequest, startStatement } from "../../../sql/run-statement";
import { checkForSqlApi } from "../../../sql/sql-api-limits";
import { asObject, asText, type HttpRequest, type Route } from "../../route";
import { failForSqlApi } from "../../sql-api/api-failure";
import { accountOfBearer, authenticate } from "../../sql-api/authenticate";
import { statementInProgress, statementResult } from "../../sql-api/result-set";
import { waitForQuery } from "../../wait-for-query";
import { readRequestParameters, readStatementCount } from "../query-request";

/** D: seconds that `timeout` takes at most; 0 is that. */
const LONGEST_TIMEOUT = 604_800;

function readTimeout(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_TIMEOUT) {
    throw invalidPayload(`timeout must be 0 to ${LONGEST_TIMEOUT} seconds`);
  }
  return seconds === 0 ? LONGEST_TIMEOUT : seconds;
}

function readStatement(body: HttpRequest["body"]): string {
  if (typeof body.statement !== "string") throw invalidPayload("");
  if (body.statement.trim() === "") throw emptyStatement();
  const { format = "jsonv2" } = asObject(body.resultSetMetaData);
  if (format !== "jsonv2") throw notEmulated(`result format ${String(format)}`);
  return body.statement;
}

/** D: names in the body are exact, not identifiers of SQL. */
function choice(body: HttpRequest["body"]) {
  const named = (key: string, name: string | undefined) => (name === undefined ? {} : { [key]: quoteIdentifier(name) });
  return {
    ...named("roleName", asText(body.role)),
    ...named("warehouseName", asText(body.warehouse)),
    ...named("databaseName", asText(body.database)),
    ...named("schemaName", asText(body.schema)),
  };
}

/** The request's own session ends with its last statement. */
function endSessionAfter(query: Query, session: Session): void {
  void query.ended.then(() => session.account.closeSession(session.id));
}

/** POST /api/v2/statements: runs one or more statements in a session of their own. */
export const submitStatementRoute: Route = {
  method: "POST",
  path: /^\/api\/v2\/statements\/?$/,
  takesOnly: "application/json",
  accountOf: accountOfBearer,
  fail: failForSqlApi,
  async handle(request, services) {
    const { body, query: parameters } = request;
    const given = readRequestParameters(asObject(body.parameters));
    const start = authenticate(request, services, {
      ...choice(body),
      parameters: { CLIENT_VALIDATE_DEFAULT_PARAMETERS: true },
    });
    const sqlText = readStatement(body);
    const { statementCount = 1, others } = readStatementCount(given);
    const timeoutSeconds = readTimeout(body.timeout);
    checkForSqlApi(sqlText);
    const bindings = readBindings(asObject(body.bindings));
    if (bindings.size > 0 && statementCount !== 1) throw bindsWithSeveralStatements();
    const session = services.sessions.make({ ...start, parameters: others });
    const requestId = parameters.get("requestId") ?? "";
    const statement: StatementRequest = {
      session,
      sqlText,
      requestId,
      requestOwner: `user ${session.userId}`,
      statementCount,
      bindings,
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    };
    // D: a request that is sent again is not carried out again when it has succeeded, or is on its way.
    const known = parameters.get("retry") === "true" ? findStatement(statement) : undefined;
    const again = known !== undefined && (known.record === undefined || known.status === "SUCCESS");
    const query = again ? known : startStatement(statement, services);
    if (!again) endSessionAfter(query, session);
    if (parameters.get("async") === "true") return statementInProgress(query);
    const record = await waitForQuery(query, services.statementWaitMs, true);
    if (record === undefined) return statementInProgress(query);
    const nullable = parameters.get("nullable") !== "false";
    return statementResult(record, { partition: 0, nullable, requestId: requestId || randomUUID() });
  },
};
