import { setImmediate } from "node:timers/promises";
import type { Database } from "../objects/database";
import type { ExecutionContext } from "../sql/statement";
import { BOOLEAN, type DataType, NUMBER, TEXT } from "../types/data-type";
import type { Cell } from "../wire/result-table";

/** A view of INFORMATION_SCHEMA: its documented columns, and the rows that the active roles may see. */
export interface InformationSchemaView {
  /** Upper case. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: DataType }[];
  rows(context: ExecutionContext, database: Database): Promise<readonly (readonly Cell[])[]>;
}

/** Types by short names. */
const TYPES = {
  text: TEXT,
  number: NUMBER,
  boolean: BOOLEAN,
  timestamp: { kind: "TIMESTAMP_LTZ", scale: 3 },
} as const satisfies Readonly<Record<string, DataType>>;

/** Columns by name, and how a row gets each of them. */
export type ViewPlan<T> = Readonly<
  Record<string, readonly [type: keyof typeof TYPES, value: (source: T, context: ExecutionContext) => Cell]>
>;

/** So many rows are made before others get their turn. */
const ROWS_AT_ONCE = 250;

/** A view with one row per source. */
export function viewOf<T>(
  name: string,
  sources: (context: ExecutionContext, database: Database) => Promise<readonly T[]> | readonly T[],
  plan: ViewPlan<T>,
): InformationSchemaView {
  const entries = Object.entries(plan);
  return {
    name,
    columns: entries.map(([column, [type]]) => ({ name: column, type: TYPES[type] })),
    async rows(context, database) {
      const found = await sources(context, database);
      const rows: (readonly Cell[])[] = [];
      for (const source of found) {
        rows.push(entries.map(([, [, value]]) => value(source, context)));
        if (rows.length % ROWS_AT_ONCE === 0) await setImmediate();
      }
      return rows;
    },
  };
}

/** Text as INFORMATION_SCHEMA says yes and no. */
export const yesNo = (is: boolean) => (is ? "YES" : "NO");

/** A column that does not apply to Snowflake: always NULL (D). */
export const notApplicable = ["text", () => null] as const;
