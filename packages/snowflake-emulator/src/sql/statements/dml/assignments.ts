import { duplicateColumn, noSuchColumn } from "../../../errors";
import type { TableColumn } from "../../../objects/table";
import type { RowSource } from "../../../query/compile";
import type { Assignment, NewValue } from "../../../query/dml-ast";
import { physicalIdentifier } from "../../../query/physical-name";
import { renderPath } from "../../names";
import { type ColumnValue, newValue } from "./column-value";
import type { DmlContext, DmlTarget } from "./dml-target";

/** Is this how the statement calls its target? `t`, `s.t` and `d.s.t` all do when `names` are d, s and t. */
function calls(names: readonly string[], qualifier: readonly string[]): boolean {
  const own = names.slice(-qualifier.length);
  return qualifier.length === 0 || qualifier.every((part, index) => own[index] === part);
}

/** The columns that SET names, with what they are set to. Throws 000904 for a name that is none, 002025 for one twice. */
function targets(
  { columns }: DmlTarget,
  names: readonly string[],
  assignments: readonly Assignment[],
): ReadonlyMap<TableColumn, NewValue> {
  const found = new Map<TableColumn, NewValue>();
  for (const { column: name, value } of assignments) {
    const { parts } = name;
    const column = columns.find((one) => one.name === parts.at(-1));
    if (column === undefined || !calls(names, parts.slice(0, -1))) {
      throw noSuchColumn(renderPath(parts), name.line, name.column);
    }
    if (found.has(column)) throw duplicateColumn(column.name);
    found.set(column, value);
  }
  return found;
}

/** SET's values, in the order of the table's columns (O: errors of types come in that order). `names`: of the target. */
export async function assignedValues(
  dml: DmlContext,
  target: DmlTarget,
  names: readonly string[],
  assignments: readonly Assignment[],
  rows: RowSource,
): Promise<readonly ColumnValue[]> {
  const wanted = targets(target, names, assignments);
  const values: ColumnValue[] = [];
  for (const column of target.columns) {
    const value = wanted.get(column);
    if (value !== undefined) values.push(await newValue(dml, target, column, value, rows));
  }
  return values;
}

/** Values in a select list, each under its column's physical name. */
export function valueList(values: readonly ColumnValue[]): string {
  return values.map(({ sql, column }) => `${sql} AS ${physicalIdentifier(column.name)}`).join(", ");
}
