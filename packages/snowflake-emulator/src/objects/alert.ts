import type { SnowflakeObject } from "./snowflake-object";
import type { TaskCompute } from "./task";

/** An alert: an action that runs when a condition, looked at on a schedule, gives rows. */
export interface Alert extends SnowflakeObject {
  compute: TaskCompute;
  /** As written. */
  schedule: string;
  /** When the schedule came into force: intervals count from here. Milliseconds. */
  scheduleSince: number;
  /** The statement within EXISTS ( ), as written. */
  condition: string;
  /** The statement after THEN, as written. */
  action: string;
  started: boolean;
}
