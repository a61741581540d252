import type { AccountRole } from "../../../config/schema";
import { qualifiedName } from "../../../sql/identifier";
import { stringLiteral } from "../../../sql/literal";
import { StepError } from "../errors";
import { type Step, waitUntil } from "../step";
import type { FailoverTopology } from "../topology";
import { lookAtWriters } from "./fence";
import { rowsOf, textOf, timeIn } from "./look";

/** Waits until what was writing has ended, and notes the time: what is replicated from then on is complete. */
export function stopWrites(topology: FailoverTopology, account: AccountRole): Step {
  const id = `stop-writes:${account}`;
  return {
    id,
    title: `Wait until nothing writes in ${account} any more`,
    account,
    unreachable: "stop",
    precondition: `${account} is fenced`,
    commands: [runningTasks(topology)],
    postcondition: "no run of a task that writes goes on; the time is noted",
    run: async (world) => {
      const { writes, running } = await lookAtWriters(world, account);
      if (writes !== "NONE" || running.length > 0) throw new StepError(`${account} is not fenced`);
      await waitUntil(world, id, async () => {
        const names = (await rowsOf(world, account, runningTasks(topology))).map((row) => textOf(row, "NAME"));
        return names.length === 0 ? undefined : `the runs of ${names.join(", ")} that go on`;
      });
      const stoppedAt = await timeIn(world, account);
      return { outcome: "done", observed: { stoppedAt: stoppedAt.toISOString() } };
    },
  };
}

/** Runs of tasks that write, which go on. Source: docs.snowflake.com, sql-reference/functions/task_history. */
function runningTasks({ monitoring, writerTasks }: FailoverTopology): string {
  const history = `${qualifiedName(monitoring.name, "INFORMATION_SCHEMA")}.TASK_HISTORY()`;
  return `SELECT DISTINCT NAME FROM TABLE(${history}) WHERE STATE = 'EXECUTING' AND NAME IN (${writerTasks.map(stringLiteral).join(", ")})`;
}
