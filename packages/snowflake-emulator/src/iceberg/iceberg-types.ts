import type { IcebergType } from "@twinberg/iceberg";
import { notEmulated } from "../errors";
import { ARRAY, BOOLEAN, DATE, type DataType, FLOAT, OBJECT, renderDataType } from "../types/data-type";

/** D: Data types for Apache Iceberg tables: the longest VARCHAR and BINARY. */
const LONGEST_TEXT = 134_217_728;
const LONGEST_BINARY = 67_108_864;
const UUID_BYTES = 16;

const PRIMITIVES: Readonly<Record<string, DataType>> = {
  boolean: BOOLEAN,
  int: { kind: "NUMBER", precision: 10, scale: 0 },
  long: { kind: "NUMBER", precision: 19, scale: 0 },
  float: FLOAT,
  double: FLOAT,
  date: DATE,
  time: { kind: "TIME", scale: 6 },
  timestamp: { kind: "TIMESTAMP_NTZ", scale: 6 },
  timestamptz: { kind: "TIMESTAMP_LTZ", scale: 6 },
  string: { kind: "TEXT", length: LONGEST_TEXT },
  uuid: { kind: "BINARY", length: UUID_BYTES },
  binary: { kind: "BINARY", length: LONGEST_BINARY },
};

/**
 * The type that Snowflake reads a value of Iceberg's as; nested types are read as OBJECT and ARRAY.
 * Throws 000002 for one that no format version 2 has. D: Data types for Apache Iceberg tables.
 */
export function snowflakeType(type: IcebergType): DataType {
  if (typeof type !== "string") return type.type === "list" ? ARRAY : OBJECT;
  const known = PRIMITIVES[type];
  if (known !== undefined) return known;
  const [, precision, scale] = /^decimal\((\d+),\s*(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined) return { kind: "NUMBER", precision: Number(precision), scale: Number(scale) };
  const length = /^fixed\[(\d+)\]$/.exec(type)?.[1];
  if (length !== undefined) return { kind: "BINARY", length: Number(length) };
  throw notEmulated(`columns of Iceberg type ${type}`);
}

/** A type as DESCRIBE writes it, structured ones with what is in them (D: Structured data types). */
export function describeType(type: IcebergType): string {
  if (typeof type === "string") return renderDataType(snowflakeType(type));
  const nested = (inner: IcebergType, required: boolean) => `${describeType(inner)}${required ? " NOT NULL" : ""}`;
  switch (type.type) {
    case "struct":
      return `OBJECT(${type.fields.map((field) => `${field.name} ${nested(field.type, field.required)}`).join(", ")})`;
    case "list":
      return `ARRAY(${nested(type.element, type["element-required"])})`;
    case "map":
      return `MAP(${describeType(type.key)}, ${nested(type.value, type["value-required"])})`;
  }
}

/** A type of Iceberg's as DESCRIBE ICEBERG TABLE writes it in "source iceberg type": primitive ones in upper case (O). */
export function icebergTypeText(type: IcebergType): string {
  if (typeof type === "string") return type.toUpperCase().replace(/,\s*/, ", ");
  switch (type.type) {
    case "struct": {
      const fields = type.fields.map(
        ({ id, name, required, type: inner }) =>
          `${id}: ${name}: ${required ? "required" : "optional"} ${icebergTypeText(inner)}`,
      );
      return `struct<${fields.join(", ")}>`;
    }
    case "list":
      return `list<${icebergTypeText(type.element)}>`;
    case "map":
      return `map<${icebergTypeText(type.key)}, ${icebergTypeText(type.value)}>`;
  }
}
