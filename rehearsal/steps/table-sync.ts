import { type ClaimInput, claimFrom } from "../report/claims";
import { atRestClaims, endClaim } from "../table-sync/at-rest";
import { changeClaims, changeTables } from "../table-sync/changes";
import { deadLetterClaims } from "../table-sync/dead-letters";
import { hostileClaims, makeHostileTable } from "../table-sync/hostile-names";
import { keysCreatedClaim, rotationClaims } from "../table-sync/keys";
import { lateEventClaim } from "../table-sync/late-event";
import { lostEventClaims } from "../table-sync/lost-events";
import { firstTables, makeTables, newTableClaims } from "../table-sync/new-tables";
import { outageClaim } from "../table-sync/outage";
import { type SyncPlace, withSyncPlace } from "../table-sync/place";
import { makeReader } from "../table-sync/read";
import { replicatedClaim } from "../table-sync/replicated";
import { fromNowOn } from "../table-sync/statements";
import { defineStep } from "./step";

/** Tables of Glue become external tables, whatever happens on the way: to their events, to Snowflake, to the key. */
export const tableSyncStep = defineStep({
  id: "table-sync",
  title: "Table sync: Glue's tables become external tables, whatever happens on the way",
  needs: ["clouds", "converge"],
  async run({ tools, facts, progress }) {
    return { facts: {}, claims: await withSyncPlace(tools, facts.clouds, (place) => rehearseSync(place, progress)) };
  },
});

async function rehearseSync(place: SyncPlace, progress: (text: string) => void): Promise<readonly ClaimInput[]> {
  const claims: ClaimInput[] = [];
  const told = (text: string, ...some: readonly ClaimInput[]) => {
    claims.push(...some);
    progress(text);
  };
  /** Does what claims are made on afterwards. False: it can't be done, and nothing that needs it would tell more. */
  const done = async (id: string, expected: string, work: () => Promise<unknown>): Promise<boolean> => {
    const claim = await claimFrom(id, expected, async () => {
      await work();
      return { observed: "it has", ok: true, evidence: [] };
    });
    told(`${id} ${claim.ok ? "" : claim.observed}`.trimEnd(), claim);
    return claim.ok;
  };
  const tables = firstTables(place);
  const since = await fromNowOn(place);
  told("key made", await keysCreatedClaim(place));
  const made = await done("table-sync.created", "the sync has followed new tables", async () => {
    await Promise.all([makeTables(place, tables), makeHostileTable(place)]);
    await makeReader(place, place.zone, [tables.orders.name, tables.visits.name]);
  });
  if (!made) return claims;
  claims.push(...(await newTableClaims(place)), ...(await hostileClaims(place, since)));
  const changedSince = await fromNowOn(place);
  if (await done("table-sync.changed", "the sync has followed changes", () => changeTables(place, tables))) {
    claims.push(...(await changeClaims(place, changedSince)));
  }
  told("key rotated", ...(await rotationClaims(place)));
  told("account down and back", await outageClaim(place));
  told("events lost and found", ...(await lostEventClaims(place, tables)));
  told("dead letter told and sent again", ...(await deadLetterClaims(place)));
  told("event come late", await lateEventClaim(place));
  told("replicated", await replicatedClaim(place));
  told("at rest", ...(await atRestClaims(place)));
  told("all deleted", await endClaim(place));
  return claims;
}
