import { type ClaimInput, claimFrom } from "../report/claims";
import { LATE_SECONDS } from "./changes";
import { factOf } from "./facts";
import type { SyncPlace } from "./place";
import { depthOf, drained } from "./queue";
import { externalTables } from "./read";
import { until } from "./until";

/** An event of a deleted table comes when it has long been deleted: the table doesn't come back. */
export function lateEventClaim(place: SyncPlace): Promise<ClaimInput> {
  return claimFrom("table-sync.late", "what was deleted doesn't come back", async () => {
    await place.localAws.advance(LATE_SECONDS);
    await until("the late event", async () => {
      const { delayed } = await depthOf(place, place.queues.work);
      return delayed === 0 ? { done: undefined } : { seen: `${delayed} messages are delayed` };
    });
    await drained(place);
    const fact = await factOf(place, place.zone, "drafts");
    const found = await externalTables(place, place.zone.database, "DRAFTS");
    const ok = fact?.state === "GONE" && (place.settings.orphans === "mark" || found.length === 0);
    return {
      observed: `the table is ${fact?.state ?? "not known"}, ${found.length} external tables`,
      ok,
      evidence: [`its event came ${LATE_SECONDS} s late`],
    };
  });
}
