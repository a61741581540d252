import { AvroError } from "./avro-container";
import type { AvroField, AvroRecordSchema, AvroSchema } from "./avro-types";

/** Which name a record has for which field id: names differ between writers and versions, ids don't. */
export class AvroFields {
  readonly #names = new Map<number, string>();
  readonly #schemas = new Map<number, unknown>();

  /** @param schema a record's, parsed from JSON */
  constructor(schema: unknown) {
    for (const field of fieldsOf(schema)) {
      if (!isField(field)) continue;
      this.#names.set(field["field-id"], field.name);
      this.#schemas.set(field["field-id"], field.type);
    }
  }

  /** In the schema's order. */
  get ids(): readonly number[] {
    return [...this.#names.keys()];
  }

  /** A field's value in a record; undefined when the schema has no such field, or the value is null. */
  get(record: unknown, id: number): unknown {
    const name = this.#names.get(id);
    if (name === undefined || typeof record !== "object" || record === null) return undefined;
    const value: unknown = Reflect.get(record, name);
    return value === null ? undefined : value;
  }

  /** The schema of a field; of an optional one, that of its value. */
  schemaOf(id: number): unknown {
    const schema = this.#schemas.get(id);
    return Array.isArray(schema) ? schema.find((branch) => branch !== "null") : schema;
  }
}

function fieldsOf(schema: unknown): readonly unknown[] {
  if (typeof schema === "object" && schema !== null && "fields" in schema && Array.isArray(schema.fields)) {
    return schema.fields;
  }
  throw new AvroError("has a schema that is no record");
}

function isField(
  field: unknown,
): field is { readonly name: string; readonly type: unknown; readonly "field-id": number } {
  return (
    typeof field === "object" &&
    field !== null &&
    "name" in field &&
    typeof field.name === "string" &&
    "field-id" in field &&
    typeof field["field-id"] === "number"
  );
}

/** A required field. */
export function required(id: number, name: string, type: AvroSchema): AvroField {
  return { name, type, "field-id": id };
}

/** A field that may be null. */
export function nullable(id: number, name: string, type: AvroSchema): AvroField {
  return { name, type: ["null", type], default: null, "field-id": id };
}

/** Values by an integer key: Avro's own maps know text keys only. */
export function mapOf(key: number, value: number, type: AvroSchema): AvroSchema {
  const entry: AvroRecordSchema = {
    type: "record",
    name: `k${key}_v${value}`,
    fields: [required(key, "key", "int"), required(value, "value", type)],
  };
  return { type: "array", logicalType: "map", items: entry };
}

/** A list. */
export function listOf(id: number, items: AvroSchema): AvroSchema {
  return { type: "array", items, "element-id": id };
}

/** Text, or a refusal that names the field. */
export function textOf(value: unknown, what: string): string {
  if (typeof value !== "string") throw new AvroError(`has no ${what}`);
  return value;
}

/** A 64-bit integer. */
export function longOf(value: unknown, what: string): bigint {
  if (typeof value !== "bigint") throw new AvroError(`has no ${what}`);
  return value;
}

/** An integer that a number holds without loss. */
export function integerOf(value: unknown, what: string): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number))
    throw new AvroError(`has no ${what}, or one beyond 2^53`);
  return number;
}

/** Bytes. */
export function bytesOf(value: unknown, what: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new AvroError(`has no ${what}`);
  return value;
}
