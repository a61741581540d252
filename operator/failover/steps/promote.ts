import type { AccountRole } from "../../../config/schema";
import { MESSAGES } from "../messages";
import { alterGroup } from "../statements";
import { lookActLook, type Step, type StepWorld } from "../step";
import type { GroupTopology } from "../topology";
import { lookAtGroup, timeIn } from "./look";

/** Makes the account the source of a group. */
export function promote(account: AccountRole, { name, kind }: GroupTopology, mode: "planned" | "unplanned"): Step {
  return {
    id: `promote:${name}`,
    title: `Promote ${name} in ${account}`,
    account,
    unreachable: "stop",
    precondition: "it is a secondary here, its schedule is suspended, and no refresh goes on",
    commands: [alterGroup(name, "PRIMARY")],
    postcondition: `${account} is the primary of ${name}`,
    run: (world) =>
      lookActLook(
        async () => {
          const { isPrimary, schedule, refreshing } = await lookAtGroup(world, account, name);
          const observed = { isPrimary, schedule, refreshing: refreshing?.phase ?? null };
          if (schedule === "STARTED")
            return { done: isPrimary, observed, blocked: `the schedule of ${name} is not suspended` };
          if (refreshing !== null)
            return { done: isPrimary, observed, blocked: `${name} is being refreshed: ${refreshing.phase}` };
          return { done: isPrimary, observed };
        },
        async () => {
          if (kind === "database" && mode === "unplanned") await measureLoss(world, account, name);
          await world.change(account, alterGroup(name, "PRIMARY"));
        },
      ),
  };
}

/** Until the promotion the old source may have gone on writing: so much is lost at most. */
async function measureLoss(world: StepWorld, account: AccountRole, group: string): Promise<void> {
  const { snapshotAt } = await lookAtGroup(world, account, group);
  if (snapshotAt === null) return;
  const seconds = Math.max(0, Math.ceil(((await timeIn(world, account)).getTime() - snapshotAt.getTime()) / 1000));
  await world.measure("recoveryPoint", seconds, "s");
  world.tell(MESSAGES.recoveryPoint, { seconds, snapshotAt, clock: `the clock of ${account}` });
}
