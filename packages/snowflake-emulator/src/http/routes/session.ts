import { notEmulated } from "../../errors";
import { PARAMETERS } from "../../parameters/definitions";
import { resolveParameter } from "../../parameters/resolve";
import { sessionLevels } from "../../parameters/session-levels";
import type { Session } from "../../session/session";
import { succeed } from "../answer";
import type { Route } from "../route";

/** POST /session?delete=true: ends the session. */
export const sessionDeleteRoute: Route = {
  method: "POST",
  path: /^\/session$/,
  async handle({ query, token }, { sessions }) {
    if (query.get("delete") !== "true") throw notEmulated("POST /session without delete=true");
    const session = sessions.require(token);
    sessions.close(session);
    await session.account.closeSession(session.id);
    return succeed(null);
  },
};

function isKeptAlive(session: Session): boolean {
  const definition = PARAMETERS.get("CLIENT_SESSION_KEEP_ALIVE");
  return definition !== undefined && resolveParameter(definition, sessionLevels(session)).value === "true";
}

/** POST /session/heartbeat: the client is still there. A session that is kept alive begins its time anew. */
export const heartbeatRoute: Route = {
  method: "POST",
  path: /^\/session\/heartbeat$/,
  handle({ token }, { sessions }) {
    const session = sessions.require(token);
    if (isKeptAlive(session)) sessions.keepAlive(session);
    return succeed(null);
  },
};
