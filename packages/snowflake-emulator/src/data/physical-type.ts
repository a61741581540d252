import type { ObjectId } from "../objects/snowflake-object";
import type { DataType } from "../types/data-type";

/** The DuckDB type that values of a Snowflake type are kept in; see docs/data.md. */
export function physicalType(type: DataType): string {
  switch (type.kind) {
    case "NUMBER":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "FLOAT":
      return "DOUBLE";
    case "TEXT":
      return "VARCHAR";
    case "BINARY":
      return "BLOB";
    case "TIMESTAMP_NTZ":
      return "TIMESTAMP";
    case "TIMESTAMP_LTZ":
      return "TIMESTAMPTZ";
    case "TIMESTAMP_TZ":
      return 'STRUCT(utc TIMESTAMP, "offset" SMALLINT)';
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return "JSON";
    default:
      return type.kind;
  }
}

/** The DuckDB table that holds the rows of the table with this id. */
export function physicalTable(id: ObjectId): string {
  return `t_${id}`;
}

/** The DuckDB sequence of its AUTOINCREMENT column. */
export function physicalSequence(id: ObjectId): string {
  return `s_${id}`;
}

/** The object whose rows a DuckDB table holds; undefined for a table of another kind. */
export function objectOfTable(name: string): ObjectId | undefined {
  const digits = /^t_(\d+)$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A name as DuckDB reads it exactly. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal of DuckDB's. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
