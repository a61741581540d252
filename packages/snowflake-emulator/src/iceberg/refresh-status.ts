import type { IcebergTable } from "../objects/iceberg-table";

/**
 * How a table's automatic refreshes go, as SYSTEM$AUTO_REFRESH_STATUS and SHOW ICEBERG TABLES tell it; null without AUTO_REFRESH.
 * D: the keys, and that a snapshot's id is a number. Written by hand: ids have 64 bits, which JSON.stringify can't write.
 */
export function autoRefreshStatus({ autoRefresh, refresh, version }: IcebergTable): string | null {
  if (!autoRefresh && refresh.state !== "ICEBERG_TABLE_NOT_INITIALIZED") return null;
  const time = (at: number | null | undefined) => (at === null || at === undefined ? null : new Date(at).toISOString());
  const pairs: readonly (readonly [key: string, json: string])[] = [
    ["executionState", JSON.stringify(refresh.state)],
    ...("reason" in refresh ? [["invalidExecutionStateReason", JSON.stringify(refresh.reason)] as const] : []),
    ["pendingSnapshotCount", "0"],
    ["oldestSnapshotTime", "null"],
    ["currentSnapshotId", version?.snapshotId ?? "0"],
    ["currentSnapshotSummary", JSON.stringify(version?.snapshotSummary ?? null)],
    ["lastSnapshotTime", JSON.stringify(time(version?.snapshotTime))],
    ["lastUpdatedTime", JSON.stringify(time(version?.refreshedOn) ?? "")],
    ["currentMetadataFile", JSON.stringify(version?.metadataLocation ?? null)],
    ["currentSchemaId", JSON.stringify(version?.schemaId ?? null)],
  ];
  return `{${pairs.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;
}
