import type { Task } from "../../../objects/task";
import { objectById, ownerRoleType, roleName } from "../../../state/account-state";
import { finalizerOf, isRoot } from "../../../tasks/graph";
import { tasksIn } from "../../../tasks/task-catalog";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { fullName, locate } from "../../names";
import { applyShowFilter, readLike } from "../../show-filter";
import { readShowScope, schemasIn } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";

const time = (at: number | null) => (at === null ? null : new Date(at));

/** The schema and database of a task. */
function placeOf({ account: { state } }: ExecutionContext, task: Task) {
  const schema = objectById(state, "SCHEMA", task.parentId);
  return { schema: schema?.name ?? "", database: objectById(state, "DATABASE", schema?.parentId ?? null)?.name ?? "" };
}

/** O: predecessors, finalizer and finalized root by full name, as JSON. */
function relations(context: ExecutionContext, task: Task): string {
  const { state } = context.account;
  const named = (id: number) => {
    const other = state.objects.TASK.byId(id);
    return other === undefined ? [] : [fullName(context, other)];
  };
  const finalizer = finalizerOf(tasksIn(state, task.parentId), task.id);
  return JSON.stringify({
    ...(task.finalizes === null ? {} : { FinalizedRootTask: named(task.finalizes)[0] }),
    Predecessors: task.predecessors.flatMap(named),
    ...(finalizer === undefined ? {} : { FinalizerTask: fullName(context, finalizer) }),
  });
}

function predecessors(context: ExecutionContext, task: Task): string {
  const names = task.predecessors.flatMap((id) => {
    const other = context.account.state.objects.TASK.byId(id);
    return other === undefined ? [] : [fullName(context, other)];
  });
  return JSON.stringify(names, null, 2);
}

/** The columns of SHOW TASKS and DESCRIBE TASK. */
export function taskColumns(context: ExecutionContext): ColumnPlan<Task> {
  const { state } = context.account;
  return {
    created_on: ["timestamp_ltz", (task) => new Date(task.createdOn)],
    name: ["text", (task) => task.name],
    id: ["text", (task) => task.uuid],
    database_name: ["text", (task) => placeOf(context, task).database],
    schema_name: ["text", (task) => placeOf(context, task).schema],
    owner: ["text", (task) => roleName(state, task.ownerRoleId)],
    comment: ["text", (task) => task.comment],
    warehouse: [
      "text",
      ({ compute }) =>
        compute.kind === "serverless" ? null : (objectById(state, "WAREHOUSE", compute.id)?.name ?? null),
    ],
    schedule: ["text", (task) => task.schedule],
    predecessors: ["text", (task) => predecessors(context, task)],
    state: ["text", (task) => (task.started ? "started" : "suspended")],
    definition: ["text", (task) => task.definition],
    condition: ["text", (task) => task.condition],
    allow_overlapping_execution: [
      "text",
      (task) => (isRoot(task) ? String(task.overlap === "ALLOW_CHILD_OVERLAP") : "null"),
    ],
    error_integration: ["text", (task) => task.errorIntegration],
    last_committed_on: ["timestamp_ltz", (task) => time(task.lastCommittedOn)],
    last_suspended_on: ["timestamp_ltz", (task) => time(task.lastSuspendedOn)],
    owner_role_type: ["text", (task) => ownerRoleType(state, task)],
    config: ["text", (task) => task.config],
    budget: ["text", () => null],
    task_relations: ["text", (task) => relations(context, task)],
    last_suspended_reason: ["text", (task) => task.lastSuspendedReason],
    success_integration: ["text", () => null],
    scheduling_mode: ["text", () => null],
    target_completion_interval: ["text", (task) => task.targetCompletionInterval],
    execute_as_user: ["text", (task) => objectById(state, "USER", task.executeAsUserId)?.name ?? null],
    overlap_policy: ["text", (task) => (isRoot(task) ? task.overlap : null)],
  };
}

function terseColumns(context: ExecutionContext): ColumnPlan<Task> {
  return {
    created_on: ["timestamp_ltz", (task) => new Date(task.createdOn)],
    name: ["text", (task) => task.name],
    kind: ["text", () => "TASK"],
    database_name: ["text", (task) => placeOf(context, task).database],
    schema_name: ["text", (task) => placeOf(context, task).schema],
    schedule: ["text", (task) => task.schedule],
    state: ["text", (task) => (task.started ? "started" : "suspended")],
  };
}

/** SHOW [TERSE] TASKS [LIKE '…'] [IN …] [STARTS WITH '…'] [ROOT ONLY] [LIMIT n [FROM '…']] */
const showTasks: StatementKind = {
  leading: "SHOW TASKS",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("TASKS");
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const startsWith = cursor.take("STARTS WITH") ? cursor.string() : "";
    const rootOnly = cursor.take("ROOT ONLY");
    const limit = cursor.take("LIMIT") ? cursor.integer() : undefined;
    const from = limit !== undefined && cursor.take("FROM") ? cursor.string() : undefined;
    return (context) => {
      const tasks = schemasIn(context, scope, "SHOW TASKS")
        .flatMap((schema) => context.access.visible("TASK", schema.id, like))
        .filter((task) => !rootOnly || isRoot(task));
      const shown = applyShowFilter({ like, startsWith, limit, from }, tasks);
      return tableOf(terse ? terseColumns(context) : taskColumns(context), shown);
    };
  },
};

/** DESCRIBE TASK name: the row that SHOW TASKS has. */
const describeTask: StatementKind = {
  leading: "DESCRIBE TASK",
  parse(cursor) {
    cursor.next();
    cursor.expect("TASK");
    const path = cursor.path(3);
    return (context) => {
      const location = locate(context, "TASK", path, "DESCRIBE TASK");
      return tableOf(taskColumns(context), [
        context.access.require("TASK", location.name, "VISIBLE", undefined, location),
      ]);
    };
  },
};

export const showTaskStatements: readonly StatementKind[] = [showTasks, describeTask];
