import type { AccountRole } from "../../../config/schema";
import { StepError } from "../errors";
import { endingOf } from "../journal";
import type { GroupObservation } from "../observation";
import { alterGroup } from "../statements";
import { type Step, type StepWorld, waitUntil } from "../step";
import { otherAccount } from "../topology";
import { lookAtGroup, lookAtSide } from "./look";
import { isRefusal } from "./refusal";

/** Fetches what the source wrote until it stopped. */
export function lastRefresh(account: AccountRole, group: string): Step {
  const id = `last-refresh:${group}`;
  return {
    id,
    title: `Refresh ${group} in ${account} for the last time`,
    account,
    unreachable: "stop",
    precondition: "nothing writes in the source any more; no refresh of the group goes on",
    commands: [alterGroup(group, "REFRESH")],
    postcondition: "the group holds the source as of a time after the writes stopped",
    run: async (world) => {
      const before = await lookAtSide(world, account, group);
      if (before.isPrimary) return { outcome: "already", observed: { isPrimary: true } };
      const stoppedAt = stopTime(world, otherAccount(account));
      const snapshotAt = await refreshNow(world, { id, account, group });
      if (snapshotAt.getTime() < stoppedAt.getTime()) {
        throw new StepError(
          `${group} holds the source as of ${snapshotAt.toISOString()}, and writes stopped at ${stoppedAt.toISOString()}`,
        );
      }
      return { outcome: "done", observed: { snapshotAt: snapshotAt.toISOString() } };
    },
  };
}

/** Refreshes a secondary group, after those that go on. @returns what it holds now */
export async function refreshNow(
  world: StepWorld,
  { id, account, group }: { readonly id: string; readonly account: AccountRole; readonly group: string },
): Promise<Date> {
  let seen: GroupObservation | undefined;
  const quiet = () =>
    waitUntil(world, id, async () => {
      seen = await lookAtGroup(world, account, group);
      const { refreshing } = seen;
      return refreshing === null ? undefined : `the refresh of ${group} that goes on: ${refreshing.phase}`;
    });
  await quiet();
  const before = seen;
  try {
    await world.change(account, alterGroup(group, "REFRESH"));
  } catch (error) {
    // The schedule may have been quicker; then this one comes after it.
    if (!isRefusal(error) || (await lookAtGroup(world, account, group)).refreshing === null) throw error;
    await quiet();
    await world.change(account, alterGroup(group, "REFRESH"));
  }
  await quiet();
  return snapshotAfterRefresh(group, before, seen);
}

/**
 * What a group holds after a refresh that was asked for. A newer snapshot tells that it came; the last refresh in the
 * history need not be this one: one of the schedule may have failed at the same moment.
 *
 * @throws StepError when nothing newer came
 */
export function snapshotAfterRefresh(
  group: string,
  before: Pick<GroupObservation, "snapshotAt"> | undefined,
  after: Pick<GroupObservation, "snapshotAt" | "lastRefresh"> | undefined,
): Date {
  const held = before?.snapshotAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const snapshot = after?.snapshotAt ?? null;
  const last = after?.lastRefresh;
  if (snapshot !== null && (snapshot.getTime() > held || last?.outcome === "COMPLETED")) return snapshot;
  const why = last?.error === undefined ? "" : `: ${last.error}`;
  throw new StepError(`the refresh of ${group} ended ${last?.outcome ?? "without a trace"}${why}`);
}

function stopTime({ journal }: StepWorld, source: AccountRole): Date {
  const stopped = endingOf(journal, `stop-writes:${source}`)?.observed.stoppedAt;
  if (typeof stopped !== "string") throw new StepError(`when ${source} stopped writing is not known`);
  return new Date(stopped);
}
