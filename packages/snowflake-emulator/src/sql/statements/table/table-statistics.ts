import type { ObjectId } from "../../../objects/snowflake-object";
import type { Table } from "../../../objects/table";
import type { DataType } from "../../../types/data-type";
import type { ExecutionContext } from "../../statement";

/** So many tables are counted by one query. */
const TABLES_AT_ONCE = 200;

/** Rows of tables and the space that they take. */
export interface TableStatistics {
  readonly rows: number;
  readonly bytes: number;
}

/** A: bytes that a value takes, before compression. */
function width(type: DataType): number {
  switch (type.kind) {
    case "BOOLEAN":
      return 1;
    case "DATE":
      return 4;
    case "NUMBER":
      return type.precision <= 9 ? 4 : type.precision <= 18 ? 8 : 16;
    case "TEXT":
    case "BINARY":
      return Math.min(type.length, 16);
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return 32;
    default:
      return 8;
  }
}

/** A: storage grows in steps of 512 bytes, as Snowflake's small tables do; the amount is computed from rows and types. */
function bytesOf(table: Table, rows: number): number {
  if (rows === 0) return 0;
  const row = table.columns.reduce((sum, column) => sum + width(column.type), 0);
  return Math.ceil((512 + row * rows) / 512) * 512;
}

/** Rows and bytes of each table, by id. */
export async function tableStatistics(
  { account }: ExecutionContext,
  tables: readonly Table[],
): Promise<ReadonlyMap<ObjectId, TableStatistics>> {
  const statistics = new Map<ObjectId, TableStatistics>();
  for (let at = 0; at < tables.length; at += TABLES_AT_ONCE) {
    const some = tables.slice(at, at + TABLES_AT_ONCE).filter((table) => stillThere(account, table));
    const counts = await account.data.tables.rowCounts(some.map((table) => table.id));
    for (const table of some) {
      const rows = counts.get(table.id) ?? 0;
      statistics.set(table.id, { rows, bytes: bytesOf(table, rows) });
    }
  }
  return statistics;
}

function stillThere({ state, temporaryTables }: ExecutionContext["account"], table: Table): boolean {
  if (table.sessionId !== null) return temporaryTables.of(table.sessionId).byId(table.id) !== undefined;
  return state.objects.TABLE.byId(table.id) !== undefined;
}
