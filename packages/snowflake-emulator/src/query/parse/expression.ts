import type { BinaryOperator, Expression, UnaryOperator } from "../ast";
import { readSuffixes } from "./path";
import { readPredicate } from "./predicate";
import { readPrimary } from "./primary";
import { placeOf, type Reader } from "./reader";

/** How close operators bind: higher is closer. D: AND, OR, NOT and `::` (operators-logical, functions/cast); the rest A. */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const CONCATENATION = 5;
const SUM = 6;
const PRODUCT = 7;

const OPERATORS: ReadonlyMap<string, { readonly operator: BinaryOperator; readonly level: number }> = new Map([
  ["OR", { operator: "OR", level: OR }],
  ["AND", { operator: "AND", level: AND }],
  ["||", { operator: "||", level: CONCATENATION }],
  ["+", { operator: "+", level: SUM }],
  ["-", { operator: "-", level: SUM }],
  ["*", { operator: "*", level: PRODUCT }],
  ["/", { operator: "/", level: PRODUCT }],
  ["%", { operator: "%", level: PRODUCT }],
]);

/** So many operands of AND or OR become a tree that leans to the left; more become a balanced one, which is lower. */
const LONG_CHAIN = 16;

function operatorAt({ cursor }: Reader) {
  const token = cursor.peek();
  return token.kind === "symbol" || token.kind === "word" ? OPERATORS.get(token.value) : undefined;
}

function combine(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right, line: left.line, column: left.column };
}

/** One tree of many operands of an operator for which `(a b) c` is `a (b c)`. */
function balance(operator: BinaryOperator, operands: readonly Expression[]): Expression {
  const [only, ...others] = operands;
  if (only !== undefined && others.length === 0) return only;
  const half = Math.ceil(operands.length / 2);
  return combine(operator, balance(operator, operands.slice(0, half)), balance(operator, operands.slice(half)));
}

/** `a OR b OR c …` after `a`: one tree of all operands. */
function readLogical(reader: Reader, first: Expression, operator: "AND" | "OR", link: () => void): Expression {
  const operands = [first];
  const level = operator === "AND" ? AND : OR;
  while (reader.cursor.take(operator)) operands.push(readOperators(reader, level + 1));
  const levels = operands.length > LONG_CHAIN ? Math.ceil(Math.log2(operands.length)) : operands.length - 1;
  for (let count = 0; count < levels; count += 1) link();
  if (operands.length > LONG_CHAIN) return balance(operator, operands);
  return operands.reduce((left, right) => combine(operator, left, right));
}

/** `+a`, `-a`: closer than `*`, less close than `::`. */
function readSigned(reader: Reader): Expression {
  const { cursor, nesting } = reader;
  const token = cursor.peek();
  const operator: UnaryOperator | undefined = cursor.isSymbol("-") ? "-" : cursor.isSymbol("+") ? "+" : undefined;
  if (operator === undefined) return readSuffixes(reader, readPrimary(reader));
  cursor.next();
  const operand = nesting.inside(token, () => readSigned(reader));
  return { kind: "unary", operator, operand, ...placeOf(token) };
}

/** `NOT a`, where it may stand. NOT EXISTS is one predicate. */
function readPrefixed(reader: Reader, least: number): Expression {
  const { cursor, nesting } = reader;
  const token = cursor.peek();
  if (least > NOT || !cursor.take("NOT")) return readSigned(reader);
  const direct = cursor.isWords("EXISTS");
  const operand = nesting.inside(token, () =>
    cursor.isWords("NOT") ? readPrefixed(reader, NOT) : readOperators(reader, COMPARISON),
  );
  if (direct && operand.kind === "exists") return { ...operand, negated: true, ...placeOf(token) };
  return { kind: "unary", operator: "NOT", operand, ...placeOf(token) };
}

/** An expression of operators that bind at least as close as `least`. */
function readOperators(reader: Reader, least: number): Expression {
  const { cursor, nesting } = reader;
  return nesting.chain((link) => {
    let left = readPrefixed(reader, least);
    for (;;) {
      const at = cursor.peek();
      const found = operatorAt(reader);
      if (found !== undefined) {
        const { operator, level } = found;
        if (level < least) return left;
        if (operator === "AND" || operator === "OR") {
          left = readLogical(reader, left, operator, () => link(at));
        } else {
          cursor.next();
          left = combine(operator, left, readOperators(reader, level + 1));
          link(at);
        }
        continue;
      }
      const compared = least <= COMPARISON ? readPredicate(reader, left) : undefined;
      if (compared === undefined) return left;
      left = compared;
      link(at);
    }
  });
}

/** A literal that a comma or parenthesis follows: most of what long statements consist of. */
function readLone(reader: Reader): Expression | undefined {
  const { cursor } = reader;
  const { kind } = cursor.peek();
  if (kind !== "number" && kind !== "string") return undefined;
  const follows = cursor.peek(1);
  const ends = follows.kind === "symbol" && (follows.value === "," || follows.value === ")");
  return ends ? readPrimary(reader) : undefined;
}

/** Any expression. */
export function readExpression(reader: Reader): Expression {
  return readLone(reader) ?? reader.nesting.inside(reader.cursor.peek(), () => readOperators(reader, OR));
}

/** An expression without AND, OR, NOT and comparisons at its top. */
export function readOperand(reader: Reader): Expression {
  return readOperators(reader, CONCATENATION);
}
