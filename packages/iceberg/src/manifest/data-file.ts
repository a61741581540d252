import type { PartitionValue } from "../metadata/partition-spec";

/** What a file holds. */
export type FileContent = "data" | "position-deletes" | "equality-deletes";

/** A data or delete file, as manifests describe it. Source: https://iceberg.apache.org/spec/#data-file-fields */
export interface DataFile {
  readonly content: FileContent;
  /** Full URI. */
  readonly filePath: string;
  readonly fileFormat: "parquet" | "avro" | "orc";
  /** The partition spec that `partition` follows, and one value for each of its fields. */
  readonly specId: number;
  readonly partition: readonly PartitionValue[];
  readonly recordCount: number;
  readonly fileSizeBytes: number;
  /** By field id; absent where the writer didn't say. Bounds are in Iceberg's single-value serialization. */
  readonly columnSizes?: ReadonlyMap<number, number>;
  readonly valueCounts?: ReadonlyMap<number, number>;
  readonly nullValueCounts?: ReadonlyMap<number, number>;
  readonly nanValueCounts?: ReadonlyMap<number, number>;
  readonly lowerBounds?: ReadonlyMap<number, Uint8Array>;
  readonly upperBounds?: ReadonlyMap<number, Uint8Array>;
  readonly splitOffsets?: readonly number[];
  /** Of equality deletes: the fields that are compared. */
  readonly equalityIds?: readonly number[];
  readonly sortOrderId?: number;
  /** Of position deletes that concern one data file: its URI. */
  readonly referencedDataFile?: string;
}

/** A line of a manifest. */
export interface ManifestEntry {
  readonly status: "existing" | "added" | "deleted";
  /** Resolved: what is inherited from the manifest is filled in when it is read. */
  readonly snapshotId: bigint;
  readonly sequenceNumber: number;
  readonly fileSequenceNumber: number;
  readonly file: DataFile;
}
