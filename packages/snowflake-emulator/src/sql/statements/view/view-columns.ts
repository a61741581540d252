import { duplicateColumn, notEmulated, viewColumnCount } from "../../../errors";
import type { ViewColumn } from "../../../objects/view";
import type { Column } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { readTagClause, type TagSetting } from "../../tag-clause";

/** A column as CREATE VIEW names it. */
export interface NamedColumn {
  readonly name: string;
  readonly comment: string | null;
}

const REFUSED = ["MASKING POLICY", "PROJECTION POLICY"] as const;

/** Reads `(name [[WITH] TAG (…)] [COMMENT '…'], …)`; what the tags say goes into `tags`. */
export function readViewColumns(cursor: Cursor, tags: TagSetting[]): readonly NamedColumn[] {
  const columns: NamedColumn[] = [];
  cursor.expectSymbol("(");
  do {
    const name = cursor.identifier();
    tags.push(...readTagClause(cursor, name));
    cursor.take("WITH");
    const refused = cursor.takeOneOf(...REFUSED);
    if (refused !== undefined) throw notEmulated(`${refused} of a column`);
    const comment = cursor.take("COMMENT") ? cursor.string() : null;
    tags.push(...readTagClause(cursor, name));
    columns.push({ name, comment });
  } while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return columns;
}

/** The columns that a view has: the query's, under the given names. Throws 002057 and 002025. */
export function viewColumns(
  view: string,
  named: readonly NamedColumn[] | undefined,
  produced: readonly Column[],
): ViewColumn[] {
  if (named !== undefined && named.length !== produced.length) {
    throw viewColumnCount(view, named.length, produced.length);
  }
  const seen = new Set<string>();
  return produced.map((column, index) => {
    const name = named?.[index]?.name ?? column.name;
    if (seen.has(name)) throw duplicateColumn(name);
    seen.add(name);
    return { name, type: column.type, comment: named?.[index]?.comment ?? null };
  });
}
