import { z } from "zod";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { unlessOverdue, untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { appendBatch } from "./append-batch";
import { openLakeCatalog } from "./lake-catalog";
import { count, renderLoaded } from "./render";
import { seedOptionsSchema } from "./seed-options";
import { withEngine } from "./with-engine";

const DEFAULT_IMPRESSIONS = 1000;

const requestSchema = z.strictObject({
  seed: z.int({ error: "--seed is not a whole number" }).min(0),
  impressions: z
    .int({ error: "--impressions is not a whole number" })
    .min(1, { error: "--impressions is less than 1" })
    .max(10_000_000, { error: "--impressions is more than 10000000: append several batches" }),
  day: z.iso.date({ error: "--day is not a date such as 2025-04-01" }),
});

/** Appends one batch. @returns the exit code */
export function appendToLake(context: CommandContext, options: GivenOptions): Promise<number> {
  const read = requestSchema.safeParse({
    seed: Number(options.get("--seed") ?? 42),
    impressions: Number(options.get("--impressions") ?? DEFAULT_IMPRESSIONS),
    day: options.get("--day") ?? new Date().toISOString().slice(0, 10),
  });
  if (!read.success) throw new UsageError(read.error.issues.map(({ message }) => message).join("\n"));
  const { seed, impressions, day } = read.data;
  const { config } = chosenConfig(context);
  return untilInterrupted(context.signal, async () => {
    const lake = openLakeCatalog(config);
    try {
      const appended = await unlessOverdue(context.signal, () =>
        withEngine((engine) =>
          appendBatch(
            lake.catalog,
            config.lake.glueDatabase,
            engine,
            { impressions, day, options: seedOptionsSchema.parse({ seed }) },
            (table, rows) => context.progress(`${table}: ${count(rows)} rows\n`),
            context.signal,
          ),
        ),
      );
      context.write(options.has("--json") ? toJson(appended) : renderLoaded(appended));
      return exitCodes.ok;
    } finally {
      lake.close();
    }
  });
}
