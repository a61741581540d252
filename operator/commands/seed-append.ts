import { z } from "zod";
import { configPath, loadConfig } from "../../config/load";
import { type CommandDefinition, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { appendBatch } from "../seed/append-batch";
import { openLakeCatalog } from "../seed/lake-catalog";
import { count, renderLoaded } from "../seed/render";
import { seedOptionsSchema } from "../seed/seed-options";
import { withEngine } from "../seed/with-engine";

const DEFAULT_IMPRESSIONS = 1000;

const requestSchema = z.strictObject({
  seed: z.int({ error: "--seed is not a whole number" }).min(0),
  impressions: z
    .int({ error: "--impressions is not a whole number" })
    .min(1, { error: "--impressions is less than 1" })
    .max(10_000_000, { error: "--impressions is more than 10000000: append several batches" }),
  day: z.iso.date({ error: "--day is not a date such as 2025-04-01" }),
});

/** `twinberg seed append`: what a producer does. */
export const seedAppendCommand: CommandDefinition = {
  name: "append",
  description: "append a batch of impressions, clicks and conversions, as a producer would",
  options: [
    {
      name: "--impressions",
      value: "number",
      description: `impressions in the batch (default ${DEFAULT_IMPRESSIONS})`,
    },
    { name: "--day", value: "date", description: "day that they fall on (default today)" },
    { name: "--seed", value: "number", description: "what all randomness comes from (default 42)" },
    { name: "--json", description: "print JSON" },
  ],
  run(context, options) {
    const read = requestSchema.safeParse({
      seed: Number(options.get("--seed") ?? 42),
      impressions: Number(options.get("--impressions") ?? DEFAULT_IMPRESSIONS),
      day: options.get("--day") ?? new Date().toISOString().slice(0, 10),
    });
    if (!read.success) throw new UsageError(read.error.issues.map(({ message }) => message).join("\n"));
    const { seed, impressions, day } = read.data;
    const config = loadConfig(configPath(context.env));
    return untilInterrupted(context.signal, async () => {
      const lake = openLakeCatalog(config);
      try {
        const appended = await withEngine((engine) =>
          appendBatch(
            lake.catalog,
            config.lake.glueDatabase,
            engine,
            { impressions, day, options: seedOptionsSchema.parse({ seed }) },
            (table, rows) => context.progress(`${table}: ${count(rows)} rows\n`),
            context.signal,
          ),
        );
        context.write(options.has("--json") ? toJson(appended) : renderLoaded(appended));
        return exitCodes.ok;
      } finally {
        lake.close();
      }
    });
  },
};
