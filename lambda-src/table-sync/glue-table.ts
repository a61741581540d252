import type { TableIdentity } from "./identity";

/** A column or partition key as Glue has it. */
export interface GlueColumn {
  readonly name: string;
  /** Hive's spelling, such as `array<struct<a:int>>`. `""`: Glue has none. */
  readonly type: string;
}

/** Where a table's files are and how they are read. */
export interface GlueStorage {
  /** Such as `s3://bucket/events/`. `""`: Glue has none. */
  readonly location: string;
  /** Class of the SerDe. `""`: Glue has none. */
  readonly serde: string;
  readonly serdeParameters: Readonly<Record<string, string>>;
  /** Class of the input format. `""`: Glue has none. */
  readonly inputFormat: string;
}

/** Which of two readings of a table is newer: see {@link compareVersions}. */
export interface GlueVersion {
  /** When the table was made, in milliseconds since 1970. 0: Glue doesn't say. */
  readonly created: number;
  /** Glue's VersionId. 0: Glue doesn't say. */
  readonly version: number;
  /** When the table was last changed, in milliseconds since 1970. 0: Glue doesn't say. */
  readonly updated: number;
}

/** What the sync reads of a table in Glue. */
export interface GlueTable {
  readonly identity: TableIdentity;
  readonly version: GlueVersion;
  /** Such as EXTERNAL_TABLE or VIRTUAL_VIEW. `""`: Glue has none. */
  readonly tableType: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly columns: readonly GlueColumn[];
  readonly partitionKeys: readonly GlueColumn[];
  /** Absent for what has no files, such as a link to another catalog's table. */
  readonly storage?: GlueStorage;
}

/** A partition that is registered in Glue. */
export interface GluePartition {
  /** In the order of the partition keys. */
  readonly values: readonly string[];
  readonly location: string;
}

/**
 * Below 0 when `one` is older than `other`. The time of creation comes first: a table that is deleted and made again
 * starts over at version 0. The time of change comes last: an update that archives nothing keeps the version.
 */
export function compareVersions(one: GlueVersion, other: GlueVersion): number {
  return one.created - other.created || one.version - other.version || one.updated - other.updated;
}
