import { notEmulated } from "../../errors";
import type { Cursor } from "../../sql/cursor";
import type { QualifiedName, TableAlias } from "../ast";
import { isFollowedBy, placeOf, readInParentheses } from "./reader";
import { isReserved, isReservedAsBareAlias, isReservedAsSource } from "./reserved-words";

/** An identifier that is not a reserved word. Throws a syntax error at it otherwise. */
export function readName(cursor: Cursor): string {
  const token = cursor.peek();
  if (token.kind === "word" && isReserved(token.value)) throw cursor.unexpected();
  return cursor.identifier();
}

/** Is this `IDENTIFIER(`? */
export function isIdentifierLiteral(cursor: Cursor): boolean {
  return cursor.isWords("IDENTIFIER") && isFollowedBy(cursor, "(");
}

/**
 * A name of one to `maxParts` parts: `t`, `s.t`, `db.s.t`, `db..t` (in PUBLIC), `IDENTIFIER('db.s.t')`. Throws a syntax
 * error at a reserved word, 000002 for IDENTIFIER($variable).
 */
export function readQualifiedName(cursor: Cursor, maxParts: number): QualifiedName {
  const token = cursor.peek();
  if (isIdentifierLiteral(cursor) && cursor.peek(2).kind === "variable") {
    throw notEmulated("IDENTIFIER of a session variable");
  }
  if (token.kind === "word" && isReserved(token.value)) throw cursor.unexpected();
  const [first, ...others] = cursor.path(maxParts);
  if (first === undefined) throw cursor.unexpected();
  return { parts: [first, ...others], ...placeOf(token) };
}

/** `(a, b)`, names of columns. */
export function readColumnNames(cursor: Cursor): readonly string[] {
  return readInParentheses(cursor, () => readName(cursor));
}

/** `AS name`, or a bare name that is no word of the statement. */
export function readItemAlias(cursor: Cursor): string | undefined {
  if (cursor.take("AS")) return readName(cursor);
  const token = cursor.peek();
  const bare = token.kind === "quoted" || (token.kind === "word" && !isReservedAsBareAlias(token.value));
  return bare ? cursor.identifier() : undefined;
}

/** Clauses of a source that begin with an unreserved word and a parenthesis. */
const CLAUSES = ["AT", "BEFORE", "CHANGES", "PIVOT", "UNPIVOT", "MATCH_RECOGNIZE", "MATCH_CONDITION"];

function isSourceAlias(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind !== "word") return token.kind === "quoted";
  if (isReservedAsSource(token.value) || isReservedAsBareAlias(token.value)) return false;
  if (cursor.isWords("ASOF", "JOIN")) return false;
  return !(CLAUSES.includes(token.value) && isFollowedBy(cursor, "("));
}

/** `[AS] name [(a, b)]` after a source of rows. */
export function readSourceAlias(cursor: Cursor): TableAlias | undefined {
  const explicit = cursor.take("AS");
  if (!explicit && !isSourceAlias(cursor)) return undefined;
  const token = cursor.peek();
  if (token.kind === "word" && isReservedAsSource(token.value)) throw cursor.unexpected();
  const name = cursor.identifier();
  return cursor.isSymbol("(") ? { name, columns: readColumnNames(cursor) } : { name };
}
