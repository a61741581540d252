import type { Expression, Query } from "../../../src/query/ast";
import { parseExpression, parseQuery } from "../../../src/query/parse";
import { Cursor } from "../../../src/sql/cursor";
import { tokenize } from "../../../src/sql/tokenizer";

/** Reads the whole text. */
export function read<T>(sql: string, parse: (cursor: Cursor) => T): T {
  const cursor = new Cursor(tokenize(sql));
  const result = parse(cursor);
  cursor.end();
  return result;
}

export function expression(sql: string): Expression {
  return read(sql, parseExpression);
}

export function query(sql: string): Query {
  return read(sql, parseQuery);
}

/** The message of Snowflake's syntax error. */
export function unexpected(token: string, position: number, line = 1): string {
  return `SQL compilation error:\nsyntax error line ${line} at position ${position} unexpected '${token}'.`;
}
