import { randomBytes } from "node:crypto";
import type { FileStore } from "../files/file-store";
import type { ManifestFile } from "../manifest/manifest-file";
import { writeManifestList } from "../manifest/manifest-list";
import { currentSnapshot } from "../metadata/current";
import type { TableMetadata } from "../metadata/table-metadata";
import { awaitedLater } from "./awaited-later";
import type { Attempt } from "./commit-change";
import { rememberManifests } from "./manifests";
import { addSnapshot, nextSequenceNumber } from "./metadata-changes/add-snapshot";
import { metadataLocation } from "./write-properties";

/** 63 random bits: ids are positive. */
export const randomSnapshotId = (): bigint => randomBytes(8).readBigUInt64BE() >> 1n;

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly snapshotId: bigint;
  readonly manifests: readonly ManifestFile[];
  readonly summary: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Makes the manifest list's name one that no other try has. */
  readonly tryId: string;
  /** Files of this try that are written already or on their way. */
  readonly files: readonly string[];
  /** Resolves when they, and all data files, are in place. */
  readonly ready: Promise<unknown>;
}

/** A try to commit a snapshot: its manifest list is on its way while the metadata is. */
export async function snapshotAttempt(
  files: FileStore,
  metadata: TableMetadata,
  parts: SnapshotParts,
): Promise<Attempt> {
  const { snapshotId, manifests, summary, now } = parts;
  const uri = `${metadataLocation(metadata)}/snap-${snapshotId}-${parts.tryId}.avro`;
  const changed = addSnapshot(metadata, { snapshotId, manifestList: uri, summary, now });
  const snapshot = currentSnapshot(changed);
  const bytes = await writeManifestList({
    snapshotId,
    parentSnapshotId: metadata["current-snapshot-id"] ?? undefined,
    sequenceNumber: nextSequenceNumber(metadata),
    manifests,
  });
  if (snapshot !== undefined) rememberManifests(snapshot, manifests);
  return {
    metadata: changed,
    files: [...parts.files, uri],
    ready: awaitedLater(Promise.all([parts.ready, files.write(uri, bytes)])),
  };
}
