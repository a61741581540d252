import type { LoadedTable } from "../../catalog/catalog";
import type { TableMetadata } from "../../metadata/table-metadata";
import { countProperty, flagProperty } from "../write-properties";

const DEFAULT_PREVIOUS_VERSIONS = 100;

/** Changed metadata with a note of the file it came from, and metadata files that nobody needs once it is committed. */
export interface LoggedChange {
  readonly metadata: TableMetadata;
  /** Empty unless `write.metadata.delete-after-commit.enabled` is set. */
  readonly superseded: readonly string[];
}

/**
 * Appends the base's metadata file to the log of a change to it, and shortens the log to `write.metadata.previous-versions-max`.
 *
 * @throws InvalidPropertyError
 */
export function withMetadataLog(base: LoadedTable, changed: TableMetadata): LoggedChange {
  const { properties } = changed;
  const most = Math.max(
    1,
    countProperty(properties, "write.metadata.previous-versions-max", DEFAULT_PREVIOUS_VERSIONS),
  );
  const entry = { "metadata-file": base.metadataLocation, "timestamp-ms": base.metadata["last-updated-ms"] };
  const log = [...base.metadata["metadata-log"], entry];
  const dropped = log.slice(0, Math.max(0, log.length - most));
  const removes = flagProperty(properties, "write.metadata.delete-after-commit.enabled", false);
  return {
    metadata: { ...changed, "metadata-log": log.slice(dropped.length) },
    superseded: removes ? dropped.map((each) => each["metadata-file"]) : [],
  };
}
