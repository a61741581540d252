import { notEmulated } from "../../../errors";
import { requireWritable } from "../../../replication/read-only";
import { isRoot } from "../../../tasks/graph";
import { checkExecuteTask, checkWarehouse } from "../../../tasks/owner-rights";
import { commitGraph } from "../../../tasks/task-catalog";
import { executeNonRoot } from "../../../tasks/task-errors";
import { checkConfig } from "../../../tasks/task-rules";
import { statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { locate } from "../../names";
import type { StatementKind } from "../../statement";
import { taskName } from "./find-task";

/** What is to be run: the graph as it is, or what failed of an earlier run. */
type Order =
  | { readonly kind: "run"; readonly config: string | null }
  /** undefined: the last run. */
  | { readonly kind: "retry"; readonly groupId: string | undefined };

function readOrder(cursor: Cursor): Order {
  if (cursor.take("RETRY LAST")) return { kind: "retry", groupId: undefined };
  if (cursor.take("RETRY GRAPH RUN GROUP")) return { kind: "retry", groupId: cursor.string() };
  let config: string | null = null;
  if (cursor.take("USING CONFIG")) {
    cursor.expectSymbol("=");
    config = cursor.string();
  }
  if (cursor.isWords("AWAIT")) throw notEmulated("EXECUTE TASK … AWAIT");
  return { kind: "run", config };
}

/**
 * EXECUTE TASK name [USING CONFIG = '…'] | EXECUTE TASK name RETRY { LAST | GRAPH RUN GROUP '…' }. D: needs OWNERSHIP or OPERATE, of the
 * owner EXECUTE TASK and USAGE on the warehouse; only a root; the run starts by itself and is not waited for.
 */
export const executeTask: StatementKind = {
  leading: "EXECUTE TASK",
  parse(cursor) {
    cursor.expect("EXECUTE TASK");
    const path = cursor.path(3);
    const order = readOrder(cursor);
    return (context) => {
      const { access, account } = context;
      const location = locate(context, "TASK", path, "EXECUTE TASK");
      const task = access.require("TASK", location.name, ["OPERATE"], undefined, location);
      requireWritable(account.state, task.parentId);
      if (!isRoot(task)) throw executeNonRoot(taskName(context)(task));
      if (order.kind === "run" && order.config !== null) checkConfig(order.config);
      checkExecuteTask(account, task);
      checkWarehouse(account, task, "task");
      const { tasks, scheduler } = account.automation.services;
      if (order.kind === "retry") {
        scheduler.track(tasks.name, tasks.retry(task.id, order.groupId));
      } else {
        commitGraph(account.state, task, account.clock.now());
        // The statement's own changes are committed first.
        scheduler.track(
          tasks.name,
          Promise.resolve().then(() => tasks.execute(task.id, { config: order.config })),
        );
      }
      return statusResult(`Task ${task.name} is scheduled to run immediately.`);
    };
  },
};
