import type { TableMetadata } from "../../metadata/table-metadata";

/** Properties by name: a new value, or null to take one away. */
export type PropertyChanges = Readonly<Record<string, string | null>>;

/**
 * Metadata with other properties; the same metadata when nothing changes.
 *
 * @param now milliseconds since the epoch
 */
export function setProperties(metadata: TableMetadata, changes: PropertyChanges, now: number): TableMetadata {
  const properties = new Map(Object.entries(metadata.properties));
  let changed = false;
  for (const [name, value] of Object.entries(changes)) {
    changed ||= (properties.get(name) ?? null) !== value;
    if (value === null) properties.delete(name);
    else properties.set(name, value);
  }
  if (!changed) return metadata;
  return {
    ...metadata,
    "last-updated-ms": Math.max(now, metadata["last-updated-ms"]),
    properties: Object.fromEntries(properties),
  };
}
