import { dmlFailed, expressionTypeMismatch, incompatibleTypes, NULL_NOT_ALLOWED } from "../../../errors";
import type { TableColumn } from "../../../objects/table";
import type { Expression } from "../../../query/ast";
import { compileExpression, type RowSource } from "../../../query/compile";
import { type Bound, derive, NULL_TYPE, type SqlType } from "../../../query/compile/bound";
import { asPhysical, castTo } from "../../../query/compile/cast";
import { bindLiteral } from "../../../query/compile/literal";
import type { NewValue } from "../../../query/dml-ast";
import { quoteText } from "../../../query/physical-name";
import { type DataType, renderDataType } from "../../../types/data-type";
import { type DmlContext, type DmlTarget, identitySql } from "./dml-target";

/** A column's new value, as SQL. */
export interface ColumnValue {
  readonly column: TableColumn;
  /** Before it became the column's type. */
  readonly given: string;
  /** Of the column's physical type; raises an error where it can't be. */
  readonly sql: string;
}

const TIMESTAMPS: ReadonlySet<string> = new Set(["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"]);
const STRUCTURED: ReadonlySet<string> = new Set(["VARIANT", "OBJECT", "ARRAY"]);

/** Which types a column takes without a cast, by the type of the value. O: each pair tried on the real service. */
function accepts(column: DataType["kind"], value: SqlType["kind"]): boolean {
  if (value === "NULL" || value === column) return true;
  switch (value) {
    case "VARIANT":
      return !STRUCTURED.has(column);
    case "OBJECT":
    case "ARRAY":
      return column === "VARIANT";
    case "TEXT":
      return !STRUCTURED.has(column);
    case "BINARY":
      return false;
    case "NUMBER":
    case "FLOAT":
      return ["NUMBER", "FLOAT", "TEXT", "BOOLEAN", "VARIANT"].includes(column);
    case "BOOLEAN":
    case "TIME":
      return column === "TEXT" || column === "VARIANT";
    case "DATE":
      return column === "TEXT" || column === "VARIANT" || TIMESTAMPS.has(column);
    case "TIMESTAMP_TZ":
      return ["TEXT", "VARIANT", "DATE", "TIME"].includes(column);
    default:
      return ["TEXT", "VARIANT", "DATE", "TIME"].includes(column) || TIMESTAMPS.has(column);
  }
}

/**
 * Makes a value what a column holds. Throws 002023 for a type that the column does not take; the SQL raises what the
 * conversion does, and 100072 for a NULL that the column does not take.
 */
export function assign(
  dml: DmlContext,
  target: DmlTarget,
  column: TableColumn,
  value: Pick<Bound, "sql" | "type" | "nullable">,
): ColumnValue {
  const { type } = column;
  if (!accepts(type.kind, value.type.kind)) {
    const [expected, given] = [renderDataType(type), value.type.kind === "NULL" ? "NULL" : renderDataType(value.type)];
    if (value.type.kind === "TIME" && TIMESTAMPS.has(type.kind)) throw incompatibleTypes(given, expected);
    throw expressionTypeMismatch(expected, given, column.name);
  }
  const cast = castTo(derive(value.sql, value.type, [], value.nullable), type, dml.scope.settings);
  const sql = cast.nullable && !column.nullable ? notNull(cast.sql, column, target) : cast.sql;
  return { column, given: value.type.kind === "NULL" ? "NULL" : value.sql, sql };
}

function notNull(sql: string, column: TableColumn, target: DmlTarget): string {
  const { code, message } = dmlFailed(target.shown, column.name, NULL_NOT_ALLOWED);
  return `coalesce(${sql}, ${asPhysical(`error(${quoteText(`twin:${code}:${message}`)})`, column.type)})`;
}

/** An expression's SQL and type, where a bare NULL has none. */
async function bind(dml: DmlContext, expression: Expression, rows: RowSource | undefined) {
  if (expression.kind === "literal") return bindLiteral(expression.literal);
  return compileExpression(expression, dml.scope, { rows });
}

/** What a column gets when a statement says nothing of it, or DEFAULT: its default, its next number, or NULL. */
export async function defaultValue(dml: DmlContext, target: DmlTarget, column: TableColumn): Promise<ColumnValue> {
  if (column.identity !== undefined) {
    const next = await identitySql(dml, target, column);
    return { column, given: next, sql: asPhysical(next, column.type) };
  }
  if (column.default === undefined) {
    return assign(dml, target, column, { sql: "NULL", type: NULL_TYPE, nullable: true });
  }
  return assign(dml, target, column, await bind(dml, column.default, undefined));
}

/** The value that a statement writes for a column. `rows`: what its names mean. */
export async function newValue(
  dml: DmlContext,
  target: DmlTarget,
  column: TableColumn,
  value: NewValue,
  rows: RowSource | undefined,
): Promise<ColumnValue> {
  if (value.kind === "default") return defaultValue(dml, target, column);
  return assign(dml, target, column, await bind(dml, value, rows));
}
