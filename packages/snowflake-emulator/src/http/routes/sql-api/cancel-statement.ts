import { notExecuting, statementCanceled, unknownQuery } from "../../../errors";
import type { Route } from "../../route";
import { apiFailure, failForSqlApi } from "../../sql-api/api-failure";
import { accountOfBearer } from "../../sql-api/authenticate";
import { findStatementOf } from "./statement-status";

/** POST /api/v2/statements/<handle>/cancel: ends a statement of the same user. */
export const cancelStatementRoute: Route = {
  method: "POST",
  path: /^\/api\/v2\/statements\/([^/]+)\/cancel$/,
  accountOf: accountOfBearer,
  fail: failForSqlApi,
  async handle(request, services, [handle = ""]) {
    const query = findStatementOf(request, services, handle);
    if (query === undefined) return apiFailure(unknownQuery(handle), handle);
    const error = statementCanceled();
    if (!query.abort(error)) return apiFailure(notExecuting(), handle);
    return {
      body: {
        code: error.code,
        sqlState: error.sqlState,
        message: error.message,
        statementHandle: handle,
        statementStatusUrl: `/api/v2/statements/${handle}`,
      },
    };
  },
};
