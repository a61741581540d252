import type { DataType } from "../types/data-type";
import type { ObjectId, SnowflakeObject } from "./snowflake-object";
import type { FormatSource } from "./stage";

/** A column of an external table. */
export interface ExternalColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** SQL text over VALUE and METADATA$…; null: VALUE itself. */
  readonly expression: string | null;
  readonly comment: string | null;
}

/** A file that a table was refreshed to. */
export interface RegisteredFile {
  /** Without the bucket: METADATA$FILENAME. */
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** When the table's metadata got it, milliseconds since the epoch. */
  readonly registeredOn: number;
  /** Location of the user-specified partition that it came by, relative to the table's; null: none. */
  readonly partition: string | null;
}

/** A partition that was added by its owner. */
export interface UserPartition {
  /** Relative to the table's location; ends in a slash. */
  readonly location: string;
  /** By column name. */
  readonly values: Readonly<Record<string, string>>;
}

/** A table over files of a stage. */
export interface ExternalTable extends SnowflakeObject {
  /** The stage; another one by the same name is not it (D: CREATE STAGE, OR REPLACE). */
  readonly stageId: ObjectId;
  /** Behind the stage's URL; "" or ending in a slash. */
  readonly path: string;
  readonly format: FormatSource;
  /** null: every file. */
  readonly pattern: string | null;
  /** VALUE first. */
  columns: readonly ExternalColumn[];
  /** Names of columns. */
  readonly partitionBy: readonly string[];
  /** undefined: partitions come from METADATA$FILENAME, or there are none. */
  partitions: readonly UserPartition[] | undefined;
  autoRefresh: boolean;
  /** The SNS topic that tells of the bucket's events; null: the bucket itself does. Kept, and has no effect. */
  readonly snsTopic: string | null;
  /** By key. */
  files: readonly RegisteredFile[];
  /** Milliseconds since the epoch; null: never. */
  lastRefreshedOn: number | null;
  /** What stood in the way of the last automatic refresh; null: nothing. */
  lastRefreshProblem: string | null;
}
