import {
  asBoolean,
  asInteger,
  asList,
  asObject,
  asText,
  type JsonObject,
  MetadataError,
  optional,
} from "./json-fields";
import type { PartitionField, PartitionSpec } from "./partition-spec";
import type { IcebergType, NestedField, Schema } from "./schema";

const PRIMITIVE =
  /^(boolean|int|long|float|double|date|time|timestamp|timestamptz|string|uuid|binary|fixed\[\s*\d+\s*\]|decimal\(\s*\d+\s*,\s*\d+\s*\))$/;

/** Ids of partition fields that version 1 left out start here. */
const FIRST_PARTITION_FIELD = 1000;

function parseField(value: unknown, what: string): NestedField {
  const field = asObject(value, what);
  return {
    ...field,
    id: asInteger(field.id, `${what}.id`),
    name: asText(field.name, `${what}.name`),
    required: asBoolean(field.required, `${what}.required`),
    type: parseType(field.type, `${what}.type`),
    ...optional(field, what, "doc", asText),
  };
}

/** Parses a type as table metadata spells it. @throws MetadataError for one that format versions 1 and 2 don't have */
export function parseType(value: unknown, what: string): IcebergType {
  if (typeof value === "string") {
    if (PRIMITIVE.test(value)) return value.replaceAll(/\s/g, "");
    throw new MetadataError(`${what}: '${value}' is not a type of format version 1 or 2`);
  }
  const type = asObject(value, what);
  switch (type.type) {
    case "struct":
      return { ...type, type: "struct", fields: asList(type.fields, `${what}.fields`, parseField) };
    case "list":
      return {
        ...type,
        type: "list",
        "element-id": asInteger(type["element-id"], `${what}.element-id`),
        "element-required": asBoolean(type["element-required"], `${what}.element-required`),
        element: parseType(type.element, `${what}.element`),
      };
    case "map":
      return {
        ...type,
        type: "map",
        "key-id": asInteger(type["key-id"], `${what}.key-id`),
        key: parseType(type.key, `${what}.key`),
        "value-id": asInteger(type["value-id"], `${what}.value-id`),
        "value-required": asBoolean(type["value-required"], `${what}.value-required`),
        value: parseType(type.value, `${what}.value`),
      };
    default:
      throw new MetadataError(`${what}: a type is a name, a struct, a list or a map`);
  }
}

/** Parses one schema. One without an id, of version 1, gets 0. */
export function parseSchema(value: unknown, what: string): Schema {
  const schema = asObject(value, what);
  return {
    ...schema,
    type: "struct",
    fields: asList(schema.fields, `${what}.fields`, parseField),
    "schema-id": schema["schema-id"] === undefined ? 0 : asInteger(schema["schema-id"], `${what}.schema-id`),
    ...optional(schema, what, "identifier-field-ids", (ids, name) => asList(ids, name, asInteger)),
  };
}

/** Parses the fields of a partition spec. Ids that version 1 left out are given in order. */
export function parsePartitionFields(value: unknown, what: string): PartitionField[] {
  let next = FIRST_PARTITION_FIELD;
  return asList(value, what, (item, name) => {
    const field: JsonObject = asObject(item, name);
    const id = field["field-id"] === undefined ? next : asInteger(field["field-id"], `${name}.field-id`);
    next = id + 1;
    return {
      ...field,
      "source-id": asInteger(field["source-id"], `${name}.source-id`),
      "field-id": id,
      name: asText(field.name, `${name}.name`),
      transform: asText(field.transform, `${name}.transform`),
    };
  });
}

/** Parses a partition spec. */
export function parsePartitionSpec(value: unknown, what: string): PartitionSpec {
  const spec = asObject(value, what);
  return {
    ...spec,
    "spec-id": asInteger(spec["spec-id"], `${what}.spec-id`),
    fields: parsePartitionFields(spec.fields, `${what}.fields`),
  };
}
