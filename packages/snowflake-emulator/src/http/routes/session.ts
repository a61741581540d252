import { notEmulated } from "../../errors";
import { type Route, succeed } from "../route";

/** POST /session?delete=true: ends the session. */
export const sessionDeleteRoute: Route = {
  method: "POST",
  path: /^\/session$/,
  handle({ query, token }, { sessions }) {
    if (query.get("delete") !== "true") throw notEmulated("POST /session without delete=true");
    sessions.close(sessions.require(token));
    return succeed(null);
  },
};

/** POST /session/heartbeat: the client is still there. */
export const heartbeatRoute: Route = {
  method: "POST",
  path: /^\/session\/heartbeat$/,
  handle({ token }, { sessions }) {
    sessions.require(token);
    return succeed(null);
  },
};
