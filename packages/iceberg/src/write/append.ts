import { randomUUID } from "node:crypto";
import type { Catalog, TableIdentifier } from "../catalog/catalog";
import { currentSnapshot } from "../metadata/current";
import { commitRows } from "./added-files";
import { liveManifestsOf } from "./manifests";
import { mergeManifests } from "./merge-manifests";
import { nextSequenceNumber } from "./metadata-changes/add-snapshot";
import type { RowsInput, WriteResult } from "./rows-input";
import { snapshotAttempt } from "./snapshot-attempt";
import { snapshotSummary } from "./snapshot-summary";

/**
 * Adds rows to a table in one commit. Memory does not grow with the number of rows: they go through local files, which are removed
 * once they are uploaded. When it fails, no file of it stays, unless the catalog's answer was lost.
 *
 * @throws RowsDoNotFitError; UnsupportedTypeError; ChangeNoLongerAppliesError; CommitConflictError; CommitStateUnknownError;
 * TableNotFoundError; IllegalChangeError for a table of format version 1; what DuckDB says of a query
 */
export function append(catalog: Catalog, identifier: TableIdentifier, input: RowsInput): Promise<WriteResult> {
  return commitRows(catalog, identifier, input, async (added, { metadata }) => {
    const { snapshotId, ready } = added;
    const existing = await liveManifestsOf(catalog.files, currentSnapshot(metadata));
    const merged = await mergeManifests(catalog.files, metadata, existing, snapshotId);
    return snapshotAttempt(catalog.files, metadata, {
      snapshotId,
      manifests: [added.manifest(nextSequenceNumber(metadata)), ...merged.manifests],
      summary: snapshotSummary(metadata, "append", { added: added.files, deleted: [] }),
      now: (input.now ?? Date.now)(),
      tryId: randomUUID(),
      files: merged.files,
      ready: Promise.all([ready, merged.ready]),
    });
  });
}
