import { anyCase } from "./checks";
import type { ObjectParameter } from "./object-parameters";
import { LOG_LEVELS, TRACE_LEVELS, toLogLevel, toTraceLevel } from "./parameter-values";

const BINARY_INPUT_FORMATS = ["HEX", "BASE64", "UTF8"] as const;
const BINARY_OUTPUT_FORMATS = ["HEX", "BASE64"] as const;
const GEOGRAPHY_FORMATS = ["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"] as const;
const TIMESTAMP_MAPPINGS = ["TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ"] as const;

const boolean = (name: string): ObjectParameter => ({ name, kind: "boolean" });
const number = (name: string): ObjectParameter => ({ name, kind: "number" });
const text = (name: string): ObjectParameter => ({ name, kind: "text" });
const oneOf = (name: string, valid: readonly string[]): ObjectParameter => ({
  name,
  kind: "text",
  normalize: anyCase(valid),
  valid,
});

/** Parameters of a session, in the order in which statements list them. https://docs.snowflake.com/en/sql-reference/parameters */
export const SESSION_PARAMETERS: readonly ObjectParameter[] = [
  boolean("ABORT_DETACHED_QUERY"),
  boolean("AUTOCOMMIT"),
  oneOf("BINARY_INPUT_FORMAT", BINARY_INPUT_FORMATS),
  oneOf("BINARY_OUTPUT_FORMAT", BINARY_OUTPUT_FORMATS),
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
  oneOf("GEOGRAPHY_OUTPUT_FORMAT", GEOGRAPHY_FORMATS),
  oneOf("GEOMETRY_OUTPUT_FORMAT", GEOGRAPHY_FORMATS),
  boolean("JDBC_TREAT_DECIMAL_AS_INT"),
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
  text("SIMULATED_DATA_SHARING_CONSUMER"),
  number("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS"),
  number("STATEMENT_TIMEOUT_IN_SECONDS"),
  boolean("STRICT_JSON_OUTPUT"),
  boolean("TIMESTAMP_DAY_IS_ALWAYS_24H"),
  text("TIMESTAMP_INPUT_FORMAT"),
  text("TIMESTAMP_LTZ_OUTPUT_FORMAT"),
  text("TIMESTAMP_NTZ_OUTPUT_FORMAT"),
  text("TIMESTAMP_OUTPUT_FORMAT"),
  oneOf("TIMESTAMP_TYPE_MAPPING", TIMESTAMP_MAPPINGS),
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
