import { objectById } from "../state/account-state";
import { PARAMETERS } from "../parameters/definitions";
import { resolveParameter } from "../parameters/resolve";
import { sessionLevels } from "../parameters/session-levels";
import type { Session } from "../session/session";
import type { SessionView } from "../wire/encode-result";

/** Parameters that drivers act on. Telemetry is told to stay off: there is nobody to read it. */
const FOR_CLIENTS = [
  "AUTOCOMMIT",
  "BINARY_OUTPUT_FORMAT",
  "CLIENT_PREFETCH_THREADS",
  "CLIENT_SESSION_KEEP_ALIVE",
  "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY",
  "CLIENT_TIMESTAMP_TYPE_MAPPING",
  "DATE_OUTPUT_FORMAT",
  "QUERY_CONTEXT_CACHE_SIZE",
  "TIMESTAMP_LTZ_OUTPUT_FORMAT",
  "TIMESTAMP_NTZ_OUTPUT_FORMAT",
  "TIMESTAMP_OUTPUT_FORMAT",
  "TIMESTAMP_TZ_OUTPUT_FORMAT",
  "TIMEZONE",
  "TIME_OUTPUT_FORMAT",
];

/** What a client is told about its session, at login and after each statement. */
export function sessionView(session: Session): SessionView {
  const { state } = session.account;
  const levels = sessionLevels(session);
  const parameters = FOR_CLIENTS.flatMap((name) => {
    const definition = PARAMETERS.get(name);
    if (definition === undefined) return [];
    const { value } = resolveParameter(definition, levels);
    const typed =
      definition.type === "BOOLEAN" ? value === "true" : definition.type === "NUMBER" ? Number(value) : value;
    return [{ name, value: typed }];
  });
  return {
    roleName: objectById(state, "ROLE", session.primaryRoleId)?.name ?? null,
    warehouseName: objectById(state, "WAREHOUSE", session.warehouseId)?.name ?? null,
    parameters: [...parameters, { name: "CLIENT_TELEMETRY_ENABLED", value: false }],
  };
}
