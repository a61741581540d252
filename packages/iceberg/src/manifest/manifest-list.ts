import { type AvroCodec, AvroError, readAvroContainer, writeAvroContainer } from "./avro-container";
import { AvroFields, bytesOf, integerOf, longOf, textOf } from "./avro-fields";
import type { ManifestFile, PartitionFieldSummary } from "./manifest-file";
import { MANIFEST, MANIFEST_LIST_SCHEMA, SUMMARY } from "./manifest-schema";

function itemsOf(schema: unknown): unknown {
  return typeof schema === "object" && schema !== null && "items" in schema ? schema.items : undefined;
}

function readSummary(fields: AvroFields, record: unknown): PartitionFieldSummary {
  const nan = fields.get(record, SUMMARY.containsNan);
  const lower = fields.get(record, SUMMARY.lowerBound);
  const upper = fields.get(record, SUMMARY.upperBound);
  return {
    containsNull: fields.get(record, SUMMARY.containsNull) === true,
    ...(typeof nan === "boolean" ? { containsNan: nan } : {}),
    ...(lower === undefined ? {} : { lowerBound: new Uint8Array(bytesOf(lower, "lower bound")) }),
    ...(upper === undefined ? {} : { upperBound: new Uint8Array(bytesOf(upper, "upper bound")) }),
  };
}

/**
 * Reads a snapshot's manifest list, of version 1 or 2. What version 1 lacks is 0, counts that an early writer left out among them.
 *
 * @throws AvroError
 */
export function readManifestList(content: Uint8Array): Promise<ManifestFile[]> {
  return readAvroContainer(content, (_, schema) => manifestReader(schema));
}

function manifestReader(schema: unknown): (record: unknown) => ManifestFile {
  const fields = new AvroFields(schema);
  const summarySchema = itemsOf(fields.schemaOf(MANIFEST.partitions));
  const summaries = summarySchema === undefined ? undefined : new AvroFields(summarySchema);
  return (record) => {
    const count = (id: number, what: string) => integerOf(fields.get(record, id) ?? 0, what);
    const partitions = fields.get(record, MANIFEST.partitions);
    return {
      manifestPath: textOf(fields.get(record, MANIFEST.path), "manifest path"),
      manifestLength: integerOf(fields.get(record, MANIFEST.length), "manifest length"),
      partitionSpecId: integerOf(fields.get(record, MANIFEST.partitionSpecId), "partition spec"),
      content: contentOf(count(MANIFEST.content, "content")),
      sequenceNumber: count(MANIFEST.sequenceNumber, "sequence number"),
      minSequenceNumber: count(MANIFEST.minSequenceNumber, "lowest sequence number"),
      addedSnapshotId: longOf(fields.get(record, MANIFEST.addedSnapshotId), "snapshot id"),
      addedFilesCount: count(MANIFEST.addedFilesCount, "count of added files"),
      existingFilesCount: count(MANIFEST.existingFilesCount, "count of existing files"),
      deletedFilesCount: count(MANIFEST.deletedFilesCount, "count of deleted files"),
      addedRowsCount: count(MANIFEST.addedRowsCount, "count of added rows"),
      existingRowsCount: count(MANIFEST.existingRowsCount, "count of existing rows"),
      deletedRowsCount: count(MANIFEST.deletedRowsCount, "count of deleted rows"),
      ...(summaries !== undefined && Array.isArray(partitions)
        ? { partitions: partitions.map((summary) => readSummary(summaries, summary)) }
        : {}),
    };
  };
}

function contentOf(content: number): "data" | "deletes" {
  if (content === 0) return "data";
  if (content === 1) return "deletes";
  throw new AvroError(`lists a manifest of content ${content}; 0 and 1 are known`);
}

/** What a manifest list holds. */
export interface ManifestListContent {
  readonly snapshotId: bigint;
  /** undefined: the table's first snapshot. */
  readonly parentSnapshotId?: bigint | undefined;
  readonly sequenceNumber: number;
  readonly manifests: readonly ManifestFile[];
  /** Default: deflate. */
  readonly codec?: AvroCodec;
}

const buffer = (bytes: Uint8Array | undefined): Buffer | null => (bytes === undefined ? null : Buffer.from(bytes));

/** Renders a manifest list of version 2. */
export function writeManifestList(list: ManifestListContent): Promise<Uint8Array> {
  const records = list.manifests.map((manifest) => ({
    manifest_path: manifest.manifestPath,
    manifest_length: BigInt(manifest.manifestLength),
    partition_spec_id: manifest.partitionSpecId,
    content: manifest.content === "data" ? 0 : 1,
    sequence_number: BigInt(manifest.sequenceNumber),
    min_sequence_number: BigInt(manifest.minSequenceNumber),
    added_snapshot_id: manifest.addedSnapshotId,
    added_files_count: manifest.addedFilesCount,
    existing_files_count: manifest.existingFilesCount,
    deleted_files_count: manifest.deletedFilesCount,
    added_rows_count: BigInt(manifest.addedRowsCount),
    existing_rows_count: BigInt(manifest.existingRowsCount),
    deleted_rows_count: BigInt(manifest.deletedRowsCount),
    partitions:
      manifest.partitions?.map((summary) => ({
        contains_null: summary.containsNull,
        contains_nan: summary.containsNan ?? null,
        lower_bound: buffer(summary.lowerBound),
        upper_bound: buffer(summary.upperBound),
      })) ?? null,
  }));
  return writeAvroContainer({
    schema: MANIFEST_LIST_SCHEMA,
    metadata: {
      "snapshot-id": String(list.snapshotId),
      "parent-snapshot-id": String(list.parentSnapshotId ?? null),
      "sequence-number": String(list.sequenceNumber),
      "format-version": "2",
    },
    records,
    ...(list.codec === undefined ? {} : { codec: list.codec }),
  });
}
