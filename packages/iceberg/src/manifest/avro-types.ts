import { Type, types } from "avsc";

/** A field of an Avro record, as Iceberg writes one: with its id. */
export interface AvroField {
  readonly name: string;
  readonly type: AvroSchema;
  readonly "field-id": number;
  readonly default?: null;
  readonly doc?: string;
  /** The name before it was made fit for Avro. */
  readonly "iceberg-field-name"?: string;
}

/** A record of Iceberg's. */
export interface AvroRecordSchema {
  readonly type: "record";
  readonly name: string;
  readonly fields: readonly AvroField[];
}

/** A list; with the logical type map, one of records of key and value. */
export interface AvroArraySchema {
  readonly type: "array";
  readonly items: AvroSchema;
  readonly "element-id"?: number;
  readonly logicalType?: "map";
}

/** A simple type with a meaning. */
export interface AvroLogicalSchema {
  readonly type: "int" | "long" | "bytes";
  readonly logicalType: string;
  readonly "adjust-to-utc"?: boolean;
  readonly precision?: number;
  readonly scale?: number;
}

/** So many bytes. */
export interface AvroFixedSchema {
  readonly type: "fixed";
  readonly name: string;
  readonly size: number;
  readonly logicalType?: string;
  readonly precision?: number;
  readonly scale?: number;
}

/** The Avro schemas that manifests are made of. */
export type AvroSchema =
  | "null"
  | "boolean"
  | "int"
  | "long"
  | "float"
  | "double"
  | "bytes"
  | "string"
  | readonly AvroSchema[]
  | AvroRecordSchema
  | AvroArraySchema
  | AvroLogicalSchema
  | AvroFixedSchema;

/** 64 bits without loss. */
const LONG = types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (left: bigint, right: bigint) => (left < right ? -1 : Number(left > right)),
});

function isLong(schema: unknown): boolean {
  return (
    schema === "long" || (typeof schema === "object" && schema !== null && "type" in schema && schema.type === "long")
  );
}

/** An entry of a map by field id. Its counts are many, and far from 2^53: they are numbers, which is several times faster. */
function isMapEntry(
  schema: unknown,
): schema is { readonly type: "record"; readonly name: string; readonly fields: never[] } {
  return (
    typeof schema === "object" &&
    schema !== null &&
    "name" in schema &&
    typeof schema.name === "string" &&
    /^k\d+_v\d+$/.test(schema.name)
  );
}

function typeFor(schema: unknown): Type | undefined {
  if (isLong(schema)) return LONG;
  return isMapEntry(schema) ? Type.forSchema(schema, { omitRecordMethods: true }) : undefined;
}

const MOST_KEPT = 200;
const compiled = new Map<string, Type>();

/** The codec of a schema, given as its JSON. Longs are bigint, but for those in maps by field id. Compiling takes a while, so that those of late are kept. */
export function avroType(schema: string): Type {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const type = Type.forSchema(JSON.parse(schema), {
    typeHook: typeFor,
    omitRecordMethods: true,
  });
  for (const [oldest] of compiled) {
    if (compiled.size < MOST_KEPT) break;
    compiled.delete(oldest);
  }
  compiled.set(schema, type);
  return type;
}
