import { notEmulated } from "../errors";
import { Cursor } from "../sql/cursor";
import { type Token, tokenize } from "../sql/tokenizer";
import { type Comparison, type ConditionValue, castTo, castTypeOf, compare, isLike, isTrue } from "./condition-value";
import { invalidCondition } from "./task-errors";

/** A WHEN expression that has been read. It gives a value, when asked what a predecessor returned. */
export type Condition = (predecessor: PredecessorValue) => ConditionValue;

/** The return value of a predecessor by name; without a name, of the only one. */
export type PredecessorValue = (name: string | undefined) => string | null;

const COMPARISONS: readonly Comparison[] = ["<>", "!=", "<=", ">=", "=", "<", ">"];

/**
 * Reads a WHEN expression (D: CREATE TASK): AND, OR, NOT, comparisons, casts, and SYSTEM$GET_PREDECESSOR_RETURN_VALUE.
 * Throws Snowflake's error for everything else, and 000002 for SYSTEM$STREAM_HAS_DATA: there are no streams.
 */
export function readCondition(text: string): Condition {
  const cursor = new Cursor(tokenize(text));
  const condition = readOr(cursor);
  if (!cursor.isEnd()) throw invalidCondition();
  return condition;
}

/** Is the condition true? SQL's unknown is not. Throws 100038 for a text that is no number where one is needed. */
export function holds(condition: Condition, predecessor: PredecessorValue): boolean {
  return isTrue(condition(predecessor)) === true;
}

function readOr(cursor: Cursor): Condition {
  let left = readAnd(cursor);
  while (cursor.take("OR")) {
    const first = left;
    const second = readAnd(cursor);
    left = (value) => {
      const [a, b] = [isTrue(first(value)), isTrue(second(value))];
      return a === true || b === true ? true : a === null || b === null ? null : false;
    };
  }
  return left;
}

function readAnd(cursor: Cursor): Condition {
  let left = readNot(cursor);
  while (cursor.take("AND")) {
    const first = left;
    const second = readNot(cursor);
    left = (value) => {
      const [a, b] = [isTrue(first(value)), isTrue(second(value))];
      return a === false || b === false ? false : a === null || b === null ? null : true;
    };
  }
  return left;
}

function readNot(cursor: Cursor): Condition {
  if (!cursor.take("NOT")) return readComparison(cursor);
  const inner = readNot(cursor);
  return (value) => not(isTrue(inner(value)));
}

function readComparison(cursor: Cursor): Condition {
  const left = readOperand(cursor);
  const operator = COMPARISONS.find((symbol) => cursor.takeSymbol(symbol));
  if (operator !== undefined) {
    const right = readOperand(cursor);
    return (value) => compare(left(value), operator, right(value));
  }
  if (cursor.take("IS")) {
    const negated = cursor.take("NOT");
    if (!cursor.take("NULL")) throw invalidCondition();
    return (value) => (left(value) === null) !== negated;
  }
  const negated = cursor.take("NOT");
  const test = readTest(cursor, left);
  if (test === undefined) {
    if (negated) throw invalidCondition();
    return left;
  }
  return (value) => (negated ? not(test(value)) : test(value));
}

/** `[I]LIKE pattern`, `IN (…)`, `BETWEEN … AND …`. */
function readTest(cursor: Cursor, left: Condition): ((value: PredecessorValue) => boolean | null) | undefined {
  const like = cursor.takeOneOf("LIKE", "ILIKE");
  if (like !== undefined) {
    const pattern = readOperand(cursor);
    return (value) => isLike(left(value), pattern(value), like === "ILIKE");
  }
  if (cursor.take("IN")) {
    cursor.expectSymbol("(");
    const members: Condition[] = [];
    do members.push(readOperand(cursor));
    while (cursor.takeSymbol(","));
    cursor.expectSymbol(")");
    return (value) => {
      const found = members.map((member) => compare(left(value), "=", member(value)));
      return found.includes(true) ? true : found.includes(null) ? null : false;
    };
  }
  if (cursor.take("BETWEEN")) {
    const low = readOperand(cursor);
    cursor.expect("AND");
    const high = readOperand(cursor);
    return (value) => {
      const [above, below] = [compare(left(value), ">=", low(value)), compare(left(value), "<=", high(value))];
      return above === false || below === false ? false : above === null || below === null ? null : true;
    };
  }
  return undefined;
}

function readOperand(cursor: Cursor): Condition {
  let operand = readPrimary(cursor);
  while (cursor.takeSymbol("::")) operand = cast(operand, readTypeName(cursor));
  return operand;
}

function readPrimary(cursor: Cursor): Condition {
  if (cursor.takeSymbol("(")) {
    const inner = readOr(cursor);
    cursor.expectSymbol(")");
    return inner;
  }
  const negative = cursor.takeSymbol("-");
  const token = cursor.next();
  if (token.kind === "number") {
    const number = negative ? -Number(token.value) : Number(token.value);
    return () => number;
  }
  if (negative) throw invalidCondition();
  if (token.kind === "string") return () => token.value;
  if (token.kind !== "word") throw invalidCondition();
  return readWord(cursor, token);
}

function readWord(cursor: Cursor, { value: word }: Token): Condition {
  if (word === "TRUE" || word === "FALSE") return () => word === "TRUE";
  if (word === "NULL") return () => null;
  if (!cursor.takeSymbol("(")) throw invalidCondition();
  if (word === "SYSTEM$STREAM_HAS_DATA") throw notEmulated("streams (SYSTEM$STREAM_HAS_DATA in a WHEN condition)");
  if (word === "SYSTEM$GET_PREDECESSOR_RETURN_VALUE") {
    const name = cursor.isSymbol(")") ? undefined : cursor.string();
    cursor.expectSymbol(")");
    return (value) => value(name);
  }
  const argument = readOr(cursor);
  const type =
    word === "CAST" || word === "TRY_CAST" ? readCastType(cursor) : castTypeOf(word.replace(/^(?:TRY_)?TO_/, ""));
  if (type === undefined || (!/^(?:TRY_)?TO_/.test(word) && !word.endsWith("CAST"))) throw invalidCondition();
  cursor.expectSymbol(")");
  return (value) => castTo(argument(value), type, word.startsWith("TRY_"));
}

function readCastType(cursor: Cursor) {
  cursor.expect("AS");
  return readTypeName(cursor);
}

function readTypeName(cursor: Cursor) {
  const type = castTypeOf(cursor.identifier());
  if (type === undefined) throw invalidCondition();
  // Precision and length change nothing in a comparison.
  if (cursor.takeSymbol("(")) {
    do cursor.integer();
    while (cursor.takeSymbol(","));
    cursor.expectSymbol(")");
  }
  return type;
}

function cast(operand: Condition, type: NonNullable<ReturnType<typeof castTypeOf>>): Condition {
  return (value) => castTo(operand(value), type, false);
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}
