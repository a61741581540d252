import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { unlessOverdue, untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { openLakeCatalog } from "./lake-catalog";
import { type LoadedSample, loadSampleTables } from "./load-tables";
import { readSeedOptions } from "./read-options";
import { count, renderLoaded } from "./render";
import { prepareSampleData } from "./sample-data";
import type { SeedOptions } from "./seed-options";
import { withEngine } from "./with-engine";
import { type SampleFile, type SampleFormat, writeSampleFiles } from "./write-files";

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
  const { config } = chosenConfig(context);
  const lake = openLakeCatalog(config);
  return withEngine(async (engine) => {
    const data = await prepareSampleData(engine, seed);
    context.progress(`${count(data.impressions)} impressions into ${config.lake.glueDatabase}\n`);
    const progress = (table: string, rows: number) => context.progress(`${table}: ${count(rows)} rows\n`);
    return loadSampleTables(lake.catalog, config.lake.glueDatabase, engine, data, progress, context.signal);
  }).finally(() => lake.close());
}

/** Fills the lake's empty tables, or writes files. @returns the exit code */
export function seedLake(context: CommandContext, options: GivenOptions): Promise<number> {
  const seed = readSeedOptions(options);
  const output = outputFolder(options);
  return untilInterrupted(context.signal, async () => {
    if (output === undefined) {
      const loaded = await unlessOverdue(context.signal, () => toLake(context, seed));
      context.write(options.has("--json") ? toJson(loaded) : renderLoaded(loaded));
      return exitCodes.ok;
    }
    const files = await toFiles(context, seed, output);
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    context.write(options.has("--json") ? toJson(files) : `${count(rows)} rows in ${files.length} files\n`);
    return exitCodes.ok;
  });
}
