import { notEmulated } from "../../errors";
import type { QueryRecord } from "../../session/query-history";
import type { Session } from "../../session/session";
import { runStatement } from "../../sql/run-statement";
import { encodeError } from "../../wire/encode-error";
import { encodeResult } from "../../wire/encode-result";
import { asObject, asText, type Route, succeed } from "../route";
import { sessionView } from "../session-view";

/** The answer to a statement that has been run. */
export function answerQuery(record: QueryRecord, session: Session): object {
  const { outcome } = record;
  if ("error" in outcome) return encodeError(outcome.error, record.id);
  return succeed(encodeResult(outcome.result, record.id, sessionView(session), record.endTime));
}

/** POST /queries/v1/query-request: runs a statement and answers with its rows. */
export const queryRequestRoute: Route = {
  method: "POST",
  path: /^\/queries\/v1\/query-request$/,
  async handle({ body, query, token }, services) {
    const session = services.sessions.require(token);
    if (body.asyncExec === true) throw notEmulated("asynchronous execution (asyncExec)");
    if (body.describeOnly === true) throw notEmulated("describing a statement without running it (describeOnly)");
    if (Object.keys(asObject(body.bindings)).length > 0 || asText(body.bindStage) !== undefined) {
      throw notEmulated("bind variables (bindings)");
    }
    const count = Number(asObject(body.parameters).MULTI_STATEMENT_COUNT ?? 1);
    const record = await runStatement(
      {
        session,
        sqlText: asText(body.sqlText) ?? "",
        requestId: query.get("requestId") ?? "",
        statementCount: Number.isInteger(count) ? count : 1,
      },
      services,
    );
    services.onStatement(record, session.account.identifier);
    return answerQuery(record, session);
  },
};
