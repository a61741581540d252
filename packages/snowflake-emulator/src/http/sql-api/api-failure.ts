import { SnowflakeError } from "../../errors";
import type { Answer, HttpError } from "../answer";

/** O: codes that are no matter of the statement, by HTTP status. Everything else is 422. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  "000630": 408,
  "000900": 400,
  "390142": 400,
  "390146": 400,
  "390187": 400,
  "390189": 400,
  "390201": 400,
  "391911": 400,
  "391922": 400,
};

function statusOf({ code, type }: SnowflakeError): number {
  return STATUS_BY_CODE[code] ?? (type === "LOGIN" ? 401 : 422);
}

/** How the SQL API tells an error. `handle`: of the statement that failed; `createdOn` when it began. */
export function apiFailure(error: SnowflakeError, handle?: string, createdOn?: number): Answer {
  const { code, message, sqlState, type } = error;
  return {
    status: statusOf(error),
    body: {
      code,
      message,
      ...(type === "LOGIN" ? {} : { sqlState }),
      ...(handle === undefined ? {} : { statementHandle: handle }),
      ...(createdOn === undefined ? {} : { createdOn }),
    },
  };
}

/** D: the codes and texts for requests that are no use. */
export function failForSqlApi(error: SnowflakeError | HttpError): Answer {
  if (error instanceof SnowflakeError) return apiFailure(error);
  if (error.status === 405) return { status: 405, body: null };
  return { status: error.status, body: { code: "390142", message: messageOf(error) } };
}

function messageOf({ status, message }: HttpError): string {
  return status === 415 ? message : `Incoming request does not contain a valid payload. ${message}`;
}
