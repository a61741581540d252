import { anyCase } from "./checks";

/** Levels of LOG_LEVEL and LOG_EVENT_LEVEL. https://docs.snowflake.com/en/sql-reference/parameters#log-level */
export const LOG_LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"] as const;
/** Levels of TRACE_LEVEL. */
export const TRACE_LEVELS = ["ALWAYS", "ON_EVENT", "PROPAGATE", "OFF"] as const;
/** Levels of METRIC_LEVEL. */
export const METRIC_LEVELS = ["ALL", "NONE"] as const;
/** Values of STORAGE_SERIALIZATION_POLICY. */
export const SERIALIZATION_POLICIES = ["COMPATIBLE", "OPTIMIZED"] as const;

/** A log level in Snowflake's spelling. */
export const toLogLevel = anyCase(LOG_LEVELS);
/** A trace level in Snowflake's spelling. */
export const toTraceLevel = anyCase(TRACE_LEVELS);
/** A metric level in Snowflake's spelling. */
export const toMetricLevel = anyCase(METRIC_LEVELS);
/** A storage serialization policy in Snowflake's spelling. */
export const toSerializationPolicy = anyCase(SERIALIZATION_POLICIES);
