import type { NewTable } from "../../catalog/catalog";
import { fieldOfId } from "../../metadata/fields";
import type { IcebergType } from "../../metadata/schema";
import type { TableMetadata } from "../../metadata/table-metadata";
import { parseTransform, transformedType } from "../../partition/transform";
import { IllegalChangeError } from "../errors";

/** Ids of partition fields start at 1000. */
const FIRST_PARTITION_ID = 1000;

function idsOf(type: IcebergType): readonly number[] {
  if (typeof type === "string") return [];
  if (type.type === "struct") return type.fields.flatMap((field) => [field.id, ...idsOf(field.type)]);
  if (type.type === "list") return [type["element-id"], ...idsOf(type.element)];
  return [type["key-id"], type["value-id"], ...idsOf(type.key), ...idsOf(type.value)];
}

/** The highest field id in a schema or type; 0 for none. @throws IllegalChangeError when an id is there twice, or is none */
export function highestFieldId(type: IcebergType): number {
  const ids = idsOf(type);
  const seen = new Set<number>();
  for (const id of ids) {
    if (!Number.isInteger(id) || id < 1) throw new IllegalChangeError(`field id ${id} is no whole number above 0`);
    if (seen.has(id)) throw new IllegalChangeError(`field id ${id} is there twice`);
    seen.add(id);
  }
  return ids.reduce((highest, id) => Math.max(highest, id), 0);
}

function assertSpecFits(table: NewTable): void {
  const names = new Set<string>();
  for (const field of table.partitionSpec?.fields ?? []) {
    const type = fieldOfId(table.schema, field["source-id"])?.type;
    if (type === undefined)
      throw new IllegalChangeError(`partition field ${field.name} has no column: field ${field["source-id"]}`);
    transformedType(parseTransform(field.transform), type);
    if (names.has(field.name)) throw new IllegalChangeError(`two partition fields are named ${field.name}`);
    names.add(field.name);
  }
}

/**
 * Metadata of a table without snapshots, format version 2.
 *
 * @param now milliseconds since the epoch
 * @throws IllegalChangeError; UnsupportedTransformError
 */
export function newTableMetadata(table: NewTable, uuid: string, now: number): TableMetadata {
  assertSpecFits(table);
  const spec = table.partitionSpec ?? { "spec-id": 0, fields: [] };
  const partitionIds = spec.fields.map((field) => field["field-id"]);
  return {
    "format-version": 2,
    "table-uuid": uuid,
    location: table.location.replace(/\/+$/, ""),
    "last-sequence-number": 0,
    "last-updated-ms": now,
    "last-column-id": highestFieldId(table.schema),
    schemas: [table.schema],
    "current-schema-id": table.schema["schema-id"],
    "partition-specs": [spec],
    "default-spec-id": spec["spec-id"],
    "last-partition-id": Math.max(FIRST_PARTITION_ID - 1, ...partitionIds),
    "sort-orders": [{ "order-id": 0, fields: [] }],
    "default-sort-order-id": 0,
    properties: table.properties ?? {},
    "current-snapshot-id": null,
    snapshots: [],
    "snapshot-log": [],
    "metadata-log": [],
    refs: {},
  };
}
