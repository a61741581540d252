import type { TableMetadata } from "../metadata/table-metadata";
import { metadataLocation } from "../write/write-properties";

/**
 * The URI of a table's next metadata file, numbered one above the one before. Files that are numbered otherwise
 * (`v3.metadata.json`) or not at all count as number 0.
 *
 * @param previous undefined: the table is new
 */
export function nextMetadataFile(metadata: TableMetadata, previous: string | undefined, uuid: string): string {
  const number = previous === undefined ? -1 : Number(/\/(\d+)-[^/]*\.metadata\.json$/.exec(previous)?.[1] ?? 0);
  return `${metadataLocation(metadata)}/${String(number + 1).padStart(5, "0")}-${uuid}.metadata.json`;
}
