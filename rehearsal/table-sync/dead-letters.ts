import { type ClaimInput, claimFrom } from "../report/claims";
import { factOf, followed, type SyncFact } from "./facts";
import { createTable, putFile } from "./glue";
import { failedAttempts, functionLog } from "./log";
import type { SyncPlace } from "./place";
import { awaken, deadLetterAlarm, deadLetters, depthOf, drained, letVisibilityPass, redrive } from "./queue";
import { rowsAs, sameRows } from "./read";
import { VISITS, VISITS_ROWS, visitsIn } from "./samples";
import { until } from "./until";

const TABLE = "down";
/** Wall clock, milliseconds, for one attempt on a busy machine. */
const ATTEMPT_MS = 15_000;

/**
 * Snowflake refuses one table's statements for longer than a message is tried: it becomes a dead letter, which is told; sent again, it
 * is carried out.
 */
export async function deadLetterClaims(place: SyncPlace): Promise<readonly ClaimInput[]> {
  const { settings, zone } = place;
  await putFile(place, TABLE, "part-1.json", VISITS);
  const { end } = await place.snowflake.hold(place.account, {
    kind: "statement",
    pattern: `["']${TABLE.toUpperCase()}["']`,
    times: 1_000_000,
    error: { code: "000603", sqlState: "XX000", message: "SQL execution internal error: the rehearsal's" },
  });
  const claims: ClaimInput[] = [];
  try {
    await createTable(place, zone, visitsIn(place, TABLE));
    claims.push(
      await claimFrom(
        "table-sync.down.quiet",
        "no alarm while the message is still tried, and the table is known to have failed",
        async () => {
          const { alarms, fact } = await triedInVain(place);
          return {
            observed: `${[...new Set(alarms)].join(", ")}; the table is ${fact?.state ?? "not known"}`,
            ok: alarms.length > 0 && !alarms.includes("ALARM") && fact?.state === "FAILED",
            evidence: [fact?.reason ?? ""],
          };
        },
      ),
      await claimFrom(
        "table-sync.down.dead-letter",
        `a dead letter that tells of the table, and an alarm, after ${settings.attempts} attempts`,
        async () => {
          const [letters, alarm, log] = await Promise.all([
            deadLetters(place),
            deadLetterAlarm(place),
            functionLog(place),
          ]);
          const about = letters.filter((text) => text.includes(`"${TABLE}"`));
          const attempts = failedAttempts(log).filter(({ table }) => table === `${zone.glue}.${TABLE}`).length;
          const told = about.length > 0 && about.length === letters.length;
          return {
            observed: `${letters.length} dead letters, ${about.length} of them of the table; ${alarm}; ${attempts} attempts`,
            ok: told && alarm === "ALARM" && attempts >= settings.attempts,
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
      await followed(place, zone, TABLE);
      await drained(place);
      const seen = sameRows(await rowsAs(place, zone, TABLE, ["ID", "PAGE"]), VISITS_ROWS);
      const alarm = await deadLetterAlarm(place);
      return { ...seen, ok: seen.ok && alarm === "OK", evidence: [`the alarm is ${alarm}`] };
    }),
  );
  return claims;
}

/** Waits for the first dead letter. @returns the alarm's states before it came, and what is known of the table once no attempt is under way */
async function triedInVain(
  place: SyncPlace,
): Promise<{ readonly alarms: readonly string[]; readonly fact: SyncFact | undefined }> {
  const alarms: string[] = [];
  await until(
    "a dead letter",
    async () => {
      // In this order: an alarm that rings already has a letter to show.
      const alarm = await deadLetterAlarm(place);
      const { visible } = await depthOf(place, place.queues.deadLetters);
      if (visible > 0) return { done: undefined };
      alarms.push(alarm);
      return { seen: `none, after ${alarms.length} looks` };
    },
    { milliseconds: place.settings.attempts * ATTEMPT_MS, nudge: untilNextAttempt(place) },
  );
  // The table's other message may just be tried.
  const fact = await until("the end of an attempt", async () => {
    const seen = await factOf(place, place.zone, TABLE);
    return seen?.state === "PENDING" ? { seen: "an attempt under way" } : { done: seen };
  });
  return { alarms, fact };
}

/**
 * Lets the time until the next attempt pass, once the last one has failed and no message waits. How often that has to be is not
 * counted: Glue and CloudTrail tell of a table in a message each, which may be tried together or one after the other.
 */
function untilNextAttempt(place: SyncPlace): (waitedMs: number) => Promise<void> {
  const patiently = awaken(place);
  let failedRevision = 0;
  return async (waitedMs) => {
    const [fact, { visible }] = await Promise.all([
      factOf(place, place.zone, TABLE),
      depthOf(place, place.queues.work),
    ]);
    if (fact?.state !== "FAILED" || fact.revision === failedRevision || visible > 0) return patiently(waitedMs);
    failedRevision = fact.revision;
    await letVisibilityPass(place);
  };
}
