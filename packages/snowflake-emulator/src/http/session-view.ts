import { PARAMETERS } from "../parameters/definitions";
import { resolveParameter } from "../parameters/resolve";
import { sessionLevels } from "../parameters/session-levels";
import type { Session } from "../session/session";
import { objectById } from "../state/account-state";
import type { SessionView } from "../wire/encode-result";

/** Parameters that drivers act on. Telemetry is told to stay off: there is nobody to read it. */
const FOR_CLIENTS = [
  "ABORT_DETACHED_QUERY",
  "AUTOCOMMIT",
  "BINARY_INPUT_FORMAT",
  "BINARY_OUTPUT_FORMAT",
  "CLIENT_MEMORY_LIMIT",
  "CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX",
  "CLIENT_PREFETCH_THREADS",
  "CLIENT_RESULT_CHUNK_SIZE",
  "CLIENT_RESULT_COLUMN_CASE_INSENSITIVE",
  "CLIENT_SESSION_KEEP_ALIVE",
  "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY",
  "CLIENT_TIMESTAMP_TYPE_MAPPING",
  "DATE_INPUT_FORMAT",
  "DATE_OUTPUT_FORMAT",
  "MULTI_STATEMENT_COUNT",
  "QUERY_CONTEXT_CACHE_SIZE",
  "QUERY_TAG",
  "TIMESTAMP_INPUT_FORMAT",
  "TIMESTAMP_LTZ_OUTPUT_FORMAT",
  "TIMESTAMP_NTZ_OUTPUT_FORMAT",
  "TIMESTAMP_OUTPUT_FORMAT",
  "TIMESTAMP_TYPE_MAPPING",
  "TIMESTAMP_TZ_OUTPUT_FORMAT",
  "TIMEZONE",
  "TIME_INPUT_FORMAT",
  "TIME_OUTPUT_FORMAT",
  "WEEK_OF_YEAR_POLICY",
  "WEEK_START",
];

/** What drivers are told whatever the session says. There is no stage to upload bound arrays to, so none is too large. */
const FIXED = [
  { name: "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", value: 1_000_000_000 },
  { name: "CLIENT_TELEMETRY_ENABLED", value: false },
];

/** What a client is told about its session, at login and after each statement. */
export function sessionView(session: Session): SessionView {
  const { state } = session.account;
  const levels = sessionLevels(session);
  const names = new Set([...FOR_CLIENTS, ...session.parameters.keys()]);
  for (const { name } of FIXED) names.delete(name);
  const parameters = [...names].flatMap((name) => {
    const definition = PARAMETERS.get(name);
    if (definition === undefined) return [];
    const { value } = resolveParameter(definition, levels);
    const typed =
      definition.type === "BOOLEAN" ? value === "true" : definition.type === "NUMBER" ? Number(value) : value;
    return [{ name, value: typed }];
  });
  return {
    databaseName: objectById(state, "DATABASE", session.databaseId)?.name ?? null,
    schemaName: objectById(state, "SCHEMA", session.schemaId)?.name ?? null,
    roleName: objectById(state, "ROLE", session.primaryRoleId)?.name ?? null,
    warehouseName: objectById(state, "WAREHOUSE", session.warehouseId)?.name ?? null,
    parameters: [...parameters, ...FIXED],
  };
}
