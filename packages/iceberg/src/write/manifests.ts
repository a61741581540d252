import type { FileStore } from "../files/file-store";
import type { ManifestEntry } from "../manifest/data-file";
import { type NewManifestEntry, readManifest, writeManifest } from "../manifest/manifest";
import type { ManifestFile } from "../manifest/manifest-file";
import { readManifestList } from "../manifest/manifest-list";
import { currentSchema, specOf } from "../metadata/current";
import type { Snapshot, TableMetadata } from "../metadata/table-metadata";
import { partitionSummaries } from "./partition-summaries";

/** A manifest that is rendered and not yet in its place. */
export interface RenderedManifest {
  readonly manifest: ManifestFile;
  readonly bytes: Uint8Array;
}

/** Where a manifest goes, and what it is for. */
export interface ManifestPlace {
  readonly uri: string;
  readonly specId: number;
  readonly content: "data" | "deletes";
  readonly snapshotId: bigint;
  /** What added entries inherit when the snapshot is committed. */
  readonly sequenceNumber: number;
}

/** Renders a manifest and its line in the manifest list. */
export async function renderManifest(
  metadata: TableMetadata,
  place: ManifestPlace,
  entries: readonly NewManifestEntry[],
): Promise<RenderedManifest> {
  const spec = specOf(metadata, place.specId);
  const bytes = await writeManifest({
    content: place.content,
    spec,
    schema: currentSchema(metadata),
    schemas: metadata.schemas,
    entries,
  });
  const of = (status: NewManifestEntry["status"]) =>
    entries.filter((entry) => entry.status === status).map((entry) => entry.file);
  const rows = (status: NewManifestEntry["status"]) => of(status).reduce((sum, file) => sum + file.recordCount, 0);
  const live = entries.filter((entry) => entry.status !== "deleted");
  const sequenceNumbers = live.map((entry) => entry.sequenceNumber ?? place.sequenceNumber);
  return {
    bytes,
    manifest: {
      manifestPath: place.uri,
      manifestLength: bytes.length,
      partitionSpecId: place.specId,
      content: place.content,
      sequenceNumber: place.sequenceNumber,
      minSequenceNumber: sequenceNumbers.reduce((lowest, each) => Math.min(lowest, each), place.sequenceNumber),
      addedSnapshotId: place.snapshotId,
      addedFilesCount: of("added").length,
      existingFilesCount: of("existing").length,
      deletedFilesCount: of("deleted").length,
      addedRowsCount: rows("added"),
      existingRowsCount: rows("existing"),
      deletedRowsCount: rows("deleted"),
      partitions: partitionSummaries(
        spec,
        [currentSchema(metadata), ...metadata.schemas],
        entries.map((entry) => entry.file.partition),
      ),
    },
  };
}

/** Manifest lists never change; a writer that follows its own commit has just made the last one. */
const known = new WeakMap<Snapshot, readonly ManifestFile[]>();

/** Remembers a snapshot's manifests for {@link manifestsOf}. */
export function rememberManifests(snapshot: Snapshot, manifests: readonly ManifestFile[]): void {
  known.set(snapshot, manifests);
}

/** A snapshot's manifests; none without a snapshot. */
export async function manifestsOf(files: FileStore, snapshot: Snapshot | undefined): Promise<readonly ManifestFile[]> {
  if (snapshot === undefined) return [];
  const remembered = known.get(snapshot);
  if (remembered !== undefined) return remembered;
  const manifests = await readManifestList(await files.read(snapshot["manifest-list"]));
  rememberManifests(snapshot, manifests);
  return manifests;
}

/** The manifests that a snapshot after this one takes over: those that have files still. */
export async function liveManifestsOf(
  files: FileStore,
  snapshot: Snapshot | undefined,
): Promise<readonly ManifestFile[]> {
  const manifests = await manifestsOf(files, snapshot);
  return manifests.filter((manifest) => manifest.addedFilesCount + manifest.existingFilesCount > 0);
}

/** A manifest's entries, those of deleted files too. */
export async function entriesOf(files: FileStore, manifest: ManifestFile): Promise<readonly ManifestEntry[]> {
  return readManifest(await files.read(manifest.manifestPath), manifest);
}

/** A live entry as a new manifest takes it over. */
export const asExisting = (entry: ManifestEntry): ManifestEntry => ({ ...entry, status: "existing" });
