import type { AccountRole } from "../../../config/schema";
import type { GroupObservation } from "../observation";
import { alterGroup, cancelQuery } from "../statements";
import { type Step, type StepWorld, waitUntil } from "../step";
import type { FailoverTopology } from "../topology";
import { lookAtGroup } from "./look";
import { isRefusal } from "./refusal";

/**
 * The phases in which a refresh may be canceled: it has changed nothing in the secondary yet. In those that download, a
 * cancelation may leave it inconsistent. Source: docs.snowflake.com, user-guide/account-replication-failover-failback.
 */
export const CANCELABLE_PHASES: ReadonlySet<string> = new Set([
  "SECONDARY_SYNCHRONIZING_MEMBERSHIP",
  "SECONDARY_UPLOADING_INVENTORY",
  "PRIMARY_UPLOADING_METADATA",
  "PRIMARY_UPLOADING_DATA",
]);

const ADVICE =
  "it is in a phase in which canceling may leave the replica inconsistent: run this again to wait on, or take that risk with ALTER FAILOVER GROUP … SUSPEND IMMEDIATE by hand";

/** Lets the refresh that goes on end; in an unplanned run cancels it where that is allowed. */
export function waitForQuiet(
  topology: FailoverTopology,
  account: AccountRole,
  group: string,
  mode: "planned" | "unplanned",
): Step {
  const id = `wait-for-quiet:${group}`;
  const cancels = mode === "unplanned";
  return {
    id,
    title: `Wait until ${group} isn't being refreshed${cancels ? ", or cancel that" : ""}`,
    account,
    unreachable: "stop",
    precondition: "the schedule is suspended",
    commands: cancels
      ? [`in ${[...CANCELABLE_PHASES].join(", ")}: ${cancelQuery("<job>")}; ${alterGroup(group, "SUSPEND IMMEDIATE")}`]
      : [],
    postcondition: "no refresh goes on; what the group holds is noted",
    run: async (world) => {
      let canceled: string | undefined;
      let seen: GroupObservation | undefined;
      await waitUntil(
        world,
        id,
        async () => {
          seen = await lookAtGroup(world, account, group);
          const { isPrimary, refreshing } = seen;
          if (isPrimary || refreshing === null) return undefined;
          if (cancels && CANCELABLE_PHASES.has(refreshing.phase) && canceled !== refreshing.jobId) {
            canceled = refreshing.jobId;
            await cancel(world, account, group, refreshing.jobId);
            seen = await lookAtGroup(world, account, group);
            if (seen.refreshing === null) return undefined;
          }
          return `the refresh of ${group} that goes on: ${refreshing.phase}`;
        },
        ADVICE,
      );
      const { isPrimary, snapshotAt } = seen ?? (await lookAtGroup(world, account, group));
      const kind = topology.groups.find(({ name }) => name === group)?.kind;
      if (!isPrimary && snapshotAt !== null) {
        await world.measure(`snapshot:${group}`, snapshotAt.toISOString(), "time");
      }
      const observed = { kind, snapshotAt: snapshotAt?.toISOString() ?? null };
      return {
        outcome: canceled === undefined ? "already" : "done",
        observed: { ...observed, canceled: canceled ?? null },
      };
    },
  };
}

/** A refresh by hand ends by its query; one of the schedule by the group. */
async function cancel(world: StepWorld, account: AccountRole, group: string, job: string): Promise<void> {
  try {
    await world.change(account, cancelQuery(job));
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  const { refreshing } = await lookAtGroup(world, account, group);
  // Looked again: it may have come to a phase meanwhile in which it must not be canceled.
  if (refreshing?.jobId === job && CANCELABLE_PHASES.has(refreshing.phase)) {
    await world.change(account, alterGroup(group, "SUSPEND IMMEDIATE"));
  }
}
