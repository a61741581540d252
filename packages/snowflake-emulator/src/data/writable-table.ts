import type { ObjectId } from "../objects/snowflake-object";
import type { DataRunner } from "./data-connection";
import { physicalTable, quoteName } from "./physical-type";

/** The column that tells a row of the target from all others while one statement runs; no table has a column like it. */
export const ROW_COLUMN = "METADATA$EMULATOR_ROW";
const ROW = quoteName(ROW_COLUMN);

/** The rows of one table as a statement changes them. Column names are physical; queries are DuckDB's. */
export interface WritableTable {
  /** A query for all rows that the statement sees: these columns of the table, then ROW_COLUMN. */
  rows(columns: readonly string[]): string;
  /** Appends a query's rows. Answers how many. Takes several statements when the query reads the table. */
  insert(columns: readonly string[], query: string): Promise<number>;
  /** Takes the rows away that a query names in its only column, ROW_COLUMN. */
  delete(query: string): Promise<number>;
  /** Sets columns: the query has ROW_COLUMN, each value once, and the new values under the columns' names. */
  update(columns: readonly string[], query: string): Promise<number>;
  /** Takes all rows away. */
  truncate(): Promise<number>;
}

/** A list of physical names for SQL. */
export function columnList(columns: readonly string[], prefix = ""): string {
  return columns.map((column) => `${prefix}${quoteName(column)}`).join(", ");
}

/** Does a query read this table? Told from its text, so perhaps once too often. */
export function readsTable(query: string, id: ObjectId): boolean {
  return query.includes(physicalTable(id));
}

/**
 * Appends a query's rows to a DuckDB table. One that reads the table is computed first: DuckDB would meet the new rows in
 * some plans. Then it takes several statements, which the caller makes one transaction.
 */
export async function appendRows(
  runner: DataRunner,
  table: string,
  id: ObjectId,
  columns: readonly string[],
  query: string,
): Promise<number> {
  const list = columnList(columns);
  if (!readsTable(query, id)) return runner.run(`INSERT INTO ${table} (${list}) ${query}`);
  await runner.run(`CREATE TEMP TABLE stage_${id} (${list}) AS ${query}`);
  const count = await runner.run(`INSERT INTO ${table} (${list}) FROM temp.stage_${id}`);
  await runner.run(`DROP TABLE temp.stage_${id}`);
  return count;
}

/** Changes the table itself: the statement is a transaction of its own. `schema` as in `"memory".main`. */
export function committedTable(runner: DataRunner, schema: string, id: ObjectId): WritableTable {
  const table = `${schema}.${physicalTable(id)}`;
  return {
    rows: (columns) => `SELECT ${columnList(columns, "t.")}, t.rowid AS ${ROW} FROM ${table} AS t`,
    insert: (columns, query) => appendRows(runner, table, id, columns, query),
    delete: (query) => runner.run(`DELETE FROM ${table} WHERE rowid IN (SELECT ${ROW} FROM (${query}))`),
    update: (columns, query) => {
      const values = columns.map((column) => `${quoteName(column)} = "new".${quoteName(column)}`).join(", ");
      return runner.run(
        `UPDATE ${table} AS "old" SET ${values} FROM (${query}) AS "new" WHERE "old".rowid = "new".${ROW}`,
      );
    },
    truncate: () => runner.run(`DELETE FROM ${table}`),
  };
}
