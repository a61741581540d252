import type { DataFile } from "../manifest/data-file";
import type { PartitionSpec } from "../metadata/partition-spec";
import type { Schema } from "../metadata/schema";
import type { Snapshot } from "../metadata/table-metadata";
import type { MappedField } from "./name-mapping";

/** A data file to read, and the position deletes that apply to it. */
export interface ScanTask {
  readonly file: DataFile;
  readonly sequenceNumber: number;
  readonly deletes: readonly DataFile[];
}

/** What has to be read for a snapshot, after pruning. */
export interface ScanPlan {
  /** undefined: the table has no snapshot, and no rows. */
  readonly snapshot: Snapshot | undefined;
  /** The schema that rows are read with: the table's current one, or the snapshot's under time travel. */
  readonly schema: Schema;
  /** By spec id. */
  readonly specs: ReadonlyMap<number, PartitionSpec>;
  readonly tasks: readonly ScanTask[];
  /** Which names fields have in files without field ids. Absent: the table says nothing of that. */
  readonly nameMapping?: readonly MappedField[];
  /** How much planning left out. */
  readonly pruned: { readonly manifests: number; readonly files: number };
}

/** A comparison that every row of the result satisfies. Pruning may keep files without such rows, never lose one with. */
export interface ScanPredicate {
  /** Top-level column. */
  readonly column: string;
  readonly operator: "=" | "<" | "<=" | ">" | ">=" | "in" | "is null" | "is not null";
  /** In the column's own type: number, bigint, string, boolean; dates as ISO text, timestamps as ISO text. Empty for the null tests. */
  readonly values: readonly (number | bigint | string | boolean)[];
}
