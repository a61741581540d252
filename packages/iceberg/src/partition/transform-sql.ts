import { murmur3OfHex, murmur3OfInteger } from "./murmur3-sql";
import { type Transform, transformedType } from "./transform";

const isDecimal = (type: string): boolean => type.startsWith("decimal(");

/** An integer: a decimal without its point. */
const unscaled = (column: string): string => `replace((${column})::VARCHAR, '.', '')::HUGEINT`;

/** Of a HUGEINT: two's complement, the highest byte first, as few bytes as hold it. */
function shortestHex(value: string): string {
  const whens = Array.from({ length: 15 }, (_, index) => {
    const limit = 2n ** BigInt(8 * (index + 1) - 1);
    return `WHEN u BETWEEN ${-limit} AND ${limit - 1n} THEN ${2 * (index + 1)}`;
  });
  const length = `CASE ${whens.join(" ")} ELSE 32 END`;
  return `list_transform([${value}], lambda u: right(lpad(hex(u), 32, '0'), ${length}))[1]`;
}

/** Microseconds or days, as the specification hashes and stores them. */
function asInteger(column: string, type: string): string {
  if (type === "date") return `date_diff('day', DATE '1970-01-01', ${column})`;
  return type === "int" || type === "long" ? column : `epoch_us(${column})`;
}

function hashed(column: string, type: string): string {
  if (isDecimal(type)) return murmur3OfHex(shortestHex(unscaled(column)));
  switch (type) {
    case "string":
      return murmur3OfHex(`hex(encode(${column}))`);
    case "binary":
      return murmur3OfHex(`hex(${column})`);
    case "uuid":
      return murmur3OfHex(`replace((${column})::VARCHAR, '-', '')`);
    default:
      return murmur3OfInteger(asInteger(column, type));
  }
}

/** Rounded down, below zero too. */
const floored = (value: string, width: number): string => `${value} - ((${value} % ${width}) + ${width}) % ${width}`;

function truncated(column: string, type: string, width: number): string {
  if (isDecimal(type)) return `list_transform([${unscaled(column)}], lambda u: ${floored("u", width)})[1]`;
  if (type === "string") return `left(${column}, ${width})`;
  if (type === "binary") return `(${column})[1:${width}]`;
  return floored(`(${column})::HUGEINT`, width);
}

/** Time zones have no part in it: an instant counts from the epoch in UTC. */
function periodsSinceEpoch(unit: "year" | "month" | "day" | "hour", column: string, type: string): string {
  if (type === "date") return `date_diff('${unit}', DATE '1970-01-01', ${column})`;
  return `date_diff('${unit}', TIMESTAMP '1970-01-01', make_timestamp(epoch_us(${column})))`;
}

function identical(column: string, type: string): string {
  if (isDecimal(type)) return unscaled(column);
  if (["string", "binary"].includes(type)) return column;
  if (["boolean", "float", "double", "uuid"].includes(type)) return `(${column})::VARCHAR`;
  return asInteger(column, type);
}

/** Above this many bytes a value does not go into a directory's name: its digest does. */
const LONGEST_KEY_BYTES = 64;

/** Prefix of a key that is a value's digest: {@link decodePartitionKey} does not know it, the value has to be read from the file. */
export const DIGEST_PREFIX = "h";

/** Text that a file system takes for a directory's name, two values never the same. */
function keyOfBytes(value: string, isText: boolean): string {
  const bytes = isText ? "encode(s)" : "s";
  const key = `CASE WHEN octet_length(${bytes}) <= ${LONGEST_KEY_BYTES} THEN 'v' || hex(${bytes}) ELSE '${DIGEST_PREFIX}' || md5(${bytes}) END`;
  return `list_transform([${value}], lambda s: CASE WHEN s IS NOT NULL THEN ${key} END)[1]`;
}

/**
 * The value of a partition field as a DuckDB expression: integers for numbers, days, periods and buckets; microseconds for times;
 * unscaled integers for decimals; text and bytes as they are; text for the rest. Null of null.
 *
 * @param column an expression of the source column, in the DuckDB type of `type`
 * @throws UnsupportedTransformError
 */
export function partitionValueSql(transform: Transform, column: string, type: string): string {
  transformedType(transform, type);
  switch (transform.kind) {
    case "identity":
      return identical(column, type);
    case "void":
      return "NULL";
    case "bucket":
      return `((${hashed(column, type)} & 2147483647) % ${transform.buckets})::INTEGER`;
    case "truncate":
      return truncated(column, type, transform.width);
    default:
      return periodsSinceEpoch(transform.kind, column, type);
  }
}

/** The same value as something to part rows by: see `decodePartitionKey`. @throws UnsupportedTransformError */
export function partitionKeySql(transform: Transform, column: string, type: string): string {
  const value = partitionValueSql(transform, column, type);
  const result = transformedType(transform, type);
  if (result !== "string" && result !== "binary") return value;
  return keyOfBytes(value, result === "string");
}
