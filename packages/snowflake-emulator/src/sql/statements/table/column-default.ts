import type { TableColumn } from "../../../objects/table";
import { compileExpression } from "../../../query/compile";
import { sessionScope } from "../../relations/scope";
import type { ExecutionContext } from "../../statement";

/** A column's default as DuckDB's SQL in the column's type; undefined without one. Throws 002023 when the types don't fit. */
export async function defaultSql(context: ExecutionContext, column: TableColumn): Promise<string | undefined> {
  if (column.default === undefined) return undefined;
  const { name, type } = column;
  return (await compileExpression(column.default, sessionScope(context), { as: type, column: name })).sql;
}
