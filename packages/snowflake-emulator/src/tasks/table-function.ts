import { invalidValue } from "../errors";
import type { ExecutionContext } from "../sql/statement";
import { BOOLEAN, type DataType, NUMBER, OBJECT, TEXT, TIMESTAMP_LTZ, VARIANT } from "../types/data-type";
import type { Cell, Column } from "../wire/result-table";

/** A table function of INFORMATION_SCHEMA whose rows come from the account's state. All arguments are by name. */
export interface AccountTableFunction {
  /** Upper case. */
  readonly name: string;
  /** Names of its arguments and their types. */
  readonly parameters: Readonly<Record<string, DataType>>;
  readonly columns: readonly Column[];
  /** Throws 001008 for an argument out of bounds. */
  rows(context: ExecutionContext, given: Arguments): readonly (readonly Cell[])[];
}

/** The arguments of a call, by upper-case name; constants. */
export class Arguments {
  constructor(private readonly values: ReadonlyMap<string, Cell> = new Map()) {}

  text(name: string): string | undefined {
    const value = this.values.get(name);
    return value === undefined || value === null ? undefined : String(value);
  }

  flag(name: string): boolean {
    return this.text(name)?.toLowerCase() === "true";
  }

  /** A point in time in milliseconds: a Date, or seconds since the epoch in wire text. */
  time(name: string): number | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === null) return undefined;
    if (value instanceof Date) return value.getTime();
    const seconds = Number(String(value).split(" ")[0]);
    if (Number.isNaN(seconds)) throw invalidValue(String(value), name);
    return Math.round(seconds * 1000);
  }

  /** A whole number within bounds. */
  limit(name: string, fallback: number, most: number): number {
    const written = this.text(name);
    if (written === undefined) return fallback;
    const value = Number(written);
    if (!Number.isInteger(value) || value < 1 || value > most) throw invalidValue(written, name);
    return value;
  }
}

/** The types of the columns of history tables, by short names. */
export const TYPES = {
  text: TEXT,
  number: NUMBER,
  time: TIMESTAMP_LTZ,
  flag: BOOLEAN,
  object: OBJECT,
  variant: VARIANT,
} as const;

/** Columns by name and how to get each from a T. */
export type Plan<T> = Readonly<Record<string, readonly [type: keyof typeof TYPES, value: (source: T) => Cell]>>;

export function planColumns<T>(plan: Plan<T>): readonly Column[] {
  return Object.entries(plan).map(([name, [type]]) => ({ name, type: TYPES[type] }));
}

export function planRow<T>(plan: Plan<T>, source: T): readonly Cell[] {
  return Object.values(plan).map(([, value]) => value(source));
}

/** Milliseconds as a cell. */
export const asTime = (at: number | null) => (at === null ? null : new Date(at));
