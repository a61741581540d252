import { randomUUID } from "node:crypto";
import type { FileStore } from "../files/file-store";
import type { ManifestFile } from "../manifest/manifest-file";
import type { TableMetadata } from "../metadata/table-metadata";
import { awaitedLater } from "./awaited-later";
import { asExisting, entriesOf, renderManifest } from "./manifests";
import { nextSequenceNumber } from "./metadata-changes/add-snapshot";
import { countProperty, flagProperty, metadataLocation } from "./write-properties";

const DEFAULT_MIN_COUNT = 100;
const DEFAULT_TARGET_BYTES = 8 * 1024 * 1024;

/** A snapshot's manifests, and what had to be written for them. */
export interface MergedManifests {
  readonly manifests: readonly ManifestFile[];
  /** URIs of new manifests. */
  readonly files: readonly string[];
  readonly ready: Promise<unknown>;
}

/** Groups that together are not larger than the target, in order. */
function bins(manifests: readonly ManifestFile[], targetBytes: number): readonly (readonly ManifestFile[])[] {
  const packed: ManifestFile[][] = [];
  let room = 0;
  for (const manifest of manifests) {
    const last = packed.at(-1);
    if (last === undefined || manifest.manifestLength > room) {
      packed.push([manifest]);
      room = targetBytes - manifest.manifestLength;
    } else {
      last.push(manifest);
      room -= manifest.manifestLength;
    }
  }
  return packed;
}

async function merged(files: FileStore, metadata: TableMetadata, bin: readonly ManifestFile[], snapshotId: bigint) {
  const entries = [];
  for (const manifest of bin) entries.push(...(await entriesOf(files, manifest)));
  const [first] = bin;
  if (first === undefined) throw new Error("there is nothing to merge");
  const place = {
    uri: `${metadataLocation(metadata)}/${randomUUID()}-m.avro`,
    specId: first.partitionSpecId,
    content: first.content,
    snapshotId,
    sequenceNumber: nextSequenceNumber(metadata),
  };
  return renderManifest(metadata, place, entries.filter((entry) => entry.status !== "deleted").map(asExisting));
}

/**
 * Makes few manifests of a table's many small ones, when there are `commit.manifest.min-count-to-merge` of them for one partition
 * spec: each becomes part of one of at most `commit.manifest.target-size-bytes`. Not done where `commit.manifest-merge.enabled` is false.
 *
 * @param manifests of the current snapshot
 */
export async function mergeManifests(
  files: FileStore,
  metadata: TableMetadata,
  manifests: readonly ManifestFile[],
  snapshotId: bigint,
): Promise<MergedManifests> {
  const { properties } = metadata;
  const least = Math.max(2, countProperty(properties, "commit.manifest.min-count-to-merge", DEFAULT_MIN_COUNT));
  const unchanged = { manifests, files: [], ready: Promise.resolve() };
  if (manifests.length < least || !flagProperty(properties, "commit.manifest-merge.enabled", true)) return unchanged;
  const targetBytes = countProperty(properties, "commit.manifest.target-size-bytes", DEFAULT_TARGET_BYTES);
  const specIds = new Set(manifests.map((manifest) => manifest.partitionSpecId));
  const result = manifests.filter((manifest) => manifest.content === "deletes");
  const written: { readonly uri: string; readonly writing: Promise<void> }[] = [];
  for (const specId of specIds) {
    const ofSpec = manifests.filter((manifest) => manifest.content === "data" && manifest.partitionSpecId === specId);
    const packed = ofSpec.length < least ? ofSpec.map((manifest) => [manifest]) : bins(ofSpec, targetBytes);
    for (const bin of packed) {
      const [only] = bin;
      if (bin.length === 1 && only !== undefined) {
        result.push(only);
        continue;
      }
      const { manifest, bytes } = await merged(files, metadata, bin, snapshotId);
      result.push(manifest);
      written.push({ uri: manifest.manifestPath, writing: awaitedLater(files.write(manifest.manifestPath, bytes)) });
    }
  }
  return {
    manifests: result,
    files: written.map(({ uri }) => uri),
    ready: awaitedLater(Promise.all(written.map(({ writing }) => writing))),
  };
}
