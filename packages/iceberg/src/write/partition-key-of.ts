import type { DataFile } from "../manifest/data-file";
import type { PartitionValue } from "../metadata/partition-spec";

function keyOf(value: PartitionValue): string | null {
  if (value === null) return null;
  return value instanceof Uint8Array
    ? `bytes ${Buffer.from(value).toString("hex")}`
    : `${typeof value} ${Object.is(value, -0) ? "-0" : value}`;
}

/** Files in the same partition of the same spec have the same key. */
export const partitionKeyOf = (file: DataFile): string => JSON.stringify([file.specId, ...file.partition.map(keyOf)]);
