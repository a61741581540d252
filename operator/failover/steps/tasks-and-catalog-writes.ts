import type { AccountRole } from "../../../config/schema";
import { observeCatalogWrites } from "../observe/catalog-writes";
import { observeWriterTasks } from "../observe/writer-tasks";
import { alterTask, setCatalogWrites } from "../statements";
import { lookActLook, type Step, type StepWorld } from "../step";
import type { FailoverTopology } from "../topology";
import { lookAt, must, notPrimary } from "./look";

/** Lets the account that is active now write. */
export function tasksAndCatalogWrites(topology: FailoverTopology, account: AccountRole): Step {
  const { catalogLinked, writerTasks } = topology;
  return {
    id: "tasks-and-catalog-writes",
    title: `Let ${account} write: its tasks${catalogLinked.writes ? " and its catalog link" : ""}`,
    account,
    unreachable: "stop",
    precondition: "all groups are promoted",
    commands: [
      ...writerTasks.map((task) => alterTask(topology, task, "RESUME")),
      ...(catalogLinked.writes ? [setCatalogWrites(topology, "ALL")] : []),
    ],
    postcondition: `${writerTasks.join(", ")} are started${catalogLinked.writes ? "; ALLOWED_WRITE_OPERATIONS is ALL" : ""}`,
    run: (world) =>
      lookActLook(
        async () => {
          const missing = await notPrimary(world, account);
          if (missing.length > 0) {
            return { done: false, observed: {}, blocked: `${account} is not the primary of ${missing.join(", ")}` };
          }
          const { suspended, writes } = await lookAtAccount(world, account);
          const done = suspended.length === 0 && (!catalogLinked.writes || writes === "ALL");
          return { done, observed: { suspendedTasks: suspended, catalogWrites: writes } };
        },
        async () => {
          const { suspended, writes } = await lookAtAccount(world, account);
          for (const task of suspended) await world.change(account, alterTask(topology, task, "RESUME"));
          if (catalogLinked.writes && writes !== "ALL") await world.change(account, setCatalogWrites(topology, "ALL"));
        },
      ),
  };
}

async function lookAtAccount(world: StepWorld, account: AccountRole) {
  const writes = must(await lookAt(world, account, (port) => observeCatalogWrites(world.topology, port)));
  return { suspended: await suspendedTasks(world, account), writes };
}

/** The tasks that write what is replicated, and are suspended. */
export async function suspendedTasks(world: StepWorld, account: AccountRole): Promise<readonly string[]> {
  const tasks = await lookAt(world, account, (port) => observeWriterTasks(world.topology, port));
  return [...tasks].flatMap(([name, state]) => (must(state) === "suspended" ? [name] : []));
}
