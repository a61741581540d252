import { setImmediate as nextTurn } from "node:timers/promises";
import type { Query } from "../../../query/ast";
import { type CompiledQuery, rowSource } from "../../../query/compile";
import { NULL_TYPE } from "../../../query/compile/bound";
import type { Insert, NewValue } from "../../../query/dml-ast";
import { physicalName } from "../../../query/physical-name";
import { assign, type ColumnValue, defaultValue, newValue } from "./column-value";
import type { DmlContext, DmlTarget } from "./dml-target";
import type { WrittenValues } from "./failed-column";
import { type InsertColumns, insertColumns } from "./insert-columns";
import { boundLiterals, type LiteralColumn, literalColumn, textRows } from "./literal-column";

/** So many rows are compiled before others have their turn. */
const ROWS_PER_TURN = 500;
/** Fewer rows are written value by value: that is one step less for DuckDB. */
const FEW_ROWS = 8;

/** What is inserted: physical columns, and DuckDB's query of the values. */
export interface InsertedRows extends WrittenValues {
  readonly columns: readonly string[];
  readonly sql: string;
}

/** Which items of a query are a bare NULL, which has no type and goes into every column. */
function bareNulls({ body }: Query): ReadonlySet<number> {
  if (body.kind !== "select" || body.items.some((item) => item.kind === "star")) return new Set();
  const found = body.items.map((item, index) => {
    const bare =
      item.kind === "expression" && item.expression.kind === "literal" && item.expression.literal.type === "NULL";
    return bare ? index : -1;
  });
  return new Set(found);
}

function physical({ given, others }: InsertColumns): readonly string[] {
  return [...given, ...others].map((column) => physicalName(column.name));
}

async function defaults(
  dml: DmlContext,
  target: DmlTarget,
  { others }: InsertColumns,
): Promise<readonly ColumnValue[]> {
  const values: ColumnValue[] = [];
  for (const column of others) values.push(await defaultValue(dml, target, column));
  return values;
}

/** A query's rows, each column made what the table holds. */
export async function rowsOfQuery(
  dml: DmlContext,
  target: DmlTarget,
  tree: Insert,
  query: Query,
  compiled: CompiledQuery,
): Promise<InsertedRows> {
  const columns = insertColumns(target, tree.columns, [compiled.columns.length], tree.target);
  const nulls = bareNulls(query);
  const { source } = rowSource(
    { columns: compiled.columns, source: { kind: "query", sql: compiled.sql } },
    "given",
    [],
  );
  const given = columns.given.map((column, index) => {
    const value = source.columns[index];
    if (value === undefined || nulls.has(index)) {
      return assign(dml, target, column, { sql: "NULL", type: NULL_TYPE, nullable: true });
    }
    return assign(dml, target, column, value);
  });
  const values = [...given, ...(await defaults(dml, target, columns))];
  const select = (list: string) => `SELECT ${list} FROM ${source.sql}`;
  return { columns: physical(columns), values, query: select, sql: select(values.map((one) => one.sql).join(", ")) };
}

/** One column of rows that are all as long as the list of columns. */
function valuesAt(rows: readonly (readonly NewValue[])[], index: number): readonly NewValue[] {
  const values: NewValue[] = [];
  for (const row of rows) {
    const value = row[index];
    if (value !== undefined) values.push(value);
  }
  return values;
}

/**
 * Many rows of literals. Undefined when a column has other values too: those are written as a list of expressions.
 */
async function literalRows(
  dml: DmlContext,
  target: DmlTarget,
  columns: InsertColumns,
  rows: readonly (readonly NewValue[])[],
): Promise<InsertedRows | undefined> {
  const literals: LiteralColumn[] = [];
  for (const [index, column] of columns.given.entries()) {
    const found = literalColumn(column, valuesAt(rows, index));
    if (found === undefined) return undefined;
    literals.push(found);
    await nextTurn();
  }
  const given = columns.given.map((column, index) => {
    const found = literals[index];
    if (found === undefined) throw new RangeError(`${column.name} has no values`);
    return assign(dml, target, column, boundLiterals(found, `given."row"[${index + 1}]`));
  });
  const values = [...given, ...(await defaults(dml, target, columns))];
  await nextTurn();
  const select = (items: string) => `SELECT ${items} FROM (${textRows(literals, rows.length)}) AS given`;
  return { columns: physical(columns), values, query: select, sql: select(values.map((one) => one.sql).join(", ")) };
}

/** Rows that are written in the statement. */
export async function rowsOfValues(
  dml: DmlContext,
  target: DmlTarget,
  tree: Insert,
  rows: readonly (readonly NewValue[])[],
): Promise<InsertedRows> {
  const columns = insertColumns(
    target,
    tree.columns,
    rows.map((row) => row.length),
    tree.target,
  );
  const literals = rows.length < FEW_ROWS ? undefined : await literalRows(dml, target, columns, rows);
  if (literals !== undefined) return literals;
  const rest = await defaults(dml, target, columns);
  const tuples: string[] = [];
  const all: ColumnValue[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) await nextTurn();
    const values: ColumnValue[] = [];
    for (const [place, value] of row.entries()) {
      const column = columns.given[place];
      if (column !== undefined) values.push(await newValue(dml, target, column, value, undefined));
    }
    all.push(...values);
    tuples.push(`(${[...values, ...rest].map((one) => one.sql).join(", ")})`);
  }
  const sql = `VALUES ${tuples.join(", ")}`;
  return { columns: physical(columns), values: [...all, ...rest], query: (list) => `SELECT ${list}`, sql };
}
