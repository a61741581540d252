import { SnowflakeError } from "../errors";
import type { Query, QueryRecord } from "../session/query";
import { resultOf } from "../session/query";
import type { Session } from "../session/session";
import { objectById } from "../state/account-state";
import { encodeError } from "../wire/encode-error";
import { driverRowEncoder, encodeResult } from "../wire/encode-result";
import { type Answer, succeed } from "./answer";
import { sessionView } from "./session-view";

/** O: what drivers are told of a statement that they have to ask for again. */
const IN_PROGRESS = {
  "333333": "Query execution in progress.",
  "333334": "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.",
} as const;

/** The answer to drivers while a statement runs. 333334: they did not want to wait. */
export function answerInProgress({ id }: Query, code: keyof typeof IN_PROGRESS): Answer {
  return {
    body: {
      data: { queryId: id, getResultUrl: `/queries/${id}/result`, queryAbortsAfterSecs: 300, progressDesc: null },
      code,
      message: IN_PROGRESS[code],
      success: true,
    },
  };
}

/** The answer to drivers about a statement that has ended. */
export function answerQuery(record: QueryRecord, session: Session): Answer {
  try {
    const result = resultOf(record);
    const { body } = succeed({ rowset: [], ...encodeResult(record, result, sessionView(session)) });
    return { body, rows: { member: "rowset", rows: result.rows, encode: driverRowEncoder(result.columns) } };
  } catch (error) {
    if (error instanceof SnowflakeError) return { body: encodeError(error, record.id) };
    throw error;
  }
}

/** A statement of the session's user: whose others' results nobody sees. */
export function findOwnQuery(session: Session, id: string): Query | undefined {
  const query = session.account.queries.find(id);
  const user = objectById(session.account.state, "USER", session.userId);
  return query?.info.userName === user?.name ? query : undefined;
}
