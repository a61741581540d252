import type { Catalog, LoadedTable, TableIdentifier } from "../catalog/catalog";
import type { FileStore } from "../files/file-store";
import type { ManifestFile } from "../manifest/manifest-file";
import type { Snapshot } from "../metadata/table-metadata";
import { type Attempt, commitChange } from "./commit-change";
import type { ChangeOptions } from "./delete-where";
import { entriesOf, manifestsOf } from "./manifests";
import { type Expiry, withoutExpired } from "./metadata-changes/expire-snapshots";

/** Which snapshots go, and how that is committed. */
export interface ExpireOptions extends Expiry, ChangeOptions {}

/** What an expiry did. */
export interface ExpireResult {
  readonly table: LoadedTable;
  /** Ids of the snapshots that the table has no more. Empty: nothing was committed. */
  readonly snapshots: readonly bigint[];
  /** Files that were removed. */
  readonly removed: { readonly dataFiles: number; readonly manifests: number; readonly manifestLists: number };
}

async function manifestsByPath(
  files: FileStore,
  snapshots: readonly Snapshot[],
): Promise<ReadonlyMap<string, ManifestFile>> {
  const found = new Map<string, ManifestFile>();
  for (const snapshot of snapshots) {
    for (const manifest of await manifestsOf(files, snapshot)) found.set(manifest.manifestPath, manifest);
  }
  return found;
}

interface Unreachable {
  readonly dataFiles: readonly string[];
  readonly manifests: readonly string[];
  readonly manifestLists: readonly string[];
}

/** What only snapshots need that are gone. */
async function unreachable(
  files: FileStore,
  expired: readonly Snapshot[],
  kept: readonly Snapshot[],
): Promise<Unreachable> {
  const needed = await manifestsByPath(files, kept);
  const gone = [...(await manifestsByPath(files, expired)).values()].filter(
    (manifest) => !needed.has(manifest.manifestPath),
  );
  const dataFiles = new Set<string>();
  for (const manifest of gone) {
    for (const entry of await entriesOf(files, manifest)) dataFiles.add(entry.file.filePath);
  }
  for (const manifest of dataFiles.size === 0 ? [] : needed.values()) {
    for (const entry of await entriesOf(files, manifest)) {
      if (entry.status !== "deleted") dataFiles.delete(entry.file.filePath);
    }
  }
  const lists = new Set(kept.map((snapshot) => snapshot["manifest-list"]));
  return {
    dataFiles: [...dataFiles],
    manifests: gone.map((manifest) => manifest.manifestPath),
    manifestLists: expired.map((snapshot) => snapshot["manifest-list"]).filter((uri) => !lists.has(uri)),
  };
}

/**
 * Takes old snapshots out of a table, and removes the files that nothing needs any more, after the commit and never before.
 *
 * @throws CommitConflictError; CommitStateUnknownError, and then no file was removed; what the store says when a file can't be removed:
 * the snapshots are gone then, and the files stay
 */
export async function expireSnapshots(
  catalog: Catalog,
  identifier: TableIdentifier,
  options: ExpireOptions = {},
): Promise<ExpireResult> {
  let expired: readonly Snapshot[] = [];
  const change = async ({ metadata }: LoadedTable): Promise<Attempt> => {
    const result = withoutExpired(metadata, options, (options.now ?? Date.now)());
    expired = result.expired;
    return { metadata: result.metadata === metadata ? undefined : result.metadata, files: [] };
  };
  const table = await commitChange(catalog, identifier, undefined, change, options.retry);
  const none = { dataFiles: 0, manifests: 0, manifestLists: 0 };
  if (expired.length === 0) return { table, snapshots: [], removed: none };
  const { dataFiles, manifests, manifestLists } = await unreachable(catalog.files, expired, table.metadata.snapshots);
  await catalog.files.remove([...dataFiles, ...manifests, ...manifestLists]);
  return {
    table,
    snapshots: expired.map((snapshot) => snapshot["snapshot-id"]),
    removed: { dataFiles: dataFiles.length, manifests: manifests.length, manifestLists: manifestLists.length },
  };
}
