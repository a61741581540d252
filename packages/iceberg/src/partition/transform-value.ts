import { murmur3 } from "../values/murmur3";
import { encodeSingleValue, type SingleValue, SingleValueError } from "../values/single-value";
import type { Transform } from "./transform";

const DAY_MICROS = 86_400_000_000n;
const HOUR_MICROS = 3_600_000_000n;

const floorDivide = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by;

function asBigInt(value: SingleValue, type: string): bigint {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) return BigInt(value);
  throw new SingleValueError(`${String(value)} is no whole ${type}`);
}

/** What is hashed: every whole number as a long, decimals as their shortest bytes, text as UTF-8. */
function bucketOf(value: SingleValue, type: string, buckets: number): number {
  const whole = ["int", "long", "date", "time", "timestamp", "timestamptz"].includes(type);
  const bytes = encodeSingleValue(whole ? asBigInt(value, type) : value, whole ? "long" : type);
  return (murmur3(bytes) & 0x7fffffff) % buckets;
}

function truncate(value: SingleValue, type: string, width: number): SingleValue {
  if (typeof value === "string") return [...value].slice(0, width).join("");
  if (value instanceof Uint8Array) return value.slice(0, width);
  const whole = asBigInt(value, type);
  const truncated = floorDivide(whole, BigInt(width)) * BigInt(width);
  return type === "int" ? Number(truncated) : truncated;
}

function timePart(value: SingleValue, type: string, kind: "year" | "month" | "day" | "hour"): number {
  const micros = type === "date" ? asBigInt(value, type) * DAY_MICROS : asBigInt(value, type);
  if (kind === "hour") return Number(floorDivide(micros, HOUR_MICROS));
  const days = Number(floorDivide(micros, DAY_MICROS));
  if (kind === "day") return days;
  const date = new Date(days * 86_400_000);
  const years = date.getUTCFullYear() - 1970;
  return kind === "year" ? years : years * 12 + date.getUTCMonth();
}

/**
 * A partition value of a column's value. Source: https://iceberg.apache.org/spec/#partition-transforms
 *
 * @param type the column's, one that the transform applies to
 * @throws SingleValueError when the value is not of the type
 */
export function transformValue(transform: Transform, value: SingleValue, type: string): SingleValue | null {
  switch (transform.kind) {
    case "identity":
      return value;
    case "void":
      return null;
    case "bucket":
      return bucketOf(value, type, transform.buckets);
    case "truncate":
      return truncate(value, type, transform.width);
    default:
      return timePart(value, type, transform.kind);
  }
}
