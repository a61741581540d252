import type { PartitionSpec } from "./partition-spec";
import type { Schema } from "./schema";
import type { Snapshot, TableMetadata } from "./table-metadata";

function found<T>(value: T | undefined, what: string, id: number | bigint): T {
  if (value === undefined) throw new Error(`table metadata names ${what} ${id} and does not have it`);
  return value;
}

/** The schema that new rows are written with. */
export function currentSchema(metadata: TableMetadata): Schema {
  const id = metadata["current-schema-id"];
  return found(
    metadata.schemas.find((schema) => schema["schema-id"] === id),
    "schema",
    id,
  );
}

/** A partition spec by its id. */
export function specOf(metadata: TableMetadata, id: number): PartitionSpec {
  return found(
    metadata["partition-specs"].find((spec) => spec["spec-id"] === id),
    "partition spec",
    id,
  );
}

/** The partition spec that new files follow. */
export const defaultSpec = (metadata: TableMetadata): PartitionSpec => specOf(metadata, metadata["default-spec-id"]);

/** undefined: the table has no snapshot yet. */
export function currentSnapshot(metadata: TableMetadata): Snapshot | undefined {
  const id = metadata["current-snapshot-id"];
  return id === null
    ? undefined
    : found(
        metadata.snapshots.find((snapshot) => snapshot["snapshot-id"] === id),
        "snapshot",
        id,
      );
}
