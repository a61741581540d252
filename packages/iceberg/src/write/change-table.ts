import type { Catalog, LoadedTable, TableIdentifier } from "../catalog/catalog";
import type { TableMetadata } from "../metadata/table-metadata";
import { commitChange } from "./commit-change";
import type { ChangeOptions } from "./delete-where";
import { evolveSchema, type SchemaChange } from "./metadata-changes/evolve-schema";
import { type PropertyChanges, setProperties } from "./metadata-changes/set-properties";

function change(
  catalog: Catalog,
  identifier: TableIdentifier,
  options: ChangeOptions,
  of: (metadata: TableMetadata, now: number) => TableMetadata,
): Promise<LoadedTable> {
  const attempt = async ({ metadata }: LoadedTable) => {
    const changed = of(metadata, (options.now ?? Date.now)());
    return { metadata: changed === metadata ? undefined : changed, files: [] };
  };
  return commitChange(catalog, identifier, undefined, attempt, options.retry);
}

/**
 * Changes a table's schema in one commit, all steps or none. Files stay as they are: readers go by field ids. Nothing is committed
 * when the schema is so already.
 *
 * @throws IllegalChangeError; CommitConflictError; CommitStateUnknownError; TableNotFoundError
 */
export function changeSchema(
  catalog: Catalog,
  identifier: TableIdentifier,
  changes: readonly SchemaChange[],
  options: ChangeOptions = {},
): Promise<LoadedTable> {
  return change(catalog, identifier, options, (metadata, now) => evolveSchema(metadata, changes, now));
}

/** Changes a table's properties in one commit. Nothing is committed when they are so already. @throws as {@link changeSchema} */
export function changeProperties(
  catalog: Catalog,
  identifier: TableIdentifier,
  changes: PropertyChanges,
  options: ChangeOptions = {},
): Promise<LoadedTable> {
  return change(catalog, identifier, options, (metadata, now) => setProperties(metadata, changes, now));
}
