import { z } from "zod";
import type { Row, SnowflakeSession } from "../../operator/snowflake/session";
import { quoteIdentifier } from "../../sql/identifier";

/** Rows by table of the lake. */
export type TableCounts = ReadonlyMap<string, number>;

/** One of the three ways in which an account reads the lake. */
export interface LakeReader {
  /** EXT, CLD or PROD. */
  readonly name: "EXT" | "CLD" | "PROD";
  readonly database: string;
  readonly schema: string;
}

const countsSchema = z.record(z.string(), z.object({ rows: z.number(), metadata_location: z.string() }));

/** What count_rows.py printed. */
export function parsePyicebergCounts(text: string): TableCounts {
  return new Map(Object.entries(countsSchema.parse(JSON.parse(text))).map(([table, { rows }]) => [table, rows]));
}

/** The statement that counts a table through a reader. Its names there are those of the lake in upper case. */
export function countStatement({ database, schema }: LakeReader, table: string): string {
  const name = [database, schema, table.toUpperCase()].map(quoteIdentifier).join(".");
  return `SELECT COUNT(*) AS "ROWS" FROM ${name}`;
}

function onlyNumber(rows: readonly Row[]): number {
  return (
    z
      .array(z.looseObject({ ROWS: z.coerce.number() }))
      .length(1)
      .parse(rows)[0]?.ROWS ?? Number.NaN
  );
}

/** Counts tables through a reader. @throws the driver's error for a table that can't be read */
export async function countTables(
  session: SnowflakeSession,
  reader: LakeReader,
  tables: readonly string[],
): Promise<TableCounts> {
  const counts = new Map<string, number>();
  for (const table of tables) counts.set(table, onlyNumber(await session.execute(countStatement(reader, table))));
  return counts;
}

/** For people: `campaigns 50, clicks 2`. */
export function describeCounts(counts: TableCounts): string {
  return [...counts].map(([table, rows]) => `${table} ${rows}`).join(", ");
}

/** Are there the same tables with the same numbers of rows in both? */
export function sameCounts(a: TableCounts, b: TableCounts): boolean {
  return a.size === b.size && [...a].every(([table, rows]) => b.get(table) === rows);
}
