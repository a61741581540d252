import { descendantsOf } from "../../tasks/graph";
import { tasksIn } from "../../tasks/task-catalog";
import type { TaskContext } from "../../tasks/task-context";
import { outsideOfTask } from "../../tasks/task-errors";
import { TEXT } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import { Cursor } from "../cursor";
import { locate } from "../names";
import type { ExecutionContext } from "../statement";
import { resumeTask } from "../statements/task/resume-task";
import { tokenize } from "../tokenizer";
import type { SqlFunction } from "./sql-function";

/** A function that asks about the task run that it is called in. Outside of one it fails (O). */
function taskFunction(
  name: string,
  [minArguments, maxArguments]: readonly [number, number],
  ask: (context: TaskContext, argument: string | undefined) => string | null,
): SqlFunction {
  return {
    name,
    type: TEXT,
    minArguments,
    maxArguments,
    evaluate({ account, session }, [argument]) {
      const context = account.automation.contextOf(session.id);
      if (context === undefined) throw outsideOfTask(name);
      return ask(context, argument === undefined || argument === null ? undefined : String(argument));
    },
  };
}

/** SYSTEM$TASK_DEPENDENTS_ENABLE('task'): resumes everything below a task, and then the task (D). A: what it answers. */
function enableDependents(context: ExecutionContext, name: string): Cell {
  const { access, account } = context;
  const cursor = new Cursor(tokenize(name));
  const path = cursor.path(3);
  cursor.end();
  return account.state.changes.transact(() => {
    const location = locate(context, "TASK", path, "SYSTEM$TASK_DEPENDENTS_ENABLE");
    const task = access.require("TASK", location.name, ["OPERATE"], undefined, location);
    for (const one of descendantsOf(tasksIn(account.state, task.parentId), task))
      if (!one.started) resumeTask(context, one);
    resumeTask(context, task);
    return "true";
  });
}

/** D: system functions of tasks. */
export const taskFunctions: readonly SqlFunction[] = [
  taskFunction("SYSTEM$SET_RETURN_VALUE", [1, 1], (context, value) => {
    context.setReturnValue(value ?? "");
    return null;
  }),
  taskFunction("SYSTEM$GET_PREDECESSOR_RETURN_VALUE", [0, 1], (context, name) => context.predecessorReturnValue(name)),
  taskFunction("SYSTEM$GET_TASK_GRAPH_CONFIG", [0, 1], (context, path) => context.graphConfig(path)),
  taskFunction("SYSTEM$TASK_RUNTIME_INFO", [1, 1], (context, name) => context.runtimeInfo(name ?? "")),
  taskFunction("SYSTEM$CURRENT_USER_TASK_NAME", [0, 0], (context) => context.taskName),
  {
    name: "SYSTEM$TASK_DEPENDENTS_ENABLE",
    type: TEXT,
    minArguments: 1,
    maxArguments: 1,
    evaluate: (context, [name]) => enableDependents(context, String(name)),
  },
];
