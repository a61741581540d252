import type { PartitionSpec, PartitionValue } from "../metadata/partition-spec";

/** Object keys may have 1,024 bytes; a path longer than this says nothing to a reader any more. */
const LONGEST_PATH = 400;

function shown(value: PartitionValue): string {
  if (value === null) return "null";
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}

/** Safe in object keys and in URIs that are not decoded again. */
const escaped = (text: string): string =>
  Buffer.from(text, "utf8").reduce((path, byte) => {
    const letter = String.fromCharCode(byte);
    return path + (/[A-Za-z0-9_-]/.test(letter) ? letter : `.${byte.toString(16).padStart(2, "0")}`);
  }, "");

/**
 * Folders that tell people what a file holds, such as `date_key=20240101/`; readers never look at them. Empty for an
 * unpartitioned table, and when it would be too long for an object key.
 */
export function partitionPath(spec: PartitionSpec, values: readonly PartitionValue[]): string {
  const path = spec.fields
    .map((field, index) => `${escaped(field.name)}=${escaped(shown(values[index] ?? null))}/`)
    .join("");
  return path.length <= LONGEST_PATH ? path : "";
}
