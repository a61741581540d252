import type { DataType } from "./data-type";

/** A type as the column data_type of SHOW COLUMNS writes it: JSON (O). */
export function columnTypeJson(type: DataType, nullable: boolean): string {
  switch (type.kind) {
    case "NUMBER":
      return JSON.stringify({ type: "FIXED", precision: type.precision, scale: type.scale, nullable });
    case "FLOAT":
      return JSON.stringify({ type: "REAL", nullable });
    case "TEXT":
      return JSON.stringify({
        type: "TEXT",
        length: type.length,
        byteLength: Math.min(type.length * 4, 134_217_728),
        nullable,
        fixed: false,
      });
    case "BINARY":
      return JSON.stringify({ type: "BINARY", length: type.length, byteLength: type.length, nullable, fixed: true });
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return JSON.stringify({ type: type.kind, precision: 0, scale: type.scale, nullable });
    default:
      return JSON.stringify({ type: type.kind, nullable });
  }
}
