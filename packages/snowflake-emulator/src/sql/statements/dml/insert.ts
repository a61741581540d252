import { setImmediate as nextTurn } from "node:timers/promises";
import { columnList, type WritableTable } from "../../../data/writable-table";
import { SnowflakeError } from "../../../errors";
import type { Query } from "../../../query/ast";
import { type CompiledQuery, compileQuery, rowSource } from "../../../query/compile";
import { NULL_TYPE } from "../../../query/compile/bound";
import type { Insert } from "../../../query/dml-ast";
import { parseInsert } from "../../../query/parse";
import { physicalName } from "../../../query/physical-name";
import type { ResultTable } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { assign, type ColumnValue, defaultValue, newValue } from "./column-value";
import { countColumns, dmlResult, INSERTED } from "./dml-result";
import { type DmlContext, type DmlTarget, dataSession, dmlContext, findTarget } from "./dml-target";
import { namingColumns, type WrittenValues } from "./failed-column";
import { type InsertColumns, insertColumns } from "./insert-columns";

/** Rows of values are compiled so many at a time before others have their turn. */
const ROWS_PER_TURN = 500;

/** What is inserted: physical columns, and DuckDB's query of the values. */
interface Inserted extends WrittenValues {
  readonly columns: readonly string[];
  readonly sql: string;
}

/** Which items of a query are a bare NULL, which has no type and goes into every column. */
function bareNulls({ body }: Query): ReadonlySet<number> {
  if (body.kind !== "select") return new Set();
  const nulls = body.items.map((item, index) => {
    const isNull =
      item.kind === "expression" && item.expression.kind === "literal" && item.expression.literal.type === "NULL";
    return isNull ? index : -1;
  });
  return new Set(body.items.some((item) => item.kind === "star") ? [] : nulls);
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
async function fromQuery(
  dml: DmlContext,
  target: DmlTarget,
  tree: Insert,
  query: Query,
  compiled: CompiledQuery,
): Promise<Inserted> {
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

/** Rows that are written in the statement. */
async function fromValues(
  dml: DmlContext,
  target: DmlTarget,
  tree: Insert,
  rows: Extract<Insert["rows"], { readonly kind: "values" }>["rows"],
): Promise<Inserted> {
  const columns = insertColumns(
    target,
    tree.columns,
    rows.map((row) => row.length),
    tree.target,
  );
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

/** The target. O: a relation that the query names and there is not comes first, any other error of the query later. */
async function insertTarget(dml: DmlContext, tree: Insert): Promise<DmlTarget> {
  try {
    return findTarget(dml, tree.target, "INSERT", tree.overwrite ? ["INSERT", "DELETE"] : ["INSERT"]);
  } catch (error) {
    if (tree.rows.kind === "query") {
      const ofQuery = await compileQuery(tree.rows.query, dml.scope).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (ofQuery instanceof SnowflakeError && ["002003", "003001"].includes(ofQuery.code)) throw ofQuery;
    }
    throw error;
  }
}

/** INSERT OVERWRITE: the rows are computed first, as the query may read the table. */
async function overwrite(table: WritableTable, { columns, sql }: Inserted, run: (sql: string) => Promise<number>) {
  await run(`CREATE TEMP TABLE stage_insert (${columnList(columns)}) AS ${sql}`);
  await table.truncate();
  const count = await table.insert(columns, "FROM temp.stage_insert");
  await run("DROP TABLE temp.stage_insert");
  return count;
}

async function execute(context: ExecutionContext, tree: Insert): Promise<ResultTable> {
  const dml = dmlContext(context);
  const target = await insertTarget(dml, tree);
  const { rows } = tree;
  const inserted =
    rows.kind === "values"
      ? await fromValues(dml, target, tree, rows.rows)
      : await fromQuery(dml, target, tree, rows.query, await compileQuery(rows.query, dml.scope));
  const session = dataSession(context);
  const kind = { locks: tree.overwrite, single: !tree.overwrite };
  const count = await namingColumns(dml, target, inserted, () =>
    session.write(target.locked, kind, dml.options, (table, runner) =>
      tree.overwrite
        ? overwrite(table, inserted, (sql) => runner.run(sql))
        : table.insert(inserted.columns, inserted.sql),
    ),
  );
  return dmlResult("INSERT", [[INSERTED, count]]);
}

/** `INSERT [OVERWRITE] INTO t …`. D: sql-reference/sql/insert. */
export const insert: StatementKind = {
  leading: "INSERT",
  parse(cursor) {
    const tree = parseInsert(cursor);
    return { execute: (context) => execute(context, tree), describe: () => countColumns([INSERTED]) };
  },
};
