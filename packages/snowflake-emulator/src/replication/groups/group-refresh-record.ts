import type { ObjectId } from "../../objects/snowflake-object";
import type { RefreshEnd } from "../refresh-record";

/** D: REPLICATION_GROUP_REFRESH_PROGRESS, the phases in their order. The last is COMPLETED, FAILED or CANCELED. */
export const GROUP_PHASES = [
  "SECONDARY_SYNCHRONIZING_MEMBERSHIP",
  "SECONDARY_UPLOADING_INVENTORY",
  "PRIMARY_UPLOADING_METADATA",
  "PRIMARY_UPLOADING_DATA",
  "SECONDARY_DOWNLOADING_METADATA",
  "SECONDARY_DOWNLOADING_DATA",
  "SECONDARY_COMMITTING",
] as const;

export type GroupPhaseName = (typeof GROUP_PHASES)[number];

/** One phase of a refresh. Times in milliseconds since the epoch. */
export interface GroupPhase {
  readonly name: GroupPhaseName | RefreshEnd;
  readonly startTime: number;
  /** null: it goes on, or is the last one (D). */
  endTime: number | null;
}

/** How many objects of a type a refresh brought. */
export interface CountedType {
  /** As in "tables", "roles". */
  readonly type: string;
  readonly count: number;
}

/** A refresh of a secondary failover group: plain data. */
export interface GroupRefreshRecord {
  /** The query id of the statement; of a scheduled refresh, one of its own. */
  readonly jobId: string;
  readonly groupId: ObjectId;
  readonly groupName: string;
  /** Did the schedule begin it? */
  readonly scheduled: boolean;
  readonly startTime: number;
  endTime: number | null;
  readonly phases: GroupPhase[];
  /** When the primary's snapshot was taken; null: it was not. */
  snapshotAt: number | null;
  /** Of the file that carries rows. */
  bytes: number;
  /** Names of the databases that are carried. */
  databases: readonly string[];
  objects: readonly CountedType[];
  /** Tables whose rows are carried. */
  tables: number;
  error: { readonly code: string; readonly message: string } | null;
}
