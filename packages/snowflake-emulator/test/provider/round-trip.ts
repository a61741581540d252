import type { Cell } from "../../src/wire/result-table";
import { Bench } from "../support/accounts";
import { SCANNED, type ScannedColumn, type ScannedRow } from "./scanned-columns";

type Row = Readonly<Record<string, Cell>>;

/** An answer that the provider reads. */
export interface Reading {
  readonly sql: string;
  readonly row: ScannedRow;
  /** What the only row holds; for answers of one row for each property: value by the first column. */
  readonly has: Readonly<Record<string, unknown>>;
  /** The column with the value of each property. Default: the answer has one row. */
  readonly valueIn?: string;
}

/** One resource, from its creation to its end, as the provider does it. */
export interface RoundTrip {
  /** Statements before it. */
  readonly before?: readonly string[];
  readonly create: string;
  readonly created: readonly Reading[];
  /** Statements that change it, and what is read then. */
  readonly alter?: readonly string[];
  readonly altered?: readonly Reading[];
  readonly drop: string;
  /** A SHOW that has no row after that. */
  readonly gone: string;
}

/** Why the provider could not scan this value; undefined: it can. */
function unfit({ name, type, nullable }: ScannedColumn, row: Row): string | undefined {
  const value = row[name];
  if (value === undefined) return `${name} is missing`;
  if (value === null) return nullable ? undefined : `${name} is NULL`;
  if (type === "time") return value instanceof Date ? undefined : `${name} is no time: ${String(value)}`;
  const text = String(value);
  // Numbers of a text column, too: the driver hands on text, and an empty one is no number.
  if (type === "int") return /^-?\d+$/.test(text) ? undefined : `${name} is no whole number: ${text}`;
  if (type === "bool") return /^(?:true|false)$/i.test(text) ? undefined : `${name} is no boolean: ${text}`;
  return undefined;
}

/** Reads an answer as the provider does. Fails for columns that it could not scan. */
async function read(bench: Bench, { sql, row, has, valueIn }: Reading): Promise<void> {
  const rows = await bench.rows(sql);
  const columns: readonly ScannedColumn[] = SCANNED[row];
  expect({ sql, unfit: rows.flatMap((one) => columns.flatMap((column) => unfit(column, one) ?? [])) }).toEqual({
    sql,
    unfit: [],
  });
  if (valueIn === undefined) {
    expect({ sql, rows: rows.length }).toEqual({ sql, rows: 1 });
    expect(rows[0]).toMatchObject(has);
    return;
  }
  const key = columns[0]?.name === "parent_property" ? "property" : (columns[0]?.name ?? "");
  expect(Object.fromEntries(rows.map((one) => [String(one[key]), one[valueIn]]))).toMatchObject(has);
}

/** Database D with the schema D.S, warehouse W, role R, a user and tag T: what resources hang on. */
async function benchWithSurroundings(): Promise<Bench> {
  const bench = new Bench();
  await bench.run(
    'CREATE WAREHOUSE "W"',
    'CREATE ROLE "R"',
    `CREATE USER "MAIL" EMAIL = 'a@example.com'`,
    'CREATE DATABASE "D"',
    'CREATE SCHEMA "D"."S"',
    'CREATE TAG "D"."S"."T"',
  );
  return bench;
}

/** Takes resources from their creation to their end; a test for each. */
export function describeRoundTrips(title: string, trips: Readonly<Record<string, RoundTrip>>): void {
  describe(title, () => {
    it.each(Object.entries(trips))("%s", async (_name, trip) => {
      const bench = await benchWithSurroundings();
      await bench.run(...(trip.before ?? []), trip.create);
      for (const reading of trip.created) await read(bench, reading);
      for (const statement of trip.alter ?? []) await bench.run(statement);
      for (const reading of trip.altered ?? []) await read(bench, reading);
      await bench.run(trip.drop);
      expect(await bench.rows(trip.gone)).toEqual([]);
    });
  });
}
