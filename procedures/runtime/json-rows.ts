import { quoteIdentifier } from "../../sql/identifier";
import type { MonitoringColumn, MonitoringTable } from "../monitoring-tables";
import type { Session } from "./session";

/** A column's value out of a row that FLATTEN gives. Missing and null are NULL. */
function value({ name, type }: MonitoringColumn): string {
  const found = `VALUE:${quoteIdentifier(name)}`;
  if (type === "VARIANT") return found;
  // Text first: a timestamp in JSON is text.
  return type.startsWith("TIMESTAMP") ? `${found}::VARCHAR::${type}` : `${found}::${type}`;
}

/** A query of rows that are bound as one text of JSON, an array of objects by column name: any number of rows, one bind. */
export function rowsOfJson(columns: readonly MonitoringColumn[]): string {
  const items = columns.map((column) => `${value(column)} AS ${quoteIdentifier(column.name)}`);
  return `SELECT ${items.join(", ")} FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?)))`;
}

/** Adds rows, objects by column name, in one statement; none when there are none. */
export function insertRows(
  session: Session,
  table: string,
  { columns }: MonitoringTable,
  rows: readonly Readonly<Record<string, unknown>>[],
): void {
  if (rows.length === 0) return;
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  session.run(`INSERT INTO ${table} (${names}) ${rowsOfJson(columns)}`, [JSON.stringify(rows)]);
}
