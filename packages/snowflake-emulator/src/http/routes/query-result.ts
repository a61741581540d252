import { unknownQuery } from "../../errors";
import { succeed } from "../answer";
import { answerInProgress, answerQuery, findOwnQuery } from "../answer-query";
import type { Route } from "../route";
import { waitForQuery } from "../wait-for-query";

/** GET /queries/<id>/result: the answer to a statement of the same user, as soon as there is one. */
export const queryResultRoute: Route = {
  method: "GET",
  path: /^\/queries\/([^/]+)\/result$/,
  async handle({ token }, { sessions, statementWaitMs }, [id = ""]) {
    const session = sessions.require(token);
    const query = findOwnQuery(session, id);
    if (query === undefined) throw unknownQuery(id);
    const record = await waitForQuery(query, statementWaitMs, false);
    return record === undefined ? answerInProgress(query, "333333") : answerQuery(record, session);
  },
};

/** O: what drivers call the states of a statement. */
const STATES = {
  RUNNING: "RUNNING",
  ABORTING: "ABORTING",
  SUCCESS: "SUCCEEDED",
  FAILED_WITH_ERROR: "FAILED_WITH_ERROR",
  ABORTED: "ABORTED",
} as const;

/** GET /monitoring/queries/<id>: how far a statement is. */
export const queryMonitoringRoute: Route = {
  method: "GET",
  path: /^\/monitoring\/queries\/([^/]+)$/,
  handle({ token }, { sessions, clock }, [id = ""]) {
    const query = findOwnQuery(sessions.require(token), id);
    if (query === undefined) return succeed({ queries: [] });
    const { info, record, status } = query;
    const error = record !== undefined && "error" in record.outcome ? record.outcome.error : undefined;
    return succeed({
      queries: [
        {
          id,
          status,
          state: STATES[status],
          errorCode: error?.code ?? "",
          errorMessage: error?.message ?? "",
          sqlText: info.sqlText,
          startTime: info.startTime,
          endTime: record?.endTime ?? 0,
          totalDuration: (record?.endTime ?? clock.now()) - info.startTime,
          sessionId: info.sessionId,
          queryTag: info.queryTag,
          warehouseName: info.warehouseName,
          stats: { producedRows: record?.rowCount ?? 0 },
        },
      ],
    });
  },
};
