import { doesNotExist, SnowflakeError } from "../../../errors";
import { removeObject } from "../../../objects/remove-object";
import { descendantsOf, isRoot } from "../../../tasks/graph";
import { tasksIn, unlinkTask } from "../../../tasks/task-catalog";
import { checkSuspended } from "../../../tasks/task-rules";
import { statusResult } from "../../../wire/result-table";
import { type Location, locate } from "../../names";
import { readTarget, type Target } from "../../object-statements";
import type { ExecutionContext, StatementKind } from "../../statement";
import { taskName } from "./find-task";

function locateDropped(context: ExecutionContext, target: Target): Location | undefined {
  try {
    return locate(context, "TASK", target.path, "DROP TASK");
  } catch (error) {
    // D: IF EXISTS also covers a schema or database that is not there.
    if (target.ifExists && error instanceof SnowflakeError && error.code === "002003") return undefined;
    throw error;
  }
}

/** DROP TASK [IF EXISTS] name. D: a task in a graph only while its root is suspended; what came after it is suspended. */
export const dropTask: StatementKind = {
  leading: "DROP TASK",
  parse(cursor) {
    const target = readTarget(cursor, "DROP", "TASK", 3);
    return (context) => {
      const { access, account, session } = context;
      const { state, clock } = account;
      const location = locateDropped(context, target);
      const found = location === undefined ? undefined : state.objects.TASK.get(target.name, location.parentId);
      if (location === undefined || found === undefined || !access.sees("TASK", found)) {
        if (!target.ifExists) throw doesNotExist("Task", location?.shown ?? target.name);
        return statusResult("Drop statement executed successfully (object already dropped).");
      }
      const task = access.require("TASK", target.name, "OWNERSHIP", undefined, location);
      const tasks = tasksIn(state, task.parentId);
      const alone = isRoot(task) && descendantsOf(tasks, task).length === 0;
      if (!alone) checkSuspended(tasks, task, taskName(context));
      unlinkTask(state, task, clock.now());
      removeObject(state, "TASK", task, session.primaryRoleId);
      return statusResult(`${task.name} successfully dropped.`);
    };
  },
};
