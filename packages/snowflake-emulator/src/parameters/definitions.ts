/** Where a parameter can be set. SESSION ones can be set for a session, a user and the account. */
export type ParameterScope =
  | "SESSION"
  | "USER"
  | "ACCOUNT"
  | "WAREHOUSE"
  | "DATABASE"
  | "SCHEMA"
  | "TABLE"
  | "ICEBERG_TABLE"
  | "TASK"
  | "PROCEDURE";

export interface ParameterDefinition {
  readonly name: string;
  readonly type: "BOOLEAN" | "NUMBER" | "STRING";
  readonly default: string;
  readonly scopes: readonly ParameterScope[];
  readonly description: string;
}

const SESSION = ["SESSION", "USER", "ACCOUNT"] as const;
const USER = ["USER", "ACCOUNT"] as const;
const ACCOUNT = ["ACCOUNT"] as const;

type Row = readonly [name: string, type: "B" | "N" | "S", fallback: string, description: string];
const TYPES = { B: "BOOLEAN", N: "NUMBER", S: "STRING" } as const;

/** D: Parameters, session parameters. */
const SESSION_PARAMETERS: readonly Row[] = [
  ["ABORT_DETACHED_QUERY", "B", "false", "Aborts a running query when its client goes away"],
  ["AUTOCOMMIT", "B", "true", "Commits each statement by itself"],
  ["BINARY_INPUT_FORMAT", "S", "HEX", "How text becomes binary"],
  ["BINARY_OUTPUT_FORMAT", "S", "HEX", "How binary becomes text"],
  ["CLIENT_MEMORY_LIMIT", "N", "1536", "Megabytes that a client may use for results"],
  [
    "CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX",
    "B",
    "false",
    "Metadata requests look at the current database and schema only",
  ],
  ["CLIENT_PREFETCH_THREADS", "N", "4", "Threads that fetch results ahead"],
  ["CLIENT_RESULT_CHUNK_SIZE", "N", "160", "Largest size of a result chunk in megabytes"],
  ["CLIENT_RESULT_COLUMN_CASE_INSENSITIVE", "B", "false", "Clients find result columns without looking at case"],
  ["CLIENT_SESSION_KEEP_ALIVE", "B", "false", "Clients keep the session alive by heartbeats"],
  ["CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", "N", "3600", "Seconds between heartbeats"],
  ["CLIENT_TELEMETRY_ENABLED", "B", "true", "Clients send telemetry"],
  ["CLIENT_TIMESTAMP_TYPE_MAPPING", "S", "TIMESTAMP_LTZ", "Type of timestamps that clients bind"],
  ["DATE_INPUT_FORMAT", "S", "AUTO", "How text becomes a date"],
  ["DATE_OUTPUT_FORMAT", "S", "YYYY-MM-DD", "How a date becomes text"],
  ["ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION", "B", "true", "Unloaded Parquet files use the smallest fitting type"],
  ["ERROR_ON_NONDETERMINISTIC_MERGE", "B", "true", "MERGE fails when several rows match"],
  ["ERROR_ON_NONDETERMINISTIC_UPDATE", "B", "false", "UPDATE fails when several rows match"],
  ["GEOGRAPHY_OUTPUT_FORMAT", "S", "GeoJSON", "How geography becomes text"],
  ["GEOMETRY_OUTPUT_FORMAT", "S", "GeoJSON", "How geometry becomes text"],
  ["JDBC_TREAT_DECIMAL_AS_INT", "B", "true", "JDBC sees numbers without scale as integers"],
  ["JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC", "B", "false", "JDBC reads timestamps without zone as UTC"],
  ["JDBC_USE_SESSION_TIMEZONE", "B", "true", "JDBC uses the session's time zone"],
  ["JSON_INDENT", "N", "2", "Blanks per level in JSON output"],
  ["LOCK_TIMEOUT", "N", "43200", "Seconds to wait for a lock"],
  ["LOG_LEVEL", "S", "OFF", "Least severe message that is logged"],
  ["MULTI_STATEMENT_COUNT", "N", "1", "Statements allowed in one request; 0 is any number"],
  ["NOORDER_SEQUENCE_AS_DEFAULT", "B", "true", "New sequences have no order"],
  ["ODBC_TREAT_DECIMAL_AS_INT", "B", "false", "ODBC sees numbers without scale as integers"],
  ["QUERY_CONTEXT_CACHE_SIZE", "N", "5", "Entries in a client's query context cache"],
  ["QUERY_TAG", "S", "", "Text that marks statements in the history"],
  ["QUOTED_IDENTIFIERS_IGNORE_CASE", "B", "false", "Quoted identifiers become upper case"],
  ["ROWS_PER_RESULTSET", "N", "0", "Most rows of a result; 0 is any number"],
  ["S3_STAGE_VPCE_DNS_NAME", "S", "", "DNS name of an S3 interface endpoint"],
  ["SEARCH_PATH", "S", "$current, $public", "Schemas that unqualified names are looked up in"],
  ["SIMULATED_DATA_SHARING_CONSUMER", "S", "", "Consumer account that secure views are shown as"],
  ["STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "N", "0", "Seconds that a statement may wait in a queue; 0 is any time"],
  ["STATEMENT_TIMEOUT_IN_SECONDS", "N", "172800", "Seconds that a statement may run"],
  ["STRICT_JSON_OUTPUT", "B", "false", "JSON output keeps to the standard"],
  ["TIMESTAMP_DAY_IS_ALWAYS_24H", "B", "false", "A day is 24 hours in DATEADD, also when clocks change"],
  ["TIMESTAMP_INPUT_FORMAT", "S", "AUTO", "How text becomes a timestamp"],
  ["TIMESTAMP_LTZ_OUTPUT_FORMAT", "S", "", "How a timestamp with local zone becomes text"],
  ["TIMESTAMP_NTZ_OUTPUT_FORMAT", "S", "YYYY-MM-DD HH24:MI:SS.FF3", "How a timestamp without zone becomes text"],
  ["TIMESTAMP_OUTPUT_FORMAT", "S", "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM", "How a timestamp becomes text"],
  ["TIMESTAMP_TYPE_MAPPING", "S", "TIMESTAMP_NTZ", "What TIMESTAMP means"],
  ["TIMESTAMP_TZ_OUTPUT_FORMAT", "S", "", "How a timestamp with zone becomes text"],
  ["TIMEZONE", "S", "America/Los_Angeles", "Time zone of the session"],
  ["TIME_INPUT_FORMAT", "S", "AUTO", "How text becomes a time"],
  ["TIME_OUTPUT_FORMAT", "S", "HH24:MI:SS", "How a time becomes text"],
  ["TRACE_LEVEL", "S", "OFF", "Which trace events are kept"],
  ["TRANSACTION_ABORT_ON_ERROR", "B", "false", "A failing statement rolls its transaction back"],
  ["TRANSACTION_DEFAULT_ISOLATION_LEVEL", "S", "READ COMMITTED", "Isolation level of new transactions"],
  ["TWO_DIGIT_CENTURY_START", "N", "1970", "First year that two digits stand for"],
  ["UNSUPPORTED_DDL_ACTION", "S", "ignore", "What happens to unsupported constraint properties"],
  ["USE_CACHED_RESULT", "B", "true", "Repeated queries may answer from the result cache"],
  ["WEEK_OF_YEAR_POLICY", "N", "0", "How weeks are numbered"],
  ["WEEK_START", "N", "0", "First day of the week"],
];

/** D: Parameters; can be set for a user and the account, not for a session. */
const USER_PARAMETERS: readonly Row[] = [
  ["ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR", "B", "false", "Failed statements stay readable in the history"],
  ["NETWORK_POLICY", "S", "", "Network policy that applies"],
  ["PREVENT_UNLOAD_TO_INTERNAL_STAGES", "B", "false", "COPY INTO may not write to internal stages"],
];

/** D: Parameters, account parameters and object parameters that an account can set for all its objects. */
const ACCOUNT_PARAMETERS: readonly Row[] = [
  ["ALLOW_ID_TOKEN", "B", "false", "Clients may cache identity tokens"],
  ["CATALOG", "S", "", "Catalog integration of new Iceberg tables"],
  ["CLIENT_ENCRYPTION_KEY_SIZE", "N", "128", "Bits of the key that clients encrypt files with"],
  ["DATA_RETENTION_TIME_IN_DAYS", "N", "1", "Days that old data can be read"],
  ["DEFAULT_DDL_COLLATION", "S", "", "Collation of new columns"],
  ["DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU", "S", "SYSTEM_COMPUTE_POOL_CPU", "Compute pool of new notebooks on processors"],
  [
    "DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU",
    "S",
    "SYSTEM_COMPUTE_POOL_GPU",
    "Compute pool of new notebooks on graphics cards",
  ],
  ["ENABLE_CONSOLE_OUTPUT", "B", "false", "Handlers write to the console"],
  ["ENABLE_INTERNAL_STAGES_PRIVATELINK", "B", "false", "Tells the private endpoint of internal stages"],
  ["EXTERNAL_OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST", "B", "true", "External OAuth can't use administrator roles"],
  ["EXTERNAL_VOLUME", "S", "", "External volume of new Iceberg tables"],
  ["INITIAL_REPLICATION_SIZE_LIMIT_IN_TB", "N", "10.0", "Largest first refresh in terabytes"],
  ["LOG_EVENT_LEVEL", "S", "OFF", "Least severe event that is logged"],
  ["MAX_CONCURRENCY_LEVEL", "N", "8", "Statements that a warehouse runs at once"],
  ["MAX_DATA_EXTENSION_TIME_IN_DAYS", "N", "14", "Most days that retention is extended for streams"],
  ["METRIC_LEVEL", "S", "NONE", "Which metrics are kept"],
  ["MIN_DATA_RETENTION_TIME_IN_DAYS", "N", "0", "Least days that old data can be read"],
  ["OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST", "B", "true", "OAuth can't use administrator roles"],
  ["PERIODIC_DATA_REKEYING", "B", "false", "Data is encrypted anew every year"],
  ["PIPE_EXECUTION_PAUSED", "B", "false", "Pipes stand still"],
  ["REPLACE_INVALID_CHARACTERS", "B", "false", "Invalid UTF-8 in Iceberg tables is replaced"],
  ["REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION", "B", "false", "Stages need a storage integration"],
  ["REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION", "B", "false", "Using stages needs a storage integration"],
  ["SERVERLESS_TASK_MAX_STATEMENT_SIZE", "S", "X2Large", "Largest size for serverless tasks"],
  ["SERVERLESS_TASK_MIN_STATEMENT_SIZE", "S", "XSMALL", "Smallest size for serverless tasks"],
  ["SSO_LOGIN_PAGE", "B", "false", "The login page offers single sign-on"],
  ["STORAGE_SERIALIZATION_POLICY", "S", "OPTIMIZED", "How Iceberg table files are encoded"],
  ["SUSPEND_TASK_AFTER_NUM_FAILURES", "N", "10", "Failures in a row that suspend a task"],
  ["TASK_AUTO_RETRY_ATTEMPTS", "N", "0", "Times that a failed task graph is tried again"],
  ["USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE", "S", "Medium", "First size for serverless tasks"],
  ["USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS", "N", "30", "Least seconds between runs of a triggered task"],
  ["USER_TASK_TIMEOUT_MS", "N", "3600000", "Milliseconds that a task may run"],
];

const IN_TABLES = ["DATABASE", "SCHEMA", "TABLE", "ICEBERG_TABLE"] as const;
const IN_ICEBERG_TABLES = ["DATABASE", "SCHEMA", "ICEBERG_TABLE"] as const;
const IN_SCHEMAS = ["DATABASE", "SCHEMA"] as const;
const IN_TASKS = ["DATABASE", "SCHEMA", "TASK"] as const;
const IN_PROCEDURES = ["DATABASE", "SCHEMA", "PROCEDURE"] as const;

/** Where else parameters can be set: on objects, which inherit from what contains them (D: Parameters, object parameters). */
const ON_OBJECTS: Readonly<Record<string, readonly ParameterScope[]>> = {
  CATALOG: IN_ICEBERG_TABLES,
  DATA_RETENTION_TIME_IN_DAYS: IN_TABLES,
  DEFAULT_DDL_COLLATION: IN_TABLES,
  DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU: IN_SCHEMAS,
  DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU: IN_SCHEMAS,
  ENABLE_CONSOLE_OUTPUT: IN_PROCEDURES,
  EXTERNAL_VOLUME: IN_ICEBERG_TABLES,
  LOG_EVENT_LEVEL: [...IN_TASKS, "PROCEDURE", "ICEBERG_TABLE"],
  LOG_LEVEL: [...IN_TASKS, "PROCEDURE"],
  MAX_CONCURRENCY_LEVEL: ["WAREHOUSE"],
  MAX_DATA_EXTENSION_TIME_IN_DAYS: IN_TABLES,
  METRIC_LEVEL: IN_PROCEDURES,
  PIPE_EXECUTION_PAUSED: ["SCHEMA"],
  QUOTED_IDENTIFIERS_IGNORE_CASE: IN_TABLES,
  REPLACE_INVALID_CHARACTERS: IN_ICEBERG_TABLES,
  SERVERLESS_TASK_MAX_STATEMENT_SIZE: IN_TASKS,
  SERVERLESS_TASK_MIN_STATEMENT_SIZE: IN_TASKS,
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: ["WAREHOUSE"],
  STATEMENT_TIMEOUT_IN_SECONDS: ["WAREHOUSE"],
  STORAGE_SERIALIZATION_POLICY: IN_ICEBERG_TABLES,
  SUSPEND_TASK_AFTER_NUM_FAILURES: IN_TASKS,
  TASK_AUTO_RETRY_ATTEMPTS: IN_TASKS,
  TRACE_LEVEL: [...IN_TASKS, "PROCEDURE"],
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: IN_TASKS,
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: IN_TASKS,
  USER_TASK_TIMEOUT_MS: IN_TASKS,
};

function define(rows: readonly Row[], scopes: readonly ParameterScope[]): readonly ParameterDefinition[] {
  return rows.map(([name, type, fallback, description]) => ({
    name,
    type: TYPES[type],
    default: fallback,
    // D: CREATE TASK takes session parameters too.
    scopes: [...new Set([...scopes, ...(scopes === SESSION ? ["TASK" as const] : []), ...(ON_OBJECTS[name] ?? [])])],
    description,
  }));
}

/** Every parameter that the emulator knows, by name. Setting one has no effect unless a page in docs/ says so. */
export const PARAMETERS: ReadonlyMap<string, ParameterDefinition> = new Map(
  [...define(SESSION_PARAMETERS, SESSION), ...define(USER_PARAMETERS, USER), ...define(ACCOUNT_PARAMETERS, ACCOUNT)]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((definition) => [definition.name, definition]),
);

/** Names of the parameters that can be set in a scope. */
export function parameterNames(scope: ParameterScope): readonly string[] {
  return [...PARAMETERS.values()].filter((one) => one.scopes.includes(scope)).map((one) => one.name);
}
