import { quoteIdentifier } from "../engine/sql-text";
import type { IcebergType, StructType } from "../metadata/schema";
import type { ParquetField } from "../parquet/parquet-schema";
import { scannedType } from "./scanned-type";

/** A file's column has another nesting than the table's. */
export class ColumnShapeError extends Error {
  override readonly name = "ColumnShapeError";
}

function mismatch(type: IcebergType, found: ParquetField): ColumnShapeError {
  const wanted = typeof type === "string" ? type : type.type;
  return new ColumnShapeError(`field ${found.name} of a data file is a ${found.shape.kind}; the table has a ${wanted}`);
}

/** What a struct's fields are read from; undefined: the file has no such field. */
function matched(type: StructType, found: readonly ParquetField[]) {
  return type.fields.map((field) => ({ field, from: found.find(({ fieldId }) => fieldId === field.id) }));
}

/**
 * The type to read a file's column with: the names are the file's, the values' types the table's. Fields that the table
 * doesn't have (any more) are left out.
 */
export function typeInFile(type: IcebergType, found: ParquetField): string {
  const { shape } = found;
  if (typeof type === "string") {
    if (shape.kind !== "value") throw mismatch(type, found);
    return scannedType(type);
  }
  if (type.type === "list" && shape.kind === "list") return `${typeInFile(type.element, shape.element)}[]`;
  if (type.type === "map" && shape.kind === "map") {
    return `MAP(${typeInFile(type.key, shape.key)}, ${typeInFile(type.value, shape.value)})`;
  }
  if (type.type !== "struct" || shape.kind !== "struct") throw mismatch(type, found);
  const fields = matched(type, shape.fields).flatMap(({ field, from }) =>
    from === undefined ? [] : [`${quoteIdentifier(from.name)} ${typeInFile(field.type, from)}`],
  );
  // With none of its fields left, whether a struct is null is still told by any of those that it had.
  const [any] = shape.fields;
  if (fields.length === 0 && any !== undefined) fields.push(`${quoteIdentifier(any.name)} VARCHAR`);
  return `STRUCT(${fields.join(", ")})`;
}

/** Whether the file's names, below the column's own, are the table's. */
function sameNames(type: IcebergType, { shape }: ParquetField): boolean {
  if (typeof type === "string") return true;
  if (type.type === "list") return shape.kind === "list" && sameNames(type.element, shape.element);
  if (type.type === "map") {
    return shape.kind === "map" && sameNames(type.key, shape.key) && sameNames(type.value, shape.value);
  }
  if (shape.kind !== "struct") return false;
  const fields = matched(type, shape.fields);
  return fields.every(({ field, from }) => from?.name === field.name && sameNames(field.type, from));
}

function rebuilt(value: string, type: IcebergType, found: ParquetField, depth: number, cast: boolean): string {
  const { shape } = found;
  if (typeof type === "string") {
    if (shape.kind !== "value") throw mismatch(type, found);
    return cast ? `CAST(${value} AS ${scannedType(type)})` : value;
  }
  const item = `e${depth}`;
  if (type.type === "list" && shape.kind === "list") {
    return `list_transform(${value}, lambda ${item}: ${rebuilt(item, type.element, shape.element, depth + 1, cast)})`;
  }
  if (type.type === "map" && shape.kind === "map") {
    const key = rebuilt(`${item}."key"`, type.key, shape.key, depth + 1, cast);
    const mapped = rebuilt(`${item}."value"`, type.value, shape.value, depth + 1, cast);
    const entry = `struct_pack("key" := ${key}, "value" := ${mapped})`;
    return `map_from_entries(list_transform(map_entries(${value}), lambda ${item}: ${entry}))`;
  }
  if (type.type !== "struct" || shape.kind !== "struct") throw mismatch(type, found);
  const fields = matched(type, shape.fields).map(({ field, from }) => {
    const inner =
      from === undefined
        ? `NULL::${scannedType(field.type)}`
        : rebuilt(`(${value}).${quoteIdentifier(from.name)}`, field.type, from, depth, cast);
    return `${quoteIdentifier(field.name)} := ${inner}`;
  });
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
}

/** The table's value of a column that was read with {@link typeInFile}: nested fields under their names of now, absent ones null. */
export function columnValue(column: string, type: IcebergType, found: ParquetField): string {
  return sameNames(type, found) ? column : rebuilt(column, type, found, 0, false);
}

/** The same for a column that was read with the type that the file has. */
export function castColumnValue(column: string, type: IcebergType, found: ParquetField): string {
  return rebuilt(column, type, found, 0, true);
}
