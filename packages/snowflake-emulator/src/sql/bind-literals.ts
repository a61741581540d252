import { bindNotRecognized, notEmulated } from "../errors";
import type { Token } from "./tokenizer";

/** A token without a place: what a bound value becomes in the statement. */
export type Piece = Pick<Token, "kind" | "value">;

const word = (value: string): Piece => ({ kind: "word", value });
const string = (value: string): Piece => ({ kind: "string", value });
const symbol = (value: string): Piece => ({ kind: "symbol", value });
const number = (value: string): Piece => ({ kind: "number", value });
const cast = (type: string): readonly Piece[] => [symbol("::"), word(type)];

/** Parentheses keep a sign, which is a token of its own, with its number: `(-1)::FLOAT`. */
function signed(negative: boolean, inside: readonly Piece[]): readonly Piece[] {
  return negative ? [symbol("("), symbol("-"), ...inside, symbol(")")] : inside;
}

function readNumber(type: string, value: string): readonly Piece[] {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([eE][+-]?\d+)?$/.exec(value.trim());
  const [, sign = "", whole = "", fraction = "", exponent = ""] = match ?? [];
  if (!match || (whole === "" && fraction === "")) throw bindNotRecognized(type, value);
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}${exponent}`;
  return signed(sign === "-", [number(digits)]);
}

/** FLOAT has values that are no number in SQL text. */
const SPECIAL_REALS: Readonly<Record<string, string>> = {
  nan: "NaN",
  inf: "inf",
  "+inf": "inf",
  infinity: "inf",
  "-inf": "-inf",
  "-infinity": "-inf",
};

function readReal(value: string): readonly Piece[] {
  const special = SPECIAL_REALS[value.trim().toLowerCase()];
  return [...(special === undefined ? readNumber("REAL", value) : [string(special)]), ...cast("FLOAT")];
}

const BOOLEANS: Readonly<Record<string, string>> = { true: "TRUE", "1": "TRUE", false: "FALSE", "0": "FALSE" };

function readBoolean(value: string): readonly Piece[] {
  const found = BOOLEANS[value.toLowerCase()];
  if (found === undefined) throw bindNotRecognized("BOOLEAN", value);
  return [word(found)];
}

const NANOS_PER_SECOND = 1_000_000_000n;

/** Floor division, also for times before 1970. */
function divide(value: bigint, by: bigint): { readonly quotient: bigint; readonly rest: bigint } {
  const rest = ((value % by) + by) % by;
  return { quotient: (value - rest) / by, rest };
}

function readInteger(type: string, value: string, whole = value): bigint {
  if (!/^-?\d+$/.test(value)) throw bindNotRecognized(type, whole);
  return BigInt(value);
}

/** `2024-02-29T13:14:15` for seconds since 1970. Only years that Snowflake writes with four digits. */
function isoSeconds(type: string, seconds: bigint, written: string): string {
  const date = new Date(Number(seconds) * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw bindNotRecognized(type, written);
  return date.toISOString().slice(0, 19);
}

function fractionOf(nanos: bigint): string {
  return nanos === 0n ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}

function readDate(value: string): readonly Piece[] {
  const { quotient: days } = divide(readInteger("DATE", value), 86_400_000n);
  return [string(isoSeconds("DATE", days * 86_400n, value).slice(0, 10)), ...cast("DATE")];
}

function readTime(value: string): readonly Piece[] {
  const { quotient: seconds, rest } = divide(readInteger("TIME", value), NANOS_PER_SECOND);
  const ofDay = divide(seconds, 86_400n).rest;
  return [string(`${isoSeconds("TIME", ofDay, value).slice(11)}${fractionOf(rest)}`), ...cast("TIME")];
}

type TimestampType = "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ";

/** Nanoseconds since 1970; TIMESTAMP_TZ then has a blank and its offset from UTC in minutes plus 1440. */
function readTimestamp(type: TimestampType, value: string): readonly Piece[] {
  const [nanos = "", biased = "1440", ...more] = value.trim().split(" ");
  if (more.length > 0 || (biased !== "1440" && type !== "TIMESTAMP_TZ")) throw bindNotRecognized(type, value);
  const offset = Number(readInteger(type, biased, value)) - 1440;
  if (Math.abs(offset) > 1440) throw bindNotRecognized(type, value);
  const { quotient: seconds, rest } = divide(readInteger(type, nanos, value), NANOS_PER_SECOND);
  const local = isoSeconds(type, seconds + BigInt(offset * 60), value).replace("T", " ");
  const zone = type === "TIMESTAMP_NTZ" ? "" : ` ${renderOffset(offset)}`;
  return [string(`${local}${fractionOf(rest)}${zone}`), ...cast(type)];
}

function renderOffset(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function readBinary(value: string): readonly Piece[] {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(value)) throw bindNotRecognized("BINARY", value);
  return [word("TO_BINARY"), symbol("("), string(value), symbol(","), string("HEX"), symbol(")")];
}

function readSemiStructured(type: string, value: string, format: string | undefined): readonly Piece[] {
  if (format !== "json") return [string(value)];
  return [word("PARSE_JSON"), symbol("("), string(value), symbol(")"), ...cast(type)];
}

/**
 * A bound value as literal tokens, so that it can never be read as SQL. The encodings are those of the drivers and of the
 * SQL API: a date in milliseconds since 1970, times and timestamps in nanoseconds, binary in hexadecimal digits.
 * Throws 100037 for a value that is none of its type, 000002 for a type that is not built.
 */
export function literalPieces(type: string, value: string | null, format?: string): readonly Piece[] {
  if (value === null) return [word("NULL")];
  switch (type.toUpperCase()) {
    case "FIXED":
      return readNumber("FIXED", value);
    case "REAL":
      return readReal(value);
    case "TEXT":
    case "ANY":
      return [string(value)];
    case "BOOLEAN":
      return readBoolean(value);
    case "BINARY":
      return readBinary(value);
    case "DATE":
      return readDate(value);
    case "TIME":
      return readTime(value);
    case "TIMESTAMP_NTZ":
      return readTimestamp("TIMESTAMP_NTZ", value);
    case "TIMESTAMP_LTZ":
      return readTimestamp("TIMESTAMP_LTZ", value);
    case "TIMESTAMP_TZ":
      return readTimestamp("TIMESTAMP_TZ", value);
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return readSemiStructured(type.toUpperCase(), value, format);
    default:
      throw notEmulated(`bind variables of type ${type}`);
  }
}
