import { notExecuting } from "../../errors";
import type { Route } from "../route";

/** POST /queries/v1/abort-request: statements end before a client can ask, so there is nothing to abort. */
export const abortRequestRoute: Route = {
  method: "POST",
  path: /^\/queries\/v1\/abort-request$/,
  handle({ token }, { sessions }) {
    sessions.require(token);
    throw notExecuting();
  },
};
