import { randomUUID } from "node:crypto";
import type { Catalog, LoadedTable, TableIdentifier } from "../catalog/catalog";
import type { FileStore } from "../files/file-store";
import { currentSnapshot } from "../metadata/current";
import { type AddedFiles, commitRows } from "./added-files";
import { ChangeNoLongerAppliesError } from "./errors";
import { entriesOf, liveManifestsOf, manifestsOf } from "./manifests";
import { nextSequenceNumber } from "./metadata-changes/add-snapshot";
import { partitionKeyOf } from "./partition-key-of";
import type { RowsInput, WriteResult } from "./rows-input";
import { snapshotAttempt } from "./snapshot-attempt";
import { snapshotSummary } from "./snapshot-summary";
import { withoutFiles } from "./without-files";

/** Rows that came into the partitions after the new ones were made would be lost unseen. */
async function assertNothingCame(
  files: FileStore,
  partitions: ReadonlySet<string>,
  base: LoadedTable,
  now: LoadedTable,
): Promise<void> {
  if (base.metadata["current-snapshot-id"] === now.metadata["current-snapshot-id"]) return;
  const seen = new Set(base.metadata.snapshots.map((snapshot) => snapshot["snapshot-id"]));
  for (const manifest of await manifestsOf(files, currentSnapshot(now.metadata))) {
    if (manifest.content !== "data" || seen.has(manifest.addedSnapshotId)) continue;
    const entries = await entriesOf(files, manifest);
    const newcomer = entries.find(
      (entry) =>
        entry.status !== "deleted" && !seen.has(entry.snapshotId) && partitions.has(partitionKeyOf(entry.file)),
    );
    if (newcomer !== undefined) {
      throw new ChangeNoLongerAppliesError(
        `another writer has put ${newcomer.file.filePath} into a partition that is being overwritten`,
      );
    }
  }
}

function assertSameSpec(base: LoadedTable, now: LoadedTable): void {
  if (base.metadata["default-spec-id"] !== now.metadata["default-spec-id"]) {
    throw new ChangeNoLongerAppliesError("the table is partitioned in another way by now");
  }
}

/**
 * Puts rows in the place of all that was in their partitions, in one commit. Partitions that no row falls into stay as they are; an
 * unpartitioned table is one partition. Files of an earlier partition spec are not replaced.
 *
 * @throws ChangeNoLongerAppliesError when another writer has put rows into one of the partitions meanwhile, besides what `append` throws
 */
export function overwritePartitions(
  catalog: Catalog,
  identifier: TableIdentifier,
  input: RowsInput,
): Promise<WriteResult> {
  const { files } = catalog;
  return commitRows(catalog, identifier, input, async (added: AddedFiles, now, base) => {
    const { metadata } = now;
    const partitions = new Set(added.files.map(partitionKeyOf));
    assertSameSpec(base, now);
    await assertNothingCame(files, partitions, base, now);
    const existing = await liveManifestsOf(files, currentSnapshot(metadata));
    const remaining = await withoutFiles(files, metadata, existing, added.snapshotId, {
      concerns: (manifest) => manifest.partitionSpecId === metadata["default-spec-id"],
      selects: (file) => partitions.has(partitionKeyOf(file)),
    });
    return snapshotAttempt(files, metadata, {
      snapshotId: added.snapshotId,
      manifests: [added.manifest(nextSequenceNumber(metadata)), ...remaining.manifests],
      summary: snapshotSummary(metadata, "overwrite", { added: added.files, deleted: remaining.deleted }),
      now: (input.now ?? Date.now)(),
      tryId: randomUUID(),
      files: remaining.files,
      ready: Promise.all([added.ready, remaining.ready]),
    });
  });
}
