import { invalidProperty, notEmulated } from "../../../errors";
import { BOOLEAN, type DataType, NUMBER, TEXT } from "../../../types/data-type";
import type { Cell, Column } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { FUNCTIONS } from "../../functions";
import type { ExecutionContext, StatementKind } from "../../statement";

/** One item of the select list. */
interface Item {
  readonly column: Column;
  readonly evaluate: (context: ExecutionContext) => Cell | Promise<Cell>;
}

/** A literal: its type and value. */
function readLiteral(cursor: Cursor): { readonly type: DataType; readonly value: Cell } | undefined {
  const token = cursor.peek();
  if (token.kind === "string") return { type: TEXT, value: cursor.string() };
  if (cursor.take("NULL")) return { type: TEXT, value: null };
  if (cursor.take("TRUE")) return { type: BOOLEAN, value: true };
  if (cursor.take("FALSE")) return { type: BOOLEAN, value: false };
  if (token.kind === "number" || cursor.isSymbol("-")) return { type: NUMBER, value: cursor.integer() };
  return undefined;
}

function readCall(cursor: Cursor): Omit<Item, "column"> & { readonly type: DataType } {
  const token = cursor.peek();
  const follows = cursor.peek(1);
  if (token.kind !== "word" || follows.kind !== "symbol" || follows.value !== "(") {
    throw token.kind === "end" ? cursor.unexpected() : notEmulated(`SELECT of ${token.text}`);
  }
  cursor.next();
  cursor.expectSymbol("(");
  const called = FUNCTIONS.get(token.value);
  if (called === undefined) throw notEmulated(`function ${token.value}`);
  const parameters: Cell[] = [];
  while (!cursor.takeSymbol(")")) {
    if (parameters.length > 0) cursor.expectSymbol(",");
    const literal = readLiteral(cursor);
    if (literal === undefined) throw cursor.unexpected();
    parameters.push(literal.value);
  }
  if (parameters.length < called.minArguments || parameters.length > called.maxArguments) {
    throw invalidProperty(`${called.name}()`, `it takes ${called.minArguments} to ${called.maxArguments} arguments`);
  }
  return { type: called.type, evaluate: (context) => called.evaluate(context, parameters) };
}

/** The text between two places of the statement, without blanks, in upper case: how Snowflake names a column. */
function columnName(cursor: Cursor, from: number, to: number): string {
  return cursor.tokens
    .filter((token) => token.offset >= from && token.offset < to)
    .map((token) => (token.kind === "string" ? token.text : token.text.toUpperCase()))
    .join("");
}

function readItem(cursor: Cursor): Item {
  const start = cursor.peek().offset;
  const literal = readLiteral(cursor);
  const { type, evaluate } =
    literal === undefined ? readCall(cursor) : { type: literal.type, evaluate: () => literal.value };
  const name = columnName(cursor, start, cursor.peek().offset);
  const next = cursor.peek();
  if (next.kind === "symbol" && ![",", ")", ";"].includes(next.value))
    throw notEmulated(`operator ${next.value} in SELECT`);
  const explicit = cursor.take("AS");
  const aliased = explicit || next.kind === "quoted" || (next.kind === "word" && next.value !== "FROM");
  return { column: { name: aliased ? cursor.identifier() : name, type }, evaluate };
}

/** SELECT without FROM: literals and the functions in functions/. Everything else of SELECT is refused by name. */
export const select: StatementKind = {
  leading: "SELECT",
  remark: "literals and the listed functions, no FROM",
  parse(cursor) {
    cursor.expect("SELECT");
    const items = [readItem(cursor)];
    while (cursor.takeSymbol(",")) items.push(readItem(cursor));
    if (cursor.isWords("FROM")) throw notEmulated("SELECT … FROM");
    const columns = items.map((item) => item.column);
    return {
      describe: () => columns,
      async execute(context) {
        const row: Cell[] = [];
        for (const item of items) row.push(await item.evaluate(context));
        return { class: "SELECT", columns, rows: [row] };
      },
    };
  },
};
