import { parseLosslessJson, renderLosslessJson } from "../metadata/json-fields";
import type { PartitionSpec } from "../metadata/partition-spec";
import type { Schema } from "../metadata/schema";
import { parsePartitionFields } from "../metadata/schema-json";
import { type AvroCodec, AvroError, readAvroContainer, writeAvroContainer } from "./avro-container";
import { AvroFields, integerOf, longOf } from "./avro-fields";
import type { DataFile, ManifestEntry } from "./data-file";
import { DataFileReader, dataFileToAvro } from "./data-file-avro";
import type { ManifestFile } from "./manifest-file";
import { ENTRY, manifestEntrySchema } from "./manifest-schema";
import { partitionColumns, partitionRecord } from "./partition-avro";

const STATUSES = ["existing", "added", "deleted"] as const;

function statusOf(value: unknown): ManifestEntry["status"] {
  const status = STATUSES[integerOf(value, "status of an entry")];
  if (status === undefined) throw new AvroError(`has an entry of unknown status ${String(value)}`);
  return status;
}

/** The fields of the spec that a manifest's tuples follow, in its order. Early writers kept no spec in the header. */
function partitionIds(metadata: ReadonlyMap<string, string>): readonly number[] | undefined {
  const spec = metadata.get("partition-spec");
  if (spec === undefined) return undefined;
  const parsed = parseLosslessJson(spec);
  const fields = Array.isArray(parsed) ? parsed : Reflect.get(Object(parsed), "fields");
  return parsePartitionFields(fields, "partition-spec").map((field) => field["field-id"]);
}

/**
 * Reads a manifest. What entries inherit is filled in from its line in the manifest list: the snapshot, and the sequence numbers of added files.
 *
 * @throws AvroError
 */
export function readManifest(content: Uint8Array, manifest: ManifestLine): Promise<ManifestEntry[]> {
  return readAvroContainer(content, (metadata, schema) => entryReader(metadata, schema, manifest));
}

/** What of a manifest's line in the manifest list its entries need. */
export type ManifestLine = Pick<ManifestFile, "partitionSpecId" | "sequenceNumber" | "addedSnapshotId">;

function entryReader(
  metadata: ReadonlyMap<string, string>,
  schema: unknown,
  manifest: ManifestLine,
): (record: unknown) => ManifestEntry {
  const fields = new AvroFields(schema);
  const files = new DataFileReader(fields.schemaOf(ENTRY.dataFile), manifest.partitionSpecId, partitionIds(metadata));
  return (record) => {
    const status = statusOf(fields.get(record, ENTRY.status));
    // Of version 1's files, which have none, all numbers are 0, as the manifest list's are.
    const inherited = status === "added" ? manifest.sequenceNumber : 0;
    const sequenceNumber = integerOf(fields.get(record, ENTRY.sequenceNumber) ?? inherited, "sequence number");
    return {
      status,
      snapshotId: longOf(fields.get(record, ENTRY.snapshotId) ?? manifest.addedSnapshotId, "snapshot id"),
      sequenceNumber,
      fileSequenceNumber: integerOf(fields.get(record, ENTRY.fileSequenceNumber) ?? sequenceNumber, "sequence number"),
      file: files.read(fields.get(record, ENTRY.dataFile)),
    };
  };
}

/** A line to write. An added file may leave out what it is to inherit, so that a commit can be tried again with the same manifest. */
export type NewManifestEntry =
  | {
      readonly status: "added";
      readonly snapshotId?: bigint;
      readonly sequenceNumber?: number;
      readonly fileSequenceNumber?: number;
      readonly file: DataFile;
    }
  | ManifestEntry;

/** What a manifest holds. */
export interface ManifestContent {
  readonly content: "data" | "deletes";
  readonly spec: PartitionSpec;
  /** The table's current schema. */
  readonly schema: Schema;
  /** Where columns of the spec are looked up that the schema has no more. Default: none. */
  readonly schemas?: readonly Schema[];
  readonly entries: Iterable<NewManifestEntry>;
  /** Default: deflate. */
  readonly codec?: AvroCodec;
}

const long = (value: number | bigint | undefined): bigint | null => (value === undefined ? null : BigInt(value));

/** Renders a manifest of version 2. */
export function writeManifest(manifest: ManifestContent): Promise<Uint8Array> {
  const { spec, schema } = manifest;
  const columns = partitionColumns(spec, [schema, ...(manifest.schemas ?? [])]);
  function* records() {
    for (const entry of manifest.entries) {
      if (entry.file.specId !== spec["spec-id"]) {
        throw new AvroError(
          `is for partition spec ${spec["spec-id"]}; ${entry.file.filePath} follows ${entry.file.specId}`,
        );
      }
      if ((entry.file.content === "data") !== (manifest.content === "data")) {
        throw new AvroError(`is for ${manifest.content}; ${entry.file.filePath} holds ${entry.file.content}`);
      }
      yield {
        status: STATUSES.indexOf(entry.status),
        snapshot_id: long(entry.snapshotId),
        sequence_number: long(entry.sequenceNumber),
        file_sequence_number: long(entry.fileSequenceNumber),
        data_file: dataFileToAvro(entry.file, columns),
      };
    }
  }
  return writeAvroContainer({
    schema: manifestEntrySchema(partitionRecord(columns)),
    metadata: {
      schema: renderLosslessJson(schema),
      "schema-id": String(schema["schema-id"]),
      "partition-spec": renderLosslessJson(spec.fields),
      "partition-spec-id": String(spec["spec-id"]),
      "format-version": "2",
      content: manifest.content,
    },
    records: records(),
    ...(manifest.codec === undefined ? {} : { codec: manifest.codec }),
  });
}
