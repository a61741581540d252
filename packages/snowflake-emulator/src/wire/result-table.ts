import { BOOLEAN, type DataType, NUMBER, TEXT } from "../types/data-type";

/** One column of a result. */
export interface Column {
  readonly name: string;
  readonly type: DataType;
  /** Default: true. */
  readonly nullable?: boolean;
}

/**
 * One value of a result; null is SQL NULL, a Date is a point in time. Text in a column that is not TEXT is the value as it
 * goes over the wire: days since the epoch for a date, seconds with a fraction for times and timestamps (TIMESTAMP_TZ: then
 * a blank and its offset in minutes plus 1440), hexadecimal digits for binary, JSON for semi-structured values.
 */
export type Cell = string | number | boolean | Date | null;

/**
 * What kind of statement it was; drivers treat queries, DML and the rest differently. MULTI: a request of several
 * statements.
 */
export type StatementClass = "SELECT" | "SHOW" | "DDL" | "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "MULTI";

/** What a statement answers, before it is encoded. */
export interface ResultTable {
  readonly class: StatementClass;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The types that SHOW and DESCRIBE answer with, by short names. */
const PLAN_TYPES = {
  text: TEXT,
  fixed: NUMBER,
  boolean: BOOLEAN,
  timestamp_ltz: { kind: "TIMESTAMP_LTZ", scale: 3 },
} as const satisfies Readonly<Record<string, DataType>>;

/** Columns by name and how to get each of them from a T. */
export type ColumnPlan<T> = Readonly<
  Record<string, readonly [type: keyof typeof PLAN_TYPES, value: (source: T) => Cell]>
>;

/** A result with one row per source, in the plan's column order. */
export function tableOf<T>(plan: ColumnPlan<T>, sources: readonly T[]): ResultTable {
  const entries = Object.entries(plan);
  return {
    class: "SHOW",
    columns: entries.map(([name, [type]]) => ({ name, type: PLAN_TYPES[type] })),
    rows: sources.map((source) => entries.map(([, [, value]]) => value(source))),
  };
}

/** The one-cell answer of statements that change something. */
export function statusResult(message: string): ResultTable {
  return { class: "DDL", columns: [{ name: "status", type: TEXT }], rows: [[message]] };
}

export const EXECUTED = "Statement executed successfully.";
