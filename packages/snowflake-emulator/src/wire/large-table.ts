import { setImmediate } from "node:timers/promises";
import type { Cell, ColumnPlan, ResultTable } from "./result-table";
import { tableOf } from "./result-table";

/** So many rows are made before others get their turn. */
const ROWS_AT_ONCE = 1000;

/** `tableOf` for many rows: the event loop turns in between. Few rows take no turn of their own. */
export async function largeTableOf<T>(plan: ColumnPlan<T>, sources: readonly T[]): Promise<ResultTable> {
  if (sources.length <= ROWS_AT_ONCE) return tableOf(plan, sources);
  const rows: (readonly Cell[])[] = [];
  for (let at = 0; at < sources.length; at += ROWS_AT_ONCE) {
    for (const row of tableOf(plan, sources.slice(at, at + ROWS_AT_ONCE)).rows) rows.push(row);
    await setImmediate();
  }
  return { ...tableOf(plan, []), rows };
}
