import { missingProperty } from "../errors";
import { Cursor } from "../sql/cursor";
import { locate } from "../sql/names";
import { taskColumns } from "../sql/statements/task/show-tasks";
import { tokenize } from "../sql/tokenizer";
import { BOOLEAN, NUMBER, TEXT, TIMESTAMP_LTZ } from "../types/data-type";
import { tableOf } from "../wire/result-table";
import type { AlertRun } from "./alert-run";
import { childrenOf, descendantsOf, finalizerOf } from "./graph";
import { type AccountTableFunction, asTime, type Plan, planColumns, planRow } from "./table-function";
import { tasksIn } from "./task-catalog";
import { completeTaskGraphs, currentTaskGraphs } from "./task-graph-tables";
import { taskHistory, timeRange } from "./task-history-table";

/** The columns of SHOW TASKS; which they are does not depend on the task. */
const DEPENDENT_COLUMNS = [
  "created_on name id database_name schema_name owner comment warehouse schedule predecessors state definition condition",
  "allow_overlapping_execution error_integration last_committed_on last_suspended_on owner_role_type config budget",
  "task_relations last_suspended_reason",
].flatMap((line) => line.split(" "));

const TIMES = ["created_on", "last_committed_on", "last_suspended_on"];

/** INFORMATION_SCHEMA.TASK_DEPENDENTS(TASK_NAME => '…' [, RECURSIVE => …]): a task and what comes after it. A: the task itself is first. */
const taskDependents: AccountTableFunction = {
  name: "TASK_DEPENDENTS",
  parameters: { TASK_NAME: TEXT, RECURSIVE: BOOLEAN },
  columns: DEPENDENT_COLUMNS.map((name) => ({
    name: name.toUpperCase(),
    type: TIMES.includes(name) ? TIMESTAMP_LTZ : TEXT,
  })),
  rows(context, given) {
    const written = given.text("TASK_NAME");
    if (written === undefined) throw missingProperty("TASK_NAME");
    const cursor = new Cursor(tokenize(written));
    const location = locate(context, "TASK", cursor.path(3), "TASK_DEPENDENTS");
    const task = context.access.require("TASK", location.name, "VISIBLE", undefined, location);
    const tasks = tasksIn(context.account.state, task.parentId);
    const recursive = given.text("RECURSIVE") === undefined || given.flag("RECURSIVE");
    const finalizer = finalizerOf(tasks, task.id);
    const direct = [...childrenOf(tasks, task.id), ...(finalizer === undefined ? [] : [finalizer])];
    const plan = taskColumns(context);
    const shown = Object.fromEntries(Object.entries(plan).filter(([name]) => DEPENDENT_COLUMNS.includes(name)));
    return tableOf(shown, [task, ...(recursive ? descendantsOf(tasks, task) : direct)]).rows;
  },
};

/** D: ALERT_HISTORY, output. */
const ALERT_COLUMNS: Plan<AlertRun> = {
  NAME: ["text", (run) => run.name],
  DATABASE_NAME: ["text", (run) => run.databaseName],
  SCHEMA_NAME: ["text", (run) => run.schemaName],
  CONDITION: ["text", (run) => run.condition],
  CONDITION_QUERY_ID: ["text", (run) => run.conditionQueryId],
  ACTION: ["text", (run) => run.action],
  ACTION_QUERY_ID: ["text", (run) => run.actionQueryId],
  STATE: ["text", (run) => run.state],
  SQL_ERROR_CODE: ["number", (run) => (run.errorCode === null ? null : Number(run.errorCode))],
  SQL_ERROR_MESSAGE: ["text", (run) => run.errorMessage],
  SCHEDULED_TIME: ["time", (run) => asTime(run.scheduledTime)],
  COMPLETED_TIME: ["time", (run) => asTime(run.completedTime)],
  SCHEDULED_FROM: ["text", (run) => run.scheduledFrom],
};

/** INFORMATION_SCHEMA.ALERT_HISTORY: runs of the last seven days, the latest first. Only one's own alerts, or all for ACCOUNTADMIN (D). */
const alertHistory: AccountTableFunction = {
  name: "ALERT_HISTORY",
  parameters: {
    SCHEDULED_TIME_RANGE_START: TIMESTAMP_LTZ,
    SCHEDULED_TIME_RANGE_END: TIMESTAMP_LTZ,
    RESULT_LIMIT: NUMBER,
    ALERT_NAME: TEXT,
  },
  columns: planColumns(ALERT_COLUMNS),
  rows({ account, access }, given) {
    const { from, to } = timeRange(given, account.clock.now());
    const name = given.text("ALERT_NAME")?.toUpperCase();
    const owns = (id: number) => {
      const alert = account.state.objects.ALERT.byId(id);
      return alert !== undefined && access.owns(alert);
    };
    return account.automation.alertRuns
      .all()
      .filter(
        (run) =>
          (access.isAccountAdmin() || owns(run.alertId)) &&
          run.scheduledTime >= from &&
          run.scheduledTime <= to &&
          (name === undefined || run.name.toUpperCase() === name),
      )
      .sort((a, b) => b.scheduledTime - a.scheduledTime)
      .slice(0, given.limit("RESULT_LIMIT", 100, 10_000))
      .map((run) => planRow(ALERT_COLUMNS, run));
  },
};

/** Table functions of INFORMATION_SCHEMA about tasks and alerts, by name. */
export const ACCOUNT_TABLE_FUNCTIONS: ReadonlyMap<string, AccountTableFunction> = new Map(
  [alertHistory, completeTaskGraphs, currentTaskGraphs, taskDependents, taskHistory].map((one) => [one.name, one]),
);
