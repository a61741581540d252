import { type ClaimInput, claimFrom } from "../report/claims";
import { followed } from "./facts";
import { createTable, putFile } from "./glue";
import type { SyncPlace } from "./place";
import { awaken, depthOf } from "./queue";
import { rowsAs, sameRows } from "./read";
import { VISITS, VISITS_ROWS, visitsIn } from "./samples";
import { until } from "./until";

/** Requests that an account that is down must have refused before it comes back: the sync has tried, and tried again. */
const REFUSED_REQUESTS = 3;

/** The account is down while a table is made: the sync waits for it, and nothing is lost. */
export function outageClaim(place: SyncPlace): Promise<ClaimInput> {
  const expected = "the table is there once the account is back, and no message is a dead letter";
  return claimFrom("table-sync.down.for-a-while", expected, async () => {
    await putFile(place, "away", "part-1.json", VISITS);
    const { id, end } = await place.snowflake.hold(place.account, { kind: "outage" });
    try {
      await createTable(place, place.zone, visitsIn(place, "away"));
      await until(
        "requests while the account is down",
        async () => {
          const applied = await place.snowflake.timesApplied(id);
          return applied >= REFUSED_REQUESTS ? { done: undefined } : { seen: `${applied} requests` };
        },
        { nudge: awaken(place) },
      );
    } finally {
      await end();
    }
    await followed(place, place.zone, "away");
    const seen = sameRows(await rowsAs(place, place.zone, "away", ["ID", "PAGE"]), VISITS_ROWS);
    const { visible } = await depthOf(place, place.queues.deadLetters);
    return { ...seen, ok: seen.ok && visible === 0, evidence: [`${visible} dead letters`] };
  });
}
