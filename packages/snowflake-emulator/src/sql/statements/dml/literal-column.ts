import type { TableColumn } from "../../../objects/table";
import { type Bound, derive } from "../../../query/compile/bound";
import { asPhysical } from "../../../query/compile/cast";
import { bindLiteral } from "../../../query/compile/literal";
import type { NewValue } from "../../../query/dml-ast";
import { quoteText } from "../../../query/physical-name";

/** D: numeric data types. */
const MOST_DIGITS = 38;

/** A column of a VALUES list all of whose values are literals of one kind: converted as a whole, not value by value. */
export interface LiteralColumn {
  /** The values as text, by row; null is NULL. */
  readonly cells: readonly (string | null)[];
  /** The type of all of them. */
  readonly type: Bound["type"];
  readonly nullable: boolean;
}

/** A number as it is written, with its sign. */
function numberText(value: NewValue): string | undefined {
  if (value.kind === "unary" && value.operator === "-" && value.operand.kind === "literal") {
    const { literal } = value.operand;
    return literal.type === "NUMBER" ? `-${literal.text}` : undefined;
  }
  return value.kind === "literal" && value.literal.type === "NUMBER" ? value.literal.text : undefined;
}

const isNull = (value: NewValue) => value.kind === "literal" && value.literal.type === "NULL";

function textColumn(values: readonly NewValue[]): LiteralColumn | undefined {
  let length = 1;
  const cells: (string | null)[] = [];
  for (const value of values) {
    if (isNull(value)) {
      cells.push(null);
      continue;
    }
    if (value.kind !== "literal" || value.literal.type !== "TEXT") return undefined;
    const { type } = bindLiteral(value.literal);
    if (type.kind === "TEXT") length = Math.max(length, type.length);
    cells.push(value.literal.value);
  }
  return { cells, type: { kind: "TEXT", length }, nullable: values.some(isNull) };
}

function numberColumn(values: readonly NewValue[]): LiteralColumn | undefined {
  let [whole, scale] = [1, 0];
  const cells: (string | null)[] = [];
  for (const value of values) {
    const text = isNull(value) ? null : numberText(value);
    const [, digits, fraction = ""] = /^-?(\d+)(?:\.(\d*))?$/.exec(text ?? "") ?? [];
    if (text === undefined || (text !== null && digits === undefined)) return undefined;
    whole = Math.max(whole, digits?.length ?? 0);
    scale = Math.max(scale, fraction.length);
    cells.push(text);
  }
  if (whole + scale > MOST_DIGITS) return undefined;
  return { cells, type: { kind: "NUMBER", precision: whole + scale, scale }, nullable: values.some(isNull) };
}

/** The values of one column as literals of one kind; undefined when they are something else. */
export function literalColumn(column: TableColumn, values: readonly NewValue[]): LiteralColumn | undefined {
  // What a number looks like as text is decided value by value.
  const numeric = column.type.kind === "NUMBER" || column.type.kind === "FLOAT";
  return textColumn(values) ?? (numeric ? numberColumn(values) : undefined);
}

/** A literal column as an expression over text. `sql`: where the text is. */
export function boundLiterals({ type, nullable }: LiteralColumn, sql: string): Bound {
  return derive(type.kind === "NUMBER" ? asPhysical(sql, type) : sql, type, [], nullable);
}

/** Rows of text as DuckDB's query, of the one column `row`, a list; ten times as fast as VALUES. */
export function textRows(columns: readonly LiteralColumn[], count: number): string {
  const rows = Array.from({ length: count }, (_, row) => columns.map(({ cells }) => cells[row] ?? null));
  return `SELECT unnest(from_json(${quoteText(JSON.stringify(rows))}, '["VARCHAR[]"]')) AS "row"`;
}
