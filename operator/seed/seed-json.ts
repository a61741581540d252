import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import type { LoadedSample } from "./load-tables";
import { SAMPLE_TABLES } from "./sample-tables";
import type { SampleFile } from "./write-files";

const table = z.enum(SAMPLE_TABLES).describe("A sample table.");
const rows = z.int().nonnegative();

const loaded = z.array(
  z.strictObject({
    table,
    outcome: z.enum(["loaded", "kept"]).describe("kept: it had rows already and was left alone."),
    rows: rows.describe("Rows that it has now."),
    snapshotId: z
      .string()
      .nullable()
      .describe("Its Iceberg snapshot, as text: wider than a double. null: it has none."),
  }),
);

const files = z.array(
  z.strictObject({ table, file: z.string().describe("Path of the file."), rows: rows.describe("Rows in it.") }),
);

/** What `twinberg seed append --json` prints: a table each. */
export const seedAppendJson = loaded;

/** What `twinberg seed --json` prints: a table each, or with --csv and --parquet a file each. */
export const seedJson = z.union([loaded, files]);

export type SeedAppendJson = HeldTo<typeof seedAppendJson, AsJson<LoadedSample>[]>;
export type SeedJson = HeldTo<typeof seedJson, AsJson<LoadedSample>[] | AsJson<SampleFile>[]>;
