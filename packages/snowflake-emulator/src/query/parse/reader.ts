import type { Cursor } from "../../sql/cursor";
import type { Token } from "../../sql/tokenizer";
import type { Expression, Place, Query } from "../ast";
import type { Nesting } from "./nesting";

/** What every part of the grammar needs: the tokens, and the parts that contain it themselves. */
export interface Reader {
  readonly cursor: Cursor;
  readonly nesting: Nesting;
  /** Any expression. */
  expression(): Expression;
  /** An expression above comparisons: what stands on both sides of `=`, IN, BETWEEN, LIKE. */
  operand(): Expression;
  /** A whole query. */
  query(): Query;
  /** The rest of a query whose first part was in parentheses and has been read: `(SELECT 1)` … `UNION SELECT 2`. */
  queryAfter(first: Query): Query;
}

/** Where a token stands. */
export function placeOf({ line, column }: Token): Place {
  return { line, column };
}

/** Reads one or more things with commas between them. */
export function readList<T>(cursor: Cursor, read: () => T): readonly [T, ...T[]] {
  const list: [T, ...T[]] = [read()];
  while (cursor.takeSymbol(",")) list.push(read());
  return list;
}

/** Reads `( thing, thing … )`, at least one. */
export function readInParentheses<T>(cursor: Cursor, read: () => T): readonly [T, ...T[]] {
  cursor.expectSymbol("(");
  const list = readList(cursor, read);
  cursor.expectSymbol(")");
  return list;
}

/** Is the token after the next one this symbol? */
export function isFollowedBy(cursor: Cursor, symbol: string): boolean {
  const token = cursor.peek(1);
  return token.kind === "symbol" && token.value === symbol;
}

/** Does a query begin here, without a parenthesis? */
export function beginsQuery(cursor: Cursor, ahead = 0): boolean {
  const token = cursor.peek(ahead);
  return token.kind === "word" && ["SELECT", "WITH", "VALUES"].includes(token.value);
}

/** Can what follows only go on with a query that was in parentheses? */
export function continuesQuery(cursor: Cursor): boolean {
  const token = cursor.peek();
  return (
    token.kind === "word" &&
    ["UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET", "FETCH"].includes(token.value)
  );
}
