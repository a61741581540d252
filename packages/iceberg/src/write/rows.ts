import { duckdbType } from "../engine/duckdb-type";
import type { Engine } from "../engine/engine";
import { quoteIdentifier, textLiteral } from "../engine/sql-text";
import type { IcebergType, Schema } from "../metadata/schema";
import { RowsDoNotFitError } from "./errors";

/** A value of a row. Dates and times are text as ISO 8601 has them, or Date; decimals are text or numbers. */
export type RowValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Date
  | Uint8Array
  | readonly RowValue[]
  | ReadonlyMap<RowValue, RowValue>
  | { readonly [field: string]: RowValue };

/** A row by column name. What is left out is null. */
export type TableRow = Readonly<Record<string, RowValue>>;

function literalOfNumber(value: number, type: IcebergType): string {
  if (Number.isFinite(value)) return String(value);
  if (type === "float" || type === "double")
    return textLiteral(Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
  throw new RowsDoNotFitError(`${value} is no ${JSON.stringify(type)}`);
}

function nestedLiteral(value: object, type: Exclude<IcebergType, string>): string {
  if (type.type === "list" && Array.isArray(value)) {
    return `[${value.map((element: RowValue) => literal(element, type.element)).join(", ")}]`;
  }
  if (type.type === "map" && value instanceof Map) {
    const entries = [...value].map(
      ([key, each]: [RowValue, RowValue]) => `${literal(key, type.key)}: ${literal(each, type.value)}`,
    );
    return `MAP {${entries.join(", ")}}`;
  }
  if (type.type === "struct") {
    const fields = new Map<string, RowValue>(Object.entries(value));
    const unknown = [...fields.keys()].filter((name) => !type.fields.some((field) => field.name === name));
    if (unknown.length > 0) throw new RowsDoNotFitError(`a struct has no field ${unknown.join(", ")}`);
    return `{${type.fields.map((field) => `${textLiteral(field.name)}: ${literal(fields.get(field.name), field.type)}`).join(", ")}}`;
  }
  throw new RowsDoNotFitError(
    `a ${type.type} can't be made of ${Array.isArray(value) ? "a list" : value.constructor.name}`,
  );
}

function plainLiteral(value: Exclude<RowValue, null | undefined>, type: IcebergType): string {
  if (typeof value === "string") return textLiteral(value);
  if (typeof value === "number") return literalOfNumber(value, type);
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return textLiteral(value.toISOString());
  if (value instanceof Uint8Array) return `from_hex('${Buffer.from(value).toString("hex")}')`;
  if (typeof type === "string") throw new RowsDoNotFitError(`a ${type} can't be made of ${JSON.stringify(value)}`);
  return nestedLiteral(value, type);
}

/** A value as a DuckDB expression of its column's type. @throws RowsDoNotFitError; UnsupportedTypeError */
export function literal(value: RowValue, type: IcebergType): string {
  const text = value === null || value === undefined ? "NULL" : plainLiteral(value, type);
  return `CAST(${text} AS ${duckdbType(type)})`;
}

/** How many rows one statement holds. */
const ROWS_OF_STATEMENT = 500;

/** Queries that give rows, and how to take back what was made for them. */
export interface StagedRows {
  readonly queries: readonly string[];
  end(): Promise<void>;
}

let staged = 0;

/**
 * Makes queries of rows: one of literals for few, of a temporary table for many. All columns that any row has are given.
 *
 * @throws RowsDoNotFitError; UnsupportedTypeError
 */
export async function rowsAsQueries(engine: Engine, rows: Iterable<TableRow>, schema: Schema): Promise<StagedRows> {
  const { fields } = schema;
  const names = new Set(fields.map((field) => field.name));
  const columns = fields.map((field) => quoteIdentifier(field.name)).join(", ");
  const values = (batch: readonly TableRow[]): string => {
    const lines = batch.map((row) => `(${fields.map((field) => literal(row[field.name], field.type)).join(", ")})`);
    return `SELECT * FROM (VALUES ${lines.join(", ")}) AS given(${columns})`;
  };
  let table: string | undefined;
  let batch: TableRow[] = [];
  const flush = async (): Promise<void> => {
    if (table === undefined) {
      staged += 1;
      table = quoteIdentifier(`iceberg rows ${staged}`);
      await engine.run(`CREATE TEMP TABLE ${table} AS ${values(batch)}`);
    } else {
      await engine.run(`INSERT INTO ${table} ${values(batch)}`);
    }
    batch = [];
  };
  const end = async (): Promise<void> => {
    if (table !== undefined) await engine.run(`DROP TABLE ${table}`);
  };
  try {
    for (const row of rows) {
      const unknown = Object.keys(row).filter((name) => !names.has(name));
      if (unknown.length > 0) throw new RowsDoNotFitError(`the table has no column ${unknown.join(", ")}`);
      batch.push(row);
      if (batch.length === ROWS_OF_STATEMENT) await flush();
    }
    if (table !== undefined && batch.length > 0) await flush();
  } catch (error) {
    await end();
    throw error;
  }
  if (table !== undefined) return { queries: [`SELECT * FROM ${table}`], end };
  return { queries: batch.length === 0 ? [] : [values(batch)], end };
}
