import type { ObjectId } from "../objects/snowflake-object";

/** D: DATABASE_REFRESH_PROGRESS, the phases in their order. The last is COMPLETED, FAILED or CANCELED. */
export const REFRESH_PHASES = [
  "SECONDARY_UPLOADING_INVENTORY",
  "PRIMARY_UPLOADING_METADATA",
  "PRIMARY_UPLOADING_DATA",
  "SECONDARY_DOWNLOADING_METADATA",
  "SECONDARY_DOWNLOADING_DATA",
] as const;

export type RefreshPhaseName = (typeof REFRESH_PHASES)[number] | RefreshEnd;

export type RefreshEnd = "COMPLETED" | "FAILED" | "CANCELED";

/** One phase of a refresh. Times in milliseconds since the epoch. */
export interface RefreshPhase {
  readonly name: RefreshPhaseName;
  result: "EXECUTING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
  readonly startTime: number;
  endTime: number | null;
  /** What is told of it besides; null: nothing. */
  details: Readonly<Record<string, number | string>> | null;
}

/** A refresh of a secondary database: plain data. */
export interface RefreshRecord {
  /** The query id of the statement. */
  readonly jobId: string;
  readonly databaseId: ObjectId;
  readonly databaseName: string;
  readonly startTime: number;
  endTime: number | null;
  readonly phases: RefreshPhase[];
  /** Of the file that carried the rows. */
  copyBytes: number;
  /** Objects that the snapshot had. */
  objectCount: number;
}

/** How long a refresh is remembered, milliseconds. */
export const REFRESH_MEMORY = 14 * 24 * 60 * 60 * 1000;
