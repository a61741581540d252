import { decimalOf } from "../metadata/decimal-type";
import type { PartitionField, PartitionSpec, PartitionValue } from "../metadata/partition-spec";
import type { IcebergType, Schema } from "../metadata/schema";
import { parseTransform, transformedType } from "../partition/transform";
import { decodeSingleValue, encodeSingleValue } from "../values/single-value";
import { AvroError } from "./avro-container";
import { type AvroFields, nullable } from "./avro-fields";
import type { AvroField, AvroRecordSchema, AvroSchema } from "./avro-types";

/** How many bytes hold a decimal of so many digits. */
function decimalBytes(precision: number): number {
  const most = 10n ** BigInt(precision) - 1n;
  let bytes = 1;
  while (most >= 2n ** BigInt(8 * bytes - 1)) bytes += 1;
  return bytes;
}

/** A partition value's Avro type. Source: https://iceberg.apache.org/spec/#avro. Named ones are named for the field: a name may be used once. */
function avroOf(type: string, fieldId: number): AvroSchema {
  const decimal = decimalOf(type);
  if (decimal !== undefined) {
    const { precision, scale } = decimal;
    const size = decimalBytes(precision);
    return {
      type: "fixed",
      name: `decimal_${precision}_${scale}_f${fieldId}`,
      size,
      logicalType: "decimal",
      precision,
      scale,
    };
  }
  const fixed = /^fixed\[(\d+)\]$/.exec(type)?.[1];
  if (fixed !== undefined) return { type: "fixed", name: `fixed_${fixed}_f${fieldId}`, size: Number(fixed) };
  switch (type) {
    case "boolean":
    case "int":
    case "long":
    case "float":
    case "double":
    case "string":
      return type;
    case "binary":
      return "bytes";
    case "date":
      return { type: "int", logicalType: "date" };
    case "time":
      return { type: "long", logicalType: "time-micros" };
    case "timestamp":
      return { type: "long", logicalType: "timestamp-micros", "adjust-to-utc": false };
    case "timestamptz":
      return { type: "long", logicalType: "timestamp-micros", "adjust-to-utc": true };
    case "uuid":
      return { type: "fixed", name: `uuid_f${fieldId}`, size: 16, logicalType: "uuid" };
    default:
      throw new AvroError(`can't hold a partition value of type ${type}`);
  }
}

/** A name that Avro accepts, and the one that other writers make of the same name. */
export function avroName(name: string): string {
  const letters = [...name].map((letter, index) => {
    if (/[A-Za-z_]/.test(letter)) return letter;
    if (/[0-9]/.test(letter)) return index === 0 ? `_${letter}` : letter;
    return [...Array(letter.length).keys()]
      .map((at) => `_x${letter.charCodeAt(at).toString(16).toUpperCase()}`)
      .join("");
  });
  return letters.join("") || "_";
}

/** One field of a partition, with what is needed to write its values. */
export interface PartitionColumn {
  readonly field: PartitionField;
  /** Of the transform's results. */
  readonly type: string;
  /** In Avro records. */
  readonly name: string;
}

function sourceType(field: PartitionField, schemas: readonly Schema[]): IcebergType {
  for (const schema of schemas) {
    const found = findField(schema, field["source-id"]);
    if (found !== undefined) return found;
  }
  throw new AvroError(`can't hold partition field ${field.name}: no schema has its column ${field["source-id"]}`);
}

function findField(type: IcebergType, id: number): IcebergType | undefined {
  if (typeof type === "string" || type.type !== "struct") return undefined;
  for (const field of type.fields) {
    const found = field.id === id ? field.type : findField(field.type, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A spec's fields with the types of their values. Columns are looked up in the schemas, the first that has one counts. */
export function partitionColumns(spec: PartitionSpec, schemas: readonly Schema[]): readonly PartitionColumn[] {
  const taken = new Set<string>();
  return spec.fields.map((field) => {
    let name = avroName(field.name);
    // Two names may become one.
    if (taken.has(name)) name = `${name}_f${field["field-id"]}`;
    taken.add(name);
    return { field, type: transformedType(parseTransform(field.transform), sourceType(field, schemas)), name };
  });
}

/** The record of partition values: struct 102 of a data file. */
export function partitionRecord(columns: readonly PartitionColumn[]): AvroRecordSchema {
  const fields: AvroField[] = columns.map(({ field, type, name }) => {
    const avro = nullable(field["field-id"], name, avroOf(type, field["field-id"]));
    return name === field.name ? avro : { ...avro, "iceberg-field-name": field.name };
  });
  return { type: "record", name: "r102", fields };
}

function toAvro(value: PartitionValue, type: string): unknown {
  const decimal = decimalOf(type);
  if (value === null) return null;
  if (decimal !== undefined) {
    const bytes = encodeSingleValue(value, type);
    const wide = Buffer.alloc(decimalBytes(decimal.precision), (bytes[0] ?? 0) & 0x80 ? 0xff : 0);
    wide.set(bytes, wide.length - bytes.length);
    return wide;
  }
  if (["long", "time", "timestamp", "timestamptz"].includes(type) && typeof value === "number") return BigInt(value);
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}

/** A partition tuple as a record of {@link partitionRecord}. */
export function partitionToAvro(
  columns: readonly PartitionColumn[],
  values: readonly PartitionValue[],
): Record<string, unknown> {
  if (values.length !== columns.length) {
    throw new AvroError(`can't hold ${values.length} partition values: the spec has ${columns.length} fields`);
  }
  return Object.fromEntries(columns.map(({ name, type }, index) => [name, toAvro(values[index] ?? null, type)]));
}

function fromAvro(value: unknown, schema: unknown, what: string): PartitionValue {
  if (value === undefined || value === null) return null;
  if (value instanceof Uint8Array) {
    const logical =
      typeof schema === "object" && schema !== null && "logicalType" in schema ? schema.logicalType : undefined;
    return logical === "decimal" ? decodeSingleValue(value, "decimal(38,0)") : new Uint8Array(value);
  }
  if (["boolean", "number", "bigint", "string"].includes(typeof value)) {
    if (
      typeof value === "boolean" ||
      typeof value === "number" ||
      typeof value === "bigint" ||
      typeof value === "string"
    )
      return value;
  }
  throw new AvroError(`has a partition value of an unknown kind in ${what}`);
}

/** Partition values in the order of the field ids; null where the record has no such field. */
export function partitionFromAvro(
  fields: AvroFields,
  record: unknown,
  ids: readonly number[],
): readonly PartitionValue[] {
  return ids.map((id) => fromAvro(fields.get(record, id), fields.schemaOf(id), `field ${id}`));
}
