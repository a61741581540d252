import { randomUUID } from "node:crypto";
import { noSuchPartition, SnowflakeError, unknownQuery } from "../../../errors";
import type { Query } from "../../../session/query";
import { resultOf } from "../../../session/query";
import { type Answer, HttpError } from "../../answer";
import { findOwnQuery } from "../../answer-query";
import type { HttpRequest, Route, Services } from "../../route";
import { apiFailure, failForSqlApi } from "../../sql-api/api-failure";
import { accountOfBearer, authenticate } from "../../sql-api/authenticate";
import { partitionCount } from "../../sql-api/partitions";
import { statementInProgress, statementResult } from "../../sql-api/result-set";

/** A statement of the user who asks. */
export function findStatementOf(request: HttpRequest, services: Services, handle: string): Query | undefined {
  const start = authenticate(request, services, { parameters: {} });
  return findOwnQuery(services.sessions.make(start), handle);
}

const HANDLE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** O: what is no handle is a bad request; one that is unknown may have expired. */
function notFound(handle: string): Answer {
  return { ...apiFailure(unknownQuery(handle), handle), status: HANDLE.test(handle) ? 404 : 400 };
}

/** GET /api/v2/statements/<handle>[?partition=n]: how a statement stands, or one part of its result. */
export const statementStatusRoute: Route = {
  method: "GET",
  path: /^\/api\/v2\/statements\/([^/]+)$/,
  accountOf: accountOfBearer,
  fail: failForSqlApi,
  async handle(request, services, [handle = ""]) {
    const { query: parameters } = request;
    if (parameters.has("nullable")) throw new HttpError(400, "nullable is only for POST /api/v2/statements");
    const query = findStatementOf(request, services, handle);
    if (query === undefined) return notFound(handle);
    const { record } = query;
    if (record === undefined) return statementInProgress(query);
    const asked = parameters.get("partition") ?? "0";
    try {
      const count = partitionCount(resultOf(record));
      if (!/^\d+$/.test(asked) || Number(asked) >= count) throw noSuchPartition(asked, count);
    } catch (error) {
      if (error instanceof SnowflakeError) return apiFailure(error, handle, record.startTime);
      throw error;
    }
    const requestId = parameters.get("requestId") || randomUUID();
    return statementResult(record, { partition: Number(asked), nullable: true, requestId });
  },
};
