import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { ClaimInput } from "../report/claims";
import type { SyncPlace, Zone } from "./place";

/** A role that owns nothing: what it can read, it was granted. */
export const READER = "REHEARSAL_READER";

/** The external table that a Glue table goes to, quoted. */
export const externalName = ({ database, schema }: Zone, table: string): string =>
  qualifiedName(database, schema, table.toUpperCase());

/** Reads a table: its rows as JSON. @param columns expressions, which are cast to text */
export async function rowsAs(
  place: SyncPlace,
  zone: Zone,
  table: string,
  columns: readonly string[],
  role?: string,
): Promise<string> {
  const list = columns.map((column, index) => `(${column})::VARCHAR AS C${index}`).join(", ");
  const rows = await place.run([`SELECT ${list} FROM ${externalName(zone, table)} ORDER BY 1`], role);
  return JSON.stringify(rows.map((row) => columns.map((_, index) => row[`C${index}`] ?? null)));
}

/** Makes the reader, and lets it read tables one by one. */
export function makeReader(place: SyncPlace, zone: Zone, tables: readonly string[]): Promise<unknown> {
  const { user } = place.clouds.sessions[place.settings.account];
  const to = `TO ROLE ${quoteIdentifier(READER)}`;
  return place.run([
    `CREATE ROLE ${quoteIdentifier(READER)}`,
    `GRANT ROLE ${quoteIdentifier(READER)} TO USER ${quoteIdentifier(user)}`,
    `GRANT USAGE ON DATABASE ${quoteIdentifier(zone.database)} ${to}`,
    `GRANT USAGE ON SCHEMA ${qualifiedName(zone.database, zone.schema)} ${to}`,
    ...tables.map((table) => `GRANT SELECT ON EXTERNAL TABLE ${externalName(zone, table)} ${to}`),
  ]);
}

/** Takes the reader away again. */
export const dropReader = (place: SyncPlace): Promise<unknown> =>
  place.run([`DROP ROLE IF EXISTS ${quoteIdentifier(READER)}`]);

/** Names of the external tables in a database that are like a pattern. */
export async function externalTables(place: SyncPlace, database: string, like = "%"): Promise<readonly string[]> {
  const rows = await place.run([
    `SHOW EXTERNAL TABLES LIKE ${stringLiteral(like)} IN DATABASE ${quoteIdentifier(database)}`,
  ]);
  return rows.map(({ schema_name: schema, name }) => `${String(schema)}.${String(name)}`);
}

/** A claim's judgement on what was read. */
export function sameRows(
  found: string,
  wanted: readonly unknown[],
  evidence: readonly string[] = [],
): Pick<ClaimInput, "observed" | "ok" | "evidence"> {
  return { observed: found, ok: found === JSON.stringify(wanted), evidence };
}
