import { qualifiedName, quoteIdentifier } from "./identifier";
import { stringLiteral } from "./literal";

/** A view that shows columns of one table under names of its own. */
export interface PassThroughView {
  /** Database, schema, view. */
  readonly name: readonly string[];
  /** Each column's name in the view, and in the table. At least one. */
  readonly columns: readonly { readonly name: string; readonly source: string }[];
  /** Database, schema, table. */
  readonly table: readonly string[];
  readonly comment: string;
}

/**
 * CREATE VIEW; with `replace`, CREATE OR REPLACE VIEW that keeps the grants on what it replaces.
 * Source: docs.snowflake.com, sql-reference/sql/create-view.
 *
 * @throws RangeError when a name is no identifier, or the comment holds a NUL character
 */
export function createPassThroughView(view: PassThroughView, { replace }: { readonly replace: boolean }): string {
  const names = view.columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  const sources = view.columns.map(({ source }) => quoteIdentifier(source)).join(", ");
  return [
    `CREATE ${replace ? "OR REPLACE " : ""}VIEW ${qualifiedName(...view.name)} (${names})`,
    ...(replace ? ["COPY GRANTS"] : []),
    `COMMENT = ${stringLiteral(view.comment)}`,
    `AS SELECT ${sources} FROM ${qualifiedName(...view.table)}`,
  ].join(" ");
}
