import { notEmulated } from "../../errors";
import { type DataType, DEFAULT_TEXT_LENGTH } from "../../types/data-type";
import type { CommonTableExpression, Query, QueryBody } from "../ast";
import { physicalIdentifier } from "../physical-name";
import { type BoundQuery, derive } from "./bound";
import { canRecur } from "./prefetch";
import { columnCountMismatch } from "./problems";
import type { CommonTable, QueryContext } from "./query-context";
import { positionalColumns, positions, single } from "./relation";
import type { RelationColumn } from "./scope";
import { compileSelect, limitClause, orderClause, outerUses, type Tail } from "./select";
import { combine, convertBranch } from "./set-query";
import { bindValues } from "./source";

/** Compiles a query with all its clauses; the output columns have physical names. */
export function compileQueryTree(query: Query, context: QueryContext): BoundQuery {
  const { clause, inner, uses } = commonTables(query, context);
  const body = compileBody(query.body, query, inner);
  return { ...body, sql: `${clause}${body.sql}`, uses: [...body.uses, ...uses] };
}

function compileBody(body: QueryBody, tail: Tail, context: QueryContext): BoundQuery {
  if (body.kind === "select") return compileSelect(body, tail, context);
  const compiled = compileCombination(body, context);
  const plain =
    tail.orderBy.length === 0 && tail.orderByAll === undefined && tail.limit === undefined && tail.offset === undefined;
  return plain ? compiled : sorted(compiled, tail, context);
}

function compileCombination(body: Exclude<QueryBody, { kind: "select" }>, context: QueryContext): BoundQuery {
  switch (body.kind) {
    case "nested": {
      const query = context.query(body.query, context.parent);
      return { ...query, sql: `(${query.sql})` };
    }
    case "values": {
      const { sql, columns, uses } = bindValues(body.rows, context.binder(undefined));
      const label = context.label("v");
      const items = columns.map((one, index) => `${label}."c${index + 1}" AS ${physicalIdentifier(one.name)}`);
      return {
        sql: `SELECT ${items.join(", ")} FROM (${sql}) AS ${label}(${positions(columns.length)})`,
        columns,
        uses,
      };
    }
    case "set": {
      const [left, right] = [body.left, body.right].map((one) => branch(one, context));
      if (left === undefined || right === undefined) throw new Error("a set operator has two branches");
      return combine(body, left, right, context);
    }
  }
}

/** A branch of a set operator is a query of its own, with the same tables. */
function branch(body: QueryBody, context: QueryContext): BoundQuery {
  const query: Query = { line: body.line, column: body.column, recursive: false, with: [], body, orderBy: [] };
  return context.query(query, context.parent);
}

/** ORDER BY and LIMIT over the result of something that has none of its own. */
function sorted(query: BoundQuery, tail: Tail, context: QueryContext): BoundQuery {
  const label = context.label("o");
  const columns = positionalColumns(query.columns, label);
  const source = single("", columns, []);
  const binder = context.binder(source);
  const items = columns.map((one) => ({ name: one.name, bound: derive(one.sql, one.type, [], one.nullable) }));
  const order = orderClause(tail, items, binder, false);
  const select = items.map((one) => `${one.bound.sql} AS ${physicalIdentifier(one.name)}`).join(", ");
  const sql = `SELECT ${select} FROM (${query.sql}) AS ${label}(${positions(columns.length)})${order.sql}${limitClause(tail, undefined, context)}`;
  return { sql, columns: query.columns, uses: [...query.uses, ...outerUses(order.parts, undefined, context.frameId)] };
}

function renameColumns(
  name: string,
  columns: readonly RelationColumn[],
  names: readonly string[] | undefined,
): readonly RelationColumn[] {
  if (names === undefined) return columns;
  if (names.length !== columns.length) throw columnCountMismatch(name, columns.length, names.length);
  return columns.map((one, index) => ({ ...one, name: names[index] ?? one.name }));
}

/** WITH: each table sees those before it; a recursive one itself. */
function commonTables(query: Query, context: QueryContext) {
  let inner = context;
  const parts: string[] = [];
  const uses: BoundQuery["uses"][number][] = [];
  let recursive = false;
  for (const one of query.with) {
    const label = context.label("q");
    const recursion = recursiveTable(one, label, inner);
    const compiled = recursion ?? inner.query(one.query, inner.parent);
    const columns = renameColumns(one.name, compiled.columns, one.columns);
    recursive ||= recursion !== undefined;
    parts.push(`${label}(${positions(columns.length)}) AS (${compiled.sql})`);
    uses.push(...compiled.uses);
    const table: CommonTable = { label, columns };
    inner = inner.withTables(new Map([...inner.tables, [one.name, table]]));
  }
  const clause = parts.length === 0 ? "" : `WITH ${recursive ? "RECURSIVE " : ""}${parts.join(", ")} `;
  return { clause, inner, uses };
}

/** Does a tree name a table by this one word? */
function reads(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((one) => reads(one, name));
  if (typeof node !== "object" || node === null) return false;
  if ("kind" in node && node.kind === "table" && "name" in node) {
    const { name: table } = node;
    if (typeof table !== "object" || table === null || !("parts" in table) || !Array.isArray(table.parts)) return false;
    return table.parts.length === 1 && table.parts[0] === name;
  }
  return Object.values(node).some((one) => reads(one, name));
}

/** Anchor UNION ALL branch that reads itself. D: WITH, "Recursive CTEs". Undefined: it is not recursive. */
function recursiveTable(table: CommonTableExpression, label: string, context: QueryContext): BoundQuery | undefined {
  const { body } = table.query;
  if (!canRecur(body) || body.kind !== "set" || !reads(body, table.name)) return undefined;
  if (!body.all || reads(body.left, table.name))
    throw notEmulated("a recursive query that is not anchor UNION ALL branch");
  if (table.query.orderBy.length > 0 || table.query.limit !== undefined)
    throw notEmulated("ORDER BY or LIMIT in a recursive query");
  const anchor = branch(body.left, context);
  const columns = anchor.columns.map((one) => ({ ...one, type: widened(one.type), nullable: true }));
  const named = renameColumns(table.name, columns, table.columns);
  const inner = context.withTables(new Map([...context.tables, [table.name, { label, columns: named }]]));
  const step = branch(body.right, inner);
  if (step.columns.length !== columns.length)
    throw columnCountMismatch(table.name, columns.length, step.columns.length);
  const picks = columns.map((one, index) => ({ from: index, name: one.name, type: one.type }));
  const sql = `${convertBranch(anchor, picks, context)} UNION ALL ${convertBranch(step, picks, context)}`;
  return { sql, columns, uses: [...anchor.uses, ...step.uses] };
}

/** Later rounds may have longer values than the anchor. */
function widened(type: DataType): DataType {
  if (type.kind === "NUMBER") return { ...type, precision: 38 };
  return type.kind === "TEXT" ? { ...type, length: Math.max(type.length, DEFAULT_TEXT_LENGTH) } : type;
}
