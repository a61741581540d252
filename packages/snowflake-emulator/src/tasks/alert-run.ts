import type { ObjectId } from "../objects/snowflake-object";

/** D: ALERT_HISTORY, STATE. */
export type AlertState =
  | "SCHEDULED"
  | "EXECUTING"
  | "CONDITION_FALSE"
  | "CONDITION_FAILED"
  | "ACTION_FAILED"
  | "TRIGGERED"
  | "FAILED"
  | "CANCELLED";

/** One run of an alert. Times are milliseconds since the epoch. */
export interface AlertRun {
  readonly alertId: ObjectId;
  readonly name: string;
  readonly databaseName: string;
  readonly schemaName: string;
  readonly condition: string;
  readonly action: string;
  readonly scheduledTime: number;
  readonly scheduledFrom: "SCHEDULE" | "EXECUTE ALERT";
  state: AlertState;
  conditionQueryId: string | null;
  actionQueryId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  completedTime: number | null;
}

/** How many runs are kept. */
const MOST_KEPT = 10_000;

/** Runs of alerts in memory, in the order in which they began. */
export class AlertRunStore {
  #runs: AlertRun[] = [];

  add(run: AlertRun): void {
    this.#runs.push(run);
    if (this.#runs.length > MOST_KEPT) this.#runs.shift();
  }

  all(): readonly AlertRun[] {
    return this.#runs;
  }

  /** Keeps these and no others. */
  replace(runs: readonly AlertRun[]): void {
    this.#runs = [...runs];
  }
}
