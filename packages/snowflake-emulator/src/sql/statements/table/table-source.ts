import { notEmulated } from "../../../errors";
import type { TableColumn } from "../../../objects/table";
import type { Cursor } from "../../cursor";
import { requireTable } from "../../tables";
import { baseTable } from "./base-table";
import type { TableSource } from "./new-table";
import { storeTable } from "./store-table";
import { readQueryOf } from "./table-from-query";

const copyOf = (column: TableColumn): TableColumn => structuredClone(column);

/** LIKE: the columns, defaults and constraints of another table, without its rows; needs SELECT on it (D). */
function like(path: readonly string[]): TableSource {
  return {
    execute:
      ({ head, kind, options }) =>
      (context) => {
        const { table } = requireTable(context, path, ["SELECT"], "CREATE TABLE");
        const columns = table.columns.map(copyOf);
        return storeTable(context, {
          head,
          temporary: kind === "TEMPORARY",
          copyGrants: options.copyGrants,
          tags: options.tags,
          columns,
          build: (base) => {
            const made = baseTable(context, base, kind, options);
            const clusterBy = made.clusterBy.length > 0 ? made.clusterBy : table.clusterBy;
            return { ...made, clusterBy, columns, constraints: structuredClone(table.constraints) };
          },
        });
      },
  };
}

/** CLONE: the same with its rows, as they are committed now; needs SELECT on it (D). */
function clone(path: readonly string[]): TableSource {
  return {
    execute:
      ({ head, kind, options }) =>
      (context) => {
        const { table } = requireTable(context, path, ["SELECT"], "CREATE TABLE");
        // D: CREATE … CLONE, a permanent table can't be made of a temporary or transient one.
        if (kind === "TABLE" && table.kind !== "TABLE") {
          throw notEmulated(`a permanent clone of a ${table.kind.toLowerCase()} table`);
        }
        const columns = table.columns.map(copyOf);
        return storeTable(context, {
          head,
          temporary: kind === "TEMPORARY",
          copyGrants: options.copyGrants,
          tags: options.tags,
          columns,
          store: (id) => context.account.data.tables.clone(table.id, id),
          build: (base) => {
            const made = baseTable(context, base, kind, options);
            return {
              ...made,
              comment: made.comment ?? table.comment,
              clusterBy: table.clusterBy,
              columns,
              constraints: structuredClone(table.constraints),
            };
          },
        });
      },
  };
}

/** Reads `LIKE table`, `CLONE table` or `AS query`, when one of them is next. */
export function readTableSource(cursor: Cursor): TableSource | undefined {
  if (cursor.take("LIKE")) return like(cursor.path(3));
  if (cursor.take("CLONE")) {
    const path = cursor.path(3);
    if (cursor.isWords("AT") || cursor.isWords("BEFORE")) throw notEmulated("CREATE TABLE … CLONE … AT | BEFORE");
    return clone(path);
  }
  return cursor.isWords("AS") ? readQueryOf(cursor) : undefined;
}
