import type { DataFile, ManifestEntry } from "../manifest/data-file";
import { compareSingleValues, decodeSingleValue } from "../values/single-value";

/** The ids of a position delete file's columns. Source: https://iceberg.apache.org/spec/#reserved-field-ids */
export const DELETE_FILE_PATH_ID = 2_147_483_546;
export const DELETE_POSITION_ID = 2_147_483_545;

/** Text that is the same for the same partition of the same spec; an int and the long that it was widened to are. */
function partitionKey(file: DataFile): string {
  const values = file.partition.map((value) => {
    if (value instanceof Uint8Array) return `x${Buffer.from(value).toString("hex")}`;
    return typeof value === "string" ? `s${value}` : String(value);
  });
  return JSON.stringify([file.specId, ...values]);
}

/** The one data file that a delete file concerns, if it says so. */
function referenced(file: DataFile): string | undefined {
  if (file.referencedDataFile !== undefined) return file.referencedDataFile;
  const lower = file.lowerBounds?.get(DELETE_FILE_PATH_ID);
  const upper = file.upperBounds?.get(DELETE_FILE_PATH_ID);
  if (lower === undefined || upper === undefined || Buffer.compare(lower, upper) !== 0) return undefined;
  return String(decodeSingleValue(lower, "string"));
}

function mayName(file: DataFile, path: string): boolean {
  const lower = file.lowerBounds?.get(DELETE_FILE_PATH_ID);
  const upper = file.upperBounds?.get(DELETE_FILE_PATH_ID);
  return (
    (lower === undefined || compareSingleValues(decodeSingleValue(lower, "string"), path) <= 0) &&
    (upper === undefined || compareSingleValues(path, decodeSingleValue(upper, "string")) <= 0)
  );
}

/** Finds the position deletes of data files. Source: https://iceberg.apache.org/spec/#scan-planning */
export class PositionDeletes {
  readonly #byPath = new Map<string, ManifestEntry[]>();
  readonly #byPartition = new Map<string, ManifestEntry[]>();

  constructor(entries: readonly ManifestEntry[]) {
    for (const entry of entries) {
      const path = referenced(entry.file);
      const [index, key] = path === undefined ? [this.#byPartition, partitionKey(entry.file)] : [this.#byPath, path];
      const known = index.get(key);
      if (known === undefined) index.set(key, [entry]);
      else known.push(entry);
    }
  }

  /** The files that may delete rows of a data file: of its partition, not older than it, and not certain to be about others. */
  of({ file, sequenceNumber }: ManifestEntry): readonly DataFile[] {
    const key = partitionKey(file);
    const named = (this.#byPath.get(file.filePath) ?? []).filter((entry) => partitionKey(entry.file) === key);
    const others = (this.#byPartition.get(key) ?? []).filter((entry) => mayName(entry.file, file.filePath));
    return [...named, ...others].filter((entry) => entry.sequenceNumber >= sequenceNumber).map((entry) => entry.file);
  }
}
