import { z } from "zod";
import { SnowflakeControl } from "../clouds/control";
import { describeCounts, sameCounts, type TableCounts } from "../lake/counts";
import { countWithPyiceberg } from "../lake/pyiceberg";
import { runTwinberg } from "../lake/twinberg";
import { claimFrom } from "../report/claims";
import { countClaims } from "./count-claims";
import { cycleSeconds } from "./cycle-seconds";
import { defineStep } from "./step";

const SEED = ["seed", "--json", "--impressions", "2000"] as const;

const loadedSchema = z.array(
  z.looseObject({ table: z.string(), outcome: z.enum(["loaded", "kept"]), rows: z.number() }),
);

/** Sample data is written as Iceberg; pyiceberg and both accounts, each in three ways, count the same rows. */
export const loadStep = defineStep({
  id: "load",
  title: "Load: sample data as Iceberg, read by everybody",
  needs: ["clouds", "converge"],
  async run({ tools, facts, progress }) {
    const { config } = tools;
    const tables = config.lake.tables.map(({ name }) => name);
    const seed = async () => loadedSchema.parse(JSON.parse((await runTwinberg(tools, facts.clouds, SEED)).stdout));
    progress("twinberg seed");
    const loaded = await seed();
    const written: TableCounts = new Map(loaded.map(({ table, rows }) => [table, rows]));
    const claims = [
      await claimFrom("load.seeded", "every table of the lake is loaded and has rows", () =>
        Promise.resolve({
          observed: loaded.map(({ table, outcome, rows }) => `${table} ${outcome}, ${rows} rows`).join("; "),
          ok: tables.every((table) =>
            loaded.some((one) => one.table === table && one.outcome === "loaded" && one.rows > 0),
          ),
          evidence: [SEED.join(" ")],
        }),
      ),
      await claimFrom("load.again", "a second load leaves every table as it is", async () => {
        const again = await seed();
        return {
          observed: again.map(({ table, outcome, rows }) => `${table} ${outcome}, ${rows} rows`).join("; "),
          ok:
            again.length === loaded.length &&
            again.every(({ table, outcome, rows }) => outcome === "kept" && written.get(table) === rows),
          evidence: [SEED.join(" ")],
        };
      }),
      await claimFrom("load.pyiceberg", describeCounts(written), async () => {
        const counted = await countWithPyiceberg(tools, facts.clouds, config.lake.glueDatabase, tables);
        return { observed: describeCounts(counted), ok: sameCounts(counted, written), evidence: [] };
      }),
    ];
    const seconds = cycleSeconds(config);
    const events = await new SnowflakeControl(facts.clouds.controlUrl).advance(seconds);
    progress(`${seconds} s later, ${events} events`);
    return { facts: {}, claims: [...claims, ...(await countClaims("load.counts", tools, facts, tables, written))] };
  },
});
