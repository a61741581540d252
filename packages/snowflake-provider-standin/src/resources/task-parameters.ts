import { anyCase, checkAtLeast } from "./checks";
import type { ObjectParameter } from "./object-parameters";
import { LOG_LEVELS, TRACE_LEVELS, toLogLevel, toTraceLevel } from "./parameter-values";
import { toWarehouseSize, WAREHOUSE_SIZES } from "./warehouse-values";

/** A parameter of which only some values are valid. */
function choice(name: string, valid: readonly string[]): ObjectParameter {
  return { name, kind: "text", normalize: anyCase(valid), valid };
}

function number(name: string): ObjectParameter {
  return { name, kind: "number" };
}

function boolean(name: string): ObjectParameter {
  return { name, kind: "boolean" };
}

function text(name: string): ObjectParameter {
  return { name, kind: "text" };
}

function size(name: string): ObjectParameter {
  return { name, kind: "text", normalize: toWarehouseSize, valid: WAREHOUSE_SIZES };
}

const count = (name: string): ObjectParameter => ({ name, kind: "number", check: checkAtLeast(0) });

/** Parameters of the task itself. https://docs.snowflake.com/en/sql-reference/sql/create-task */
export const TASK_PARAMETERS: readonly ObjectParameter[] = [
  size("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE"),
  count("USER_TASK_TIMEOUT_MS"),
  count("SUSPEND_TASK_AFTER_NUM_FAILURES"),
  count("TASK_AUTO_RETRY_ATTEMPTS"),
  count("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS"),
  size("SERVERLESS_TASK_MIN_STATEMENT_SIZE"),
  size("SERVERLESS_TASK_MAX_STATEMENT_SIZE"),
];

/** Parameters of the session in which a task runs, in the order in which statements list them. AUTOCOMMIT can't be set on a task. */
export const TASK_SESSION_PARAMETERS: readonly ObjectParameter[] = [
  boolean("ABORT_DETACHED_QUERY"),
  choice("BINARY_INPUT_FORMAT", ["HEX", "BASE64", "UTF8"]),
  choice("BINARY_OUTPUT_FORMAT", ["HEX", "BASE64"]),
  number("CLIENT_MEMORY_LIMIT"),
  boolean("CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX"),
  number("CLIENT_PREFETCH_THREADS"),
  number("CLIENT_RESULT_CHUNK_SIZE"),
  boolean("CLIENT_RESULT_COLUMN_CASE_INSENSITIVE"),
  boolean("CLIENT_SESSION_KEEP_ALIVE"),
  number("CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY"),
  text("CLIENT_TIMESTAMP_TYPE_MAPPING"),
  text("DATE_INPUT_FORMAT"),
  text("DATE_OUTPUT_FORMAT"),
  boolean("ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION"),
  boolean("ERROR_ON_NONDETERMINISTIC_MERGE"),
  boolean("ERROR_ON_NONDETERMINISTIC_UPDATE"),
  choice("GEOGRAPHY_OUTPUT_FORMAT", ["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"]),
  choice("GEOMETRY_OUTPUT_FORMAT", ["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"]),
  boolean("JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC"),
  boolean("JDBC_USE_SESSION_TIMEZONE"),
  number("JSON_INDENT"),
  number("LOCK_TIMEOUT"),
  { name: "LOG_LEVEL", kind: "keyword", normalize: toLogLevel, valid: LOG_LEVELS },
  { name: "LOG_EVENT_LEVEL", kind: "keyword", normalize: toLogLevel, valid: LOG_LEVELS },
  number("MULTI_STATEMENT_COUNT"),
  boolean("NOORDER_SEQUENCE_AS_DEFAULT"),
  boolean("ODBC_TREAT_DECIMAL_AS_INT"),
  text("QUERY_TAG"),
  boolean("QUOTED_IDENTIFIERS_IGNORE_CASE"),
  number("ROWS_PER_RESULTSET"),
  text("S3_STAGE_VPCE_DNS_NAME"),
  text("SEARCH_PATH"),
  number("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS"),
  number("STATEMENT_TIMEOUT_IN_SECONDS"),
  boolean("STRICT_JSON_OUTPUT"),
  boolean("TIMESTAMP_DAY_IS_ALWAYS_24H"),
  text("TIMESTAMP_INPUT_FORMAT"),
  text("TIMESTAMP_LTZ_OUTPUT_FORMAT"),
  text("TIMESTAMP_NTZ_OUTPUT_FORMAT"),
  text("TIMESTAMP_OUTPUT_FORMAT"),
  choice("TIMESTAMP_TYPE_MAPPING", ["TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ"]),
  text("TIMESTAMP_TZ_OUTPUT_FORMAT"),
  text("TIMEZONE"),
  text("TIME_INPUT_FORMAT"),
  text("TIME_OUTPUT_FORMAT"),
  { name: "TRACE_LEVEL", kind: "text", normalize: toTraceLevel, valid: TRACE_LEVELS },
  boolean("TRANSACTION_ABORT_ON_ERROR"),
  text("TRANSACTION_DEFAULT_ISOLATION_LEVEL"),
  number("TWO_DIGIT_CENTURY_START"),
  text("UNSUPPORTED_DDL_ACTION"),
  boolean("USE_CACHED_RESULT"),
  number("WEEK_OF_YEAR_POLICY"),
  number("WEEK_START"),
];

/** AUTOCOMMIT is read, never set. */
export const TASK_READ_PARAMETERS: readonly ObjectParameter[] = [
  ...TASK_PARAMETERS,
  ...TASK_SESSION_PARAMETERS,
  boolean("AUTOCOMMIT"),
];
