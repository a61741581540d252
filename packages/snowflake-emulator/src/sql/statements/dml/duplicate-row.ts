import type { DataRunner } from "../../../data/data-connection";
import { duplicateRow } from "../../../errors";
import { wireText } from "../../../query/compile";
import { type DmlTarget, targetRow, targetRows, withTarget } from "./dml-target";

/** Types whose values the error writes without quotes. */
const BARE: ReadonlySet<string> = new Set(["NUMBER", "FLOAT", "BOOLEAN", "VARIANT", "OBJECT", "ARRAY"]);

/**
 * 100090 with the values of a row of the target that several rows would change. `row`: a query that gives its number.
 * O: `Row Values: [11, "foo", NULL]`.
 */
export async function duplicateRowError(runner: DataRunner, target: DmlTarget, rows: string, row: string) {
  const { source } = targetRows(target, []);
  const items = source.columns.slice(0, -1).map((column) => wireText(column.sql, column.type));
  const query = `SELECT ${items.join(", ")} FROM ${source.sql} WHERE ${targetRow(target)} = (${row})`;
  const [values = []] = await runner.rows(withTarget(rows, query));
  const shown = values.map((value, index) => {
    if (value === null) return "NULL";
    return BARE.has(target.columns[index]?.type.kind ?? "") ? value : JSON.stringify(value);
  });
  return duplicateRow(`[${shown.join(", ")}]`);
}
