import type { ObjectId } from "../objects/snowflake-object";
import type { GraphVersion, TaskResult } from "./graph-version";
import { noRunToRetry, runGroupNotFound, runNotRetryable } from "./task-errors";
import { hasEnded, hasFailed, type TaskRun } from "./task-run";

/** All attempts at one planned run of a graph. */
export interface RunGroupRecord {
  readonly groupId: string;
  readonly rootTaskId: ObjectId;
  /** In the order in which they began. */
  readonly runs: readonly TaskRun[];
}

/** Runs by group, oldest first. */
export function groupRuns(runs: Iterable<TaskRun>): readonly RunGroupRecord[] {
  const groups = new Map<string, TaskRun[]>();
  for (const run of runs) {
    const known = groups.get(run.graphRunGroupId);
    if (known === undefined) groups.set(run.graphRunGroupId, [run]);
    else known.push(run);
  }
  return [...groups].flatMap(([groupId, all]) => {
    const first = all[0];
    return first === undefined ? [] : [{ groupId, rootTaskId: first.rootTaskId, runs: all }];
  });
}

/** The last run of each task of a group. */
export function latestRuns(group: RunGroupRecord): readonly TaskRun[] {
  return [...new Map(group.runs.map((run) => [run.taskId, run])).values()];
}

/** D: COMPLETE_TASK_GRAPHS, STATE; null: something is still to come, or the root was skipped. */
export function groupState(group: RunGroupRecord): "SUCCEEDED" | "FAILED" | "CANCELLED" | null {
  const latest = latestRuns(group);
  if (!latest.every(hasEnded)) return null;
  if (latest.some((run) => run.taskId === group.rootTaskId && run.state === "SKIPPED")) return null;
  if (latest.some(hasFailed)) return "FAILED";
  return latest.some((run) => run.state === "CANCELLED") ? "CANCELLED" : "SUCCEEDED";
}

/** The last group among the runs of one graph that succeeded. */
export function lastSuccessOf(
  runs: readonly TaskRun[],
): { readonly groupId: string; readonly scheduledTime: number } | undefined {
  const group = groupRuns(runs).findLast((one) => groupState(one) === "SUCCEEDED");
  return group === undefined ? undefined : { groupId: group.groupId, scheduledTime: group.runs[0]?.runId ?? 0 };
}

/** A group that can be retried, and where it stopped. */
export interface Retryable {
  readonly groupId: string;
  readonly runId: number;
  readonly attemptNumber: number;
  readonly config: string | null;
  readonly results: ReadonlyMap<ObjectId, TaskResult>;
  /** What tasks returned, by name. */
  readonly returned: ReadonlyMap<string, string | null>;
}

/** D: EXECUTE TASK … RETRY LAST. Milliseconds. */
const RETRY_WINDOW = 14 * 86_400_000;

/**
 * The last run of a graph, or the group asked for, when it can be retried. `runs`: those of this graph. Throws 091457 when there is none and 091456 when
 * it has no failures, is still under way, is older than 14 days, or the graph was changed since.
 */
export function retryableRun(
  runs: readonly TaskRun[],
  graph: GraphVersion,
  groupId: string | undefined,
  now: number,
): Retryable {
  const groups = groupRuns(runs);
  const group = groupId === undefined ? groups.at(-1) : groups.find((one) => one.groupId === groupId);
  const first = group?.runs[0];
  const last = group?.runs.at(-1);
  if (group === undefined || first === undefined || last === undefined) {
    throw groupId === undefined ? noRunToRetry(graph.root.name) : runGroupNotFound(groupId);
  }
  const latest = latestRuns(group);
  if (!latest.every(hasEnded)) throw runNotRetryable(group.groupId, "is still in progress");
  if (!latest.some((run) => hasFailed(run) || run.state === "CANCELLED")) {
    throw runNotRetryable(group.groupId, "does not have any failed or cancelled tasks");
  }
  if (graph.changed || last.graphVersion !== graph.version) {
    throw runNotRetryable(group.groupId, "has a different version: the task graph was modified since");
  }
  if (now - first.runId > RETRY_WINDOW) throw runNotRetryable(group.groupId, "is older than 14 days");
  const results = new Map<ObjectId, TaskResult>();
  for (const { taskId, state } of latest) {
    if (state === "SUCCEEDED" || state === "SKIPPED" || state === "CANCELLED") results.set(taskId, state);
    else results.set(taskId, "FAILED");
  }
  return {
    groupId: group.groupId,
    runId: first.runId,
    attemptNumber: last.attemptNumber,
    config: first.config,
    results,
    returned: new Map(latest.map((run) => [run.name, run.returnValue])),
  };
}
