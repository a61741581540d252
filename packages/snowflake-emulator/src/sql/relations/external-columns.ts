import type { ExternalColumn } from "../../objects/external-table";
import type { Expression } from "../../query/ast";
import { type CompiledExpression, compileExpression, rowSource } from "../../query/compile";
import type { QueryScope, RelationColumn } from "../../query/compile/scope";
import { parseExpression } from "../../query/parse";
import { type DataType, NUMBER, TEXT, VARIANT } from "../../types/data-type";
import { Cursor } from "../cursor";
import { tokenize } from "../tokenizer";

export const FILENAME: RelationColumn = { name: "METADATA$FILENAME", type: TEXT, nullable: false, hidden: true };
export const ROW_NUMBER: RelationColumn = {
  name: "METADATA$FILE_ROW_NUMBER",
  type: NUMBER,
  nullable: false,
  hidden: true,
};
const PARTITION: RelationColumn = { name: "METADATA$EXTERNAL_TABLE_PARTITION", type: TEXT, nullable: true };
const VALUE: RelationColumn = { name: "VALUE", type: VARIANT, nullable: true };

/** What the expressions of a table's columns are over: `x.c1` to `x.c4` in DuckDB. */
const BASE: readonly RelationColumn[] = [VALUE, FILENAME, ROW_NUMBER, PARTITION];
/** How the rows of the base are called in DuckDB. */
export const LABEL = "x";
/** The base with its label and columns, for DuckDB's FROM. */
export const BASE_ALIAS = `${LABEL}("c1", "c2", "c3", "c4")`;

/** Which of the base's columns an expression may name. */
export type ExpressionBase = "ANY" | "FILENAME" | "PARTITION";

const ALLOWED: Readonly<Record<ExpressionBase, readonly RelationColumn[]>> = {
  ANY: BASE,
  FILENAME: [FILENAME],
  PARTITION: [PARTITION],
};

function parse(text: string): Expression {
  const cursor = new Cursor(tokenize(text));
  const expression = parseExpression(cursor);
  cursor.end();
  return expression;
}

/** Where in the base a column is; those that must not be named have no name that anybody could write. */
const base = (over: ExpressionBase) => BASE.map((one) => (ALLOWED[over].includes(one) ? one : { ...one, name: "" }));

/** SQL of a column over the base; columns that it must not name are unknown. Throws 002023 when it doesn't become the column's type. */
export async function compileColumn(
  scope: QueryScope,
  { name, type, expression }: { readonly name: string; readonly type: DataType; readonly expression: string },
  over: ExpressionBase = "ANY",
): Promise<string> {
  const rows = rowSource({ columns: base(over), source: { kind: "rows", rows: [] } }, LABEL, []);
  const { sql } = await compileExpression(parse(expression), scope, { rows, as: type, column: name });
  return sql;
}

/** An expression over the base, with the type that it has. */
export async function compileOverBase(scope: QueryScope, expression: string): Promise<CompiledExpression> {
  const rows = rowSource({ columns: base("ANY"), source: { kind: "rows", rows: [] } }, LABEL, []);
  return compileExpression(parse(expression), scope, { rows });
}

/** SQL of all columns over the base, in their order. */
export async function compileColumns(
  scope: QueryScope,
  columns: readonly ExternalColumn[],
): Promise<readonly string[]> {
  const values: string[] = [];
  for (const { name, type, expression } of columns) {
    values.push(expression === null ? `${LABEL}."c1"` : await compileColumn(scope, { name, type, expression }));
  }
  return values;
}
