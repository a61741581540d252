/** SQL types that results have so far; names as on the wire. */
export type ColumnType = "text" | "fixed" | "boolean" | "timestamp_ltz";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** One value of a result. Date is a point in time; null is SQL NULL. */
export type Cell = string | number | boolean | Date | null;

/** What kind of statement it was; drivers treat queries, DML and the rest differently. */
export type StatementClass = "SELECT" | "SHOW" | "DDL";

/** What a statement answers, before it is encoded. */
export interface ResultTable {
  readonly class: StatementClass;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Columns by name and how to get each of them from a T. */
export type ColumnPlan<T> = Readonly<Record<string, readonly [type: ColumnType, value: (source: T) => Cell]>>;

/** A result with one row per source, in the plan's column order. */
export function tableOf<T>(plan: ColumnPlan<T>, sources: readonly T[]): ResultTable {
  const entries = Object.entries(plan);
  return {
    class: "SHOW",
    columns: entries.map(([name, [type]]) => ({ name, type })),
    rows: sources.map((source) => entries.map(([, [, value]]) => value(source))),
  };
}

/** The one-cell answer of statements that change something. */
export function statusResult(message: string): ResultTable {
  return { class: "DDL", columns: [{ name: "status", type: "text" }], rows: [[message]] };
}

export const EXECUTED = "Statement executed successfully.";
