import type { LakeAccount } from "../iceberg/lake-account";
import type { LakeSession } from "../iceberg/lake-session";
import type { ExternalTable, RegisteredFile } from "../objects/external-table";
import { filesOfStage, sourceOfTable } from "../stage/stage-access";
import { patternOf, prefixOf } from "../stage/stage-location";

/** What a refresh did with a file. D: ALTER EXTERNAL TABLE, REFRESH. */
export interface FileChange {
  /** Key in the bucket. */
  readonly file: string;
  readonly status: "REGISTERED_NEW" | "REGISTERED_UPDATE" | "UNREGISTERED";
}

/** What a table's files are to be, and how that differs from now. */
export interface Registration {
  readonly files: readonly RegisteredFile[];
  /** By key. */
  readonly changes: readonly FileChange[];
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);

/** A path below a table's location: without a slash at its beginning. */
export const relativePath = (path: string) => path.replace(/^\/+/, "");

/**
 * Lists what is below a table's location, or below a path of it, and tells what a refresh makes of it. Files elsewhere stay as they
 * are. Rejects with 091093, what `filesOfStage` throws, and RemoteAccessError.
 * @param partition the user-specified partition that the files belong to
 */
export async function registrationOf(
  account: LakeAccount,
  lake: LakeSession,
  table: ExternalTable,
  { path = "", partition = null }: { readonly path?: string; readonly partition?: string | null },
): Promise<Registration> {
  const { stage } = sourceOfTable(account, table);
  const location = prefixOf(stage, table.path + relativePath(path));
  const fits = patternOf(stage, table.pattern);
  const listed = await filesOfStage(account, lake, stage).list(location);
  const now = account.clock.now();
  const known = new Map(table.files.map((file) => [file.key, file]));
  const found = new Map<string, RegisteredFile>();
  const changes: FileChange[] = [];
  for (const { key, size, etag, lastModified } of listed) {
    // A: an object that stands for a folder.
    if (key.endsWith("/") || !fits(key)) continue;
    const before = known.get(key);
    const isSame = before !== undefined && before.etag === etag && before.partition === partition;
    found.set(key, isSame ? before : { key, size, etag, lastModified, registeredOn: now, partition });
    if (!isSame) changes.push({ file: key, status: before === undefined ? "REGISTERED_NEW" : "REGISTERED_UPDATE" });
  }
  const kept: RegisteredFile[] = [];
  for (const file of table.files) {
    if (found.has(file.key)) continue;
    if (file.key.startsWith(location.prefix)) changes.push({ file: file.key, status: "UNREGISTERED" });
    else kept.push(file);
  }
  return {
    files: [...kept, ...found.values()].sort(byKey),
    changes: changes.sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/** Lets a table have the files that were found. Its object may have gone meanwhile: then nothing happens. */
export function applyRegistration(
  { state, clock }: Pick<LakeAccount, "state" | "clock">,
  { id }: Pick<ExternalTable, "id">,
  { files }: Registration,
  change: (table: ExternalTable) => void = () => undefined,
): void {
  state.changes.transact(() => {
    const table = state.objects.EXTERNAL_TABLE.byId(id);
    if (table === undefined) return;
    state.objects.EXTERNAL_TABLE.edit(table);
    table.files = files;
    table.lastRefreshedOn = clock.now();
    table.lastRefreshProblem = null;
    change(table);
  });
}
