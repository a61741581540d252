import { checkAtLeast } from "./checks";
import type { ObjectParameter } from "./object-parameters";
import {
  LOG_LEVELS,
  SERIALIZATION_POLICIES,
  TRACE_LEVELS,
  toLogLevel,
  toSerializationPolicy,
  toTraceLevel,
} from "./parameter-values";
import { toWarehouseSize, WAREHOUSE_SIZES } from "./warehouse-values";

const PIPES_PAUSED: ObjectParameter = { name: "PIPE_EXECUTION_PAUSED", kind: "boolean" };

/** Parameters of a database, in the order in which statements list them. https://docs.snowflake.com/en/sql-reference/sql/create-database */
export const DATABASE_PARAMETERS: readonly ObjectParameter[] = [
  { name: "DATA_RETENTION_TIME_IN_DAYS", kind: "number", check: checkAtLeast(0, 90) },
  { name: "MAX_DATA_EXTENSION_TIME_IN_DAYS", kind: "number", check: checkAtLeast(0, 90) },
  { name: "EXTERNAL_VOLUME", kind: "identifier" },
  { name: "CATALOG", kind: "identifier" },
  { name: "REPLACE_INVALID_CHARACTERS", kind: "boolean" },
  { name: "DEFAULT_DDL_COLLATION", kind: "text" },
  { name: "DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU", kind: "text", names: "object" },
  { name: "DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU", kind: "text", names: "object" },
  {
    name: "STORAGE_SERIALIZATION_POLICY",
    kind: "keyword",
    normalize: toSerializationPolicy,
    valid: SERIALIZATION_POLICIES,
  },
  { name: "LOG_LEVEL", kind: "text", normalize: toLogLevel, valid: LOG_LEVELS },
  { name: "LOG_EVENT_LEVEL", kind: "text", normalize: toLogLevel, valid: LOG_LEVELS },
  { name: "TRACE_LEVEL", kind: "text", normalize: toTraceLevel, valid: TRACE_LEVELS },
  { name: "SUSPEND_TASK_AFTER_NUM_FAILURES", kind: "number", check: checkAtLeast(0) },
  { name: "TASK_AUTO_RETRY_ATTEMPTS", kind: "number", check: checkAtLeast(0) },
  {
    name: "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE",
    kind: "keyword",
    normalize: toWarehouseSize,
    valid: WAREHOUSE_SIZES,
  },
  { name: "USER_TASK_TIMEOUT_MS", kind: "number", check: checkAtLeast(0, 86_400_000) },
  { name: "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS", kind: "number" },
  { name: "QUOTED_IDENTIFIERS_IGNORE_CASE", kind: "boolean" },
  { name: "ENABLE_CONSOLE_OUTPUT", kind: "boolean" },
];

/** Parameters of a schema, in the order in which statements list them. https://docs.snowflake.com/en/sql-reference/sql/create-schema */
export const SCHEMA_PARAMETERS: readonly ObjectParameter[] = DATABASE_PARAMETERS.flatMap((parameter) =>
  parameter.name === "CATALOG" ? [parameter, PIPES_PAUSED] : [parameter],
);
