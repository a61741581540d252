import type { FileStore } from "../files/file-store";
import { AvroError } from "../manifest/avro-container";
import type { ManifestEntry } from "../manifest/data-file";
import { readManifest } from "../manifest/manifest";
import type { ManifestFile } from "../manifest/manifest-file";
import { readManifestList } from "../manifest/manifest-list";
import { mapBounded } from "../map-bounded";
import type { TableMetadata } from "../metadata/table-metadata";
import { NAME_MAPPING_PROPERTY, parseNameMapping } from "./name-mapping";
import { PositionDeletes } from "./position-deletes";
import { Pruning } from "./pruning";
import type { ScanPlan, ScanPredicate, ScanTask } from "./scan-plan";
import { type SnapshotSelection, selectSchema, selectSnapshot } from "./snapshot-selection";

/** How many manifests are read at a time. */
const MANIFESTS_AT_A_TIME = 8;

/** The table has equality deletes, which Snowflake doesn't read, and this library neither. */
export class EqualityDeletesError extends Error {
  override readonly name = "EqualityDeletesError";
  constructor(readonly filePath: string) {
    super(`equality deletes are not supported: ${filePath}`);
  }
}

/** A snapshot has one data file twice, which Snowflake refuses. */
export class DuplicateDataFileError extends Error {
  override readonly name = "DuplicateDataFileError";
  constructor(readonly filePath: string) {
    super(`the snapshot lists data file ${filePath} more than once`);
  }
}

/** What is to be read. */
export interface ScanOptions extends SnapshotSelection {
  /** All of them hold for every row that is asked for. Default: none. */
  readonly predicates?: readonly ScanPredicate[];
}

/** Says which file it was about. */
async function naming<T>(uri: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AvroError) error.message = `${uri} ${error.message}`;
    throw error;
  }
}

async function liveEntries(files: FileStore, manifest: ManifestFile): Promise<readonly ManifestEntry[]> {
  const content = await files.read(manifest.manifestPath);
  const entries = await naming(manifest.manifestPath, readManifest(content, manifest));
  return entries.filter(({ status }) => status !== "deleted");
}

function refuseDuplicates(entries: readonly ManifestEntry[]): void {
  const seen = new Set<string>();
  for (const { file } of entries) {
    if (seen.has(file.filePath)) throw new DuplicateDataFileError(file.filePath);
    seen.add(file.filePath);
  }
}

function refuseEqualityDeletes(entries: readonly ManifestEntry[]): void {
  const found = entries.find(({ file }) => file.content === "equality-deletes");
  if (found !== undefined) throw new EqualityDeletesError(found.file.filePath);
}

/**
 * Finds the files that hold a snapshot's rows: reads its manifest list and the manifests that predicates leave, and
 * attaches position deletes. Source: https://iceberg.apache.org/spec/#scan-planning
 *
 * @throws SnapshotNotFoundError, PredicateError, EqualityDeletesError, DuplicateDataFileError, AvroError
 * @throws what the store throws: FileNotFoundError when a manifest is gone, AccessDeniedError
 */
export async function planScan(
  metadata: TableMetadata,
  files: FileStore,
  options: ScanOptions = {},
): Promise<ScanPlan> {
  const snapshot = selectSnapshot(metadata, options);
  const schema = selectSchema(metadata, snapshot, options);
  const specs = new Map(metadata["partition-specs"].map((spec) => [spec["spec-id"], spec]));
  const mapping = metadata.properties[NAME_MAPPING_PROPERTY];
  const common = {
    snapshot,
    schema,
    specs,
    ...(mapping === undefined ? {} : { nameMapping: parseNameMapping(mapping) }),
  };
  const pruning = new Pruning(options.predicates ?? [], schema, specs);
  if (snapshot === undefined) return { ...common, tasks: [], pruned: { manifests: 0, files: 0 } };

  const listUri = snapshot["manifest-list"];
  const manifests = await naming(listUri, readManifestList(await files.read(listUri)));
  // Deletes are read whole: whether a table can be read must not depend on what is asked of it.
  const kept = manifests.filter((manifest) => manifest.content === "deletes" || pruning.keepsManifest(manifest));
  const read = await mapBounded(kept, MANIFESTS_AT_A_TIME, (manifest) => liveEntries(files, manifest));
  const entries = read.flat();
  const data = entries.filter(({ file }) => file.content === "data");
  refuseEqualityDeletes(entries);
  refuseDuplicates(data);

  const deletes = new PositionDeletes(entries.filter(({ file }) => file.content === "position-deletes"));
  const tasks = data
    .filter(({ file }) => pruning.keepsFile(file))
    .map((entry): ScanTask => ({ file: entry.file, sequenceNumber: entry.sequenceNumber, deletes: deletes.of(entry) }));
  return {
    ...common,
    tasks,
    pruned: { manifests: manifests.length - kept.length, files: data.length - tasks.length },
  };
}
