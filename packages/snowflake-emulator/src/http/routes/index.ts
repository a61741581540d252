import type { Route } from "../route";
import { abortQueryRoute, abortRequestRoute } from "./abort-request";
import { loginRoute } from "./login";
import { queryRequestRoute } from "./query-request";
import { queryMonitoringRoute, queryResultRoute } from "./query-result";
import { heartbeatRoute, sessionDeleteRoute } from "./session";
import { cancelStatementRoute } from "./sql-api/cancel-statement";
import { statementStatusRoute } from "./sql-api/statement-status";
import { submitStatementRoute } from "./sql-api/submit-statement";
import { telemetryRoute } from "./telemetry";
import { tokenRequestRoute } from "./token-request";

export const ROUTES: readonly Route[] = [
  loginRoute,
  tokenRequestRoute,
  queryRequestRoute,
  queryResultRoute,
  queryMonitoringRoute,
  abortRequestRoute,
  abortQueryRoute,
  heartbeatRoute,
  sessionDeleteRoute,
  telemetryRoute,
  submitStatementRoute,
  statementStatusRoute,
  cancelStatementRoute,
];
