import { duckdbType } from "../engine/duckdb-type";
import { quoteIdentifier } from "../engine/sql-text";
import type { IcebergType } from "../metadata/schema";

/**
 * The DuckDB type that a column has when it is read. Unlike a written one it may be `fixed[n]`: a BLOB.
 *
 * @throws UnsupportedTypeError
 */
export function scannedType(type: IcebergType): string {
  if (typeof type === "string") return type.startsWith("fixed[") ? "BLOB" : duckdbType(type);
  if (type.type === "list") return `${scannedType(type.element)}[]`;
  if (type.type === "map") return `MAP(${scannedType(type.key)}, ${scannedType(type.value)})`;
  return `STRUCT(${type.fields.map((field) => `${quoteIdentifier(field.name)} ${scannedType(field.type)}`).join(", ")})`;
}
