import { unknownQuery } from "../../errors";
import { type Route, succeed } from "../route";
import { answerQuery } from "./query-request";

/** GET /queries/<id>/result: the answer to an earlier statement of the same account, once more. */
export const queryResultRoute: Route = {
  method: "GET",
  path: /^\/queries\/([^/]+)\/result$/,
  handle({ token }, { sessions }, [id = ""]) {
    const session = sessions.require(token);
    const record = session.account.queries.find(id);
    if (record === undefined) throw unknownQuery(id);
    return answerQuery(record, session);
  },
};

/** GET /monitoring/queries/<id>: how far a statement is. Statements here have always ended. */
export const queryMonitoringRoute: Route = {
  method: "GET",
  path: /^\/monitoring\/queries\/([^/]+)$/,
  handle({ token }, { sessions }, [id = ""]) {
    const record = sessions.require(token).account.queries.find(id);
    if (record === undefined) return succeed({ queries: [] });
    const error = "error" in record.outcome ? record.outcome.error : undefined;
    return succeed({
      queries: [
        {
          id,
          status: error === undefined ? "SUCCESS" : "FAILED_WITH_ERROR",
          state: error === undefined ? "SUCCEEDED" : "FAILED_WITH_ERROR",
          errorCode: error?.code ?? "",
          errorMessage: error?.message ?? "",
          sqlText: record.sqlText,
          startTime: record.startTime,
          endTime: record.endTime,
          totalDuration: record.endTime - record.startTime,
          stats: {},
        },
      ],
    });
  },
};
