import type { Snapshot, TableMetadata } from "../../metadata/table-metadata";
import { IllegalChangeError } from "../errors";

/** The branch that readers follow. */
export const MAIN = "main";

/** A new state of a table; what follows from the state before is filled in. */
export interface NewSnapshot {
  readonly snapshotId: bigint;
  readonly manifestList: string;
  readonly summary: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, now. Time never runs backwards in a table: an earlier one becomes that of its last change. */
  readonly now: number;
}

/** The sequence number of a table's next snapshot. */
export const nextSequenceNumber = (metadata: TableMetadata): number => metadata["last-sequence-number"] + 1;

/** @throws IllegalChangeError for a table of format version 1 */
export function assertWritable(metadata: TableMetadata): void {
  if (metadata["format-version"] === 2) return;
  throw new IllegalChangeError("the table is of format version 1; this library writes to version 2 only");
}

/**
 * Metadata in which a snapshot follows the current one and is what readers of `main` see.
 *
 * @throws IllegalChangeError for a table of format version 1, and for a snapshot id that the table has
 */
export function addSnapshot(metadata: TableMetadata, added: NewSnapshot): TableMetadata {
  assertWritable(metadata);
  if (metadata.snapshots.some((each) => each["snapshot-id"] === added.snapshotId)) {
    throw new IllegalChangeError(`the table has a snapshot ${added.snapshotId} already`);
  }
  const parent = metadata["current-snapshot-id"];
  const timestamp = Math.max(added.now, metadata["last-updated-ms"]);
  const snapshot: Snapshot = {
    "snapshot-id": added.snapshotId,
    ...(parent === null ? {} : { "parent-snapshot-id": parent }),
    "sequence-number": nextSequenceNumber(metadata),
    "timestamp-ms": timestamp,
    "manifest-list": added.manifestList,
    summary: added.summary,
    "schema-id": metadata["current-schema-id"],
  };
  return {
    ...metadata,
    "last-sequence-number": snapshot["sequence-number"],
    "last-updated-ms": timestamp,
    "current-snapshot-id": added.snapshotId,
    snapshots: [...metadata.snapshots, snapshot],
    "snapshot-log": [...metadata["snapshot-log"], { "snapshot-id": added.snapshotId, "timestamp-ms": timestamp }],
    refs: { ...metadata.refs, [MAIN]: { ...metadata.refs[MAIN], "snapshot-id": added.snapshotId, type: "branch" } },
  };
}
