import type { SnowflakeError } from "../errors";

/** The whole body of a failed answer. Drivers read code, sqlState and message; HTTP stays 200. */
export function encodeError(error: SnowflakeError, queryId?: string): object {
  if (error.type === "LOGIN") {
    return {
      data: { nextAction: "RETRY_LOGIN" },
      code: error.code,
      message: error.message,
      success: false,
      headers: null,
    };
  }
  return {
    data: {
      internalError: error.code === "000603",
      errorCode: error.code,
      age: 0,
      sqlState: error.sqlState,
      queryId: queryId ?? null,
      line: -1,
      pos: -1,
      type: error.type,
    },
    code: error.code,
    message: error.message,
    success: false,
    headers: null,
  };
}
