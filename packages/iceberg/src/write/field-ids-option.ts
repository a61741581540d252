import { textLiteral } from "../engine/sql-text";
import type { IcebergType, Schema } from "../metadata/schema";

const entry = (name: string, id: number, type: IcebergType): string => `${textLiteral(name)}: ${ids(id, type)}`;

function ids(id: number, type: IcebergType): string {
  if (typeof type === "string") return String(id);
  return `{__duckdb_field_id: ${id}, ${children(type).join(", ")}}`;
}

function children(type: Exclude<IcebergType, string>): readonly string[] {
  if (type.type === "struct") return type.fields.map((field) => entry(field.name, field.id, field.type));
  if (type.type === "list") return [entry("element", type["element-id"], type.element)];
  return [entry("key", type["key-id"], type.key), entry("value", type["value-id"], type.value)];
}

/** The FIELD_IDS option of DuckDB's COPY: each field's id, nested ones too. Source: https://duckdb.org/docs/current/data/parquet/tips */
export const fieldIdsOption = (schema: Schema): string => `{${children(schema).join(", ")}}`;
