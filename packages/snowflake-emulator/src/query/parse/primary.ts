import { notEmulated } from "../../errors";
import type { Cursor } from "../../sql/cursor";
import type { Expression, Query } from "../ast";
import { readCall } from "./call";
import { isIdentifierLiteral, readQualifiedName } from "./names";
import { beginsQuery, continuesQuery, isFollowedBy, placeOf, type Reader, readList } from "./reader";
import { isBareFunction, isReservedAsColumn, isReservedAsFunction } from "./reserved-words";
import { SPECIAL_FORMS } from "./special-forms";

/** A query that begins after a parenthesis has been read, with its closing parenthesis. */
function readQueryToEnd(reader: Reader, query: Query): Query {
  reader.cursor.expectSymbol(")");
  return query;
}

/**
 * `(…)`: an expression, a row, or a query. `((SELECT 1) UNION …)` turns out to be a query only after its first part.
 */
function readParenthesized(reader: Reader): Expression {
  const { cursor } = reader;
  const place = placeOf(cursor.next());
  if (beginsQuery(cursor)) {
    return { kind: "scalarQuery", query: readQueryToEnd(reader, reader.query()), ...place };
  }
  const [first, ...others] = readList(cursor, () => reader.expression());
  if (others.length === 0 && first.kind === "scalarQuery" && continuesQuery(cursor)) {
    return { kind: "scalarQuery", query: readQueryToEnd(reader, reader.queryAfter(first.query)), ...place };
  }
  cursor.expectSymbol(")");
  return others.length === 0 ? first : { kind: "row", elements: [first, ...others], ...place };
}

/** `[1, 2]`. */
function readArray(reader: Reader): Expression {
  const { cursor } = reader;
  const place = placeOf(cursor.next());
  const elements = cursor.isSymbol("]") ? [] : readList(cursor, () => readElement(reader));
  cursor.expectSymbol("]");
  return { kind: "array", elements, ...place };
}

function readElement(reader: Reader): Expression {
  if (reader.cursor.isSymbol("**")) throw notEmulated("the spread operator **");
  return reader.expression();
}

/** `{ 'a': 1 }`. */
function readObject(reader: Reader): Expression {
  const { cursor } = reader;
  const place = placeOf(cursor.next());
  const member = () => {
    if (cursor.isSymbol("*") || cursor.isSymbol("**")) throw notEmulated("object constants with *");
    const key = cursor.string();
    cursor.expectSymbol(":");
    return { key, value: reader.expression() };
  };
  const members = cursor.isSymbol("}") ? [] : readList(cursor, member);
  cursor.expectSymbol("}");
  return { kind: "object", members, ...place };
}

/** `a.b.c`, where the last part may be a position: `t.$1`. `db..f` has PUBLIC between. */
function readParts(cursor: Cursor): readonly [string, ...string[]] {
  const parts: [string, ...string[]] = [cursor.identifier()];
  while (parts.length < 4 && cursor.takeSymbol(".")) {
    if (parts.length === 1 && cursor.takeSymbol(".")) parts.push("PUBLIC");
    const token = cursor.peek();
    if (token.kind === "variable" && /^\d+$/.test(token.value)) {
      cursor.next();
      parts.push(token.text);
      break;
    }
    parts.push(cursor.identifier());
  }
  return parts;
}

function refuseOuterJoin(cursor: Cursor): void {
  if (cursor.peek(1).value === "+" && cursor.peek(2).value === ")") throw notEmulated("outer joins by (+)");
}

/** A column, or a call. */
function readNamed(reader: Reader): Expression {
  const { cursor } = reader;
  const token = cursor.peek();
  const place = placeOf(token);
  const literal = isIdentifierLiteral(cursor);
  if (token.kind === "word" && isBareFunction(token.value) && !isFollowedBy(cursor, "(")) {
    cursor.next();
    const name = { parts: [token.value] as const, ...place };
    return { kind: "call", name, distinct: false, star: false, arguments: [], ...place };
  }
  const taken = isFollowedBy(cursor, "(") ? isReservedAsFunction(token.value) : isReservedAsColumn(token.value);
  if (token.kind === "word" && taken) throw cursor.unexpected();
  const name = literal ? readQualifiedName(cursor, 4) : { parts: readParts(cursor), ...place };
  if (!cursor.isSymbol("(")) return { kind: "column", name, ...place };
  refuseOuterJoin(cursor);
  return readCall(reader, name);
}

function readSymbol(reader: Reader): Expression {
  const { cursor } = reader;
  switch (cursor.peek().value) {
    case "(":
      return readParenthesized(reader);
    case "[":
      return readArray(reader);
    case "{":
      return readObject(reader);
    default:
      throw cursor.unexpected();
  }
}

/** The smallest expression: a literal, name, call, special form, constant or anything in parentheses. */
export function readPrimary(reader: Reader): Expression {
  const { cursor } = reader;
  const token = cursor.peek();
  const place = placeOf(token);
  switch (token.kind) {
    case "number":
      cursor.next();
      return { kind: "literal", literal: { type: "NUMBER", text: token.value }, ...place };
    case "string":
      cursor.next();
      return { kind: "literal", literal: { type: "TEXT", value: token.value }, ...place };
    case "variable":
      cursor.next();
      if (/^\d+$/.test(token.value)) return { kind: "column", name: { parts: [token.text], ...place }, ...place };
      return { kind: "variable", name: token.value, ...place };
    case "word":
      return SPECIAL_FORMS.get(token.value)?.(reader) ?? readNamed(reader);
    case "quoted":
      return readNamed(reader);
    case "symbol":
      return readSymbol(reader);
    case "stage":
    case "end":
      throw cursor.unexpected();
  }
}
