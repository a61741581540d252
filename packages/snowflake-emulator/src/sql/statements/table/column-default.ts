import { notEmulated } from "../../../errors";
import type { TableColumn } from "../../../objects/table";
import type { ExecutionContext } from "../../statement";

/** A column's default as DuckDB's SQL, for rows that are there already; undefined without a default. */
export async function defaultSql(_context: ExecutionContext, column: TableColumn): Promise<string | undefined> {
  if (column.default === undefined) return undefined;
  throw notEmulated("ALTER TABLE … ADD COLUMN with a DEFAULT");
}
