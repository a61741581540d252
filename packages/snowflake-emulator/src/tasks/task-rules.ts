import type { Task } from "../objects/task";
import { readSchedule } from "../time/schedule";
import {
  childrenOf,
  descendantsOf,
  finalizerOf,
  isRoot,
  LARGEST_GRAPH,
  MOST_NEIGHBOURS,
  makesCycle,
  rootsOf,
  type TaskSet,
} from "./graph";
import * as say from "./task-errors";

/** Throws unless the text is a schedule. */
export function checkSchedule(text: string): void {
  const read = readSchedule(text);
  if (read.kind === "malformed") throw say.invalidSchedule();
  if (read.kind === "zone") throw say.unknownScheduleZone(read.zone);
  if (read.kind === "never") throw say.scheduleWithoutTime();
}

/** Throws unless the text is a JSON object. */
export function checkConfig(text: string): void {
  if (readConfig(text) === undefined) throw say.invalidConfig();
}

/** A JSON object's members; undefined when the text is none. */
export function readConfig(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Throws when a task, as it would be after a statement, does not fit into its graph. `tasks` is everything else in the schema;
 * it may still hold the task as it was before.
 */
export function checkPlace(tasks: TaskSet, task: Task, fullName: (task: Task) => string): void {
  const others: TaskSet = {
    byId: (id) => (id === task.id ? task : tasks.byId(id)),
    *all() {
      for (const one of tasks.all()) if (one.id !== task.id) yield one;
      yield task;
    },
  };
  if (task.finalizes !== null) checkFinalizer(others, task, task.finalizes, fullName);
  if (task.predecessors.length > 0) checkChild(others, task, fullName);
  if (!isRoot(task)) checkNonRoot(task, fullName);
  checkSize(others, task);
}

function checkFinalizer(tasks: TaskSet, task: Task, rootId: number, fullName: (task: Task) => string): void {
  if (rootId === task.id) throw say.cannotFinalizeItself(task.name);
  if (task.schedule !== null) throw say.scheduleAndFinalizer(task.name);
  if (task.predecessors.length > 0) throw say.finalizerHasPredecessors(fullName(task));
  if (childrenOf(tasks, task.id).length > 0) throw say.finalizerHasChildren(fullName(task));
  const root = tasks.byId(rootId);
  if (root === undefined) throw say.invalidFinalized(String(rootId));
  if (!isRoot(root)) throw say.cannotFinalizeNonRoot(fullName(task), fullName(root));
  const other = [...tasks.all()].find((one) => one.finalizes === rootId && one.id !== task.id);
  if (other !== undefined) throw say.alreadyFinalized(root.name);
  if (root.ownerRoleId !== task.ownerRoleId) throw say.graphOwners(task.name);
}

function checkChild(tasks: TaskSet, task: Task, fullName: (task: Task) => string): void {
  if (finalizerOf(tasks, task.id) !== undefined) throw say.finalizedBecomesChild();
  if (task.schedule !== null) throw say.scheduleAndPredecessor(task.name);
  if (task.predecessors.includes(task.id)) throw say.ownPredecessor(task.name);
  for (const id of task.predecessors) {
    const predecessor = tasks.byId(id);
    if (predecessor === undefined) throw say.invalidPredecessor(String(id));
    if (predecessor.finalizes !== null) throw say.finalizerHasChildren(fullName(predecessor));
    if (predecessor.ownerRoleId !== task.ownerRoleId) throw say.graphOwners(task.name);
  }
  if (makesCycle(tasks, task, task.predecessors)) throw say.graphCycle(task.name);
}

function checkNonRoot(task: Task, fullName: (task: Task) => string): void {
  if (task.config !== null) throw say.configOnNonRoot(fullName(task));
  if (task.parameters.has("TASK_AUTO_RETRY_ATTEMPTS")) throw say.retriesOnNonRoot(task.name);
  if (task.overlap !== "NO_OVERLAP") throw say.overlapOnNonRoot(fullName(task), "allow_overlapping_execution");
}

function checkSize(tasks: TaskSet, task: Task): void {
  if (task.predecessors.length > MOST_NEIGHBOURS) throw say.graphTooLarge("predecessors of one task", MOST_NEIGHBOURS);
  if (isRoot(task) && task.predecessors.length === 0 && task.finalizes === null && !hasChildren(tasks, task)) return;
  for (const id of task.predecessors) {
    if (childrenOf(tasks, id).length > MOST_NEIGHBOURS)
      throw say.graphTooLarge("children of one task", MOST_NEIGHBOURS);
  }
  for (const root of rootsOf(tasks, task)) {
    if (descendantsOf(tasks, root).length + 1 > LARGEST_GRAPH) throw say.graphTooLarge("tasks", LARGEST_GRAPH);
  }
}

function hasChildren(tasks: TaskSet, task: Task): boolean {
  for (const one of tasks.all()) if (one.predecessors.includes(task.id) || one.finalizes === task.id) return true;
  return false;
}

/** Throws unless every root of the task's graph is suspended: a graph can't be changed while it is scheduled. */
export function checkSuspended(tasks: TaskSet, task: Task, fullName: (task: Task) => string): void {
  for (const root of rootsOf(tasks, task)) if (root.started) throw say.rootNotSuspended(fullName(root));
}
