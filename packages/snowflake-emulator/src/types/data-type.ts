/** A Snowflake data type, with its precision, scale or length filled in. D: "Summary of data types". */
export type DataType =
  | { readonly kind: "NUMBER"; readonly precision: number; readonly scale: number }
  | { readonly kind: "FLOAT" }
  | { readonly kind: "TEXT" /** Characters. */; readonly length: number }
  | { readonly kind: "BINARY" /** Bytes. */; readonly length: number }
  | { readonly kind: "BOOLEAN" }
  | { readonly kind: "DATE" }
  /** `scale`: digits of a second's fraction, 0 to 9. */
  | { readonly kind: "TIME"; readonly scale: number }
  | { readonly kind: "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ"; readonly scale: number }
  | { readonly kind: "VARIANT" | "OBJECT" | "ARRAY" };

/** D: VARCHAR without a length; the longest that a column has unless it says more. */
export const DEFAULT_TEXT_LENGTH = 16_777_216;
/** D: BINARY without a length. */
export const DEFAULT_BINARY_LENGTH = 8_388_608;

export const NUMBER: DataType = { kind: "NUMBER", precision: 38, scale: 0 };
export const FLOAT: DataType = { kind: "FLOAT" };
export const TEXT: DataType = { kind: "TEXT", length: DEFAULT_TEXT_LENGTH };
export const BINARY: DataType = { kind: "BINARY", length: DEFAULT_BINARY_LENGTH };
export const BOOLEAN: DataType = { kind: "BOOLEAN" };
export const DATE: DataType = { kind: "DATE" };
export const TIME: DataType = { kind: "TIME", scale: 9 };
export const TIMESTAMP_NTZ: DataType = { kind: "TIMESTAMP_NTZ", scale: 9 };
export const TIMESTAMP_LTZ: DataType = { kind: "TIMESTAMP_LTZ", scale: 9 };
export const TIMESTAMP_TZ: DataType = { kind: "TIMESTAMP_TZ", scale: 9 };
export const VARIANT: DataType = { kind: "VARIANT" };
export const OBJECT: DataType = { kind: "OBJECT" };
export const ARRAY: DataType = { kind: "ARRAY" };

/** A type as DESCRIBE and SHOW COLUMNS write it: `NUMBER(38,0)`, `VARCHAR(16777216)`, `TIMESTAMP_NTZ(9)`. */
export function renderDataType(type: DataType): string {
  switch (type.kind) {
    case "NUMBER":
      return `NUMBER(${type.precision},${type.scale})`;
    case "TEXT":
      return `VARCHAR(${type.length})`;
    case "BINARY":
      return `BINARY(${type.length})`;
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return `${type.kind}(${type.scale})`;
    default:
      return type.kind;
  }
}
