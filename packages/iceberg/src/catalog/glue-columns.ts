import type { Column } from "@aws-sdk/client-glue";
import type { IcebergType, NestedField } from "../metadata/schema";
import type { TableMetadata } from "../metadata/table-metadata";

const PRIMITIVES: Readonly<Record<string, string>> = {
  long: "bigint",
  time: "string",
  timestamptz: "timestamp",
  uuid: "string",
};

/** A type as Hive and Glue write it. */
export function glueType(type: IcebergType): string {
  if (typeof type === "string") {
    if (type.startsWith("fixed[")) return "binary";
    return Object.hasOwn(PRIMITIVES, type) ? (PRIMITIVES[type] ?? type) : type.replaceAll(" ", "");
  }
  if (type.type === "list") return `array<${glueType(type.element)}>`;
  if (type.type === "map") return `map<${glueType(type.key)},${glueType(type.value)}>`;
  return `struct<${type.fields.map((field) => `${field.name}:${glueType(field.type)}`).join(",")}>`;
}

/** Glue takes no longer comments. */
const LONGEST_COMMENT = 255;

function column(field: NestedField, current: boolean): Column {
  return {
    Name: field.name,
    Type: glueType(field.type),
    ...(field.doc === undefined ? {} : { Comment: field.doc.slice(0, LONGEST_COMMENT) }),
    Parameters: {
      "iceberg.field.id": String(field.id),
      "iceberg.field.optional": String(!field.required),
      "iceberg.field.current": String(current),
    },
  };
}

/**
 * What Glue shows of a table: its current columns, and those of earlier schemas that it has no more, marked as such.
 * As Iceberg's Java library and pyiceberg do.
 */
export function glueColumns(metadata: TableMetadata): Column[] {
  const currentId = metadata["current-schema-id"];
  const current = metadata.schemas.filter((schema) => schema["schema-id"] === currentId);
  const earlier = metadata.schemas.filter((schema) => schema["schema-id"] !== currentId);
  const columns = new Map<string, Column>();
  for (const schema of [...current, ...earlier]) {
    for (const field of schema.fields) {
      if (!columns.has(field.name)) columns.set(field.name, column(field, schema["schema-id"] === currentId));
    }
  }
  return [...columns.values()];
}
