import { NUMBER, TEXT } from "../types/data-type";
import { groupRuns, groupState, type RunGroupRecord } from "./run-groups";
import { type AccountTableFunction, asTime, type Plan, planColumns, planRow } from "./table-function";
import { plannedRuns, seesRunsOf } from "./task-history-table";
import { hasEnded, hasFailed, type TaskRun } from "./task-run";

/** A run of a graph: its root's run, and the first task that failed. */
interface GraphRow {
  readonly root: TaskRun;
  readonly state: string;
  readonly failed: TaskRun | undefined;
  readonly next: number | null;
  readonly completed: number | null;
}

/** D: CURRENT_TASK_GRAPHS, output. */
const CURRENT: Plan<GraphRow> = {
  ROOT_TASK_NAME: ["text", ({ root }) => root.name],
  DATABASE_NAME: ["text", ({ root }) => root.databaseName],
  SCHEMA_NAME: ["text", ({ root }) => root.schemaName],
  STATE: ["text", ({ state }) => state],
  SCHEDULED_FROM: ["text", ({ root }) => root.scheduledFrom],
  FIRST_ERROR_TASK_NAME: ["text", ({ failed }) => failed?.name ?? null],
  FIRST_ERROR_CODE: ["number", ({ failed }) => (failed?.errorCode ? Number(failed.errorCode) : null)],
  FIRST_ERROR_MESSAGE: ["text", ({ failed }) => failed?.errorMessage ?? null],
  SCHEDULED_TIME: ["time", ({ root }) => asTime(root.scheduledTime)],
  QUERY_START_TIME: ["time", ({ root }) => asTime(root.queryStartTime)],
  NEXT_SCHEDULED_TIME: ["time", ({ next }) => asTime(next)],
  ROOT_TASK_ID: ["text", ({ root }) => root.rootTaskUuid],
  GRAPH_VERSION: ["number", ({ root }) => root.graphVersion],
  RUN_ID: ["number", ({ root }) => root.runId],
  ATTEMPT_NUMBER: ["number", ({ root }) => root.attemptNumber],
  CONFIG: ["text", ({ root }) => root.config],
  GRAPH_RUN_GROUP_ID: ["text", ({ root }) => (root.graphRunGroupId === "" ? null : root.graphRunGroupId)],
  BACKFILL_INFO: ["object", () => null],
};

/** D: COMPLETE_TASK_GRAPHS, output. */
const COMPLETE: Plan<GraphRow> = Object.fromEntries(
  Object.entries(CURRENT).flatMap(([name, column]) =>
    name === "NEXT_SCHEDULED_TIME"
      ? [
          ["COMPLETED_TIME", ["time", (row: GraphRow) => asTime(row.completed)] as const],
          [name, column],
        ]
      : [[name, column]],
  ),
);

const PARAMETERS = { RESULT_LIMIT: NUMBER, ROOT_TASK_NAME: TEXT };

/** D: an hour. */
const COMPLETE_WINDOW = 3_600_000;

/** The attempts of a group, each with all of its runs. */
function attemptsOf(group: RunGroupRecord): readonly RunGroupRecord[] {
  const numbers = [...new Set(group.runs.map((run) => run.attemptNumber))];
  return numbers.map((number) => ({ ...group, runs: group.runs.filter((run) => run.attemptNumber === number) }));
}

function rowOf(group: RunGroupRecord, state: string, next: number | null): GraphRow | undefined {
  const root = group.runs.find((run) => run.taskId === group.rootTaskId) ?? group.runs[0];
  if (root === undefined) return undefined;
  const times = group.runs.map((run) => run.completedTime ?? 0);
  return { root, state, failed: group.runs.find(hasFailed), next, completed: Math.max(...times) };
}

/** INFORMATION_SCHEMA.CURRENT_TASK_GRAPHS: graphs that are under way or planned, the latest first. */
export const currentTaskGraphs: AccountTableFunction = {
  name: "CURRENT_TASK_GRAPHS",
  parameters: PARAMETERS,
  columns: planColumns(CURRENT),
  rows(context, given) {
    const sees = seesRunsOf(context);
    const name = given.text("ROOT_TASK_NAME")?.toUpperCase();
    const executing = groupRuns(context.account.automation.taskRuns.all())
      .flatMap(attemptsOf)
      .filter((group) => !group.runs.every(hasEnded))
      .flatMap((group) => rowOf(group, "EXECUTING", null) ?? []);
    const planned = plannedRuns(context).map(
      ({ run, next }): GraphRow => ({ root: run, state: "SCHEDULED", failed: undefined, next, completed: null }),
    );
    return [...executing, ...planned]
      .filter(({ root }) => sees(root.rootTaskId) && (name === undefined || root.name.toUpperCase() === name))
      .sort((a, b) => b.root.scheduledTime - a.root.scheduledTime)
      .slice(0, given.limit("RESULT_LIMIT", 1000, 10_000))
      .map((row) => planRow(CURRENT, row));
  },
};

/** INFORMATION_SCHEMA.COMPLETE_TASK_GRAPHS: graphs that ended within the last hour, the latest first. */
export const completeTaskGraphs: AccountTableFunction = {
  name: "COMPLETE_TASK_GRAPHS",
  parameters: { ...PARAMETERS, ERROR_ONLY: TEXT },
  columns: planColumns(COMPLETE),
  rows(context, given) {
    const sees = seesRunsOf(context);
    const name = given.text("ROOT_TASK_NAME")?.toUpperCase();
    const since = context.account.clock.now() - COMPLETE_WINDOW;
    return groupRuns(context.account.automation.taskRuns.all())
      .flatMap(attemptsOf)
      .flatMap((group) => {
        const state = groupState(group);
        return state === null ? [] : (rowOf(group, state, null) ?? []);
      })
      .filter(
        ({ root, state, completed }) =>
          (completed ?? 0) >= since &&
          sees(root.rootTaskId) &&
          (name === undefined || root.name.toUpperCase() === name) &&
          (!given.flag("ERROR_ONLY") || state !== "SUCCEEDED"),
      )
      .sort((a, b) => b.root.scheduledTime - a.root.scheduledTime)
      .slice(0, given.limit("RESULT_LIMIT", 1000, 10_000))
      .map((row) => planRow(COMPLETE, row));
  },
};
