/** A partition transform, as table metadata spells it: `identity`, `void`, `year`, `month`, `day`, `hour`, `bucket[16]`, `truncate[4]`. */
export type TransformName = string;

/** How one partition value comes from a column. */
export interface PartitionField {
  readonly "source-id": number;
  readonly "field-id": number;
  readonly name: string;
  readonly transform: TransformName;
}

/** How a table is partitioned. Source: https://iceberg.apache.org/spec/#partition-specs */
export interface PartitionSpec {
  readonly "spec-id": number;
  readonly fields: readonly PartitionField[];
}

/**
 * A partition value after its transform: null; boolean; number (int, float, double, and date, month, day, year, hour, bucket as
 * integers); bigint (long, time, timestamp in microseconds); decimal as its unscaled bigint; string; bytes (binary, fixed, uuid).
 */
export type PartitionValue = null | boolean | number | bigint | string | Uint8Array;
