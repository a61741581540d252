import { SnowflakeError } from "../errors";

/** What an expression in a WHEN condition gives; null is SQL's NULL. */
export type ConditionValue = string | number | boolean | null;

export type Comparison = "=" | "<>" | "!=" | "<" | ">" | "<=" | ">=";

const CASTS = {
  NUMBER: "number",
  DECIMAL: "number",
  NUMERIC: "number",
  INT: "number",
  INTEGER: "number",
  BIGINT: "number",
  FLOAT: "number",
  DOUBLE: "number",
  BOOLEAN: "boolean",
  VARCHAR: "string",
  CHAR: "string",
  STRING: "string",
  TEXT: "string",
} as const;

export type CastType = (typeof CASTS)[keyof typeof CASTS];

/** The kind of value that a type name means; undefined: no conversion that a condition may use. */
export function castTypeOf(name: string): CastType | undefined {
  return Object.entries(CASTS).find(([known]) => known === name)?.[1];
}

/** O: 100038 and 100037. */
function notRecognized(kind: "Numeric" | "Boolean", value: string): SnowflakeError {
  return new SnowflakeError(
    kind === "Numeric" ? "100038" : "100037",
    "22018",
    "EXECUTION",
    `${kind} value '${value}' is not recognized`,
  );
}

function readNumber(value: string): number | undefined {
  const text = value.trim();
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function readBoolean(value: string): boolean | undefined {
  const text = value.trim().toLowerCase();
  if (["true", "t", "yes", "y", "on", "1"].includes(text)) return true;
  return ["false", "f", "no", "n", "off", "0"].includes(text) ? false : undefined;
}

function toNumber(value: string | number | boolean): number {
  if (typeof value === "string") {
    const number = readNumber(value);
    if (number === undefined) throw notRecognized("Numeric", value);
    return number;
  }
  return Number(value);
}

function toBoolean(value: string | number | boolean): boolean {
  if (typeof value === "string") {
    const read = readBoolean(value);
    if (read === undefined) throw notRecognized("Boolean", value);
    return read;
  }
  return typeof value === "number" ? value !== 0 : value;
}

/** Converts a value; `lenient` (TRY_…) gives NULL for what can't be converted, else 100037 or 100038 is thrown. */
export function castTo(value: ConditionValue, type: CastType, lenient: boolean): ConditionValue {
  if (value === null) return null;
  if (type === "string") return String(value);
  if (lenient && typeof value === "string") {
    return (type === "number" ? readNumber(value) : readBoolean(value)) ?? null;
  }
  return type === "number" ? toNumber(value) : toBoolean(value);
}

/** A value as a truth value; null is unknown. */
export function isTrue(value: ConditionValue): boolean | null {
  return value === null ? null : toBoolean(value);
}

/** Compares as Snowflake does: a text beside a number is read as a number, beside a truth value as a truth value. */
export function compare(left: ConditionValue, operator: Comparison, right: ConditionValue): boolean | null {
  if (left === null || right === null) return null;
  const order = orderOf(left, right);
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
  }
}

function orderOf(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  const boolean = typeof left === "boolean" || typeof right === "boolean";
  const [a, b] = boolean ? [Number(toBoolean(left)), Number(toBoolean(right))] : [toNumber(left), toNumber(right)];
  return a - b;
}

/** LIKE and ILIKE: `%` any text, `_` any character, case counts unless `anyCase`. */
export function isLike(value: ConditionValue, pattern: ConditionValue, anyCase: boolean): boolean | null {
  if (value === null || pattern === null) return null;
  const source = String(pattern).replace(/[\\^$.*+?()[\]{}|%_]/g, (one) =>
    one === "%" ? "[\\s\\S]*" : one === "_" ? "[\\s\\S]" : `\\${one}`,
  );
  return new RegExp(`^${source}$`, anyCase ? "i" : "").test(String(value));
}
