import type { Engine } from "../engine/engine";
import { quoteIdentifier, textLiteral } from "../engine/sql-text";
import type { PartitionSpec, PartitionValue } from "../metadata/partition-spec";
import type { IcebergType, Schema } from "../metadata/schema";
import { decodePartitionKey } from "../partition/partition-key";
import { parseTransform, transformedType, UnsupportedTransformError } from "../partition/transform";
import { partitionKeySql, partitionValueSql } from "../partition/transform-sql";
import type { LocalParquetFile } from "./local-parquet-files";

/** How rows are parted by one partition field. */
export interface PartitionKey {
  /** Place in the spec. */
  readonly index: number;
  /** Name of the key's column while rows are written. */
  readonly column: string;
  /** Key and value as expressions over the table's columns. */
  readonly keySql: string;
  readonly valueSql: string;
  /** Of the value. */
  readonly type: string;
}

interface Source {
  readonly sql: string;
  readonly type: IcebergType;
}

/** Partition fields may come from fields of structs, never from within lists and maps. */
function sources(fields: Schema["fields"], prefix: string): ReadonlyMap<number, Source> {
  const found = new Map<number, Source>();
  for (const field of fields) {
    const sql = `${prefix}${quoteIdentifier(field.name)}`;
    found.set(field.id, { sql, type: field.type });
    if (typeof field.type !== "string" && field.type.type === "struct") {
      for (const [id, source] of sources(field.type.fields, `${sql}.`)) found.set(id, source);
    }
  }
  return found;
}

function freeName(schema: Schema, index: number): string {
  const names = new Set(schema.fields.map((field) => field.name.toLowerCase()));
  let name = `partition key ${index}`;
  while (names.has(name)) name += "'";
  return name;
}

/** The keys of a spec's fields, those without any (`void`) left out. @throws UnsupportedTransformError */
export function partitionKeys(spec: PartitionSpec, schema: Schema): readonly PartitionKey[] {
  const known = sources(schema.fields, "");
  return spec.fields.flatMap((field, index) => {
    const transform = parseTransform(field.transform);
    if (transform.kind === "void") return [];
    const source = known.get(field["source-id"]);
    if (source === undefined || typeof source.type !== "string") {
      throw new UnsupportedTransformError(
        `partition field ${field.name} has no column of a primitive type: field ${field["source-id"]}`,
      );
    }
    return [
      {
        index,
        column: freeName(schema, index),
        keySql: partitionKeySql(transform, source.sql, source.type),
        valueSql: partitionValueSql(transform, source.sql, source.type),
        type: transformedType(transform, source.type),
      },
    ];
  });
}

async function valueInFile(engine: Engine, key: PartitionKey, file: LocalParquetFile): Promise<PartitionValue> {
  const [row] = await engine.rows(
    `SELECT ${key.valueSql} AS value FROM read_parquet(${textLiteral(file.path)}) LIMIT 1`,
  );
  const value = row?.value;
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "bytes" in value && value.bytes instanceof Uint8Array)
    return value.bytes;
  throw new Error(`${file.path} has no value for its partition`);
}

/** One value for each field of the spec: what all rows of the file have in common. */
export async function partitionOf(
  engine: Engine,
  spec: PartitionSpec,
  keys: readonly PartitionKey[],
  file: LocalParquetFile,
): Promise<readonly PartitionValue[]> {
  const values: PartitionValue[] = spec.fields.map(() => null);
  for (const key of keys) {
    const decoded = decodePartitionKey(file.keys.get(key.column) ?? null, key.type);
    values[key.index] = decoded === undefined ? await valueInFile(engine, key, file) : decoded;
  }
  return values;
}
