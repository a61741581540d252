import { MemoryFileStore } from "../../src/files/memory-file-store";
import type { DataFile } from "../../src/manifest/data-file";
import { type NewManifestEntry, writeManifest } from "../../src/manifest/manifest";
import type { ManifestFile, PartitionFieldSummary } from "../../src/manifest/manifest-file";
import { writeManifestList } from "../../src/manifest/manifest-list";
import type { PartitionSpec } from "../../src/metadata/partition-spec";
import type { NestedField, Schema } from "../../src/metadata/schema";
import type { Snapshot, TableMetadata } from "../../src/metadata/table-metadata";

export const UNPARTITIONED: PartitionSpec = { "spec-id": 0, fields: [] };

/** A schema of optional columns: name to type, ids from 1 in their order. */
export function schemaOf(columns: Readonly<Record<string, NestedField["type"]>>, id = 0): Schema {
  const fields = Object.entries(columns).map(([name, type], index) => ({ id: index + 1, name, required: false, type }));
  return { type: "struct", "schema-id": id, fields };
}

/** A data file of no consequence, with what is said otherwise. */
export function dataFile(fields: Partial<DataFile> & Pick<DataFile, "filePath">): DataFile {
  return {
    content: "data",
    fileFormat: "parquet",
    specId: 0,
    partition: [],
    recordCount: 1,
    fileSizeBytes: 1,
    ...fields,
  };
}

/** A manifest to be: its entries, and what the manifest list says of it. */
export interface ManifestToBe {
  readonly entries: readonly NewManifestEntry[];
  readonly partitions?: readonly PartitionFieldSummary[];
}

/** A table in memory whose snapshots are put together by hand. */
export class TableBench {
  readonly files = new MemoryFileStore();
  #snapshots: Snapshot[] = [];

  constructor(
    readonly schemas: readonly Schema[],
    readonly specs: readonly PartitionSpec[] = [UNPARTITIONED],
    readonly properties: Readonly<Record<string, string>> = {},
  ) {}

  /** Adds a snapshot that consists of these manifests; its id is its sequence number, its time a second later than the last's. */
  async snapshot(manifests: readonly ManifestToBe[]): Promise<this> {
    const sequenceNumber = this.#snapshots.length + 1;
    const listed: ManifestFile[] = [];
    for (const [index, { entries, partitions }] of manifests.entries()) {
      const first = entries[0]?.file;
      const spec = this.specs.find((each) => each["spec-id"] === (first?.specId ?? 0)) ?? UNPARTITIONED;
      const content = first === undefined || first.content === "data" ? "data" : "deletes";
      const [schema] = this.schemas;
      if (schema === undefined) throw new Error("a table has a schema");
      const bytes = await writeManifest({ content, spec, schema, schemas: this.schemas, entries });
      const manifestPath = `s3://b/t/metadata/${sequenceNumber}-m${index}.avro`;
      await this.files.write(manifestPath, bytes);
      listed.push({
        manifestPath,
        manifestLength: bytes.length,
        partitionSpecId: spec["spec-id"],
        content,
        sequenceNumber,
        minSequenceNumber: sequenceNumber,
        addedSnapshotId: BigInt(sequenceNumber),
        addedFilesCount: entries.length,
        existingFilesCount: 0,
        deletedFilesCount: 0,
        addedRowsCount: 0,
        existingRowsCount: 0,
        deletedRowsCount: 0,
        ...(partitions === undefined ? {} : { partitions }),
      });
    }
    const list = `s3://b/t/metadata/snap-${sequenceNumber}.avro`;
    const snapshotId = BigInt(sequenceNumber);
    await this.files.write(list, await writeManifestList({ snapshotId, sequenceNumber, manifests: listed }));
    this.#snapshots.push({
      "snapshot-id": snapshotId,
      "sequence-number": sequenceNumber,
      "timestamp-ms": sequenceNumber * 1000,
      "manifest-list": list,
      summary: { operation: "append" },
      "schema-id": this.schemas[Math.min(sequenceNumber, this.schemas.length) - 1]?.["schema-id"] ?? 0,
    });
    return this;
  }

  get metadata(): TableMetadata {
    const last = this.#snapshots.at(-1);
    return {
      "format-version": 2,
      "table-uuid": "u",
      location: "s3://b/t",
      "last-sequence-number": this.#snapshots.length,
      "last-updated-ms": 0,
      "last-column-id": 99,
      schemas: this.schemas,
      "current-schema-id": this.schemas.at(-1)?.["schema-id"] ?? 0,
      "partition-specs": this.specs,
      "default-spec-id": this.specs.at(-1)?.["spec-id"] ?? 0,
      "last-partition-id": 1999,
      "sort-orders": [{ "order-id": 0, fields: [] }],
      "default-sort-order-id": 0,
      properties: this.properties,
      "current-snapshot-id": last?.["snapshot-id"] ?? null,
      snapshots: this.#snapshots,
      "snapshot-log": this.#snapshots.map((each) => ({
        "snapshot-id": each["snapshot-id"],
        "timestamp-ms": each["timestamp-ms"],
      })),
      "metadata-log": [],
      refs: {},
    };
  }
}

/** An added file's line. */
export const added = (file: DataFile, sequenceNumber?: number): NewManifestEntry => ({
  status: "added",
  ...(sequenceNumber === undefined ? {} : { sequenceNumber, fileSequenceNumber: sequenceNumber }),
  file,
});
