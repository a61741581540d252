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

/** Rows as JSON, and what kept the rest of the file from being read. */
interface ReadRows {
  readonly rows: readonly string[];
  readonly problem: string | undefined;
}

/** The rows up to the first problem. */
async function rowsBeforeProblem(source: string, format: FileOptions): Promise<ReadRows> {
  const rows: string[] = [];
  let problem: string | undefined;
  try {
    for (const row of await rowsOf(await readFile(source), format)) {
      rows.push(row);
      if (rows.length % ROWS_PER_TURN === 0) await nextTurn();
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problem = error.message;
  }
  return { rows, problem };
}

/** Whether what can't be read of a file is left out, or told by a row of its own. */
export type ProblemRows = "LEFT OUT" | "TOLD";

/** A line of a converted file. */
const lineOf = (number: number, json: string) => `${number}\t"${json.replaceAll('"', '""')}"\n`;

/** The line that tells of a problem behind so many rows: its number is negative, its value a text. */
const problemLine = (rows: number, problem: string) => lineOf(-(rows + 1), JSON.stringify(problem));

/** What DuckDB says of a file that is no Parquet file, or a damaged one. A full disk is something else. */
const ABOUT_FILE = /^(?!.*(?:No space|Permission)).*\b(?:Invalid Input|Invalid|IO|Serialization) Error: /s;

async function convertParquet(
  source: string,
  target: string,
  format: FileOptions,
  data: DataSession,
  problems: ProblemRows,
): Promise<void> {
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
    await writeFile(target, problems === "TOLD" ? problemLine(0, "it is no Parquet file, or a damaged one") : "");
  }
}

const COPY_CSV = `delim '\t', quote '"', escape '"'`;

/**
 * Writes a file's rows in one form whatever its format is: `number<tab>"json"`, numbers from 1. A file with a problem gives the rows
 * before it, a damaged Parquet file none (D: CREATE EXTERNAL TABLE, usage notes); with `TOLD` one more row whose number is negative and
 * whose JSON is a text that says what is wrong. `data` runs DuckDB. Throws 000002 for options that are not built.
 */
export async function convertFile(
  source: string,
  target: string,
  format: FileOptions,
  data: DataSession,
  problems: ProblemRows = "LEFT OUT",
): Promise<void> {
  if (format.type === "PARQUET") return convertParquet(source, target, format, data, problems);
  const { rows, problem } = await rowsBeforeProblem(source, format);
  const lines = rows.map((row, index) => lineOf(index + 1, row));
  if (problem !== undefined && problems === "TOLD") lines.push(problemLine(rows.length, problem));
  await writeFile(target, lines.join(""));
}
