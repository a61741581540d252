import type { ObjectId } from "../objects/snowflake-object";
import type { Task } from "../objects/task";

/** Most tasks in a graph, and most predecessors and children of one task (D: task graphs). */
export const LARGEST_GRAPH = 1000;
export const MOST_NEIGHBOURS = 100;

/** Where a task's name leads: found by id, listed by schema. */
export interface TaskSet {
  byId(id: ObjectId): Task | undefined;
  /** All tasks of the schema in which the graph is. */
  all(): Iterable<Task>;
}

/** A task without predecessors that finalizes nothing: a standalone task, or the root of a graph. */
export function isRoot(task: Task): boolean {
  return task.predecessors.length === 0 && task.finalizes === null;
}

export function childrenOf(tasks: TaskSet, id: ObjectId): readonly Task[] {
  return [...tasks.all()].filter((task) => task.predecessors.includes(id)).sort(byId);
}

export function finalizerOf(tasks: TaskSet, rootId: ObjectId): Task | undefined {
  return [...tasks.all()].find((task) => task.finalizes === rootId);
}

/** The roots above a task; the task itself when it is one. More than one is possible, and such a graph can't be started. */
export function rootsOf(tasks: TaskSet, task: Task): readonly Task[] {
  const seen = new Set<ObjectId>([task.id]);
  const open: Task[] = [task];
  const roots: Task[] = [];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (isRoot(one)) roots.push(one);
    const above = one.finalizes === null ? one.predecessors : [one.finalizes];
    for (const id of above) {
      const next = tasks.byId(id);
      if (next === undefined || seen.has(id)) continue;
      seen.add(id);
      open.push(next);
    }
  }
  return roots.sort(byId);
}

/** Every task below one, nearest first, without itself. Finalizers are below the root that they finalize. */
export function descendantsOf(tasks: TaskSet, task: Task): readonly Task[] {
  const below = new Map<ObjectId, Task[]>();
  for (const one of tasks.all()) {
    for (const id of one.finalizes === null ? one.predecessors : [one.finalizes]) {
      const known = below.get(id);
      if (known === undefined) below.set(id, [one]);
      else known.push(one);
    }
  }
  const seen = new Set<ObjectId>([task.id]);
  const found: Task[] = [];
  const open: Task[] = [task];
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    for (const next of (below.get(one.id) ?? []).sort(byId)) {
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      found.push(next);
      open.push(next);
    }
  }
  return found;
}

/** Would `task` come after itself if these were its predecessors? */
export function makesCycle(tasks: TaskSet, task: Pick<Task, "id">, predecessors: readonly ObjectId[]): boolean {
  const seen = new Set<ObjectId>();
  const open = [...predecessors];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === task.id) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(tasks.byId(id)?.predecessors ?? []));
  }
  return false;
}

export function byId(a: Task, b: Task): number {
  return a.id - b.id;
}
