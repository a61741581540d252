import type { DataType } from "../../../types/data-type";
import type { Column, ResultTable, StatementClass } from "../../../wire/result-table";

/** O: every count is a NUMBER(19,0). */
const COUNT: DataType = { kind: "NUMBER", precision: 19, scale: 0 };

export type DmlCounts = readonly (readonly [name: string, count: number])[];

/** The columns that a statement's counts come in. */
export function countColumns(names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name, type: COUNT, nullable: false }));
}

/** What a statement that changed rows answers: its counts, in one row. */
export function dmlResult(kind: StatementClass, counts: DmlCounts): ResultTable {
  return { class: kind, columns: countColumns(counts.map(([name]) => name)), rows: [counts.map(([, count]) => count)] };
}

export const INSERTED = "number of rows inserted";
export const UPDATED = "number of rows updated";
export const MULTI_JOINED = "number of multi-joined rows updated";
export const DELETED = "number of rows deleted";
