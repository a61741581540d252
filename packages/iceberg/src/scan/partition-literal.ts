import { textLiteral } from "../engine/sql-text";
import { decimalOf } from "../metadata/decimal-type";
import type { PartitionValue } from "../metadata/partition-spec";
import { scannedType } from "./scanned-type";

const SECOND_MICROS = 1_000_000n;

function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  const point = digits.length - scale;
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, point)}${scale > 0 ? "." : ""}${digits.slice(point)}`;
}

function timeText(micros: bigint): string {
  const seconds = micros / SECOND_MICROS;
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => String(part).padStart(2, "0"));
  return `${parts.join(":")}.${String(micros % SECOND_MICROS).padStart(6, "0")}`;
}

function hex(value: PartitionValue): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}

/** A partition value as DuckDB's expression of the type that its column is read with. */
export function partitionLiteral(value: PartitionValue, type: string): string {
  const duckdb = scannedType(type);
  if (value === null) return `NULL::${duckdb}`;
  const scale = decimalOf(type)?.scale;
  if (scale !== undefined) return `'${decimalText(BigInt(String(value)), scale)}'::${duckdb}`;
  switch (type) {
    case "date":
      return `(DATE '1970-01-01' + (${String(value)}))::DATE`;
    case "time":
      return `'${timeText(BigInt(String(value)))}'::TIME`;
    case "timestamp":
      return `make_timestamp(${String(value)}::BIGINT)`;
    case "timestamptz":
      // Moments apart from each other: no zone of a session comes in.
      return `(TIMESTAMPTZ '1970-01-01 00:00:00+00' + to_microseconds(${String(value)}::BIGINT))`;
    case "binary":
      return `from_hex('${hex(value)}')`;
    case "uuid":
      return `from_hex('${hex(value)}')::UUID`;
    default:
      return type.startsWith("fixed[") ? `from_hex('${hex(value)}')` : `${textLiteral(String(value))}::${duckdb}`;
  }
}
