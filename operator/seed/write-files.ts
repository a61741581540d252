import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Engine } from "../../packages/iceberg/src/index";
import { stringLiteral } from "../../sql/literal";
import { UsageError } from "../command";
import type { SampleData } from "./sample-data";
import { SAMPLE_TABLES, type SampleTable } from "./sample-tables";

/** File formats that sample data can be written in. */
export type SampleFormat = "csv" | "parquet";

/** A file that was written. */
export interface SampleFile {
  readonly table: SampleTable;
  readonly file: string;
  readonly rows: number;
}

const COPY_OPTIONS: Readonly<Record<SampleFormat, string>> = {
  // A missing value is nothing between commas, an empty text is "": NA stays Namibia, whoever reads it.
  csv: "FORMAT csv, HEADER, FORCE_QUOTE *",
  parquet: "FORMAT parquet, COMPRESSION zstd",
};

/** Refuses to write over a file. */
async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new UsageError(`${file} exists, and nothing is overwritten: choose an empty folder`);
}

/**
 * Writes sample data as files: `impressions-00001.csv` and so on.
 * @param onFile told of each file when it is whole
 * @throws UsageError for a file that is there already
 */
export async function writeSampleFiles(
  engine: Engine,
  data: SampleData,
  folder: string,
  format: SampleFormat,
  onFile: (file: SampleFile) => void,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const table of SAMPLE_TABLES) {
    for (const [index, query] of data.queries(table).entries()) {
      signal.throwIfAborted();
      const file = path.join(folder, `${table}-${String(index + 1).padStart(5, "0")}.${format}`);
      await refuseExisting(file);
      await engine.run(`COPY (${query}) TO ${stringLiteral(file)} (${COPY_OPTIONS[format]})`);
      const [row] = await engine.rows(`SELECT count(*)::DOUBLE AS rows FROM ${stringLiteral(file)}`);
      onFile({ table, file, rows: Number(row?.rows ?? 0) });
    }
  }
}
