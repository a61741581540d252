import type { DataRunner } from "../../../data/data-connection";
import { columnCountMismatch, fileNotParsed, type RowProblem, SnowflakeError } from "../../../errors";
import { quoteText } from "../../../query/physical-name";
import { BASE_ALIAS, LABEL } from "../../relations/external-columns";
import type { ColumnValue } from "../dml/column-value";

/** What is wrong with one row of a file. */
export interface RowError {
  /** From 1. */
  readonly row: number;
  /** Where the row is in its file, from 1. A: as if each row had one line. */
  readonly line: number;
  readonly problem: RowProblem;
  /** Its place among the columns; undefined: it is about the row, or about the rest of the file. */
  readonly column: number | undefined;
  /** The row is none: the file can't be read on from here. */
  readonly ends: boolean;
}

/** What was found in one file. */
export interface FileFindings {
  /** Rows that the file has, as far as it could be read. */
  readonly rows: number;
  /** By row. */
  readonly errors: readonly RowError[];
}

/** What the rows of files are looked at with. */
export interface RowCheck {
  /** DuckDB's query of the files' rows: see `scanFiles`. */
  readonly scan: string;
  readonly values: readonly ColumnValue[];
  /** Lines before the first row. */
  readonly header: number;
  /** Number of fields that each row has to have; undefined: any. */
  readonly fields: number | undefined;
  /** Runs one question; each is asked by itself, as one connection's work ends with its first error. */
  readonly ask: <T>(question: (runner: DataRunner) => Promise<T>) => Promise<T>;
}

const KEY = `${LABEL}."c2"`;
const ROW = `${LABEL}."c3"`;
const FIELDS = `len(json_keys(${LABEL}."c1"))`;

/** A query over the files' rows. */
export const overRows = (scan: string, list: string, where: string) =>
  `SELECT ${list} FROM (${scan}) AS ${BASE_ALIAS} WHERE ${where}`;

/** The rows of a file between two numbers, both included; without those that are known to be wrong. */
const between = (key: string, from: number, to: number, without: readonly number[]) =>
  `${KEY} = ${quoteText(key)} AND ${ROW} BETWEEN ${from} AND ${to}` +
  (without.length === 0 ? "" : ` AND ${ROW} NOT IN (${without.join(", ")})`);

/** What computing values over rows fails with; undefined: it does not. */
async function failure(
  { scan, ask }: RowCheck,
  values: readonly ColumnValue[],
  where: string,
): Promise<SnowflakeError | undefined> {
  if (values.length === 0) return undefined;
  const list = values.map(({ sql }) => `CAST(hash(${sql}) AS VARCHAR)`).join(", ");
  try {
    await ask(async (runner) => {
      for await (const _ of runner.slices(overRows(scan, list, where)));
    });
    return undefined;
  } catch (error) {
    if (error instanceof SnowflakeError && error.type === "EXECUTION" && /^100/.test(error.code)) return error;
    throw error;
  }
}

/** The rows of a file whose values can't be what the columns hold: the range is halved until they are found. */
async function badRows(
  check: RowCheck,
  key: string,
  [from, to]: readonly [number, number],
  without: readonly number[],
): Promise<readonly RowError[]> {
  const where = between(key, from, to, without);
  const error = await failure(check, check.values, where);
  if (error === undefined) return [];
  if (from < to) {
    const middle = Math.floor((from + to) / 2);
    const lower = await badRows(check, key, [from, middle], without);
    return [...lower, ...(await badRows(check, key, [middle + 1, to], without))];
  }
  const line = check.header + from;
  for (const [index, value] of check.values.entries()) {
    const problem = await failure(check, [value], where);
    if (problem !== undefined) return [{ row: from, line, problem, column: index + 1, ends: false }];
  }
  return [{ row: from, line, problem: error, column: undefined, ends: false }];
}

/** What can be told of the rows without computing their values: how many there are, where they end early, how many fields they have. */
async function shapes({ scan, fields, header, ask }: RowCheck, key: string): Promise<FileFindings> {
  const ofFile = `${KEY} = ${quoteText(key)}`;
  const odd = fields === undefined ? "FALSE" : `${ROW} > 0 AND ${FIELDS} <> ${fields}`;
  const list = `CAST(${ROW} AS VARCHAR), CAST(${LABEL}."c1" ->> '$' AS VARCHAR), CAST(${fields === undefined ? "0" : FIELDS} AS VARCHAR)`;
  const [count, found] = await ask(async (runner) => [
    await runner.rows(overRows(scan, "CAST(count(*) AS VARCHAR)", `${ofFile} AND ${ROW} > 0`)),
    await runner.rows(`${overRows(scan, list, `${ofFile} AND (${ROW} < 0 OR ${odd})`)} ORDER BY abs(${ROW})`),
  ]);
  const errors = found.map(([row, text, number]): RowError => {
    const ends = Number(row) < 0;
    const place = Math.abs(Number(row));
    const problem = ends ? fileNotParsed(text ?? "") : columnCountMismatch(Number(number), fields ?? 0);
    return { row: place, line: header + place, problem, column: undefined, ends };
  });
  return { rows: Number(count?.[0]?.[0] ?? 0), errors };
}

/** Everything that is wrong with a file's rows. */
export async function findRowErrors(check: RowCheck, key: string): Promise<FileFindings> {
  const { rows, errors } = await shapes(check, key);
  if (rows === 0) return { rows, errors };
  const odd = errors.filter(({ ends }) => !ends).map(({ row }) => row);
  const wrong = await badRows(check, key, [1, rows], odd);
  return { rows, errors: [...errors, ...wrong].sort((a, b) => a.row - b.row) };
}
