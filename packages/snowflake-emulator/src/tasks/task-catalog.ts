import type { ObjectId } from "../objects/snowflake-object";
import type { Task } from "../objects/task";
import type { AccountState } from "../state/account-state";
import { childrenOf, descendantsOf, finalizerOf, rootsOf, type TaskSet } from "./graph";

/** The tasks of a schema. */
export function tasksIn({ objects }: AccountState, schemaId: ObjectId | null): TaskSet {
  return {
    byId(id) {
      const task = objects.TASK.byId(id);
      return task?.parentId === schemaId ? task : undefined;
    },
    all: () => objects.TASK.in(schemaId),
  };
}

/** Notes that a graph is no longer what its version says. Within a transaction. */
export function markChanged(state: AccountState, task: Task): void {
  for (const root of rootsOf(tasksIn(state, task.parentId), task)) {
    state.objects.TASK.edit(root);
    root.graphChanged = true;
  }
}

/** Gives a graph a new version if it was changed since it got its last one (D: versioning of task runs). Within a transaction. */
export function commitGraph(state: AccountState, root: Task, now: number): void {
  if (!root.graphChanged) return;
  state.objects.TASK.edit(root);
  root.graphVersion += 1;
  root.graphChanged = false;
  for (const task of [root, ...descendantsOf(tasksIn(state, root.parentId), root)]) {
    state.objects.TASK.edit(task);
    task.lastCommittedOn = now;
  }
}

/** Stops a task. Within a transaction. */
export function suspendTask(
  state: AccountState,
  task: Task,
  reason: NonNullable<Task["lastSuspendedReason"]>,
  now: number,
): void {
  if (!task.started) return;
  state.objects.TASK.edit(task);
  task.started = false;
  task.lastSuspendedOn = now;
  task.lastSuspendedReason = reason;
}

/**
 * Takes a task out of its graph: what came after it has no such predecessor any more and is suspended, its finalizer finalizes
 * nothing (D: DROP TASK; unlink parent and child tasks). Within a transaction.
 */
export function unlinkTask(state: AccountState, task: Task, now: number): void {
  const tasks = tasksIn(state, task.parentId);
  const finalizer = finalizerOf(tasks, task.id);
  for (const one of [...childrenOf(tasks, task.id), ...(finalizer === undefined ? [] : [finalizer])]) {
    state.objects.TASK.edit(one);
    one.predecessors = one.predecessors.filter((id) => id !== task.id);
    if (one.finalizes === task.id) one.finalizes = null;
    one.graphChanged = true;
    suspendTask(state, one, "USER_SUSPENDED", now);
  }
  if (task.predecessors.length > 0 || task.finalizes !== null) markChanged(state, task);
}

/** Lets what came after a task come after the one that has replaced it. Within a transaction. */
export function relink(state: AccountState, old: Pick<Task, "id" | "parentId">, task: Task): void {
  for (const one of tasksIn(state, old.parentId).all()) {
    if (!one.predecessors.includes(old.id) && one.finalizes !== old.id) continue;
    state.objects.TASK.edit(one);
    one.predecessors = one.predecessors.map((id) => (id === old.id ? task.id : id)).sort((a, b) => a - b);
    if (one.finalizes === old.id) one.finalizes = task.id;
  }
}

/**
 * What a new owner means for a task: all its links are cut, and it is suspended (D: unlink parent and child tasks; GRANT OWNERSHIP
 * on tasks). Within a transaction.
 */
export function changeTaskOwner(state: AccountState, task: Task, now: number): void {
  unlinkTask(state, task, now);
  state.objects.TASK.edit(task);
  task.predecessors = [];
  task.finalizes = null;
  task.graphChanged = true;
  suspendTask(state, task, "USER_SUSPENDED", now);
}
