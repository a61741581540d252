import type { LoadedFile } from "../../../objects/table";
import type { ListedObject } from "../../../stage/object-lister";
import type { Path } from "../../names";
import type { ExecutionContext } from "../../statement";
import { type FoundTable, findTable } from "../../tables";

/** A file of a load: as it was listed, and where it is. */
export interface CopyFile extends ListedObject {
  /** `s3://bucket/key` */
  readonly uri: string;
}

/** Has the table this file, as it is now? D: COPY INTO: loaded again when its content (ETag) has changed. */
export function isLoaded({ table }: FoundTable, { uri, etag }: CopyFile): boolean {
  return table.loads?.[uri]?.etag === etag;
}

/** Notes files as loaded; answers how to take that back. */
export function noteLoads(found: FoundTable, files: readonly CopyFile[], loadedOn: number): () => void {
  const before = found.table.loads;
  const after: Record<string, LoadedFile> = { ...before };
  for (const { uri, etag } of files) after[uri] = { etag, loadedOn };
  setLoads(found, after);
  return () => setLoads(found, before);
}

/** D: TRUNCATE TABLE deletes the load metadata. */
export function forgetLoads(context: ExecutionContext, path: Path): void {
  const found = findTable(context, path, "TRUNCATE TABLE");
  if (found?.table.loads !== undefined) setLoads(found, undefined);
}

function setLoads({ table, tables, changes }: FoundTable, loads: Readonly<Record<string, LoadedFile>> | undefined) {
  changes.transact(() => {
    // It may have been dropped meanwhile.
    if (tables.byId(table.id) === undefined) return;
    tables.edit(table);
    if (loads === undefined) delete table.loads;
    else table.loads = loads;
  });
}
