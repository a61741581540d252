import { gunzipSync } from "node:zlib";
import type { FileStore } from "../files/file-store";
import {
  asInteger,
  asList,
  asLong,
  asObject,
  asText,
  asTexts,
  type JsonObject,
  MetadataError,
  optional,
  parseLosslessJson,
  renderLosslessJson,
} from "./json-fields";
import type { PartitionSpec } from "./partition-spec";
import type { Schema } from "./schema";
import { parsePartitionFields, parsePartitionSpec, parseSchema } from "./schema-json";
import type { Snapshot, SnapshotReference, TableMetadata } from "./table-metadata";

/** How metadata says that there is no snapshot. */
const NO_SNAPSHOT = -1;

/** The table is of a format version that this library doesn't know. */
export class UnsupportedFormatVersionError extends MetadataError {
  constructor(readonly version: number) {
    super(`format version ${version} is not supported; versions 1 and 2 are`);
  }
}

function parseSnapshot(value: unknown, what: string): Snapshot {
  const snapshot = asObject(value, what);
  if (snapshot["manifest-list"] === undefined && snapshot.manifests !== undefined) {
    throw new MetadataError(`${what}: a snapshot without a manifest list (early version 1) is not supported`);
  }
  return {
    ...snapshot,
    "snapshot-id": asLong(snapshot["snapshot-id"], `${what}.snapshot-id`),
    ...optional(snapshot, what, "parent-snapshot-id", asLong),
    "sequence-number": asInteger(snapshot["sequence-number"] ?? 0, `${what}.sequence-number`),
    "timestamp-ms": asInteger(snapshot["timestamp-ms"], `${what}.timestamp-ms`),
    "manifest-list": asText(snapshot["manifest-list"], `${what}.manifest-list`),
    summary: asTexts(snapshot.summary ?? {}, `${what}.summary`),
    ...optional(snapshot, what, "schema-id", asInteger),
  };
}

function parseReference(value: unknown, what: string): SnapshotReference {
  const reference = asObject(value, what);
  const { type } = reference;
  if (type !== "branch" && type !== "tag") throw new MetadataError(`${what}.type must be branch or tag`);
  return {
    ...reference,
    "snapshot-id": asLong(reference["snapshot-id"], `${what}.snapshot-id`),
    type,
    ...optional(reference, what, "min-snapshots-to-keep", asInteger),
    ...optional(reference, what, "max-snapshot-age-ms", asInteger),
    ...optional(reference, what, "max-ref-age-ms", asInteger),
  };
}

function parseReferences(raw: JsonObject, current: bigint | null): Readonly<Record<string, SnapshotReference>> {
  const refs = Object.fromEntries(
    Object.entries(asObject(raw.refs ?? {}, "refs")).map(([name, ref]) => [name, parseReference(ref, `refs.${name}`)]),
  );
  // Version 1 and early writers had no references: the current snapshot is the main branch.
  if (current === null || refs.main !== undefined) return refs;
  return { ...refs, main: { "snapshot-id": current, type: "branch" } };
}

function parseSchemas(raw: JsonObject): { schemas: readonly Schema[]; current: number } {
  if (raw.schemas === undefined) {
    const schema = parseSchema(raw.schema, "schema");
    return { schemas: [schema], current: schema["schema-id"] };
  }
  const schemas = asList(raw.schemas, "schemas", parseSchema);
  const current = asInteger(raw["current-schema-id"], "current-schema-id");
  if (!schemas.some((schema) => schema["schema-id"] === current)) {
    throw new MetadataError(`current-schema-id is ${current}, and there is no such schema`);
  }
  return { schemas, current };
}

function parseSpecs(raw: JsonObject): { specs: readonly PartitionSpec[]; current: number; lastField: number } {
  let specs: readonly PartitionSpec[];
  let current = 0;
  if (raw["partition-specs"] === undefined) {
    specs = [{ "spec-id": 0, fields: parsePartitionFields(raw["partition-spec"] ?? [], "partition-spec") }];
  } else {
    specs = asList(raw["partition-specs"], "partition-specs", parsePartitionSpec);
    current = asInteger(raw["default-spec-id"], "default-spec-id");
  }
  if (!specs.some((spec) => spec["spec-id"] === current)) {
    throw new MetadataError(`default-spec-id is ${current}, and there is no such partition spec`);
  }
  const last = raw["last-partition-id"];
  const ids = specs.flatMap((spec) => spec.fields.map((field) => field["field-id"]));
  return {
    specs,
    current,
    lastField: last === undefined ? Math.max(999, ...ids) : asInteger(last, "last-partition-id"),
  };
}

function parseLogs(raw: JsonObject): Pick<TableMetadata, "snapshot-log" | "metadata-log" | "sort-orders"> {
  return {
    "snapshot-log": asList(raw["snapshot-log"] ?? [], "snapshot-log", (value, what) => {
      const entry = asObject(value, what);
      return {
        ...entry,
        "snapshot-id": asLong(entry["snapshot-id"], `${what}.snapshot-id`),
        "timestamp-ms": asInteger(entry["timestamp-ms"], `${what}.timestamp-ms`),
      };
    }),
    "metadata-log": asList(raw["metadata-log"] ?? [], "metadata-log", (value, what) => {
      const entry = asObject(value, what);
      return {
        ...entry,
        "metadata-file": asText(entry["metadata-file"], `${what}.metadata-file`),
        "timestamp-ms": asInteger(entry["timestamp-ms"], `${what}.timestamp-ms`),
      };
    }),
    "sort-orders": asList(raw["sort-orders"] ?? [{ "order-id": 0, fields: [] }], "sort-orders", (value, what) => {
      const order = asObject(value, what);
      return {
        ...order,
        "order-id": asInteger(order["order-id"], `${what}.order-id`),
        fields: asList(order.fields, `${what}.fields`, (field) => field),
      };
    }),
  };
}

function currentSnapshot(raw: JsonObject, snapshots: readonly Snapshot[]): bigint | null {
  const value = raw["current-snapshot-id"];
  if (value === undefined || value === null || value === NO_SNAPSHOT) return null;
  const id = asLong(value, "current-snapshot-id");
  if (!snapshots.some((snapshot) => snapshot["snapshot-id"] === id)) {
    throw new MetadataError(`current-snapshot-id is ${id}, and there is no such snapshot`);
  }
  return id;
}

/**
 * Parses a metadata file's text, or its bytes, which may be gzipped (`….gz.metadata.json`). What version 1 says differently is lifted to version 2's form.
 *
 * @throws MetadataError naming the field that is not as the specification has it
 * @throws UnsupportedFormatVersionError
 */
export function parseTableMetadata(content: string | Uint8Array): TableMetadata {
  const raw = asObject(parseLosslessJson(typeof content === "string" ? content : inflate(content)), "table metadata");
  const version = asInteger(raw["format-version"], "format-version");
  if (version !== 1 && version !== 2) throw new UnsupportedFormatVersionError(version);
  const { schemas, current: schemaId } = parseSchemas(raw);
  const { specs, current: specId, lastField } = parseSpecs(raw);
  const snapshots = asList(raw.snapshots ?? [], "snapshots", parseSnapshot);
  const current = currentSnapshot(raw, snapshots);
  return {
    ...raw,
    "format-version": version,
    // Version 1 did not ask for one.
    "table-uuid": version === 1 && raw["table-uuid"] === undefined ? "" : asText(raw["table-uuid"], "table-uuid"),
    location: asText(raw.location, "location").replace(/\/+$/, ""),
    "last-sequence-number": version === 1 ? 0 : asInteger(raw["last-sequence-number"], "last-sequence-number"),
    "last-updated-ms": asInteger(raw["last-updated-ms"], "last-updated-ms"),
    "last-column-id": asInteger(raw["last-column-id"], "last-column-id"),
    schemas,
    "current-schema-id": schemaId,
    "partition-specs": specs,
    "default-spec-id": specId,
    "last-partition-id": lastField,
    "default-sort-order-id": asInteger(raw["default-sort-order-id"] ?? 0, "default-sort-order-id"),
    properties: asTexts(raw.properties ?? {}, "properties"),
    "current-snapshot-id": current,
    snapshots,
    ...parseLogs(raw),
    refs: parseReferences(raw, current),
  };
}

function inflate(bytes: Uint8Array): string {
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new TextDecoder().decode(gzipped ? gunzipSync(bytes) : bytes);
}

/** What version 1's readers look for besides, and what they don't know. */
function asVersion1(metadata: TableMetadata): JsonObject {
  const { "last-sequence-number": _, "table-uuid": uuid, ...rest } = metadata;
  const schema = metadata.schemas.find((each) => each["schema-id"] === metadata["current-schema-id"]);
  const spec = metadata["partition-specs"].find((each) => each["spec-id"] === metadata["default-spec-id"]);
  return {
    ...rest,
    ...(uuid === "" ? {} : { "table-uuid": uuid }),
    schema,
    "partition-spec": spec?.fields,
    snapshots: metadata.snapshots.map(({ "sequence-number": number, ...snapshot }) => snapshot),
  };
}

/** Renders metadata as the JSON of its file. Parsing that gives the same metadata, unknown fields included. */
export function renderTableMetadata(metadata: TableMetadata): string {
  return renderLosslessJson({
    ...(metadata["format-version"] === 1 ? asVersion1(metadata) : metadata),
    // Readers of version 2 expect a number here.
    "current-snapshot-id": metadata["current-snapshot-id"] ?? NO_SNAPSHOT,
  });
}

/**
 * Reads and parses a table's metadata file.
 *
 * @throws MetadataError that names the file, besides what the store throws
 */
export async function readTableMetadata(files: FileStore, uri: string): Promise<TableMetadata> {
  const content = await files.read(uri);
  try {
    return parseTableMetadata(content);
  } catch (error) {
    if (error instanceof MetadataError) error.message = `${uri}: ${error.message}`;
    throw error;
  }
}
