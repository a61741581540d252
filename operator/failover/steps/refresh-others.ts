import type { AccountRole } from "../../../config/schema";
import { StepError } from "../errors";
import { alterGroup } from "../statements";
import type { Step } from "../step";
import { refreshNow } from "./last-refresh";
import { lookAtSide } from "./look";

/** Fetches what the active account has, now and not when the schedule says. */
export function refreshOthers(account: AccountRole, group: string): Step {
  const id = `refresh-others:${account}:${group}`;
  return {
    id,
    title: `Refresh ${group} in ${account}`,
    account,
    unreachable: "record",
    precondition: `what a refresh overwrites is copied; ${group} is a secondary in ${account}`,
    commands: [alterGroup(group, "REFRESH")],
    postcondition: "the refresh is complete",
    run: async (world) => {
      const { isPrimary } = await lookAtSide(world, account, group);
      if (isPrimary) throw new StepError(`${account} still shows itself as the primary of ${group}`);
      const snapshotAt = await refreshNow(world, { id, account, group });
      return { outcome: "done", observed: { snapshotAt: snapshotAt.toISOString() } };
    },
  };
}
