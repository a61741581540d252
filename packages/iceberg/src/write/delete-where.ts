import { randomUUID } from "node:crypto";
import type { Catalog, LoadedTable, TableIdentifier } from "../catalog/catalog";
import { currentSnapshot } from "../metadata/current";
import type { ScanPredicate } from "../scan/scan-plan";
import { type Attempt, commitChange, type RetryOptions } from "./commit-change";
import { liveManifestsOf } from "./manifests";
import { assertWritable } from "./metadata-changes/add-snapshot";
import { PartitionDecision, undecidable } from "./partition-decision";
import { randomSnapshotId, snapshotAttempt } from "./snapshot-attempt";
import { snapshotSummary } from "./snapshot-summary";
import { withoutFiles } from "./without-files";

/** How a change without new rows is committed. */
export interface ChangeOptions {
  readonly retry?: RetryOptions;
  /** Milliseconds since the epoch. Default: the clock's. */
  readonly now?: () => number;
}

/** What a deletion did. */
export interface DeleteResult {
  readonly table: LoadedTable;
  /** undefined: no row satisfied the predicates, and nothing was committed. */
  readonly snapshotId: bigint | undefined;
  /** How many files and rows are in the table no more. */
  readonly files: number;
  readonly rows: number;
}

/**
 * Deletes the rows that satisfy all predicates (all rows for none), in one commit: whole files are taken out of the table. Their
 * partitions have to tell that each has only such rows, or none.
 *
 * @throws IllegalChangeError naming a file whose partition does not tell; PredicateError; CommitConflictError; CommitStateUnknownError
 */
export async function deleteWhere(
  catalog: Catalog,
  identifier: TableIdentifier,
  predicates: readonly ScanPredicate[],
  options: ChangeOptions = {},
): Promise<DeleteResult> {
  const snapshotId = randomSnapshotId();
  const { files } = catalog;
  let counted = { files: 0, rows: 0 };
  const change = async ({ metadata }: LoadedTable): Promise<Attempt> => {
    assertWritable(metadata);
    const decision = new PartitionDecision(metadata, predicates);
    const existing = await liveManifestsOf(files, currentSnapshot(metadata));
    const remaining = await withoutFiles(files, metadata, existing, snapshotId, {
      concerns: (manifest) => decision.concerns(manifest),
      selects: (file) => {
        const decided = decision.decide(file);
        if (decided === "some") throw undecidable(predicates, file);
        return decided === "all";
      },
    });
    const { deleted } = remaining;
    counted = { files: deleted.length, rows: deleted.reduce((sum, file) => sum + file.recordCount, 0) };
    if (deleted.length === 0) return { metadata: undefined, files: [] };
    return snapshotAttempt(files, metadata, {
      snapshotId,
      manifests: remaining.manifests,
      summary: snapshotSummary(metadata, "delete", { added: [], deleted }),
      now: (options.now ?? Date.now)(),
      tryId: randomUUID(),
      files: remaining.files,
      ready: remaining.ready,
    });
  };
  const table = await commitChange(catalog, identifier, undefined, change, options.retry);
  return { table, snapshotId: counted.files === 0 ? undefined : snapshotId, ...counted };
}
