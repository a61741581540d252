import { invalidTypeSize, notEmulated, unsupportedDataType } from "../../errors";
import type { Cursor } from "../../sql/cursor";
import {
  ARRAY,
  BINARY,
  BOOLEAN,
  DATE,
  type DataType,
  DEFAULT_BINARY_LENGTH,
  DEFAULT_TEXT_LENGTH,
  FLOAT,
  NUMBER,
  OBJECT,
  VARIANT,
} from "../../types/data-type";

/** D: "String & binary data types", the longest that can be declared. */
const MAX_TEXT_LENGTH = 134_217_728;
const MAX_BINARY_LENGTH = 67_108_864;

/** Types that Snowflake has and the emulator has not. */
const REFUSED: ReadonlySet<string> = new Set([
  "DECFLOAT",
  "FILE",
  "GEOGRAPHY",
  "GEOMETRY",
  "INTERVAL",
  "MAP",
  "UNKNOWN",
  "UUID",
  "VECTOR",
]);

type TimestampKind = "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ";

/** Throws for a size out of its range. */
function checkSize(what: string, value: number, from: number, to: number): number {
  if (value < from || value > to) throw invalidTypeSize(what, value, from, to);
  return value;
}

/** `(n)`, or the default. */
function readSize(cursor: Cursor, what: string, [from, to]: readonly [number, number], absent: number): number {
  if (!cursor.takeSymbol("(")) return absent;
  const value = checkSize(what, cursor.integer(), from, to);
  cursor.expectSymbol(")");
  return value;
}

/** `(precision [, scale])`. Default: NUMBER(38, 0). */
function readNumber(cursor: Cursor): DataType {
  if (!cursor.takeSymbol("(")) return NUMBER;
  const precision = checkSize("precision of NUMBER", cursor.integer(), 1, 38);
  const scale = cursor.takeSymbol(",") ? cursor.integer() : 0;
  checkSize("scale of NUMBER", scale, 0, Math.min(precision, 37));
  cursor.expectSymbol(")");
  return { kind: "NUMBER", precision, scale };
}

function readText(cursor: Cursor, absent: number): DataType {
  return { kind: "TEXT", length: readSize(cursor, "length of VARCHAR", [1, MAX_TEXT_LENGTH], absent) };
}

/** CHAR has one character, CHAR VARYING is VARCHAR. */
function readCharacter(cursor: Cursor): DataType {
  return readText(cursor, cursor.take("VARYING") ? DEFAULT_TEXT_LENGTH : 1);
}

function readBinary(cursor: Cursor): DataType {
  const length = readSize(cursor, "length of BINARY", [1, MAX_BINARY_LENGTH], DEFAULT_BINARY_LENGTH);
  return length === DEFAULT_BINARY_LENGTH ? BINARY : { kind: "BINARY", length };
}

function readFraction(cursor: Cursor, kind: "TIME" | TimestampKind): DataType {
  return { kind, scale: readSize(cursor, `precision of ${kind}`, [0, 9], 9) };
}

/** `TIMESTAMP [(n)] [WITH [LOCAL] TIME ZONE | WITHOUT TIME ZONE]`; bare it has no time zone (TIMESTAMP_TYPE_MAPPING's default). */
function readTimestamp(cursor: Cursor): DataType {
  const scale = readSize(cursor, "precision of TIMESTAMP", [0, 9], 9);
  const zone = cursor.takeOneOf("WITH LOCAL TIME ZONE", "WITH TIME ZONE", "WITHOUT TIME ZONE");
  if (zone === "WITH LOCAL TIME ZONE") return { kind: "TIMESTAMP_LTZ", scale };
  return { kind: zone === "WITH TIME ZONE" ? "TIMESTAMP_TZ" : "TIMESTAMP_NTZ", scale };
}

/** Types without sizes: a parenthesis after them is an error of syntax. */
function bare(type: DataType): (cursor: Cursor) => DataType {
  return (cursor) => {
    if (cursor.isSymbol("(")) throw cursor.unexpected();
    return type;
  };
}

/** OBJECT and ARRAY; with types of their elements they are structured types. */
function semiStructured(type: DataType): (cursor: Cursor) => DataType {
  return (cursor) => {
    if (cursor.isSymbol("(")) throw notEmulated(`structured data type ${type.kind}(…)`);
    return type;
  };
}

const varchar = (cursor: Cursor) => readText(cursor, DEFAULT_TEXT_LENGTH);
const timestamp = (kind: TimestampKind) => (cursor: Cursor) => readFraction(cursor, kind);
const integer = bare(NUMBER);
const float = bare(FLOAT);

/** Every name of a type, and what follows it. D: "Summary of data types" and the pages of the types. */
const TYPES: ReadonlyMap<string, (cursor: Cursor) => DataType> = new Map([
  ["NUMBER", readNumber],
  ["DECIMAL", readNumber],
  ["DEC", readNumber],
  ["NUMERIC", readNumber],
  ["INT", integer],
  ["INTEGER", integer],
  ["BIGINT", integer],
  ["SMALLINT", integer],
  ["TINYINT", integer],
  ["BYTEINT", integer],
  ["FLOAT", float],
  ["FLOAT4", float],
  ["FLOAT8", float],
  ["REAL", float],
  ["DOUBLE", float],
  ["VARCHAR", varchar],
  ["VARCHAR2", varchar],
  ["STRING", varchar],
  ["TEXT", varchar],
  ["NVARCHAR", varchar],
  ["NVARCHAR2", varchar],
  ["CHAR", readCharacter],
  ["CHARACTER", readCharacter],
  ["NCHAR", readCharacter],
  ["BINARY", readBinary],
  ["VARBINARY", readBinary],
  ["BOOLEAN", bare(BOOLEAN)],
  ["DATE", bare(DATE)],
  ["TIME", (cursor) => readFraction(cursor, "TIME")],
  ["TIMESTAMP", readTimestamp],
  ["DATETIME", timestamp("TIMESTAMP_NTZ")],
  ["TIMESTAMP_NTZ", timestamp("TIMESTAMP_NTZ")],
  ["TIMESTAMPNTZ", timestamp("TIMESTAMP_NTZ")],
  ["TIMESTAMP_LTZ", timestamp("TIMESTAMP_LTZ")],
  ["TIMESTAMPLTZ", timestamp("TIMESTAMP_LTZ")],
  ["TIMESTAMP_TZ", timestamp("TIMESTAMP_TZ")],
  ["TIMESTAMPTZ", timestamp("TIMESTAMP_TZ")],
  ["VARIANT", bare(VARIANT)],
  ["OBJECT", semiStructured(OBJECT)],
  ["ARRAY", semiStructured(ARRAY)],
]);

/**
 * Reads a data type: any of Snowflake's names for it, with precision, scale or length. TIMESTAMP is TIMESTAMP_NTZ.
 * Throws 002040 for a name that is no type, 002263 for a size out of range, 000002 for types that are not built
 * (GEOGRAPHY, VECTOR, MAP …, structured OBJECT and ARRAY).
 */
export function readDataType(cursor: Cursor): DataType {
  const token = cursor.peek();
  if (token.kind !== "word") throw cursor.unexpected();
  if (REFUSED.has(token.value)) throw notEmulated(`data type ${token.value}`);
  const read = TYPES.get(token.value);
  if (read === undefined) throw unsupportedDataType(token.text);
  cursor.next();
  if (token.value === "DOUBLE") cursor.take("PRECISION");
  return read(cursor);
}
