/** Parameters with a closed list of values, in upper case (D: Parameters). */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  LOG_EVENT_LEVEL: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
  LOG_LEVEL: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
  METRIC_LEVEL: ["ALL", "NONE"],
  STORAGE_SERIALIZATION_POLICY: ["COMPATIBLE", "OPTIMIZED"],
  TRACE_LEVEL: ["ALWAYS", "ON_EVENT", "PROPAGATE", "OFF"],
};

/** Parameters with bounds, both included (D: Parameters). */
const BOUNDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  DATA_RETENTION_TIME_IN_DAYS: [0, 90],
  MAX_DATA_EXTENSION_TIME_IN_DAYS: [0, 90],
  MIN_DATA_RETENTION_TIME_IN_DAYS: [0, 90],
  SUSPEND_TASK_AFTER_NUM_FAILURES: [0, Number.MAX_SAFE_INTEGER],
  TASK_AUTO_RETRY_ATTEMPTS: [0, 30],
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: [10, 604_800],
  USER_TASK_TIMEOUT_MS: [0, 604_800_000],
};

/** A value as it is kept, or undefined when the parameter doesn't take it. Parameters without limits take anything. */
export function withinLimits(name: string, value: string): string | undefined {
  const values = VALUES[name];
  if (values !== undefined) return values.find((one) => one === value.toUpperCase());
  const [least, most] = BOUNDS[name] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return Number(value) < least || Number(value) > most ? undefined : value;
}
