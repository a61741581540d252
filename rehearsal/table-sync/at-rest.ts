import { z } from "zod";
import { runTwinberg } from "../lake/twinberg";
import { type ClaimInput, claimFrom } from "../report/claims";
import { deleteDatabase, deleteTables } from "./glue";
import { functionLog, linesWithSecrets } from "./log";
import type { SyncPlace } from "./place";
import { awaken, depthOf, drained } from "./queue";
import { dropReader, externalTables } from "./read";
import { until } from "./until";

const factsSchema = z.array(z.looseObject({ state: z.string(), reason: z.string(), target: z.string() }));

/** What an operator sees when all is done: every table in step, nothing to do, no message left over, no secret in the log. */
export function atRestClaims(place: SyncPlace): Promise<readonly ClaimInput[]> {
  const { tools, clouds, queues } = place;
  return Promise.all([
    claimFrom("table-sync.tables", "twinberg tables: each is in step, or gone", async () => {
      const { code, stdout } = await runTwinberg(tools, clouds, ["tables", "--json"], [0, 1]);
      const facts = factsSchema.parse(JSON.parse(stdout));
      const others = facts.filter(({ state }) => state !== "IN_STEP" && state !== "GONE");
      return {
        observed: `exit code ${code}, ${facts.length} tables, ${others.length} of them neither`,
        ok: code === 0 && facts.length > 0 && others.length === 0,
        evidence: others.map(({ target, state, reason }) => `${target}: ${state} ${reason}`),
      };
    }),
    claimFrom("table-sync.plan", "twinberg sync plan: nothing to do", async () => {
      const { code, stdout } = await runTwinberg(tools, clouds, ["sync", "plan"], [0, 1]);
      return { observed: `exit code ${code}`, ok: code === 0 && stdout.includes("nothing to do"), evidence: [stdout] };
    }),
    claimFrom("table-sync.delivered", "no dead letter, and no event that couldn't be delivered", async () => {
      const [dead, undelivered] = await Promise.all([
        depthOf(place, queues.deadLetters),
        depthOf(place, queues.undelivered),
      ]);
      const observed = `${dead.visible} dead letters, ${undelivered.visible} events`;
      return { observed, ok: dead.visible + undelivered.visible === 0, evidence: [] };
    }),
    claimFrom("table-sync.log", "the function's log tells of tables, and holds no key and no token", async () => {
      const lines = await functionLog(place);
      const secret = linesWithSecrets(lines);
      const tables = lines.filter((line) => line.includes("table looked at"));
      return {
        observed: `${lines.length} lines, ${tables.length} about tables, ${secret.length} with a secret`,
        ok: tables.length > 0 && secret.length === 0,
        evidence: tables.slice(0, 1),
      };
    }),
  ]);
}

/** Deletes what the rehearsal made in Glue: the external tables go with it. */
export function endClaim(place: SyncPlace): Promise<ClaimInput> {
  const { zone, hostileZone, settings } = place;
  const kept = settings.orphans === "mark";
  return claimFrom("table-sync.end", kept ? "tables are marked" : "no external table is left", async () => {
    await Promise.all([deleteTables(place, zone), deleteTables(place, hostileZone)]);
    const left = await until(
      "external tables are gone",
      async () => {
        const found = await externalTables(place, zone.database);
        return kept || found.length === 0 ? { done: found } : { seen: found.join(", ") };
      },
      { nudge: awaken(place) },
    );
    await Promise.all([deleteDatabase(place, zone), deleteDatabase(place, hostileZone)]);
    await drained(place);
    await dropReader(place);
    return { observed: kept ? `${left.length} external tables stay` : "none is", ok: true, evidence: left };
  });
}
