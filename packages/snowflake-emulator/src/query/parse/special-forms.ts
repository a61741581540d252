import { notEmulated } from "../../errors";
import type { Argument, Call, Expression, QualifiedName } from "../ast";
import { readDataType } from "./data-type";
import { isFollowedBy, placeOf, type Reader } from "./reader";

/** Reads an expression that begins with a keyword; the cursor stands on it. Undefined: it is a name here. */
type SpecialForm = (reader: Reader) => Expression | undefined;

function readBranches(reader: Reader) {
  const { cursor } = reader;
  const branches: { readonly when: Expression; readonly result: Expression }[] = [];
  do {
    cursor.expect("WHEN");
    const when = reader.expression();
    cursor.expect("THEN");
    branches.push({ when, result: reader.expression() });
  } while (cursor.isWords("WHEN"));
  return branches;
}

/** `CASE [operand] WHEN … THEN … [ELSE …] END`. */
function readCase(reader: Reader): Expression {
  const { cursor } = reader;
  const place = placeOf(cursor.next());
  const operand = cursor.isWords("WHEN") ? undefined : reader.expression();
  const branches = readBranches(reader);
  const otherwise = cursor.take("ELSE") ? reader.expression() : undefined;
  cursor.expect("END");
  return { kind: "case", ...(operand && { operand }), branches, ...(otherwise && { otherwise }), ...place };
}

/** `CAST(a AS type)` and `TRY_CAST(a AS type)`. */
function readCast(reader: Reader): Expression {
  const { cursor } = reader;
  const keyword = cursor.next();
  cursor.expectSymbol("(");
  const operand = reader.expression();
  cursor.expect("AS");
  const type = readDataType(cursor);
  const fields = cursor.takeOneOf("RENAME FIELDS", "ADD FIELDS");
  if (fields !== undefined) throw notEmulated(`CAST … ${fields}`);
  cursor.expectSymbol(")");
  return { kind: "cast", operand, type, try: keyword.value === "TRY_CAST", ...placeOf(keyword) };
}

/** `EXISTS (query)`. */
function readExists(reader: Reader): Expression {
  const { cursor } = reader;
  const place = placeOf(cursor.next());
  cursor.expectSymbol("(");
  const query = reader.query();
  cursor.expectSymbol(")");
  return { kind: "exists", query, negated: false, ...place };
}

/** `DATE '2024-01-01'`: the literal, cast. D: sql-reference/data-types-datetime, "Date and time constants". */
function readTypedLiteral(reader: Reader): Expression | undefined {
  const { cursor } = reader;
  const keyword = cursor.peek();
  const literal = cursor.peek(1);
  if (literal.kind !== "string") return undefined;
  const type = readDataType(cursor);
  const value = cursor.string();
  const operand: Expression = { kind: "literal", literal: { type: "TEXT", value }, ...placeOf(literal) };
  return { kind: "cast", operand, type, try: false, ...placeOf(keyword) };
}

const INTERVAL_TYPES = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];

/** `INTERVAL '1 day, 2 hours'`. */
function readInterval({ cursor }: Reader): Expression | undefined {
  if (cursor.peek(1).kind !== "string") return undefined;
  const place = placeOf(cursor.next());
  const text = cursor.string();
  if (INTERVAL_TYPES.some((unit) => cursor.isWords(unit))) throw notEmulated("values of INTERVAL types");
  return { kind: "interval", text, ...place };
}

/** A call whose two arguments may have a keyword between them. The rest of the arguments follow with commas. */
function readWithKeyword(reader: Reader, keyword: string, first: () => Expression): Call | undefined {
  const { cursor } = reader;
  if (!isFollowedBy(cursor, "(")) return undefined;
  const token = cursor.next();
  const place = placeOf(token);
  const name: QualifiedName = { parts: [token.value], ...place };
  cursor.expectSymbol("(");
  const list: Argument[] = [{ value: first() }];
  if (cursor.take(keyword)) list.push({ value: reader.expression() });
  while (cursor.takeSymbol(",")) list.push({ value: reader.expression() });
  cursor.expectSymbol(")");
  return { kind: "call", name, distinct: false, star: false, arguments: list, ...place };
}

/** `EXTRACT(part FROM value)`: a call with the part as a column by its bare name, or as text. */
function readExtract(reader: Reader): Expression | undefined {
  return readWithKeyword(reader, "FROM", () => reader.expression());
}

/** `POSITION(part IN text)` and `POSITION(part, text [, start])`. */
function readPosition(reader: Reader): Expression | undefined {
  return readWithKeyword(reader, "IN", () => reader.operand());
}

const literal =
  (value: Extract<Expression, { readonly kind: "literal" }>["literal"]): SpecialForm =>
  ({ cursor }) => ({ kind: "literal", literal: value, ...placeOf(cursor.next()) });

/** Expressions that begin with a bare word, by that word. */
export const SPECIAL_FORMS: ReadonlyMap<string, SpecialForm> = new Map<string, SpecialForm>([
  ["NULL", literal({ type: "NULL" })],
  ["TRUE", literal({ type: "BOOLEAN", value: true })],
  ["FALSE", literal({ type: "BOOLEAN", value: false })],
  ["CASE", readCase],
  ["CAST", readCast],
  ["TRY_CAST", readCast],
  ["EXISTS", readExists],
  ["DATE", readTypedLiteral],
  ["TIME", readTypedLiteral],
  ["TIMESTAMP", readTypedLiteral],
  ["DECFLOAT", readTypedLiteral],
  ["INTERVAL", readInterval],
  ["EXTRACT", readExtract],
  ["POSITION", readPosition],
]);
