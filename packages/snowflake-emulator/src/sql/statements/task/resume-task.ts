import type { Task } from "../../../objects/task";
import { isRoot, rootsOf } from "../../../tasks/graph";
import { checkExecuteTask, checkWarehouse } from "../../../tasks/owner-rights";
import { commitGraph, markChanged, tasksIn } from "../../../tasks/task-catalog";
import { severalRoots } from "../../../tasks/task-errors";
import { checkSuspended } from "../../../tasks/task-rules";
import type { ExecutionContext } from "../../statement";
import { taskName } from "./find-task";

/** D: ALTER TASK … RESUME needs OWNERSHIP or OPERATE, and of the owner EXECUTE TASK and USAGE on the warehouse. */
export function resumeTask(context: ExecutionContext, task: Task): void {
  const { account } = context;
  const { state, clock } = account;
  const tasks = tasksIn(state, task.parentId);
  if (!isRoot(task)) checkSuspended(tasks, task, taskName(context));
  checkExecuteTask(account, task);
  checkWarehouse(account, task, "task");
  const roots = rootsOf(tasks, task);
  const [first, second] = roots;
  if (first !== undefined && second !== undefined) throw severalRoots(taskName(context)(first));
  if (task.started) return;
  const now = clock.now();
  state.objects.TASK.edit(task);
  task.started = true;
  if (isRoot(task)) {
    // D: the base interval time is set when the task is resumed.
    task.scheduleSince = now;
    commitGraph(state, task, now);
  } else markChanged(state, task);
}
