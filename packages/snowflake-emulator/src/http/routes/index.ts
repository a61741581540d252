import type { Route } from "../route";
import { abortRequestRoute } from "./abort-request";
import { loginRoute } from "./login";
import { queryRequestRoute } from "./query-request";
import { queryMonitoringRoute, queryResultRoute } from "./query-result";
import { heartbeatRoute, sessionDeleteRoute } from "./session";
import { telemetryRoute } from "./telemetry";
import { tokenRequestRoute } from "./token-request";

export const ROUTES: readonly Route[] = [
  loginRoute,
  tokenRequestRoute,
  queryRequestRoute,
  queryResultRoute,
  queryMonitoringRoute,
  abortRequestRoute,
  heartbeatRoute,
  sessionDeleteRoute,
  telemetryRoute,
];
