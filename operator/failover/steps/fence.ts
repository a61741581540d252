import type { AccountRole } from "../../../config/schema";
import { observeCatalogWrites } from "../observe/catalog-writes";
import { observeWriterTasks } from "../observe/writer-tasks";
import { alterTask, setCatalogWrites } from "../statements";
import { type Look, lookActLook, type Step, type StepWorld } from "../step";
import type { FailoverTopology } from "../topology";
import { lookAt, must } from "./look";

/** Forbids the account that is no longer to be active to write: neither the lake, nor what is replicated. */
export function fence(topology: FailoverTopology, account: AccountRole, unreachable: Step["unreachable"]): Step {
  return {
    id: `fence:${account}`,
    title: `Fence ${account}: no writes through the catalog link, no tasks that write what is replicated`,
    account,
    unreachable,
    precondition: "none: it is safe at any time",
    commands: [
      setCatalogWrites(topology, "NONE"),
      ...topology.writerTasks.map((task) => alterTask(topology, task, "SUSPEND")),
    ],
    postcondition: `ALLOWED_WRITE_OPERATIONS is NONE, and ${topology.writerTasks.join(", ")} are suspended`,
    run: (world) =>
      lookActLook(
        () => lookAtFence(world, account),
        async () => {
          const { writes, running } = await lookAtWriters(world, account);
          if (writes !== "NONE") await world.change(account, setCatalogWrites(topology, "NONE"));
          for (const task of running) await world.change(account, alterTask(topology, task, "SUSPEND"));
        },
      ),
  };
}

/** What writes in an account: the mode of the catalog link, and the tasks that aren't suspended. */
export async function lookAtWriters(world: StepWorld, account: AccountRole) {
  const { topology } = world;
  const writes = must(await lookAt(world, account, (port) => observeCatalogWrites(topology, port)));
  const tasks = await lookAt(world, account, (port) => observeWriterTasks(topology, port));
  const running = [...tasks].flatMap(([name, state]) => (must(state) === "started" ? [name] : []));
  return { writes, running };
}

async function lookAtFence(world: StepWorld, account: AccountRole): Promise<Look> {
  const { writes, running } = await lookAtWriters(world, account);
  return {
    done: writes === "NONE" && running.length === 0,
    observed: { catalogWrites: writes, startedTasks: running },
  };
}
