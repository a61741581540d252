import type { Schema } from "../metadata/schema";
import type { Snapshot, TableMetadata } from "../metadata/table-metadata";

/** The table had no such snapshot, or has it no more. */
export class SnapshotNotFoundError extends Error {
  override readonly name = "SnapshotNotFoundError";
}

/** Which state of a table is meant. Default: the current one. */
export interface SnapshotSelection {
  readonly snapshotId?: bigint;
  /** Milliseconds since the epoch: what was current then. Not together with an id. */
  readonly asOfMs?: number;
}

function idAsOf(metadata: TableMetadata, asOfMs: number): bigint {
  const before = metadata["snapshot-log"].filter((entry) => entry["timestamp-ms"] <= asOfMs);
  const last = before.at(-1);
  if (last === undefined) {
    throw new SnapshotNotFoundError(`the table has no snapshot of ${new Date(asOfMs).toISOString()} or before`);
  }
  return last["snapshot-id"];
}

/**
 * Finds the snapshot that is meant; undefined: the table has none yet.
 *
 * @throws SnapshotNotFoundError when one is asked for by id or time, and it is not there (any more)
 */
export function selectSnapshot(metadata: TableMetadata, selection: SnapshotSelection): Snapshot | undefined {
  const { snapshotId, asOfMs } = selection;
  if (snapshotId !== undefined && asOfMs !== undefined) {
    throw new SnapshotNotFoundError("a snapshot is asked for by its id or by a time, not by both");
  }
  const id = asOfMs === undefined ? (snapshotId ?? metadata["current-snapshot-id"]) : idAsOf(metadata, asOfMs);
  if (id === null) return undefined;
  const snapshot = metadata.snapshots.find((each) => each["snapshot-id"] === id);
  if (snapshot === undefined) throw new SnapshotNotFoundError(`the table has no snapshot ${id}, or has it no more`);
  return snapshot;
}

/** The table's current schema; of a snapshot that was asked for, the schema of its time. */
export function selectSchema(
  metadata: TableMetadata,
  snapshot: Snapshot | undefined,
  selection: SnapshotSelection,
): Schema {
  const travels = selection.snapshotId !== undefined || selection.asOfMs !== undefined;
  const id = (travels ? snapshot?.["schema-id"] : undefined) ?? metadata["current-schema-id"];
  const schema = metadata.schemas.find((each) => each["schema-id"] === id);
  if (schema === undefined) throw new SnapshotNotFoundError(`the table has no schema ${id}`);
  return schema;
}
