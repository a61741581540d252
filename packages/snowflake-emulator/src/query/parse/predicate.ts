import { notEmulated } from "../../errors";
import type { BinaryOperator, Expression } from "../ast";
import { beginsQuery, continuesQuery, isFollowedBy, type Reader, readList } from "./reader";

type Like = Extract<Expression, { readonly kind: "like" }>;

/** `[NOT] BETWEEN low AND high`; the cursor stands after BETWEEN. */
function readBetween(reader: Reader, operand: Expression, negated: boolean): Expression {
  const low = reader.operand();
  reader.cursor.expect("AND");
  const { line, column } = operand;
  return { kind: "between", operand, low, high: reader.operand(), negated, line, column };
}

/** `[NOT] IN (list or query)`; the cursor stands after IN. */
function readIn(reader: Reader, operand: Expression, negated: boolean): Expression {
  const { cursor } = reader;
  const { line, column } = operand;
  cursor.expectSymbol("(");
  const inQuery = (query: ReturnType<Reader["query"]>): Expression => {
    cursor.expectSymbol(")");
    return { kind: "inQuery", operand, query, negated, line, column };
  };
  if (beginsQuery(cursor)) return inQuery(reader.query());
  const list = readList(cursor, () => reader.expression());
  const [first] = list;
  if (list.length === 1 && first.kind === "scalarQuery") {
    return inQuery(continuesQuery(cursor) ? reader.queryAfter(first.query) : first.query);
  }
  cursor.expectSymbol(")");
  return { kind: "inList", operand, list, negated, line, column };
}

const LIKE_OPERATORS: Readonly<Record<string, Like["operator"]>> = {
  "LIKE ANY": "LIKE ANY",
  "LIKE SOME": "LIKE ANY",
  "LIKE ALL": "LIKE ALL",
  "ILIKE ANY": "ILIKE ANY",
  "ILIKE SOME": "ILIKE ANY",
  LIKE: "LIKE",
  ILIKE: "ILIKE",
  RLIKE: "RLIKE",
  REGEXP: "RLIKE",
};

/** The patterns of LIKE ANY and LIKE ALL, with or without parentheses around a single one. */
function readPatterns(reader: Reader): readonly Expression[] {
  const pattern = reader.operand();
  if (pattern.kind === "scalarQuery") throw notEmulated("LIKE ANY and LIKE ALL of a query");
  return pattern.kind === "row" ? pattern.elements : [pattern];
}

/** `[NOT] LIKE pattern [ESCAPE character]` and its relatives. */
function readLike(reader: Reader, operand: Expression, negated: boolean): Expression | undefined {
  const { cursor } = reader;
  const words = cursor.takeOneOf(...Object.keys(LIKE_OPERATORS));
  const operator = words === undefined ? undefined : LIKE_OPERATORS[words];
  if (operator === undefined) return undefined;
  const patterns = operator.includes(" ") ? readPatterns(reader) : [reader.operand()];
  const escaping = cursor.take("ESCAPE") ? { escape: reader.operand() } : {};
  const { line, column } = operand;
  return { kind: "like", operator, operand, patterns, ...escaping, negated, line, column };
}

/** `IS [NOT] NULL`, `IS [NOT] DISTINCT FROM b`, `IS [NOT] {TRUE | FALSE}`; the cursor stands after IS. */
function readIs(reader: Reader, operand: Expression): Expression {
  const { cursor } = reader;
  const { line, column } = operand;
  const negated = cursor.take("NOT");
  if (cursor.take("NULL")) return { kind: "isNull", operand, negated, line, column };
  if (cursor.isWords("TRUE") || cursor.isWords("FALSE")) throw notEmulated("IS TRUE and IS FALSE");
  cursor.expect("DISTINCT FROM");
  return { kind: "isDistinct", left: operand, right: reader.operand(), negated, line, column };
}

const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  "=": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** `= ANY (query)` is IN, `<> ALL (query)` is NOT IN. */
function readQuantified(reader: Reader, operand: Expression, operator: BinaryOperator): Expression | undefined {
  const { cursor } = reader;
  const quantifier = ["ANY", "SOME", "ALL"].find((word) => cursor.isWords(word) && isFollowedBy(cursor, "("));
  if (quantifier === undefined) return undefined;
  const negated = quantifier === "ALL";
  if (operator !== (negated ? "<>" : "=")) throw notEmulated(`${operator} ${quantifier} (query)`);
  cursor.expect(quantifier);
  const found = readIn(reader, operand, negated);
  if (found.kind !== "inQuery") throw notEmulated(`${operator} ${quantifier} of anything but a query`);
  return found;
}

function readComparison(reader: Reader, left: Expression): Expression | undefined {
  const { cursor } = reader;
  const token = cursor.peek();
  const operator = token.kind === "symbol" ? COMPARISONS[token.value] : undefined;
  if (operator === undefined) return undefined;
  cursor.next();
  const quantified = readQuantified(reader, left, operator);
  if (quantified !== undefined) return quantified;
  return { kind: "binary", operator, left, right: reader.operand(), line: left.line, column: left.column };
}

/** Words that NOT may stand before, and all words that compare. */
const PREDICATES: ReadonlySet<string> = new Set(["IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "REGEXP"]);
const BEGINNINGS: ReadonlySet<string> = new Set([...PREDICATES, "IS", "NOT"]);

/**
 * What compares an operand that has been read: comparisons, IS, IN, BETWEEN, LIKE and their negations; all of one
 * precedence [A]. Undefined when nothing of that follows.
 */
export function readPredicate(reader: Reader, operand: Expression): Expression | undefined {
  const { cursor } = reader;
  const token = cursor.peek();
  if (token.kind === "symbol") return readComparison(reader, operand);
  if (token.kind !== "word" || !BEGINNINGS.has(token.value)) return undefined;
  if (cursor.take("IS")) return readIs(reader, operand);
  const follows = cursor.peek(1);
  const negated = cursor.isWords("NOT") && follows.kind === "word" && PREDICATES.has(follows.value);
  if (negated) cursor.expect("NOT");
  if (cursor.take("IN")) return readIn(reader, operand, negated);
  if (cursor.take("BETWEEN")) return readBetween(reader, operand, negated);
  return readLike(reader, operand, negated);
}
