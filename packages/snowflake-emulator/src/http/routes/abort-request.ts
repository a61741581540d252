import { notExecuting, statementCanceled } from "../../errors";
import type { Query } from "../../session/query";
import type { Session } from "../../session/session";
import { findStatement } from "../../sql/run-statement";
import { type Answer, succeed } from "../answer";
import { findOwnQuery } from "../answer-query";
import { asText, type Route } from "../route";

/** Throws 000605 when there is nothing to abort. */
function abort(query: Query | undefined): Answer {
  if (query?.abort(statementCanceled()) !== true) throw notExecuting();
  return succeed(null);
}

function byRequest(session: Session, requestId: string): Query | undefined {
  return findStatement({ session, requestId, sqlText: "" });
}

/** POST /queries/v1/abort-request: ends the statement that the session began under a request id. */
export const abortRequestRoute: Route = {
  method: "POST",
  path: /^\/queries\/v1\/abort-request$/,
  handle({ body, token }, { sessions }) {
    return abort(byRequest(sessions.require(token), asText(body.requestId) ?? ""));
  },
};

/** POST /queries/<id>/abort-request: ends a statement of the same user. */
export const abortQueryRoute: Route = {
  method: "POST",
  path: /^\/queries\/(?!v1\/)([^/]+)\/abort-request$/,
  handle({ token }, { sessions }, [id = ""]) {
    return abort(findOwnQuery(sessions.require(token), id));
  },
};
