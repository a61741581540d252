import { good, type Judgement, outOfReach, type ReadinessCheck, type ReadinessContext, unknown } from "../precondition";

/** The target has the tasks that will write there. A suspended one is no matter: the failover resumes it. */
export const tasks: ReadinessCheck = (context) =>
  context.topology.writerTasks.map((name) => ({
    id: `task.${name}`,
    account: context.to,
    expected: `the ${context.to} has the task ${name}`,
    blocks: "always",
    waivable: true,
    ...judgeTask(context, name),
  }));

function judgeTask({ target, to }: ReadinessContext, name: string): Judgement {
  if (!target.reachable) return outOfReach(target);
  const fix = `apply ${to}-data, which declares the task`;
  const task = target.writerTasks.get(name);
  if (task === undefined) return unknown("it was not looked at", fix);
  return task.known ? good(task.value) : unknown(task.reason, fix);
}
