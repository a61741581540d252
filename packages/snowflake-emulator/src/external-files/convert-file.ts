import { readFile, writeFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { DataSession } from "../data/data-session";
import { quoteText } from "../data/physical-type";
import { SnowflakeError } from "../errors";
import type { FileOptions } from "../stage/stage-access";
import { csvRows } from "./csv-rows";
import { decodeText } from "./decode-text";
import { decompress } from "./decompress";
import { FileProblem } from "./file-problem";
import { jsonRows } from "./json-rows";
import { parquetSql } from "./parquet-sql";

/** So many rows are read before others have their turn. */
const ROWS_PER_TURN = 2_000;

/** How converted files are written and read: DuckDB's CSV, each row its number and its JSON. */
export const CONVERTED_CSV = `delim = '\t', quote = '"', escape = '"'`;

/** Loaded at the first Avro file: its library takes a while, and most emulators never need it. */
function avroReader(): typeof import("./avro-rows").avroRows {
  const { avroRows }: typeof import("./avro-rows") = require("./avro-rows");
  return avroRows;
}

async function rowsOf(bytes: Uint8Array, { type, options }: FileOptions): Promise<Generator<string, void>> {
  const plain = await decompress(bytes, String(options.COMPRESSION ?? "AUTO"));
  if (type === "AVRO") return avroReader()(plain);
  return (type === "CSV" ? csvRows : jsonRows)(decodeText(plain, options), options);
}

/** The rows up to the first problem: D (CREATE EXTERNAL TABLE, usage notes), the rest of the file is left out. */
async function rowsBeforeProblem(source: string, format: FileOptions): Promise<readonly string[]> {
  const rows: string[] = [];
  try {
    for (const row of await rowsOf(await readFile(source), format)) {
      rows.push(row);
      if (rows.length % ROWS_PER_TURN === 0) await nextTurn();
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
  }
  return rows;
}

/** What DuckDB says of a file that is no Parquet file, or a damaged one. A full disk is something else. */
const ABOUT_FILE = /^(?!.*(?:No space|Permission)).*\b(?:Invalid Input|Invalid|IO|Serialization) Error: /s;

async function convertParquet(source: string, target: string, format: FileOptions, data: DataSession): Promise<void> {
  try {
    await data.read({}, async (runner) => {
      const sql = await parquetSql(runner, source, format.options);
      await runner.run(
        `COPY (${sql}) TO ${quoteText(target)} (FORMAT csv, header false, force_quote (v), ${COPY_CSV})`,
      );
    });
  } catch (error) {
    const isAboutFile = error instanceof SnowflakeError && ABOUT_FILE.test(error.message);
    if (!isAboutFile) throw error;
    await writeFile(target, "");
  }
}

const COPY_CSV = `delim '\t', quote '"', escape '"'`;

/**
 * Writes a file's rows in one form whatever its format is: `number<tab>"json"`, numbers from 1. A file with a problem gives the rows
 * before it, a damaged Parquet file none. `data` runs DuckDB. Throws 000002 for options that are not built.
 */
export async function convertFile(
  source: string,
  target: string,
  format: FileOptions,
  data: DataSession,
): Promise<void> {
  if (format.type === "PARQUET") return convertParquet(source, target, format, data);
  const rows = await rowsBeforeProblem(source, format);
  const lines = rows.map((row, index) => `${index + 1}\t"${row.replaceAll('"', '""')}"\n`);
  await writeFile(target, lines.join(""));
}
