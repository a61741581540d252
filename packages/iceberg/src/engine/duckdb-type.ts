import type { IcebergType } from "../metadata/schema";
import { quoteIdentifier } from "./sql-text";

const PRIMITIVES: Readonly<Record<string, string>> = {
  boolean: "BOOLEAN",
  int: "INTEGER",
  long: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  date: "DATE",
  time: "TIME",
  timestamp: "TIMESTAMP",
  timestamptz: "TIMESTAMPTZ",
  string: "VARCHAR",
  uuid: "UUID",
  binary: "BLOB",
};

/** A column has a type that this library does not write. */
export class UnsupportedTypeError extends Error {
  override readonly name = "UnsupportedTypeError";
  constructor(
    readonly type: string,
    reason = "is not a type of Iceberg format version 2",
  ) {
    super(`type ${type} ${reason}`);
  }
}

/**
 * The DuckDB type whose Parquet form is the one that Iceberg asks for.
 *
 * @throws UnsupportedTypeError for types of version 3, and for `fixed[n]`, which DuckDB can't write as fixed-length bytes
 */
export function duckdbType(type: IcebergType): string {
  if (typeof type !== "string") {
    if (type.type === "struct") {
      const fields = type.fields.map((field) => `${quoteIdentifier(field.name)} ${duckdbType(field.type)}`);
      return `STRUCT(${fields.join(", ")})`;
    }
    if (type.type === "list") return `${duckdbType(type.element)}[]`;
    return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
  }
  const decimal = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(type);
  if (decimal) return `DECIMAL(${decimal[1]}, ${decimal[2]})`;
  if (type.startsWith("fixed["))
    throw new UnsupportedTypeError(type, "can't be written: the Parquet writer has no fixed-length bytes");
  const primitive = Object.hasOwn(PRIMITIVES, type) ? PRIMITIVES[type] : undefined;
  if (primitive === undefined) throw new UnsupportedTypeError(type);
  return primitive;
}
