import { succeed } from "../answer";
import type { Route } from "../route";

/** POST /telemetry/send: what drivers tell about themselves. It is taken and not kept, session or not. */
export const telemetryRoute: Route = {
  method: "POST",
  path: /^\/telemetry\/send(?:\/sessionless)?$/,
  handle() {
    return succeed("Log Received");
  },
};
