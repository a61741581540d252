/**
 * Data types as the real provider reads them: names with synonyms, arguments with Snowflake's defaults where they are left out.
 * https://docs.snowflake.com/en/sql-reference/intro-summary-data-types
 */

/** A data type, read. */
export interface DataType {
  /** Snowflake's own name of the type, e.g. VARCHAR for STRING. */
  readonly name: string;
  /** The name as it was written, in upper case. */
  readonly written: string;
  /** Arguments in force, given or by default. */
  readonly given: readonly number[];
  /** How many of the arguments were written. */
  readonly known: number;
}

interface Family {
  /** Snowflake's own name. */
  readonly name: string;
  /** Written name → arguments by default; null = takes none. */
  readonly spellings: Readonly<Record<string, readonly number[] | null>>;
}

const TEXT = [16_777_216];
const CHARACTER = [1];
const NUMBER = [38, 0];
const BYTES = [8_388_608];
const SECONDS = [9];

const FAMILIES: readonly Family[] = [
  family("NUMBER", NUMBER, ["NUMBER", "DECIMAL", "DEC", "NUMERIC"]),
  family("NUMBER", null, ["INTEGER", "INT", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT"]),
  family("FLOAT", null, ["FLOAT8", "FLOAT4", "FLOAT", "DOUBLE PRECISION", "DOUBLE", "REAL"]),
  family("VARCHAR", TEXT, ["VARCHAR", "STRING", "TEXT", "NVARCHAR2", "NVARCHAR", "CHAR VARYING", "NCHAR VARYING"]),
  family("VARCHAR", CHARACTER, ["CHARACTER", "CHAR", "NCHAR"]),
  family("BINARY", BYTES, ["BINARY", "VARBINARY"]),
  family("BOOLEAN", null, ["BOOLEAN"]),
  family("DATE", null, ["DATE"]),
  family("TIME", SECONDS, ["TIME"]),
  family("TIMESTAMP_LTZ", SECONDS, ["TIMESTAMP_LTZ", "TIMESTAMPLTZ", "TIMESTAMP WITH LOCAL TIME ZONE"]),
  family("TIMESTAMP_NTZ", SECONDS, ["TIMESTAMP_NTZ", "TIMESTAMPNTZ", "TIMESTAMP WITHOUT TIME ZONE", "DATETIME"]),
  family("TIMESTAMP_TZ", SECONDS, ["TIMESTAMP_TZ", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"]),
  family("VARIANT", null, ["VARIANT"]),
  family("OBJECT", null, ["OBJECT"]),
  family("ARRAY", null, ["ARRAY"]),
  family("GEOGRAPHY", null, ["GEOGRAPHY"]),
  family("GEOMETRY", null, ["GEOMETRY"]),
];

const KNOWN = new Map(
  FAMILIES.flatMap(({ name, spellings }) =>
    Object.entries(spellings).map(([written, defaults]) => [written, { name, defaults }] as const),
  ),
);

function family(name: string, defaults: readonly number[] | null, written: readonly string[]): Family {
  return { name, spellings: Object.fromEntries(written.map((spelling) => [spelling, defaults])) };
}

/** Reads a data type; undefined when it isn't one of Snowflake's, or one that isn't read here (VECTOR, TABLE, DECFLOAT). */
export function parseDataType(text: string): DataType | undefined {
  const match = /^([A-Z][A-Z0-9_ ]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?$/.exec(text.trim().toUpperCase());
  const written = match?.[1]?.replace(/\s+/g, " ") ?? "";
  const found = KNOWN.get(written);
  if (match === null || found === undefined) return undefined;
  const given = [match[2], match[3]].filter((argument) => argument !== undefined).map(Number);
  // INTEGER and its like are numbers of fixed size
  const defaults = found.defaults ?? (found.name === "NUMBER" ? NUMBER : []);
  if (given.length > (found.defaults?.length ?? 0)) return undefined;
  const fixed = found.defaults === null;
  return {
    name: found.name,
    written,
    given: [...given, ...defaults.slice(given.length)],
    known: fixed ? defaults.length : given.length,
  };
}

/** Are both the same type, arguments by default included? */
export function isSameType(a: DataType, b: DataType): boolean {
  return a.name === b.name && a.given.join() === b.given.join();
}

/** Are they different for sure? Arguments that weren't written may be anything. */
export function isOtherType(a: DataType, b: DataType): boolean {
  const compared = Math.min(a.known, b.known);
  return a.name !== b.name || a.given.slice(0, compared).join() !== b.given.slice(0, compared).join();
}

/** The type in SQL with all its arguments: `VARCHAR(16777216)`, `NUMBER(38, 0)`, `INTEGER`. */
export function typeSql(type: DataType): string {
  const takesNone = KNOWN.get(type.written)?.defaults === null;
  return takesNone ? type.written : `${type.written}(${type.given.join(", ")})`;
}

/** The type in SQL with the arguments that were written only. */
export function typeAsWritten(type: DataType): string {
  const takesNone = KNOWN.get(type.written)?.defaults === null;
  return takesNone || type.known === 0
    ? type.written
    : `${type.written}(${type.given.slice(0, type.known).join(", ")})`;
}
