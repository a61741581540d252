import { duplicateColumn, insertCountMismatch, noSuchColumn } from "../../../errors";
import type { TableColumn } from "../../../objects/table";
import type { Place } from "../../../query/ast";
import { renderIdentifier } from "../../identifiers";
import type { DmlTarget } from "./dml-target";

/** The columns that values are written to, and those that get their defaults. */
export interface InsertColumns {
  readonly given: readonly TableColumn[];
  readonly others: readonly TableColumn[];
}

/**
 * The columns of INSERT's list, or all. Throws 002020 when there are more or fewer values (O: first), 000904 for a name that
 * no column has, 002025 for one that is there twice.
 */
export function insertColumns(
  { columns }: DmlTarget,
  list: readonly string[] | undefined,
  counts: Iterable<number>,
  place: Place,
): InsertColumns {
  const expected = list?.length ?? columns.length;
  for (const count of counts) if (count !== expected) throw insertCountMismatch(expected, count);
  if (list === undefined) return { given: columns, others: [] };
  const given: TableColumn[] = [];
  for (const name of list) {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) throw noSuchColumn(renderIdentifier(name), place.line, place.column);
    if (given.includes(column)) throw duplicateColumn(name);
    given.push(column);
  }
  return { given, others: columns.filter((one) => !given.includes(one)) };
}
