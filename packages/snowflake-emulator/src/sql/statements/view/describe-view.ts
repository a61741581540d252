import { relationDoesNotExist } from "../../../errors";
import type { MaterializedView, View } from "../../../objects/view";
import { renderDataType } from "../../../types/data-type";
import { tableOf } from "../../../wire/result-table";
import { renderPath } from "../../names";
import type { StatementKind } from "../../statement";
import { DESCRIBED_COLUMNS, type DescribedColumn } from "../table/describe-table";
import { findRelation, isView } from "../table/relation-scope";

/** The columns of a view as DESCRIBE shows them. */
export function describeViewColumns(view: View | MaterializedView): readonly DescribedColumn[] {
  return view.columns.map((column) => ({
    name: column.name,
    type: renderDataType(column.type),
    nullable: true,
    default: null,
    primaryKey: false,
    uniqueKey: false,
    comment: column.comment,
  }));
}

/** DESCRIBE [MATERIALIZED] VIEW name. Materialized views answer to both. */
export const describeViewStatements: readonly StatementKind[] = ["VIEW", "MATERIALIZED VIEW"].map((words) => ({
  leading: `DESCRIBE ${words}`,
  parse(cursor) {
    cursor.next();
    cursor.expect(words);
    const path = cursor.path(3);
    return (context) => {
      const found = findRelation(context, path, `DESCRIBE ${words}`, "View");
      if (!isView(found)) throw relationDoesNotExist("View", renderPath(path));
      return tableOf(DESCRIBED_COLUMNS, describeViewColumns(found.object));
    };
  },
}));
