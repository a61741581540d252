import type { AccountRole } from "../../../config/schema";
import { alterTask } from "../statements";
import { lookActLook, type Step } from "../step";
import type { FailoverTopology } from "../topology";
import { suspendedTasks } from "./tasks-and-catalog-writes";

/** Starts the tasks of the account that follows: what is only the active one's to do ends there at once. */
export function resumeTasks(topology: FailoverTopology, account: AccountRole): Step {
  return {
    id: `resume-tasks:${account}`,
    title: `Resume the tasks of ${account}, which follows now`,
    account,
    unreachable: "record",
    precondition: `${account} holds what the active account wrote`,
    commands: topology.writerTasks.map((task) => alterTask(topology, task, "RESUME")),
    postcondition: `${topology.writerTasks.join(", ")} are started`,
    run: (world) =>
      lookActLook(
        async () => {
          const suspended = await suspendedTasks(world, account);
          return { done: suspended.length === 0, observed: { suspendedTasks: suspended } };
        },
        async () => {
          for (const task of await suspendedTasks(world, account)) {
            await world.change(account, alterTask(topology, task, "RESUME"));
          }
        },
      ),
  };
}
