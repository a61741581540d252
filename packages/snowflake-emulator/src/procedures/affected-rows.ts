import type { ResultTable } from "../wire/result-table";
import type { AffectedRows } from "./protocol";

/** The columns of a DML statement's answer by what they count (D: INSERT, UPDATE, DELETE, MERGE, output). */
const COUNTS: Readonly<Record<string, Exclude<keyof AffectedRows, "total">>> = {
  "number of rows inserted": "inserted",
  "number of rows updated": "updated",
  "number of rows deleted": "deleted",
  "number of multi-joined rows updated": "duplicates",
};

/** How many rows a statement changed, read from its answer. All 0 for what is no DML. */
export function affectedRows({ class: kind, columns, rows }: ResultTable): AffectedRows {
  const counts = { inserted: 0, updated: 0, deleted: 0, duplicates: 0 };
  const [row] = rows;
  if (row !== undefined && ["INSERT", "UPDATE", "DELETE", "MERGE"].includes(kind)) {
    columns.forEach(({ name }, index) => {
      const count = COUNTS[name];
      if (count !== undefined) counts[count] = Number(row[index] ?? 0);
    });
  }
  return { ...counts, total: counts.inserted + counts.updated + counts.deleted };
}
