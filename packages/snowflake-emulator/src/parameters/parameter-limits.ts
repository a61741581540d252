const SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "XXXLARGE", "X4LARGE", "X5LARGE", "X6LARGE"];
/** Sizes as they can be written: `X2LARGE`, `2X-LARGE` and so on. */
const WRITTEN_SIZES = [...SIZES, "X-SMALL", "X-LARGE", "X2LARGE", "2X-LARGE", "X3LARGE", "3X-LARGE", "4X-LARGE"];
const GEO = ["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"];

/** Parameters with a closed list of values, as they are kept; they are written in any case (D: Parameters). */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  BINARY_INPUT_FORMAT: ["HEX", "BASE64", "UTF8", "UTF-8"],
  BINARY_OUTPUT_FORMAT: ["HEX", "BASE64"],
  CLIENT_ENCRYPTION_KEY_SIZE: ["128", "256"],
  CLIENT_TIMESTAMP_TYPE_MAPPING: ["TIMESTAMP_LTZ", "TIMESTAMP_NTZ"],
  GEOGRAPHY_OUTPUT_FORMAT: GEO,
  GEOMETRY_OUTPUT_FORMAT: GEO,
  LOG_EVENT_LEVEL: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
  LOG_LEVEL: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
  METRIC_LEVEL: ["ALL", "NONE"],
  SERVERLESS_TASK_MAX_STATEMENT_SIZE: WRITTEN_SIZES,
  SERVERLESS_TASK_MIN_STATEMENT_SIZE: WRITTEN_SIZES,
  STORAGE_SERIALIZATION_POLICY: ["COMPATIBLE", "OPTIMIZED"],
  TIMESTAMP_TYPE_MAPPING: ["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"],
  TRACE_LEVEL: ["ALWAYS", "ON_EVENT", "PROPAGATE", "OFF"],
  TRANSACTION_DEFAULT_ISOLATION_LEVEL: ["READ COMMITTED"],
  UNSUPPORTED_DDL_ACTION: ["ignore", "fail"],
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: WRITTEN_SIZES,
};

/** Parameters with bounds, both included (D: Parameters). */
const BOUNDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  CLIENT_PREFETCH_THREADS: [1, 10],
  CLIENT_RESULT_CHUNK_SIZE: [16, 160],
  CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY: [900, 3600],
  DATA_RETENTION_TIME_IN_DAYS: [0, 90],
  JSON_INDENT: [0, 16],
  LOCK_TIMEOUT: [0, Number.MAX_SAFE_INTEGER],
  MAX_CONCURRENCY_LEVEL: [1, Number.MAX_SAFE_INTEGER],
  MAX_DATA_EXTENSION_TIME_IN_DAYS: [0, 90],
  MIN_DATA_RETENTION_TIME_IN_DAYS: [0, 90],
  MULTI_STATEMENT_COUNT: [0, Number.MAX_SAFE_INTEGER],
  ROWS_PER_RESULTSET: [0, Number.MAX_SAFE_INTEGER],
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: [0, Number.MAX_SAFE_INTEGER],
  STATEMENT_TIMEOUT_IN_SECONDS: [0, 604_800],
  SUSPEND_TASK_AFTER_NUM_FAILURES: [0, Number.MAX_SAFE_INTEGER],
  TASK_AUTO_RETRY_ATTEMPTS: [0, 30],
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: [10, 604_800],
  TWO_DIGIT_CENTURY_START: [1900, 2100],
  USER_TASK_TIMEOUT_MS: [0, 604_800_000],
  WEEK_OF_YEAR_POLICY: [0, 1],
  WEEK_START: [0, 7],
};

/** D: QUERY_TAG, at most 2000 characters. */
const LONGEST_QUERY_TAG = 2000;

/** Does this machine's time zone database know the zone? */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A value as it is kept, or undefined when the parameter doesn't take it. Parameters without limits take anything. */
export function withinLimits(name: string, value: string): string | undefined {
  const values = VALUES[name];
  if (values !== undefined) return values.find((one) => one.toUpperCase() === value.toUpperCase());
  if (name === "TIMEZONE") return isTimeZone(value) ? value : undefined;
  if (name === "QUERY_TAG") return value.length <= LONGEST_QUERY_TAG ? value : undefined;
  const [least, most] = BOUNDS[name] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return Number(value) < least || Number(value) > most ? undefined : value;
}
