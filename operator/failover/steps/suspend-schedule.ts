import type { AccountRole } from "../../../config/schema";
import { alterGroup } from "../statements";
import { lookActLook, type Step } from "../step";
import { lookAtSide } from "./look";

/** Keeps new refreshes from beginning, which would forbid the promotion. */
export function suspendSchedule(account: AccountRole, group: string): Step {
  return {
    id: `suspend-schedule:${group}`,
    title: `Suspend the schedule of ${group} in ${account}`,
    account,
    unreachable: "stop",
    precondition: `${group} is a secondary in ${account}`,
    commands: [alterGroup(group, "SUSPEND")],
    postcondition: "secondary_state is SUSPENDED",
    run: (world) =>
      lookActLook(
        async () => {
          const { isPrimary, schedule } = await lookAtSide(world, account, group);
          return { done: isPrimary || schedule !== "STARTED", observed: { isPrimary, schedule: schedule ?? null } };
        },
        async () => void (await world.change(account, alterGroup(group, "SUSPEND"))),
      ),
  };
}
