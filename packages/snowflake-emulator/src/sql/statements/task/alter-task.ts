import { notEmulated } from "../../../errors";
import type { Task } from "../../../objects/task";
import { PARAMETERS } from "../../../parameters/definitions";
import { readCondition } from "../../../tasks/condition";
import { isRoot } from "../../../tasks/graph";
import { markChanged, suspendTask, tasksIn } from "../../../tasks/task-catalog";
import {
  duplicateProperty,
  invalidTaskProperty,
  notAPredecessor,
  overlapOnNonRoot,
  retriesOnNonRoot,
} from "../../../tasks/task-errors";
import { checkPlace, checkSuspended } from "../../../tasks/task-rules";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { locate } from "../../names";
import { readTarget, type Target } from "../../object-statements";
import type { Execute, ExecutionContext, StatementKind } from "../../statement";
import { sourceOf, takeSource } from "../source-text";
import { checkServerless, impersonated } from "./create-task";
import { finalizedId, predecessorIds, taskName } from "./find-task";
import { resumeTask } from "./resume-task";
import {
  applyTaskProperties,
  readTaskPath,
  readTaskPaths,
  readTaskProperties,
  type TaskProperties,
} from "./task-clauses";

/** Finds the task; undefined: it is missing, and IF EXISTS lets it be. */
function find(
  context: ExecutionContext,
  target: Target,
  requirement: "OWNERSHIP" | readonly string[],
): Task | undefined {
  const location = locate(context, "TASK", target.path, "ALTER TASK");
  const { objects } = context.account.state;
  if (target.ifExists && !objects.TASK.has(target.name, location.parentId)) return undefined;
  return context.access.require("TASK", target.name, requirement, undefined, location);
}

/** Changes a task whose graph is suspended, when it still fits into its graph then. */
function change(target: Target, apply: (context: ExecutionContext, task: Task) => void): Execute {
  return (context) => {
    const task = find(context, target, "OWNERSHIP");
    if (task === undefined) return statusResult(EXECUTED);
    const { state } = context.account;
    const tasks = tasksIn(state, task.parentId);
    const named = taskName(context);
    checkSuspended(tasks, task, named);
    // The graph that it leaves has changed, too.
    markChanged(state, task);
    state.objects.TASK.edit(task);
    apply(context, task);
    checkServerless(task);
    checkPlace(tasks, task, named);
    checkSuspended(tasks, task, named);
    markChanged(state, task);
    return statusResult(EXECUTED);
  };
}

function resumeOrSuspend(target: Target, order: "RESUME" | "SUSPEND"): Execute {
  return (context) => {
    const task = find(context, target, ["OPERATE"]);
    if (task === undefined) return statusResult(EXECUTED);
    if (order === "RESUME") resumeTask(context, task);
    else {
      const { state, clock } = context.account;
      if (!isRoot(task)) {
        checkSuspended(tasksIn(state, task.parentId), task, taskName(context));
        if (task.started) markChanged(state, task);
      }
      suspendTask(state, task, "USER_SUSPENDED", clock.now());
    }
    return statusResult(EXECUTED);
  };
}

function set(cursor: Cursor, target: Target): Execute {
  if (cursor.isWords("CONTACT")) throw notEmulated("contacts of tasks");
  if (cursor.take("EXECUTE AS USER")) {
    const name = cursor.identifier();
    return change(target, (context, task) => {
      task.executeAsUserId = impersonated(context, name);
    });
  }
  if (cursor.take("FINALIZE")) {
    cursor.expectSymbol("=");
    const path = readTaskPath(cursor);
    return change(target, (context, task) => {
      task.finalizes = finalizedId(context, path, task.parentId);
    });
  }
  const given: TaskProperties = { parameters: new Map() };
  const seen = new Set<string>();
  readTaskProperties(cursor, given, seen, []);
  if (seen.size === 0) throw cursor.unexpected();
  return change(target, (context, task) => {
    const named = taskName(context);
    if (!isRoot(task)) {
      if (given.overlapPolicy !== undefined) throw overlapOnNonRoot(named(task), "overlap policy");
      if (given.allowOverlap === true) throw overlapOnNonRoot(named(task), "allow_overlapping_execution");
      if (given.parameters.has("TASK_AUTO_RETRY_ATTEMPTS")) throw retriesOnNonRoot(task.name);
    }
    applyTaskProperties(context, task, given);
  });
}

const RESETS: Readonly<Record<string, (task: Task) => void>> = {
  WAREHOUSE: (task) => {
    task.compute = { kind: "serverless" };
  },
  SCHEDULE: (task) => {
    task.schedule = null;
  },
  CONFIG: (task) => {
    task.config = null;
  },
  ALLOW_OVERLAPPING_EXECUTION: (task) => {
    task.overlap = "NO_OVERLAP";
  },
  OVERLAP_POLICY: (task) => {
    task.overlap = "NO_OVERLAP";
  },
  ERROR_INTEGRATION: (task) => {
    task.errorIntegration = null;
  },
  COMMENT: (task) => {
    task.comment = null;
  },
  TARGET_COMPLETION_INTERVAL: (task) => {
    task.targetCompletionInterval = null;
  },
  FINALIZE: (task) => {
    task.finalizes = null;
  },
};

function unset(cursor: Cursor, target: Target): Execute {
  if (cursor.take("EXECUTE AS USER")) {
    return change(target, (_context, task) => {
      task.executeAsUserId = null;
    });
  }
  const names: string[] = [];
  do {
    const name = cursor.identifier();
    const known = Object.hasOwn(RESETS, name) || PARAMETERS.get(name)?.scopes.includes("TASK") === true;
    if (!known) throw invalidTaskProperty(name);
    if (names.includes(name)) throw duplicateProperty(name);
    names.push(name);
    cursor.takeSymbol(",");
  } while (!cursor.isEnd());
  return change(target, (_context, task) => {
    for (const name of names) {
      const reset = Object.hasOwn(RESETS, name) ? RESETS[name] : undefined;
      if (reset === undefined) task.parameters.delete(name);
      else reset(task);
    }
  });
}

function links(cursor: Cursor, target: Target, order: "ADD AFTER" | "REMOVE AFTER"): Execute {
  const paths = readTaskPaths(cursor);
  return change(target, (context, task) => {
    const { state } = context.account;
    const ids = predecessorIds(context, paths, order === "ADD AFTER" ? task.parentId : undefined);
    if (order === "ADD AFTER") {
      task.predecessors = [...new Set([...task.predecessors, ...ids])].sort((a, b) => a - b);
      return;
    }
    const strange = ids.find((id) => !task.predecessors.includes(id));
    if (strange !== undefined) throw notAPredecessor(task.name, state.objects.TASK.byId(strange)?.name ?? "");
    task.predecessors = task.predecessors.filter((id) => !ids.includes(id));
  });
}

/**
 * ALTER TASK [IF EXISTS] name { RESUME | SUSPEND | ADD AFTER … | REMOVE AFTER … | SET … | UNSET … | MODIFY AS statement
 * | MODIFY WHEN condition | REMOVE WHEN | SET FINALIZE = root | UNSET FINALIZE }
 */
export const alterTask: StatementKind = {
  leading: "ALTER TASK",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "TASK", 3);
    const order = cursor.takeOneOf("RESUME", "SUSPEND");
    if (order !== undefined) return resumeOrSuspend(target, order);
    const link = cursor.takeOneOf("ADD AFTER", "REMOVE AFTER");
    if (link !== undefined) return links(cursor, target, link);
    if (cursor.take("SET")) return set(cursor, target);
    if (cursor.take("UNSET")) return unset(cursor, target);
    if (cursor.take("MODIFY AS")) {
      const source = takeSource(cursor);
      return change(target, (context, task) => {
        task.definition = sourceOf(context.sqlText, source);
      });
    }
    if (cursor.take("MODIFY WHEN")) {
      const source = takeSource(cursor);
      return change(target, (context, task) => {
        const condition = sourceOf(context.sqlText, source);
        readCondition(condition);
        task.condition = condition;
      });
    }
    cursor.expect("REMOVE WHEN");
    return change(target, (_context, task) => {
      task.condition = null;
    });
  },
};
