import type { ObjectId } from "../objects/snowflake-object";

/** D: TASK_HISTORY, STATE. */
export type RunState =
  | "SCHEDULED"
  | "EXECUTING"
  | "SUCCEEDED"
  | "FAILED"
  | "FAILED_AND_AUTO_SUSPENDED"
  | "SKIPPED"
  | "CANCELLED";

/** D: CURRENT_TASK_GRAPHS, SCHEDULED_FROM. */
export type ScheduledFrom = "SCHEDULE" | "EXECUTE_TASK" | "AUTOMATIC RETRY" | "MANUAL RETRY";

/** One run of one task: plain data, as it is kept. Times are milliseconds since the epoch. */
export interface TaskRun {
  /** Unique within the account. */
  readonly id: string;
  readonly taskId: ObjectId;
  readonly name: string;
  readonly databaseName: string;
  readonly schemaName: string;
  readonly rootTaskId: ObjectId;
  readonly rootTaskUuid: string;
  /** The statement and the WHEN expression as of the graph's version. */
  readonly queryText: string;
  readonly conditionText: string | null;
  readonly scheduledTime: number;
  readonly scheduledFrom: ScheduledFrom;
  readonly graphVersion: number;
  /** When the run of the graph was planned for, milliseconds: the same for all runs of the graph. */
  readonly runId: number;
  readonly graphRunGroupId: string;
  /** 1 for the first attempt. */
  readonly attemptNumber: number;
  /** The graph's configuration in this run. */
  readonly config: string | null;
  state: RunState;
  queryId: string | null;
  queryStartTime: number | null;
  completedTime: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  returnValue: string | null;
}

const NEXT: Readonly<Record<RunState, readonly RunState[]>> = {
  SCHEDULED: ["EXECUTING", "SKIPPED", "CANCELLED", "FAILED"],
  EXECUTING: ["SUCCEEDED", "FAILED", "CANCELLED"],
  SUCCEEDED: [],
  FAILED: ["FAILED_AND_AUTO_SUSPENDED"],
  FAILED_AND_AUTO_SUSPENDED: [],
  SKIPPED: [],
  CANCELLED: [],
};

/** Moves a run on. Throws Error for a step that no run takes. */
export function moveOn(run: TaskRun, state: RunState): void {
  if (!NEXT[run.state].includes(state))
    throw new Error(`run ${run.id} of ${run.name} can't go from ${run.state} to ${state}`);
  run.state = state;
}

export function hasFailed(run: TaskRun): boolean {
  return run.state === "FAILED" || run.state === "FAILED_AND_AUTO_SUSPENDED";
}

export function hasEnded(run: TaskRun): boolean {
  return run.state !== "SCHEDULED" && run.state !== "EXECUTING";
}

/** Where runs are kept. */
export interface RunStore {
  /** Keeps a new run, or one that has changed. */
  put(run: TaskRun): void;
  /** All that are kept, in the order in which they began. */
  all(): Iterable<TaskRun>;
  /** The runs of one graph, in the order in which they began. */
  ofRoot(rootId: ObjectId): readonly TaskRun[];
}

/** How long runs are kept: as long as they may be retried (D: EXECUTE TASK, 14 days). */
const KEPT = 14 * 86_400_000;
/** A guard against a task of every ten seconds that is advanced by a year. */
const MOST_KEPT = 50_000;

/** Runs in memory. */
export class MemoryRunStore implements RunStore {
  readonly #runs = new Map<string, TaskRun>();
  readonly #byRoot = new Map<ObjectId, TaskRun[]>();

  put(run: TaskRun): void {
    if (this.#runs.has(run.id)) return;
    this.#runs.set(run.id, run);
    const own = this.#byRoot.get(run.rootTaskId);
    if (own === undefined) this.#byRoot.set(run.rootTaskId, [run]);
    else own.push(run);
    this.#forgetOld(run.scheduledTime - KEPT);
  }

  all(): Iterable<TaskRun> {
    return this.#runs.values();
  }

  ofRoot(rootId: ObjectId): readonly TaskRun[] {
    return this.#byRoot.get(rootId) ?? [];
  }

  /** Keeps these and no others. */
  replace(runs: readonly TaskRun[]): void {
    this.#runs.clear();
    this.#byRoot.clear();
    for (const run of runs) this.put(run);
  }

  #forgetOld(before: number): void {
    for (const [id, oldest] of this.#runs) {
      const recent = this.#runs.size <= MOST_KEPT && oldest.scheduledTime > before;
      if (recent || !hasEnded(oldest)) break;
      this.#runs.delete(id);
      const own = this.#byRoot.get(oldest.rootTaskId) ?? [];
      own.splice(own.indexOf(oldest), 1);
      if (own.length === 0) this.#byRoot.delete(oldest.rootTaskId);
    }
  }
}

/**
 * How often a task has failed in a row, up to its latest run: runs that were skipped or cancelled count neither way, and of a
 * run that was retried only the last attempt does (D: SUSPEND_TASK_AFTER_NUM_FAILURES).
 * @param runs those of the task's graph, oldest first
 * @param since only runs planned from then on, milliseconds
 */
export function consecutiveFailures(runs: readonly TaskRun[], taskId: ObjectId, since: number): number {
  let failures = 0;
  let group: string | undefined;
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const run = runs[index];
    if (run === undefined || run.scheduledTime < since) break;
    if (run.taskId !== taskId || run.graphRunGroupId === group) continue;
    if (run.state === "SUCCEEDED") break;
    if (!hasFailed(run)) continue;
    group = run.graphRunGroupId;
    failures += 1;
  }
  return failures;
}
