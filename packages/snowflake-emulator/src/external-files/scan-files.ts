import { stat } from "node:fs/promises";
import { mapWithLimit } from "../aws/concurrency";
import type { DataSession } from "../data/data-session";
import { quoteText } from "../data/physical-type";
import { fileMissing } from "../iceberg/access-messages";
import { icebergLibrary } from "../iceberg/library";
import type { LocalFiles } from "../iceberg/local-files";
import type { RemoteFiles } from "../iceberg/remote-catalog";
import type { FileOptions } from "../stage/stage-access";
import { CONVERTED_CSV, convertFile, type ProblemRows } from "./convert-file";
import { longestRecord } from "./longest-record";

/** Files that are fetched at a time. */
const FILES_AT_ONCE = 8;
/** Bytes that DuckDB allows a record unless it is told otherwise. */
const USUAL_LINE = 2_000_000;

/** A file to be read. */
export interface ScannedFile {
  /** `s3://bucket/key` */
  readonly uri: string;
  /** METADATA$FILENAME. */
  readonly key: string;
  /** METADATA$EXTERNAL_TABLE_PARTITION, JSON text; null: none. */
  readonly partition: string | null;
}

/** What files are read by. */
export interface FileReading {
  readonly files: RemoteFiles;
  readonly copies: LocalFiles;
  readonly format: FileOptions;
  readonly data: DataSession;
  /** What becomes of what can't be read. Default: it is left out. */
  readonly problems?: ProblemRows;
}

/** Options of DuckDB's that let it read long records; none where records can't be long. */
async function lineLimits(
  copies: LocalFiles,
  files: readonly { readonly path: string; readonly size: number }[],
): Promise<string> {
  const large = files.filter(({ size }) => size > USUAL_LINE);
  const longest = Math.max(0, ...(await Promise.all(large.map(({ path }) => longestRecord(copies, path)))));
  if (longest <= USUAL_LINE) return "";
  // D (DuckDB): a buffer has to hold four lines.
  return `, max_line_size = ${longest + 1}, buffer_size = ${4 * (longest + 1)}, parallel = false`;
}

/** What the library says of a missing file, in Snowflake's words. */
async function present<T>(uri: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof icebergLibrary().FileNotFoundError) throw fileMissing(uri);
    throw error;
  }
}

/** SQL of no rows: what `scanFiles` gives where there is nothing to read. */
export const NO_FILES =
  "SELECT CAST(NULL AS JSON), CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT), CAST(NULL AS VARCHAR) WHERE FALSE";

/**
 * Fetches and converts files that are not here yet, and gives the DuckDB SQL of their rows: value (JSON), key, row number from 1,
 * partition. Rejects with RemoteAccessError for a file that is gone or out of reach, 000002 for options that are not built.
 */
export async function scanFiles(
  files: readonly ScannedFile[],
  { files: remote, copies, format, data, problems = "LEFT OUT" }: FileReading,
): Promise<string> {
  const variant = JSON.stringify([format.type, format.options, problems]);
  const convert = (source: string, target: string) => convertFile(source, target, format, data, problems);
  const local = await mapWithLimit(files, FILES_AT_ONCE, async (file) => {
    const path = await present(file.uri, () => copies.derivedFrom(remote, file.uri, variant, convert));
    return { ...file, path, size: (await stat(path)).size };
  });
  const full = local.filter(({ size }) => size > 0);
  if (full.length === 0) return NO_FILES;
  const lines = await lineLimits(copies, full);
  const paths = full.map(({ path }) => quoteText(path)).join(", ");
  const names = full.map(
    ({ path, key, partition }) =>
      `(${quoteText(path)}, ${quoteText(key)}, ${partition === null ? "CAST(NULL AS VARCHAR)" : quoteText(partition)})`,
  );
  return (
    `SELECT CAST(r.v AS JSON), f.key, r.n, f.part FROM read_csv([${paths}], header = false, auto_detect = false, ` +
    `columns = {'n': 'BIGINT', 'v': 'VARCHAR'}, filename = 'path', ${CONVERTED_CSV}${lines}) AS r ` +
    `JOIN (VALUES ${names.join(", ")}) AS f(path, key, part) ON f.path = r.path`
  );
}
