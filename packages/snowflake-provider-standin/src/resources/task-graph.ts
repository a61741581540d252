import type { ResourceSession } from "../provider/session";
import { SnowflakeError } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { identifierParts, qualified } from "../sql/identifier";
import { parsePath, type SchemaObjectPath, showIn } from "./located-object";

/** What SHOW TASKS says about how a task is linked to others. */
export interface TaskLinks {
  /** Tasks that it runs after. */
  readonly predecessors: readonly SchemaObjectPath[];
  /** The task that runs when its graph has ended, as `"database"."schema"."name"`; "" = none. */
  readonly finalizer: string;
  /** The root of the graph that it finalizes. */
  readonly finalizedRoot: SchemaObjectPath | undefined;
}

/** A task as its graph needs it. */
export interface ShownTask {
  /** The row of SHOW TASKS. */
  readonly row: Row;
  /** Where it is. */
  readonly path: SchemaObjectPath;
  /** Is it started, not suspended. */
  readonly started: boolean;
  /** How it is linked to others. */
  readonly links: TaskLinks;
}

/** A row of SHOW TASKS, read. @throws Error when its links are not what Snowflake writes */
export function readTask(row: Row, path: SchemaObjectPath): ShownTask {
  const relations = jsonOf(row.text("task_relations"));
  const text = (name: string): string => {
    const value = Reflect.get(relations, name);
    return typeof value === "string" ? value : "";
  };
  const finalizer = text("FinalizerTask");
  const root = text("FinalizedRootTask");
  const predecessors: unknown = Reflect.get(relations, "Predecessors");
  return {
    row,
    path,
    started: row.text("state") === "started",
    links: {
      predecessors: Array.isArray(predecessors) ? predecessors.map(String).map(parsePath) : [],
      finalizer: finalizer === "" ? "" : qualified(...parsePath(finalizer)),
      finalizedRoot: root === "" ? undefined : parsePath(root),
    },
  };
}

/** The names in SHOW TASKS' column `predecessors`, taken for tasks of the task's own schema. */
export function shownPredecessors(row: Row, [database, schema]: SchemaObjectPath): readonly SchemaObjectPath[] {
  const text = row.optional("predecessors") ?? "";
  const listed: unknown = text === "" ? [] : JSON.parse(text);
  return (Array.isArray(listed) ? listed.map(String) : []).map((name) => {
    const parts = identifierParts(name) ?? [name];
    return [database, schema, parts[parts.length - 1] ?? name];
  });
}

function jsonOf(text: string): object {
  const parsed: unknown = JSON.parse(text === "" ? "{}" : text);
  return typeof parsed === "object" && parsed !== null ? parsed : {};
}

/** SHOW TASKS for one task. @throws Error when it isn't there */
export async function findTask(session: ResourceSession, path: SchemaObjectPath): Promise<ShownTask> {
  const row = await showIn(session, "TASKS", path);
  if (row === undefined) throw new Error(`task ${qualified(...path)} does not exist or is not visible to the role`);
  return readTask(row, path);
}

/** `ALTER TASK … SUSPEND`. */
export async function suspendTask(session: ResourceSession, path: SchemaObjectPath): Promise<void> {
  await session.execute(`ALTER TASK ${qualified(...path)} SUSPEND`);
}

/**
 * Suspends the started roots of the graphs that a task belongs to: a graph can only be changed while its root is suspended.
 * @param own the task that is being changed; a root of that name is not to be resumed
 * @returns the tasks to resume when the change has been made
 */
export async function suspendRoots(
  session: ResourceSession,
  task: SchemaObjectPath,
  own: SchemaObjectPath | undefined,
): Promise<readonly SchemaObjectPath[]> {
  const toResume: SchemaObjectPath[] = [];
  for (const root of await rootsOf(session, task)) {
    if (!root.started) continue;
    await suspendTask(session, root.path);
    if (root.path[2] !== own?.[2]) toResume.push(root.path);
  }
  return toResume;
}

/** Walks from a task to the roots of its graph; a finalizer belongs to the graph that it finalizes. */
async function rootsOf(session: ResourceSession, start: SchemaObjectPath): Promise<readonly ShownTask[]> {
  const queue: SchemaObjectPath[] = [start];
  const seen = new Set<string>();
  const roots: ShownTask[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path[2])) continue;
    const task = await findTask(session, path);
    seen.add(path[2]);
    const predecessors = shownPredecessors(task.row, path);
    if (task.links.finalizedRoot !== undefined) queue.push(task.links.finalizedRoot);
    else if (predecessors.length === 0) roots.push(task);
    else queue.push(...predecessors);
  }
  return roots;
}

/** Resumes tasks one after the other. @returns what Snowflake objected to */
export async function resumeTasks(
  session: ResourceSession,
  tasks: readonly SchemaObjectPath[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const task of tasks) {
    try {
      await session.execute(`ALTER TASK ${qualified(...task)} RESUME`);
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      problems.push(error.message);
    }
  }
  return problems;
}

/** Resumes a task and looks whether it started. @throws Error when it didn't */
export async function startTask(session: ResourceSession, path: SchemaObjectPath): Promise<void> {
  await session.execute(`ALTER TASK ${qualified(...path)} RESUME`);
  if (!(await findTask(session, path)).started) throw new Error(`task ${qualified(...path)} did not start`);
}
