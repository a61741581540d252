import type { ResultTable } from "./result-table";

/** How many rows DML has changed. */
export interface RowCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** Rows that UPDATE or MERGE matched more than once. */
  readonly duplicatesUpdated: number;
}

/** D: the columns that INSERT, UPDATE, DELETE and MERGE answer with. */
const COLUMNS: Readonly<Record<string, keyof RowCounts>> = {
  "number of rows inserted": "inserted",
  "number of rows updated": "updated",
  "number of rows deleted": "deleted",
  "number of multi-joined rows updated": "duplicatesUpdated",
};

/** The counts in a DML statement's result; undefined for any other statement. */
export function rowCounts(result: ResultTable): RowCounts | undefined {
  if (!["INSERT", "UPDATE", "DELETE", "MERGE"].includes(result.class)) return undefined;
  const counts = { inserted: 0, updated: 0, deleted: 0, duplicatesUpdated: 0 };
  result.columns.forEach(({ name }, index) => {
    const key = COLUMNS[name];
    if (key !== undefined) counts[key] += Number(result.rows[0]?.[index] ?? 0);
  });
  return counts;
}
