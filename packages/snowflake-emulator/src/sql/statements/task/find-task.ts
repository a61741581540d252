import { SnowflakeError } from "../../../errors";
import type { ObjectId } from "../../../objects/snowflake-object";
import type { Task } from "../../../objects/task";
import {
  finalizedElsewhere,
  invalidFinalized,
  invalidPredecessor,
  predecessorElsewhere,
} from "../../../tasks/task-errors";
import { fullName, locate, type Path, renderPath } from "../../names";
import type { ExecutionContext } from "../../statement";

/** How messages call a task: with its database and schema. */
export function taskName(context: ExecutionContext): (task: Task) => string {
  return (task) => fullName(context, task);
}

/** The task of a path, or undefined when it is missing or can't be seen. */
function find(context: ExecutionContext, path: Path): Task | undefined {
  try {
    const location = locate(context, "TASK", path, "CREATE TASK");
    return context.access.require("TASK", location.name, "VISIBLE", undefined, location);
  } catch (error) {
    if (error instanceof SnowflakeError && error.code === "002003") return undefined;
    throw error;
  }
}

/**
 * The ids of tasks named in AFTER, sorted. Throws when one is missing, invisible or in another schema.
 * @param schemaId where they have to be; undefined: anywhere
 */
export function predecessorIds(
  context: ExecutionContext,
  paths: readonly Path[],
  schemaId: ObjectId | null | undefined,
): readonly ObjectId[] {
  const ids = paths.map((path) => {
    const task = find(context, path);
    if (task === undefined) throw invalidPredecessor(renderPath(path));
    if (schemaId !== undefined && task.parentId !== schemaId) throw predecessorElsewhere(task.name);
    return task.id;
  });
  return [...new Set(ids)].sort((a, b) => a - b);
}

/** The id of the task named in FINALIZE. Throws when it is missing, invisible or in another schema. */
export function finalizedId(context: ExecutionContext, path: Path, schemaId: ObjectId | null): ObjectId {
  const task = find(context, path);
  if (task === undefined) throw invalidFinalized(renderPath(path));
  if (task.parentId !== schemaId) throw finalizedElsewhere(renderPath(path));
  return task.id;
}
