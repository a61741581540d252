import { type ClaimInput, claimFrom } from "../report/claims";
import { factOf, followed } from "./facts";
import { createTable, deleteTable, putFile } from "./glue";
import type { Tables } from "./new-tables";
import type { SyncPlace } from "./place";
import { drained } from "./queue";
import { externalTables, rowsAs, sameRows } from "./read";
import { VISITS } from "./samples";

/** No event tells of a table that was made and of one that was deleted: the next sweep finds both. */
export async function lostEventClaims(place: SyncPlace, { missed }: Tables): Promise<readonly ClaimInput[]> {
  const { zone, localAws, settings } = place;
  await putFile(place, "unseen", "part-1.json", VISITS);
  await localAws.dropEvents(2);
  await createTable(place, zone, { ...missed, name: "unseen", location: place.folder("unseen").url });
  await deleteTable(place, zone, missed.name);
  const left = await localAws.eventsToDrop();
  await localAws.dropEvents(0);
  await drained(place);
  const lost = await claimFrom("table-sync.lost.unknown", "nobody knows of either", async () => {
    const [fact, old] = await Promise.all([
      factOf(place, zone, "unseen"),
      externalTables(place, zone.database, missed.name.toUpperCase()),
    ]);
    return {
      observed: `the new one is ${fact?.state ?? "not known"}, the old one ${old.length === 1 ? "still there" : "gone"}`,
      ok: fact === undefined && old.length === 1 && left === 0,
      evidence: [`${2 - left} events were lost`],
    };
  });
  await localAws.advance(settings.sweepMinutes * 60);
  const found = await claimFrom("table-sync.lost.swept", "the sweep makes the one and ends the other", async () => {
    await Promise.all([followed(place, zone, "unseen"), followed(place, zone, missed.name)]);
    const seen = sameRows(await rowsAs(place, zone, "unseen", ["ID", "PAGE"]), [
      ["1", "/a"],
      ["2", null],
    ]);
    const old = await externalTables(place, zone.database, missed.name.toUpperCase());
    const ended = settings.orphans === "mark" || old.length === 0;
    return { ...seen, ok: seen.ok && ended, evidence: [`${old.length} of the deleted one`] };
  });
  return [lost, found];
}
