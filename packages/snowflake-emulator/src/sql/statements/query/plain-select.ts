import type { Expression, Literal, Query, Select } from "../../../query/ast";
import { columnType } from "../../../query/compile/bound";
import { bindLiteral } from "../../../query/compile/literal";
import type { DataType } from "../../../types/data-type";
import type { Cell, Column, ResultTable } from "../../../wire/result-table";
import { FUNCTIONS } from "../../functions";
import type { ExecutionContext } from "../../statement";

/** An item that needs no engine: a literal, or a function of the emulator's own with literals as arguments. */
interface PlainItem {
  readonly column: Column;
  readonly evaluate: (context: ExecutionContext) => Cell | Promise<Cell>;
}

function literalValue(literal: Literal): Cell {
  switch (literal.type) {
    case "NULL":
      return null;
    case "BOOLEAN":
      return literal.value;
    case "TEXT":
      return literal.value;
    case "NUMBER":
      return literal.text;
  }
}

function literalType(literal: Literal): DataType {
  return columnType(bindLiteral(literal).type);
}

/** Numbers as functions take them. */
function argumentValue(literal: Literal): Cell {
  return literal.type === "NUMBER" ? Number(literal.text) : literalValue(literal);
}

/** Can the literal's text go out as it is? `1e3` and `.5` have another form there. */
function isPlain(literal: Literal): boolean {
  return literal.type !== "NUMBER" || /^(?:0|[1-9]\d{0,37})$/.test(literal.text);
}

function plainItem(expression: Expression, name: string): PlainItem | undefined {
  if (expression.kind === "literal") {
    const { literal } = expression;
    if (!isPlain(literal)) return undefined;
    const value = literalValue(literal);
    return { column: { name, type: literalType(literal), nullable: value === null }, evaluate: () => value };
  }
  if (expression.kind !== "call") return undefined;
  const { name: called, distinct, star, over, withinGroup, nulls } = expression;
  const known = called.parts.length === 1 ? FUNCTIONS.get(called.parts[0]) : undefined;
  if (
    known === undefined ||
    distinct ||
    star ||
    over !== undefined ||
    withinGroup !== undefined ||
    nulls !== undefined
  ) {
    return undefined;
  }
  const parameters: Cell[] = [];
  for (const { name: named, value } of expression.arguments) {
    if (named !== undefined || value.kind !== "literal") return undefined;
    parameters.push(argumentValue(value.literal));
  }
  if (parameters.length < known.minArguments || parameters.length > known.maxArguments) return undefined;
  return { column: { name, type: known.type }, evaluate: (context) => known.evaluate(context, parameters) };
}

function isBare(query: Query): query is Query & { readonly body: Select } {
  const { body } = query;
  if (body.kind !== "select" || query.with.length > 0 || query.orderBy.length > 0) return false;
  if (query.limit !== undefined || query.offset !== undefined || query.orderByAll !== undefined) return false;
  const { distinct, top, from, where, groupBy, having, qualify } = body;
  return !distinct && [top, from, where, groupBy, having, qualify].every((part) => part === undefined);
}

/** A SELECT that needs no engine. */
export interface PlainSelect {
  readonly columns: readonly Column[];
  run(context: ExecutionContext): Promise<ResultTable>;
}

/**
 * `SELECT 1`, `SELECT CURRENT_ROLE()` and the like, which clients send all the time: answered without compiling. Undefined
 * for every query that has more to it.
 */
export function plainSelect(query: Query): PlainSelect | undefined {
  if (!isBare(query)) return undefined;
  const items: PlainItem[] = [];
  for (const item of query.body.items) {
    const plain = item.kind === "expression" ? plainItem(item.expression, item.alias ?? item.text) : undefined;
    if (plain === undefined) return undefined;
    items.push(plain);
  }
  const columns = items.map((item) => item.column);
  return {
    columns,
    async run(context) {
      const row: Cell[] = [];
      for (const item of items) row.push(await item.evaluate(context));
      return { class: "SELECT", columns, rows: [row] };
    },
  };
}
