import { invalidValue, notEmulated } from "../../errors";
import { PARAMETERS } from "../../parameters/definitions";
import { checkParameter } from "../../parameters/read-parameters";
import { readBindings } from "../../sql/binds";
import { findStatement, type StatementRequest, startStatement } from "../../sql/run-statement";
import { answerInProgress, answerQuery } from "../answer-query";
import { asObject, asText, type Route } from "../route";
import { waitForQuery } from "../wait-for-query";

/** The session parameters that a request brings along. Drivers also send names that are no server parameters. */
export function readRequestParameters(given: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const upper = name.toUpperCase();
    if (PARAMETERS.get(upper)?.scopes.includes("SESSION")) {
      values.set(upper, checkParameter(upper, String(value), "SESSION"));
    }
  }
  return values;
}

/** MULTI_STATEMENT_COUNT of a request, taken out of its other parameters. */
export function readStatementCount(parameters: ReadonlyMap<string, string>): {
  readonly statementCount?: number;
  readonly others: ReadonlyMap<string, string>;
} {
  const written = parameters.get("MULTI_STATEMENT_COUNT");
  if (written === undefined) return { others: parameters };
  if (!/^\d+$/.test(written)) throw invalidValue(written, "MULTI_STATEMENT_COUNT");
  const others = new Map(parameters);
  others.delete("MULTI_STATEMENT_COUNT");
  return { statementCount: Number(written), others };
}

/** POST /queries/v1/query-request: runs a statement and answers with its rows, or that it is in progress. */
export const queryRequestRoute: Route = {
  method: "POST",
  path: /^\/queries\/v1\/query-request$/,
  async handle({ body, query, token }, services) {
    const session = services.sessions.require(token);
    if (asText(body.bindStage) !== undefined) throw notEmulated("bind variables from a stage (bindStage)");
    const { statementCount, others } = readStatementCount(readRequestParameters(asObject(body.parameters)));
    const request: StatementRequest = {
      session,
      sqlText: asText(body.sqlText) ?? "",
      requestId: query.get("requestId") ?? "",
      bindings: readBindings(asObject(body.bindings)),
      describeOnly: body.describeOnly === true,
      parameters: others,
      ...(statementCount === undefined ? {} : { statementCount }),
    };
    const statement = findStatement(request) ?? startStatement(request, services);
    if (body.asyncExec === true) return answerInProgress(statement, "333334");
    const record = await waitForQuery(statement, services.statementWaitMs, true);
    return record === undefined ? answerInProgress(statement, "333333") : answerQuery(record, session);
  },
};
