import { invalidValue } from "../errors";
import { ACCOUNT } from "../grants/grant-state";
import type { ExecutionContext } from "../sql/statement";
import { BOOLEAN, NUMBER, TEXT, TIMESTAMP_LTZ } from "../types/data-type";
import { AccountTaskStore } from "./account-task-store";
import { type AccountTableFunction, type Arguments, asTime, type Plan, planColumns, planRow } from "./table-function";
import type { TaskRun } from "./task-run";

const DAY = 86_400_000;

/** A run, and when the graph is planned next. */
export interface HistoryRow {
  readonly run: TaskRun;
  /** null: it is not. */
  readonly next: number | null;
}

/** D: TASK_HISTORY shows runs of tasks that one owns or has MONITOR or OPERATE on; MONITOR EXECUTION and ACCOUNTADMIN see all. */
export function seesRunsOf({ access, account }: ExecutionContext): (taskId: number) => boolean {
  if (access.isAccountAdmin() || access.holds(ACCOUNT, "MONITOR EXECUTION")) return () => true;
  return (taskId) => {
    const task = account.state.objects.TASK.byId(taskId);
    return task !== undefined && access.may("TASK", task, ["MONITOR", "OPERATE"]);
  };
}

/** The run that each scheduled root has before it, when it comes within eight days (D). */
export function plannedRuns({ account }: ExecutionContext): readonly HistoryRow[] {
  // Nothing is planned in an account that no emulator runs.
  if (account.automation.scheduler === undefined) return [];
  const now = account.clock.now();
  const store = new AccountTaskStore(account);
  const { tasks } = account.automation.services;
  return store.scheduledRoots().flatMap((root) => {
    const at = tasks.nextRun(root, now);
    const graph = store.graph(root.id);
    // D: the next run is planned only when the graph has finished.
    if (at === undefined || graph === undefined || at > now + 8 * DAY || tasks.isExecuting(root.id)) return [];
    const run: TaskRun = {
      id: "",
      taskId: root.id,
      name: graph.root.name,
      databaseName: graph.root.databaseName,
      schemaName: graph.root.schemaName,
      rootTaskId: root.id,
      rootTaskUuid: graph.root.uuid,
      queryText: graph.root.sql,
      conditionText: graph.root.condition,
      scheduledTime: at,
      scheduledFrom: "SCHEDULE",
      graphVersion: graph.version,
      runId: at,
      graphRunGroupId: "",
      attemptNumber: 1,
      config: graph.config,
      state: "SCHEDULED",
      queryId: null,
      queryStartTime: null,
      completedTime: null,
      errorCode: null,
      errorMessage: null,
      returnValue: null,
    };
    return [{ run, next: tasks.nextRun(root, at) ?? null }];
  });
}

const none = () => null;

/** D: TASK_HISTORY, output. Hashes of queries are not computed. */
const COLUMNS: Plan<HistoryRow> = {
  QUERY_ID: ["text", ({ run }) => run.queryId],
  NAME: ["text", ({ run }) => run.name],
  DATABASE_NAME: ["text", ({ run }) => run.databaseName],
  SCHEMA_NAME: ["text", ({ run }) => run.schemaName],
  QUERY_TEXT: ["text", ({ run }) => run.queryText],
  CONDITION_TEXT: ["text", ({ run }) => run.conditionText],
  STATE: ["text", ({ run }) => run.state],
  ERROR_CODE: ["text", ({ run }) => run.errorCode],
  ERROR_MESSAGE: ["text", ({ run }) => run.errorMessage],
  SCHEDULED_TIME: ["time", ({ run }) => asTime(run.scheduledTime)],
  QUERY_START_TIME: ["time", ({ run }) => asTime(run.queryStartTime)],
  NEXT_SCHEDULED_TIME: ["time", ({ next }) => asTime(next)],
  COMPLETED_TIME: ["time", ({ run }) => asTime(run.completedTime)],
  ROOT_TASK_ID: ["text", ({ run }) => run.rootTaskUuid],
  GRAPH_VERSION: ["number", ({ run }) => run.graphVersion],
  RUN_ID: ["number", ({ run }) => run.runId],
  RETURN_VALUE: ["text", ({ run }) => run.returnValue],
  SCHEDULED_FROM: ["text", ({ run }) => run.scheduledFrom],
  ATTEMPT_NUMBER: ["number", ({ run }) => run.attemptNumber],
  CONFIG: ["text", ({ run }) => run.config],
  QUERY_HASH: ["text", none],
  QUERY_HASH_VERSION: ["number", none],
  QUERY_PARAMETERIZED_HASH: ["text", none],
  QUERY_PARAMETERIZED_HASH_VERSION: ["number", none],
  GRAPH_RUN_GROUP_ID: ["text", ({ run }) => (run.graphRunGroupId === "" ? null : run.graphRunGroupId)],
  BACKFILL_INFO: ["object", none],
};

/** The range of time that a call asks for. Throws 001008 for one that is not within the last seven days (D). */
export function timeRange(given: Arguments, now: number): { readonly from: number; readonly to: number } {
  const start = given.time("SCHEDULED_TIME_RANGE_START");
  const end = given.time("SCHEDULED_TIME_RANGE_END");
  for (const [name, at] of [
    ["SCHEDULED_TIME_RANGE_START", start] as const,
    ["SCHEDULED_TIME_RANGE_END", end] as const,
  ]) {
    if (at !== undefined && at < now - 7 * DAY) throw invalidValue(new Date(at).toISOString(), name);
  }
  return { from: start ?? now - 7 * DAY, to: end ?? Number.POSITIVE_INFINITY };
}

/** INFORMATION_SCHEMA.TASK_HISTORY: runs of the last seven days and those planned for the next eight, the latest first. */
export const taskHistory: AccountTableFunction = {
  name: "TASK_HISTORY",
  parameters: {
    SCHEDULED_TIME_RANGE_START: TIMESTAMP_LTZ,
    SCHEDULED_TIME_RANGE_END: TIMESTAMP_LTZ,
    RESULT_LIMIT: NUMBER,
    TASK_NAME: TEXT,
    ERROR_ONLY: BOOLEAN,
    ROOT_TASK_ID: TEXT,
  },
  columns: planColumns(COLUMNS),
  rows(context, given) {
    const { account } = context;
    const limit = given.limit("RESULT_LIMIT", 100, 10_000);
    const { from, to } = timeRange(given, account.clock.now());
    const name = given.text("TASK_NAME")?.toUpperCase();
    const rootId = given.text("ROOT_TASK_ID");
    const sees = seesRunsOf(context);
    const planned = plannedRuns(context);
    const next = new Map(planned.map(({ run }) => [run.taskId, run.scheduledTime]));
    const past = [...account.automation.taskRuns.all()].map((run) => ({ run, next: next.get(run.rootTaskId) ?? null }));
    const errors = ["FAILED", "FAILED_AND_AUTO_SUSPENDED", "CANCELLED"];
    return [...past, ...planned]
      .filter(
        ({ run }) =>
          sees(run.taskId) &&
          run.scheduledTime >= from &&
          run.scheduledTime <= to &&
          (name === undefined || run.name.toUpperCase() === name) &&
          (rootId === undefined || run.rootTaskUuid === rootId) &&
          (!given.flag("ERROR_ONLY") || errors.includes(run.state)),
      )
      .sort((a, b) => b.run.scheduledTime - a.run.scheduledTime)
      .slice(0, limit)
      .map((row) => planRow(COLUMNS, row));
  },
};
