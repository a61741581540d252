import { randomUUID } from "node:crypto";
import type { FileStore } from "../files/file-store";
import type { DataFile, ManifestEntry } from "../manifest/data-file";
import type { ManifestFile } from "../manifest/manifest-file";
import type { TableMetadata } from "../metadata/table-metadata";
import { awaitedLater } from "./awaited-later";
import { asExisting, entriesOf, type RenderedManifest, renderManifest } from "./manifests";
import { nextSequenceNumber } from "./metadata-changes/add-snapshot";
import { metadataLocation } from "./write-properties";

/** Tells which files a snapshot is to have no more. */
export interface FileSelection {
  /** False: none of the manifest's files is selected, and it need not be read. */
  concerns(manifest: ManifestFile): boolean;
  selects(file: DataFile): boolean;
}

/** Manifests without some files. */
export interface RemainingManifests {
  readonly manifests: readonly ManifestFile[];
  readonly deleted: readonly DataFile[];
  /** URIs of new manifests, and what resolves when they are in place. */
  readonly files: readonly string[];
  readonly ready: Promise<unknown>;
}

interface Shrunk {
  readonly manifest: ManifestFile;
  readonly live: readonly ManifestEntry[];
  readonly gone: ReadonlySet<ManifestEntry>;
}

/** Looks at everything before anything is written: a selection may refuse. */
async function shrunk(
  files: FileStore,
  manifests: readonly ManifestFile[],
  selection: FileSelection,
): Promise<ReadonlyMap<ManifestFile, Shrunk>> {
  const found = new Map<ManifestFile, Shrunk>();
  for (const manifest of manifests) {
    if (manifest.content !== "data" || !selection.concerns(manifest)) continue;
    const live = (await entriesOf(files, manifest)).filter((entry) => entry.status !== "deleted");
    const gone = new Set(live.filter((entry) => selection.selects(entry.file)));
    if (gone.size > 0) found.set(manifest, { manifest, live, gone });
  }
  return found;
}

/**
 * Takes data files out of manifests: a manifest that has some of them is written anew, with the files that stay and a note of those
 * that went; the others stay as they are.
 */
export async function withoutFiles(
  files: FileStore,
  metadata: TableMetadata,
  manifests: readonly ManifestFile[],
  snapshotId: bigint,
  selection: FileSelection,
): Promise<RemainingManifests> {
  const changed = await shrunk(files, manifests, selection);
  const sequenceNumber = nextSequenceNumber(metadata);
  const rendered = new Map<ManifestFile, RenderedManifest>();
  for (const { manifest, live, gone } of changed.values()) {
    const uri = `${metadataLocation(metadata)}/${randomUUID()}-m.avro`;
    const place = { uri, specId: manifest.partitionSpecId, content: "data", snapshotId, sequenceNumber } as const;
    const entries = live.map(
      (entry): ManifestEntry => (gone.has(entry) ? { ...entry, status: "deleted", snapshotId } : asExisting(entry)),
    );
    rendered.set(manifest, await renderManifest(metadata, place, entries));
  }
  const written = [...rendered.values()];
  return {
    manifests: manifests.map((manifest) => rendered.get(manifest)?.manifest ?? manifest),
    deleted: [...changed.values()].flatMap(({ gone }) => [...gone].map((entry) => entry.file)),
    files: written.map(({ manifest }) => manifest.manifestPath),
    ready: awaitedLater(Promise.all(written.map(({ manifest, bytes }) => files.write(manifest.manifestPath, bytes)))),
  };
}
