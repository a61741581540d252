import { divisionByZero, numberNotRepresentable, numericNotRecognized, numericOutOfRange } from "./data-errors";
import { native } from "./native-function";

/** A number as units of ten to the minus scale. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const LIMIT = 10n ** 38n;

export function power10(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** Reads what DuckDB writes for a DECIMAL: digits, at most one point, at most a minus. */
export function readDecimal(text: string): Decimal {
  const point = text.indexOf(".");
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

/** Digits with exactly the scale's places after the point. */
export function writeDecimal({ units, scale }: Decimal): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const split = digits.length - scale;
  return `${units < 0n ? "-" : ""}${digits.slice(0, split)}.${digits.slice(split)}`;
}

/** Numerator by denominator, rounded to an integer, halves away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** The same number with another scale; halves away from zero. */
export function rescale({ units, scale }: Decimal, to: number): Decimal {
  if (to >= scale) return { units: units * power10(to - scale), scale: to };
  return { units: divideRounded(units, power10(scale - to)), scale: to };
}

function representable(value: Decimal): string {
  if (value.units >= LIMIT || value.units <= -LIMIT) {
    throw numberNotRepresentable(38, value.scale, writeDecimal(value));
  }
  return writeDecimal(value);
}

/** D: Arithmetic operators; the quotient rounded to the scale. */
export function divideDecimal(left: Decimal, right: Decimal, scale: number): Decimal {
  if (right.units === 0n) throw divisionByZero();
  const shift = scale - left.scale + right.scale;
  const numerator = shift >= 0 ? left.units * power10(shift) : left.units;
  const denominator = shift >= 0 ? right.units : right.units * power10(-shift);
  return { units: divideRounded(numerator, denominator), scale };
}

/** Rounds at a number of places, which may be negative. */
function atPlaces(value: Decimal, places: number, how: "round" | "trunc" | "ceil" | "floor"): Decimal {
  const drop = value.scale - places;
  if (drop <= 0) return value;
  if (drop > 80) return { units: 0n, scale: value.scale };
  const unit = power10(drop);
  let quotient = value.units / unit;
  const rest = value.units % unit;
  if (how === "round") quotient = divideRounded(value.units, unit);
  if (how === "ceil" && rest > 0n) quotient += 1n;
  if (how === "floor" && rest < 0n) quotient -= 1n;
  return { units: quotient * unit, scale: value.scale };
}

/** Any text that Snowflake takes for a number, exactly; undefined when it is none. */
export function parseNumber(text: string): Decimal | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const units = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  if (scale > 400 || scale < -400) return units === 0n || scale > 0 ? { units: 0n, scale: 0 } : undefined;
  return scale < 0 ? { units: units * power10(-scale), scale: 0 } : { units, scale };
}

/** Text as NUMBER(precision, scale); throws 100038 or 100039. */
export function textToNumber(text: string, precision: number, scale: number): string {
  const value = parseNumber(text);
  if (value === undefined) throw numericNotRecognized(text);
  const fitted = rescale(value, scale);
  const limit = power10(precision);
  if (fitted.units >= limit || fitted.units <= -limit) throw numericOutOfRange(text);
  return writeDecimal(fitted);
}

export const decimalFunctions = [
  native("divide", ["TEXT", "TEXT", "INTEGER"], "TEXT", (left, right, scale) =>
    representable(divideDecimal(readDecimal(left), readDecimal(right), Number(scale))),
  ),
  native("multiply", ["TEXT", "TEXT", "INTEGER"], "TEXT", (left, right, scale) => {
    const a = readDecimal(left);
    const b = readDecimal(right);
    return representable(rescale({ units: a.units * b.units, scale: a.scale + b.scale }, Number(scale)));
  }),
  native("modulo", ["TEXT", "TEXT"], "TEXT", (left, right) => {
    const a = readDecimal(left);
    const b = readDecimal(right);
    if (b.units === 0n) throw divisionByZero();
    const scale = Math.max(a.scale, b.scale);
    return writeDecimal({ units: rescale(a, scale).units % rescale(b, scale).units, scale });
  }),
  native("round", ["TEXT", "INTEGER"], "TEXT", (value, places) =>
    representable(atPlaces(readDecimal(value), Number(places), "round")),
  ),
  native("trunc", ["TEXT", "INTEGER"], "TEXT", (value, places) =>
    representable(atPlaces(readDecimal(value), Number(places), "trunc")),
  ),
  native("ceil", ["TEXT", "INTEGER"], "TEXT", (value, places) =>
    representable(atPlaces(readDecimal(value), Number(places), "ceil")),
  ),
  native("floor", ["TEXT", "INTEGER"], "TEXT", (value, places) =>
    representable(atPlaces(readDecimal(value), Number(places), "floor")),
  ),
  native("text_to_number", ["TEXT", "INTEGER", "INTEGER"], "TEXT", (text, precision, scale) =>
    textToNumber(text, Number(precision), Number(scale)),
  ),
  /** -1, 0 or 1: which of two numbers, as text, is greater; exact whatever their scales. */
  native("compare_numbers", ["TEXT", "TEXT"], "INTEGER", (left, right) => {
    const a = parseNumber(left);
    const b = parseNumber(right);
    if (a === undefined) throw numericNotRecognized(left);
    if (b === undefined) throw numericNotRecognized(right);
    const scale = Math.max(a.scale, b.scale);
    const difference = rescale(a, scale).units - rescale(b, scale).units;
    return difference < 0n ? -1n : difference > 0n ? 1n : 0n;
  }),
];
