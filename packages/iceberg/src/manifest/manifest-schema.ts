import { listOf, mapOf, nullable, required } from "./avro-fields";
import type { AvroRecordSchema } from "./avro-types";

/** Field ids of a manifest entry. Source: https://iceberg.apache.org/spec/#manifests */
export const ENTRY = { status: 0, snapshotId: 1, dataFile: 2, sequenceNumber: 3, fileSequenceNumber: 4 } as const;

/** Field ids of a data file. Source: https://iceberg.apache.org/spec/#data-file-fields */
export const FILE = {
  content: 134,
  filePath: 100,
  fileFormat: 101,
  partition: 102,
  recordCount: 103,
  fileSizeBytes: 104,
  columnSizes: 108,
  valueCounts: 109,
  nullValueCounts: 110,
  nanValueCounts: 137,
  lowerBounds: 125,
  upperBounds: 128,
  splitOffsets: 132,
  equalityIds: 135,
  sortOrderId: 140,
  referencedDataFile: 143,
} as const;

/** The Avro schema of manifest entries in version 2. */
export function manifestEntrySchema(partition: AvroRecordSchema): AvroRecordSchema {
  const dataFile: AvroRecordSchema = {
    type: "record",
    name: "r2",
    fields: [
      required(FILE.content, "content", "int"),
      required(FILE.filePath, "file_path", "string"),
      required(FILE.fileFormat, "file_format", "string"),
      required(FILE.partition, "partition", partition),
      required(FILE.recordCount, "record_count", "long"),
      required(FILE.fileSizeBytes, "file_size_in_bytes", "long"),
      nullable(FILE.columnSizes, "column_sizes", mapOf(117, 118, "long")),
      nullable(FILE.valueCounts, "value_counts", mapOf(119, 120, "long")),
      nullable(FILE.nullValueCounts, "null_value_counts", mapOf(121, 122, "long")),
      nullable(FILE.nanValueCounts, "nan_value_counts", mapOf(138, 139, "long")),
      nullable(FILE.lowerBounds, "lower_bounds", mapOf(126, 127, "bytes")),
      nullable(FILE.upperBounds, "upper_bounds", mapOf(129, 130, "bytes")),
      nullable(FILE.splitOffsets, "split_offsets", listOf(133, "long")),
      nullable(FILE.equalityIds, "equality_ids", listOf(136, "int")),
      nullable(FILE.sortOrderId, "sort_order_id", "int"),
      nullable(FILE.referencedDataFile, "referenced_data_file", "string"),
    ],
  };
  return {
    type: "record",
    name: "manifest_entry",
    fields: [
      required(ENTRY.status, "status", "int"),
      nullable(ENTRY.snapshotId, "snapshot_id", "long"),
      nullable(ENTRY.sequenceNumber, "sequence_number", "long"),
      nullable(ENTRY.fileSequenceNumber, "file_sequence_number", "long"),
      required(ENTRY.dataFile, "data_file", dataFile),
    ],
  };
}

/** Field ids of a line of a manifest list. Source: https://iceberg.apache.org/spec/#manifest-lists */
export const MANIFEST = {
  path: 500,
  length: 501,
  partitionSpecId: 502,
  content: 517,
  sequenceNumber: 515,
  minSequenceNumber: 516,
  addedSnapshotId: 503,
  addedFilesCount: 504,
  existingFilesCount: 505,
  deletedFilesCount: 506,
  addedRowsCount: 512,
  existingRowsCount: 513,
  deletedRowsCount: 514,
  partitions: 507,
} as const;

/** Field ids of a partition field's summary. */
export const SUMMARY = { containsNull: 509, containsNan: 518, lowerBound: 510, upperBound: 511 } as const;

/** The Avro schema of a manifest list in version 2. */
export const MANIFEST_LIST_SCHEMA: AvroRecordSchema = {
  type: "record",
  name: "manifest_file",
  fields: [
    required(MANIFEST.path, "manifest_path", "string"),
    required(MANIFEST.length, "manifest_length", "long"),
    required(MANIFEST.partitionSpecId, "partition_spec_id", "int"),
    required(MANIFEST.content, "content", "int"),
    required(MANIFEST.sequenceNumber, "sequence_number", "long"),
    required(MANIFEST.minSequenceNumber, "min_sequence_number", "long"),
    required(MANIFEST.addedSnapshotId, "added_snapshot_id", "long"),
    required(MANIFEST.addedFilesCount, "added_files_count", "int"),
    required(MANIFEST.existingFilesCount, "existing_files_count", "int"),
    required(MANIFEST.deletedFilesCount, "deleted_files_count", "int"),
    required(MANIFEST.addedRowsCount, "added_rows_count", "long"),
    required(MANIFEST.existingRowsCount, "existing_rows_count", "long"),
    required(MANIFEST.deletedRowsCount, "deleted_rows_count", "long"),
    nullable(
      MANIFEST.partitions,
      "partitions",
      listOf(508, {
        type: "record",
        name: "r508",
        fields: [
          required(SUMMARY.containsNull, "contains_null", "boolean"),
          nullable(SUMMARY.containsNan, "contains_nan", "boolean"),
          nullable(SUMMARY.lowerBound, "lower_bound", "bytes"),
          nullable(SUMMARY.upperBound, "upper_bound", "bytes"),
        ],
      }),
    ),
  ],
};
