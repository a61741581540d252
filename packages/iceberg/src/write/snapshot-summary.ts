import type { DataFile } from "../manifest/data-file";
import { currentSnapshot } from "../metadata/current";
import type { TableMetadata } from "../metadata/table-metadata";
import { partitionKeyOf } from "./partition-key-of";

/** What a snapshot changes. */
export interface FileChanges {
  readonly added: readonly DataFile[];
  readonly deleted: readonly DataFile[];
}

/** Total, what adds to it and what takes from it, as a snapshot's summary names them. */
const TOTALS = [
  ["total-data-files", "added-data-files", "deleted-data-files"],
  ["total-records", "added-records", "deleted-records"],
  ["total-files-size", "added-files-size", "removed-files-size"],
  ["total-delete-files", "added-delete-files", "removed-delete-files"],
  ["total-position-deletes", "added-position-deletes", "removed-position-deletes"],
  ["total-equality-deletes", "added-equality-deletes", "removed-equality-deletes"],
] as const;

const sum = (files: readonly DataFile[], of: (file: DataFile) => number): number =>
  files.reduce((total, file) => total + of(file), 0);

function counts(
  files: readonly DataFile[],
  prefix: { readonly of: string; readonly size: string },
): ReadonlyMap<string, number> {
  const data = files.filter((file) => file.content === "data");
  const positions = files.filter((file) => file.content === "position-deletes");
  const equalities = files.filter((file) => file.content === "equality-deletes");
  const rows = (some: readonly DataFile[]): number => sum(some, (file) => file.recordCount);
  return new Map([
    [`${prefix.of}-data-files`, data.length],
    [`${prefix.of}-records`, rows(data)],
    [`${prefix.size}-files-size`, sum(files, (file) => file.fileSizeBytes)],
    [`${prefix.size}-delete-files`, positions.length + equalities.length],
    [`${prefix.size}-position-deletes`, rows(positions)],
    [`${prefix.size}-equality-deletes`, rows(equalities)],
  ]);
}

/**
 * A snapshot's summary. Totals follow from the snapshot before; one that it lacks stays out.
 * Source: https://iceberg.apache.org/spec/#optional-snapshot-summary-fields
 */
export function snapshotSummary(
  metadata: TableMetadata,
  operation: "append" | "overwrite" | "delete",
  changes: FileChanges,
): Readonly<Record<string, string>> {
  const moved = new Map([
    ...counts(changes.added, { of: "added", size: "added" }),
    ...counts(changes.deleted, { of: "deleted", size: "removed" }),
  ]);
  const partitions = new Set([...changes.added, ...changes.deleted].map(partitionKeyOf)).size;
  const previous = currentSnapshot(metadata)?.summary;
  const totals = TOTALS.flatMap(([total, added, removed]) => {
    const before = previous === undefined ? "0" : previous[total];
    if (before === undefined || !/^\d+$/.test(before)) return [];
    return [[total, String(Number(before) + (moved.get(added) ?? 0) - (moved.get(removed) ?? 0))]];
  });
  return {
    operation,
    ...Object.fromEntries([...moved].filter(([, count]) => count > 0).map(([name, count]) => [name, String(count)])),
    "changed-partition-count": String(partitions),
    ...Object.fromEntries(totals),
  };
}
