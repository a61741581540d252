import type { PartitionSpec } from "./partition-spec";
import type { Schema } from "./schema";

/** A state of a table. Source: https://iceberg.apache.org/spec/#snapshots */
export interface Snapshot {
  readonly "snapshot-id": bigint;
  readonly "parent-snapshot-id"?: bigint;
  readonly "sequence-number": number;
  /** Milliseconds since the epoch. */
  readonly "timestamp-ms": number;
  /** Where the list of its manifests lies. */
  readonly "manifest-list": string;
  /** `operation` (append, replace, overwrite, delete) and counts, all as text. */
  readonly summary: Readonly<Record<string, string>>;
  readonly "schema-id"?: number;
}

/** A named pointer to a snapshot. */
export interface SnapshotReference {
  readonly "snapshot-id": bigint;
  readonly type: "branch" | "tag";
  readonly "min-snapshots-to-keep"?: number;
  readonly "max-snapshot-age-ms"?: number;
  readonly "max-ref-age-ms"?: number;
}

/**
 * Table metadata of format version 1 or 2, under the names that its JSON has. Snapshot ids are 64 bits wide and therefore bigint.
 * Fields that are not listed here are kept as they were read. Source: https://iceberg.apache.org/spec/#table-metadata-fields
 */
export interface TableMetadata {
  readonly "format-version": 1 | 2;
  readonly "table-uuid": string;
  /** `s3://bucket/path`, without a slash at its end. */
  readonly location: string;
  readonly "last-sequence-number": number;
  /** Milliseconds since the epoch. */
  readonly "last-updated-ms": number;
  readonly "last-column-id": number;
  readonly schemas: readonly Schema[];
  readonly "current-schema-id": number;
  readonly "partition-specs": readonly PartitionSpec[];
  readonly "default-spec-id": number;
  readonly "last-partition-id": number;
  readonly "sort-orders": readonly { readonly "order-id": number; readonly fields: readonly unknown[] }[];
  readonly "default-sort-order-id": number;
  readonly properties: Readonly<Record<string, string>>;
  /** null: the table has no snapshot yet. */
  readonly "current-snapshot-id": bigint | null;
  readonly snapshots: readonly Snapshot[];
  readonly "snapshot-log": readonly { readonly "snapshot-id": bigint; readonly "timestamp-ms": number }[];
  readonly "metadata-log": readonly { readonly "metadata-file": string; readonly "timestamp-ms": number }[];
  readonly refs: Readonly<Record<string, SnapshotReference>>;
}
