import type { TableMetadata } from "@twinberg/iceberg";
import { noDirectLineage, tableUuidChanged } from "../errors";
import type { IcebergTable, RefreshState } from "../objects/iceberg-table";
import type { LakeAccount } from "./lake-account";
import type { LoadedTable } from "./load-table";

/** Throws 091364 when the metadata is that of another table (D: tables are told apart by their table-uuid). */
export function checkSameTable(table: IcebergTable, { version }: LoadedTable): void {
  const known = table.version?.tableUuid;
  if (known !== undefined && known !== version.tableUuid) throw tableUuidChanged(table.name, known, version.tableUuid);
}

/**
 * Does the way back from metadata's current snapshot lead to this one? Where snapshots on the way have been expired, a higher
 * sequence number is taken for a yes (A).
 */
export function descendsFrom(metadata: TableMetadata, ancestor: string, ancestorSequence: number): boolean {
  const byId = new Map(metadata.snapshots.map((one) => [one["snapshot-id"], one]));
  const current = metadata["current-snapshot-id"];
  let id: bigint | null | undefined = current;
  while (id !== null && id !== undefined) {
    if (String(id) === ancestor) return true;
    const snapshot = byId.get(id);
    if (snapshot === undefined) {
      const target = current === null ? undefined : byId.get(current);
      return (target?.["sequence-number"] ?? 0) > ancestorSequence;
    }
    id = snapshot["parent-snapshot-id"];
  }
  return false;
}

/** Throws 091365 when an automatic refresh would not go forward (D: Automatically refresh Apache Iceberg tables, error recovery). */
export function checkLineage(table: IcebergTable, { metadata, version }: LoadedTable): void {
  const known = table.version;
  if (known === null || known.snapshotId === null) return;
  if (descendsFrom(metadata, known.snapshotId, known.sequenceNumber)) return;
  throw noDirectLineage(table.name, version.snapshotId ?? "none", known.snapshotId);
}

/** Lets a table be what was loaded. Its object may have gone meanwhile: then nothing happens. */
export function applyRefresh({ state }: LakeAccount, { id }: IcebergTable, { version, columns }: LoadedTable): void {
  state.changes.transact(() => {
    const table = state.objects.ICEBERG_TABLE.byId(id);
    if (table === undefined) return;
    state.objects.ICEBERG_TABLE.edit(table);
    table.version = version;
    table.columns = columns;
    table.refresh = { state: "RUNNING" };
  });
}

/** Notes how the automatic refreshes of a table go, when that is new. */
export function noteRefreshState({ state }: LakeAccount, { id }: IcebergTable, refresh: RefreshState): void {
  const table = state.objects.ICEBERG_TABLE.byId(id);
  if (table === undefined || JSON.stringify(table.refresh) === JSON.stringify(refresh)) return;
  state.changes.transact(() => {
    state.objects.ICEBERG_TABLE.edit(table);
    table.refresh = refresh;
  });
}
