import { type ClaimInput, claimFrom } from "../report/claims";
import { factOf, followed } from "./facts";
import { createTable, putFile } from "./glue";
import type { SyncPlace } from "./place";
import { awaken, deadLetterAlarm, deadLetters, depthOf, drained, redrive, visibilitySeconds } from "./queue";
import { rowsAs, sameRows } from "./read";
import { type Shape, VISITS } from "./samples";
import { until } from "./until";

const ROWS = [
  ["1", "/a"],
  ["2", null],
];
/** Requests that an account that is down must have refused before it comes back: the sync has tried, and tried again. */
const REFUSED_REQUESTS = 3;

const tableOf = ({ folder }: SyncPlace, name: string): Shape => ({
  name,
  format: "json",
  location: folder(name).url,
  columns: { id: "int", page: "string" },
});

/** The account is down while a table is made: the sync waits for it, and nothing is lost. */
export function outageClaim(place: SyncPlace): Promise<ClaimInput> {
  const expected = "the table is there once the account is back, and no message is a dead letter";
  return claimFrom("table-sync.down.for-a-while", expected, async () => {
    await putFile(place, "away", "part-1.json", VISITS);
    const { id, end } = await place.snowflake.hold(place.account, { kind: "outage" });
    try {
      await createTable(place, place.zone, tableOf(place, "away"));
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
    const seen = sameRows(await rowsAs(place, place.zone, "away", ["ID", "PAGE"]), ROWS);
    const { visible } = await depthOf(place, place.queues.deadLetters);
    return { ...seen, ok: seen.ok && visible === 0, evidence: [`${visible} dead letters`] };
  });
}

/**
 * Snowflake refuses one table's statements for longer than a message is tried: it becomes a dead letter, which is told; sent again, it
 * is carried out.
 */
export async function deadLetterClaims(place: SyncPlace): Promise<readonly ClaimInput[]> {
  const { settings, zone } = place;
  await putFile(place, "down", "part-1.json", VISITS);
  const { end } = await place.snowflake.hold(place.account, {
    kind: "statement",
    pattern: `["']DOWN["']`,
    times: 1_000_000,
    error: { code: "000603", sqlState: "XX000", message: "SQL execution internal error: the rehearsal's" },
  });
  const claims: ClaimInput[] = [];
  try {
    await createTable(place, zone, tableOf(place, "down"));
    let revision = await triedAfter(place, 0);
    const alarms = [await deadLetterAlarm(place)];
    const fact = await factOf(place, zone, "down");
    for (let tried = 1; tried <= settings.attempts; tried += 1) {
      await place.localAws.advance(visibilitySeconds(place) + 1);
      if (tried < settings.attempts) revision = await triedAfter(place, revision);
      // The last attempt's own end is not waited for here.
      if (tried < settings.attempts - 1) alarms.push(await deadLetterAlarm(place));
    }
    claims.push({
      id: "table-sync.down.quiet",
      expected: "no alarm while the message is still tried, and the table is known to have failed",
      observed: `${alarms.join(", ")}; the table is ${fact?.state ?? "not known"}`,
      ok: !alarms.includes("ALARM") && fact?.state === "FAILED",
      evidence: [fact?.reason ?? ""],
    });
    claims.push(
      await claimFrom(
        "table-sync.down.dead-letter",
        `a dead letter that tells of the table, and an alarm, after ${settings.attempts} attempts`,
        async () => {
          await until("a dead letter", async () => {
            const { visible } = await depthOf(place, place.queues.deadLetters);
            return visible > 0 ? { done: undefined } : { seen: "none" };
          });
          const [letters, alarm] = await Promise.all([deadLetters(place), deadLetterAlarm(place)]);
          const about = letters.filter((text) => text.includes('"down"'));
          return {
            observed: `${letters.length} dead letters, ${about.length} of them of the table; ${alarm}`,
            ok: about.length > 0 && about.length === letters.length && alarm === "ALARM",
            evidence: letters,
          };
        },
      ),
    );
  } finally {
    await end();
  }
  claims.push(
    await claimFrom("table-sync.down.redrive", "sent again, it is carried out, and the alarm ends", async () => {
      await redrive(place);
      await followed(place, zone, "down");
      await drained(place);
      const seen = sameRows(await rowsAs(place, zone, "down", ["ID", "PAGE"]), ROWS);
      const alarm = await deadLetterAlarm(place);
      return { ...seen, ok: seen.ok && alarm === "OK", evidence: [`the alarm is ${alarm}`] };
    }),
  );
  return claims;
}

/** Waits until the table was tried once more, in vain. @returns the fact's revision then */
function triedAfter(place: SyncPlace, revision: number): Promise<number> {
  return until("an attempt that fails", async () => {
    const fact = await factOf(place, place.zone, "down");
    if (fact?.state === "FAILED" && fact.revision > revision) return { done: fact.revision };
    return { seen: fact === undefined ? "nothing is known of the table" : `${fact.state}, revision ${fact.revision}` };
  });
}
