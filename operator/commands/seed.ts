import { configPath, loadConfig } from "../../config/load";
import { type CommandContext, type CommandDefinition, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { DATA_OPTIONS, readSeedOptions } from "../seed/data-options";
import { openLakeCatalog } from "../seed/lake-catalog";
import { type LoadedSample, loadSampleTables } from "../seed/load-tables";
import { count, renderLoaded } from "../seed/render";
import { prepareSampleData } from "../seed/sample-data";
import type { SeedOptions } from "../seed/seed-options";
import { withEngine } from "../seed/with-engine";
import { type SampleFile, type SampleFormat, writeSampleFiles } from "../seed/write-files";
import { seedAppendCommand } from "./seed-append";

function outputFolder(options: GivenOptions): { readonly folder: string; readonly format: SampleFormat } | undefined {
  const given = (["csv", "parquet"] as const).filter((format) => options.has(`--${format}`));
  const [format, other] = given;
  if (other !== undefined) throw new UsageError("--csv and --parquet exclude each other: run it twice");
  return format === undefined ? undefined : { folder: options.get(`--${format}`) ?? "", format };
}

async function toFiles(
  context: CommandContext,
  seed: SeedOptions,
  { folder, format }: { readonly folder: string; readonly format: SampleFormat },
): Promise<readonly SampleFile[]> {
  const files: SampleFile[] = [];
  await withEngine(async (engine) => {
    const data = await prepareSampleData(engine, seed);
    const onFile = (file: SampleFile) => {
      files.push(file);
      context.progress(`${file.file}: ${count(file.rows)} rows\n`);
    };
    await writeSampleFiles(engine, data, folder, format, onFile, context.signal);
  });
  return files;
}

function toLake(context: CommandContext, seed: SeedOptions): Promise<readonly LoadedSample[]> {
  const config = loadConfig(configPath(context.env));
  const lake = openLakeCatalog(config);
  return withEngine(async (engine) => {
    const data = await prepareSampleData(engine, seed);
    context.progress(`${count(data.impressions)} impressions into ${config.lake.glueDatabase}\n`);
    const progress = (table: string, rows: number) => context.progress(`${table}: ${count(rows)} rows\n`);
    return loadSampleTables(lake.catalog, config.lake.glueDatabase, engine, data, progress, context.signal);
  }).finally(() => lake.close());
}

/** `twinberg seed`: the demo's four tables with its columns and distributions. */
export const seedCommand: CommandDefinition = {
  name: "seed",
  description:
    "fill the lake's empty tables with sample data, the same for the same seed and days; or write it to files",
  options: [
    ...DATA_OPTIONS,
    { name: "--csv", value: "folder", description: "write CSV files instead" },
    { name: "--parquet", value: "folder", description: "write Parquet files instead" },
    { name: "--json", description: "print JSON" },
  ],
  commands: [seedAppendCommand],
  run(context, options) {
    const seed = readSeedOptions(options);
    const output = outputFolder(options);
    return untilInterrupted(context.signal, async () => {
      if (output === undefined) {
        const loaded = await toLake(context, seed);
        context.write(options.has("--json") ? toJson(loaded) : renderLoaded(loaded));
        return exitCodes.ok;
      }
      const files = await toFiles(context, seed, output);
      const rows = files.reduce((sum, file) => sum + file.rows, 0);
      context.write(options.has("--json") ? toJson(files) : `${count(rows)} rows in ${files.length} files\n`);
      return exitCodes.ok;
    });
  },
};
