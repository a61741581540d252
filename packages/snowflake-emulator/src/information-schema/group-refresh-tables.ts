import type { CountedType, GroupPhase, GroupRefreshRecord } from "../replication/groups/group-refresh-record";
import { asTime, type Plan } from "../tasks/table-function";

const json = (value: unknown) => JSON.stringify(value);

/** D: TOTAL_BYTES. The rows of all databases travel together: each is told the whole (A). */
function bytesOf({ bytes, databases }: GroupRefreshRecord) {
  return { totalBytesToReplicate: bytes, databases: databases.map((name) => ({ name, totalBytesToReplicate: bytes })) };
}

/** D: OBJECT_COUNT and what has its form. `done`: has all of it been brought? */
function countOf(types: readonly CountedType[], done: boolean) {
  const total = types.reduce((sum, { count }) => sum + count, 0);
  return {
    totalObjects: total,
    completedObjects: done ? total : 0,
    objectTypes: types.map(({ type, count }) => ({
      objectType: type,
      totalObjects: count,
      completedObjects: done ? count : 0,
    })),
  };
}

const tablesOf = ({ tables }: GroupRefreshRecord): readonly CountedType[] =>
  tables === 0 ? [] : [{ type: "tables", count: tables }];

/** Has a refresh ended a phase? */
function hasEnded({ phases }: GroupRefreshRecord, name: GroupPhase["name"]): boolean {
  return phases.some((phase) => phase.name === name && phase.endTime !== null);
}

const completed = (record: GroupRefreshRecord) => record.phases.at(-1)?.name === "COMPLETED";

/** D: REPLICATION_GROUP_REFRESH_HISTORY, output: one row for each refresh. */
export const HISTORY: Plan<GroupRefreshRecord> = {
  PHASE_NAME: ["text", ({ phases }) => phases.at(-1)?.name ?? null],
  START_TIME: ["time", ({ startTime }) => asTime(startTime)],
  END_TIME: ["time", ({ endTime }) => asTime(endTime)],
  JOB_UUID: ["text", ({ jobId }) => jobId],
  TOTAL_BYTES: [
    "variant",
    (record) => {
      const { totalBytesToReplicate, databases } = bytesOf(record);
      const uploaded = hasEnded(record, "PRIMARY_UPLOADING_DATA") ? record.bytes : 0;
      const downloaded = hasEnded(record, "SECONDARY_DOWNLOADING_DATA") ? record.bytes : 0;
      return json({ totalBytesToReplicate, bytesUploaded: uploaded, bytesDownloaded: downloaded, databases });
    },
  ],
  OBJECT_COUNT: ["variant", (record) => json(countOf(record.objects, completed(record)))],
  COMMITTED_OBJECT_COUNT: ["variant", (record) => json(countOf(tablesOf(record), completed(record)))],
  PRIMARY_SNAPSHOT_TIMESTAMP: ["time", ({ snapshotAt }) => asTime(snapshotAt)],
  ERROR: [
    "variant",
    ({ error }) => (error === null ? null : json({ errorCode: error.code, errorMessage: error.message })),
  ],
};

/** D: the first columns of REPLICATION_GROUP_REFRESH_HISTORY_ALL and REPLICATION_GROUP_REFRESH_PROGRESS_ALL. */
export const GROUP_COLUMNS: Plan<GroupRefreshRecord> = {
  GROUP_NAME: ["text", ({ groupName }) => groupName],
  GROUP_TYPE: ["text", () => "FAILOVER"],
};

/** A phase with the refresh that it is of. */
export interface PhaseOfRefresh {
  readonly record: GroupRefreshRecord;
  readonly phase: GroupPhase;
}

const MEASURED: readonly GroupPhase["name"][] = [
  "PRIMARY_UPLOADING_DATA",
  "SECONDARY_DOWNLOADING_METADATA",
  "SECONDARY_DOWNLOADING_DATA",
  "SECONDARY_COMMITTING",
];

/** D: DETAILS, by phase; null: the phase has none. */
function detailsOf({ record, phase: { name, endTime } }: PhaseOfRefresh): unknown {
  const { bytes, error } = record;
  const done = endTime !== null;
  const moved = done ? bytes : 0;
  switch (name) {
    case "PRIMARY_UPLOADING_METADATA":
      // D: epoch time; A: in milliseconds.
      return record.snapshotAt === null ? null : { primarySnapshotTimestamp: record.snapshotAt };
    case "PRIMARY_UPLOADING_DATA":
      return { ...bytesOf(record), totalBytesToUpload: bytes, bytesUploaded: moved };
    case "SECONDARY_DOWNLOADING_METADATA":
      return countOf(record.objects, done);
    case "SECONDARY_DOWNLOADING_DATA":
      return { ...bytesOf(record), totalBytesToDownload: bytes, bytesDownloaded: moved };
    case "SECONDARY_COMMITTING":
      return countOf(tablesOf(record), done);
    case "FAILED":
      return error === null ? null : { errorCode: error.code, errorMessage: error.message };
    default:
      return null;
  }
}

/** D: REPLICATION_GROUP_REFRESH_PROGRESS, output: one row for each phase so far. */
export const PROGRESS: Plan<PhaseOfRefresh> = {
  PHASE_NAME: ["text", ({ phase }) => phase.name],
  START_TIME: ["time", ({ phase }) => asTime(phase.startTime)],
  END_TIME: ["time", ({ phase }) => asTime(phase.endTime)],
  PROGRESS: [
    "text",
    ({ phase: { name, endTime } }) => (MEASURED.includes(name) ? (endTime === null ? "0%" : "100%") : ""),
  ],
  DETAILS: [
    "variant",
    (one) => {
      const details = detailsOf(one);
      return details === null ? null : json(details);
    },
  ],
};

/** D: REPLICATION_GROUP_USAGE_HISTORY, output. Nothing is billed. */
export const USAGE: Plan<{
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly bytes: number;
}> = {
  START_TIME: ["time", ({ from }) => asTime(from)],
  END_TIME: ["time", ({ to }) => asTime(to)],
  REPLICATION_GROUP_NAME: ["text", ({ name }) => name],
  CREDITS_USED: ["text", () => "0"],
  BYTES_TRANSFERRED: ["number", ({ bytes }) => bytes],
};

/** A point of the lag's step function. Milliseconds. */
export interface LagPoint {
  readonly at: number;
  readonly snapshotAt: number;
}

/** D: REPLICATION_GROUP_LAG_HISTORY, output. A: seconds are rounded down. */
export const LAG: Plan<LagPoint> = {
  TIMESTAMP: ["time", ({ at }) => asTime(at)],
  LAG_SECONDS: ["number", ({ at, snapshotAt }) => Math.floor((at - snapshotAt) / 1000)],
  PRIMARY_SNAPSHOT_TIMESTAMP: ["time", ({ snapshotAt }) => asTime(snapshotAt)],
};

/**
 * The lag of a group over a window (D: two points for each refresh: when it was completed, and just before the next or at the window's
 * end), in the order of time. `records`: its refreshes, in any order.
 */
export function lagPoints(records: readonly GroupRefreshRecord[], from: number, to: number): readonly LagPoint[] {
  const steps = records
    .flatMap((record) =>
      completed(record) && record.endTime !== null && record.snapshotAt !== null && record.endTime <= to
        ? [{ at: record.endTime, snapshotAt: record.snapshotAt }]
        : [],
    )
    .sort((a, b) => a.at - b.at);
  return steps.flatMap(({ at, snapshotAt }, index) => {
    const next = steps[index + 1]?.at ?? to;
    if (next < from) return [];
    return [
      { at: Math.max(at, from), snapshotAt },
      { at: next, snapshotAt },
    ];
  });
}
