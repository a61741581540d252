import { decimalOf } from "../metadata/decimal-type";
import type { PartitionValue } from "../metadata/partition-spec";

/** A value that is not null, in the form that partition values have. */
export type SingleValue = NonNullable<PartitionValue>;

/** A value does not fit its type, or bytes don't. */
export class SingleValueError extends Error {
  override readonly name = "SingleValueError";
}

/** Two's complement, the highest byte first, as few bytes as hold it. */
function encodeBigInteger(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (!(rest === 0n && (bytes[0] ?? 0) < 0x80) && !(rest === -1n && (bytes[0] ?? 0) >= 0x80));
  return Uint8Array.from(bytes);
}

function decodeBigInteger(bytes: Uint8Array): bigint {
  const unsigned = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, unsigned);
}

function encoded(size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size);
  write(new DataView(bytes.buffer));
  return bytes;
}

function asNumber(value: SingleValue, type: string): number {
  if (typeof value === "number") return value;
  throw new SingleValueError(`a ${type} is a number here, not a ${typeof value}`);
}

function asBigInt(value: SingleValue, type: string): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  throw new SingleValueError(`a ${type} is a bigint here, not a ${typeof value}`);
}

function asBytes(value: SingleValue, type: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new SingleValueError(`a ${type} is bytes here, not a ${typeof value}`);
}

/**
 * A bound's bytes. Source: https://iceberg.apache.org/spec/#binary-single-value-serialization
 *
 * @param type a primitive type
 * @throws SingleValueError when the value is not of the type
 */
export function encodeSingleValue(value: SingleValue, type: string): Uint8Array {
  if (decimalOf(type) !== undefined) return encodeBigInteger(asBigInt(value, type));
  if (type.startsWith("fixed[")) return asBytes(value, type);
  switch (type) {
    case "boolean":
      return Uint8Array.of(value === true ? 1 : 0);
    case "int":
    case "date":
      return encoded(4, (view) => view.setInt32(0, asNumber(value, type), true));
    case "long":
    case "time":
    case "timestamp":
    case "timestamptz":
      return encoded(8, (view) => view.setBigInt64(0, asBigInt(value, type), true));
    case "float":
      return encoded(4, (view) => view.setFloat32(0, asNumber(value, type), true));
    case "double":
      return encoded(8, (view) => view.setFloat64(0, asNumber(value, type), true));
    case "string":
      if (typeof value !== "string") throw new SingleValueError(`a string is text here, not a ${typeof value}`);
      return new TextEncoder().encode(value);
    case "uuid":
    case "binary":
      return asBytes(value, type);
    default:
      throw new SingleValueError(`type ${type} has no single-value form`);
  }
}

/**
 * A bound's value. The bytes of an int or a float are read for a long or a double as well: a file written before the column was widened has such.
 *
 * @throws SingleValueError when the bytes are too few or too many for the type
 */
export function decodeSingleValue(bytes: Uint8Array, type: string): SingleValue {
  if (decimalOf(type) !== undefined) return decodeBigInteger(bytes);
  if (type.startsWith("fixed[")) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { byteLength: length } = bytes;
  switch (type) {
    case "boolean":
      if (length === 1) return view.getUint8(0) !== 0;
      break;
    case "int":
    case "date":
      if (length === 4) return view.getInt32(0, true);
      break;
    case "long":
    case "time":
    case "timestamp":
    case "timestamptz":
      if (length === 4) return BigInt(view.getInt32(0, true));
      if (length === 8) return view.getBigInt64(0, true);
      break;
    case "float":
      if (length === 4) return view.getFloat32(0, true);
      break;
    case "double":
      if (length === 4) return view.getFloat32(0, true);
      if (length === 8) return view.getFloat64(0, true);
      break;
    case "string":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    case "uuid":
    case "binary":
      return bytes;
    default:
      throw new SingleValueError(`type ${type} has no single-value form`);
  }
  throw new SingleValueError(`${length} bytes are no ${type}`);
}

function compareNumbers(left: number | bigint, right: number | bigint): number {
  if (left < right) return -1;
  if (left > right) return 1;
  // NaN is neither: it is above all others, as engines order it.
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
}

/**
 * Orders two values of one type: text by its UTF-8 bytes, bytes unsigned, false before true, NaN last, both zeros alike.
 *
 * @throws SingleValueError when the two are not comparable
 */
export function compareSingleValues(left: SingleValue, right: SingleValue): number {
  if (typeof left === "string" && typeof right === "string")
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right);
  if (typeof left === "number" || typeof left === "bigint") {
    if (typeof right === "number" || typeof right === "bigint") return compareNumbers(left, right);
  }
  throw new SingleValueError(`a ${typeof left} and a ${typeof right} have no order`);
}
