import type { LakeAccount } from "../iceberg/lake-account";
import type { LakeSession } from "../iceberg/lake-session";
import type { ExternalTable, RegisteredFile } from "../objects/external-table";
import type { ListedObject } from "../stage/object-lister";
import { filesOfStage, sourceOfTable } from "../stage/stage-access";
import { patternOf, prefixOf } from "../stage/stage-location";

/** What a refresh did with a file. D: ALTER EXTERNAL TABLE, REFRESH. */
export interface FileChange {
  /** Key in the bucket. */
  readonly file: string;
  readonly status: "REGISTERED_NEW" | "REGISTERED_UPDATE" | "UNREGISTERED";
}

/** What was found below a table's location, or below a path of it. */
export interface FoundFiles {
  /** All keys below it begin with this. */
  readonly prefix: string;
  readonly files: readonly ListedObject[];
  /** The user-specified partition that they belong to; null: none. */
  readonly partition: string | null;
  /** When they were found, milliseconds since the epoch. */
  readonly at: number;
}

/** A path below a table's location: without a slash at its beginning. */
export const relativePath = (path: string) => path.replace(/^\/+/, "");

/**
 * Lists what is below a table's location, or below a path of it: the files that its pattern fits. Rejects with 091093, what
 * `filesOfStage` throws, and RemoteAccessError.
 */
export async function findFiles(
  account: LakeAccount,
  lake: LakeSession,
  table: ExternalTable,
  { path = "", partition = null }: { readonly path?: string; readonly partition?: string | null } = {},
): Promise<FoundFiles> {
  const { stage } = sourceOfTable(account, table);
  const location = prefixOf(stage, table.path + relativePath(path));
  const fits = patternOf(stage, table.pattern);
  const listed = await filesOfStage(account, lake, stage).list(location);
  // A: an object whose key ends in a slash stands for a folder.
  const files = listed.filter(({ key }) => !key.endsWith("/") && fits(key));
  return { prefix: location.prefix, files, partition, at: account.clock.now() };
}

/** The files of a table after those that were found are taken over, and what that changes, both by key. Files elsewhere stay. */
export function registered(
  before: readonly RegisteredFile[],
  { prefix, files, partition, at }: FoundFiles,
): { readonly files: readonly RegisteredFile[]; readonly changes: readonly FileChange[] } {
  const known = new Map(before.map((file) => [file.key, file]));
  const after = new Map<string, RegisteredFile>();
  const changes: FileChange[] = [];
  for (const { key, size, etag, lastModified } of files) {
    const old = known.get(key);
    const isSame = old !== undefined && old.etag === etag && old.partition === partition;
    after.set(key, isSame ? old : { key, size, etag, lastModified, registeredOn: at, partition });
    if (!isSame) changes.push({ file: key, status: old === undefined ? "REGISTERED_NEW" : "REGISTERED_UPDATE" });
  }
  for (const file of before) {
    if (after.has(file.key)) continue;
    if (file.key.startsWith(prefix)) changes.push({ file: file.key, status: "UNREGISTERED" });
    else after.set(file.key, file);
  }
  return {
    files: [...after.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    changes: changes.sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/**
 * Lets a table have the files that were found, from what it has now: somebody else may have refreshed another part of it meanwhile.
 * Its object may have gone, too: then nothing happens. Answers what changed.
 * @param change what else changes with them
 */
export function applyFiles(
  { state, clock }: Pick<LakeAccount, "state" | "clock">,
  { id }: Pick<ExternalTable, "id">,
  found: FoundFiles,
  change: (table: ExternalTable) => void = () => undefined,
): readonly FileChange[] {
  return state.changes.transact(() => {
    const table = state.objects.EXTERNAL_TABLE.byId(id);
    if (table === undefined) return [];
    const { files, changes } = registered(table.files, found);
    state.objects.EXTERNAL_TABLE.edit(table);
    table.files = files;
    table.lastRefreshedOn = clock.now();
    table.lastRefreshProblem = null;
    change(table);
    return changes;
  });
}
