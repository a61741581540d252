import { setTimeout as sleep } from "node:timers/promises";
import type { Catalog, LoadedTable, TableIdentifier } from "../catalog/catalog";
import { CommitConflictError, CommitStateUnknownError } from "../catalog/errors";
import type { TableMetadata } from "../metadata/table-metadata";
import { ChangeNoLongerAppliesError } from "./errors";
import { withMetadataLog } from "./metadata-changes/metadata-log";
import { countProperty } from "./write-properties";

/** How often and how long a commit tries to get past other writers. What is left out comes from the table's properties. */
export interface RetryOptions {
  /** How often a commit is tried again after a conflict. Default: `commit.retry.num-retries`, or 4. */
  readonly retries?: number;
  /** First wait in milliseconds; each is twice the one before. Default: `commit.retry.min-wait-ms`, or 100. */
  readonly minWait?: number;
  /** Longest wait in milliseconds. Default: `commit.retry.max-wait-ms`, or 60,000. */
  readonly maxWait?: number;
  /** Waits for so many milliseconds. Default: the clock's. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** A number from 0 to below 1 by which waits of several writers differ. Default: random. */
  readonly random?: () => number;
}

/** One try of a change. */
export interface Attempt {
  /** What the table is to be. undefined: it is so already, and nothing is committed. */
  readonly metadata: TableMetadata | undefined;
  /** Files that only this try needs, such as its manifest list: removed when it fails. */
  readonly files: readonly string[];
  /** Resolves when all files that the metadata names are in place. */
  readonly ready?: Promise<unknown>;
}

/** Makes a change of a table as it is now. Called again, with the table as it is then, after another writer was quicker. */
export type Change = (base: LoadedTable) => Promise<Attempt>;

function waits(base: LoadedTable, retry: RetryOptions) {
  const { properties } = base.metadata;
  return {
    retries: retry.retries ?? countProperty(properties, "commit.retry.num-retries", 4),
    minWait: retry.minWait ?? countProperty(properties, "commit.retry.min-wait-ms", 100),
    maxWait: retry.maxWait ?? countProperty(properties, "commit.retry.max-wait-ms", 60_000),
    wait: retry.wait ?? sleep,
    random: retry.random ?? Math.random,
  };
}

interface Committed {
  readonly table: LoadedTable;
  /** Metadata files to remove. */
  readonly superseded: readonly string[];
}

async function commitOnce(catalog: Catalog, base: LoadedTable, attempt: Attempt): Promise<Committed> {
  if (attempt.metadata === undefined) return { table: base, superseded: [] };
  const { metadata, superseded } = withMetadataLog(base, attempt.metadata);
  const table = await catalog.commit(base, metadata, attempt.ready === undefined ? {} : { after: attempt.ready });
  return { table, superseded };
}

/** The table has changed by now: a file that stays is no reason to say that it has not. */
async function withoutFiles(catalog: Catalog, table: LoadedTable, uris: readonly string[]): Promise<LoadedTable> {
  await Promise.allSettled([catalog.files.remove(uris)]);
  return table;
}

/**
 * Commits a change: when another writer was quicker, the table is loaded again and the change is made from what it is then.
 *
 * @throws CommitConflictError when all tries failed; ChangeNoLongerAppliesError when the table is another one now;
 * CommitStateUnknownError, and then no file was removed; what the change throws
 */
export async function commitChange(
  catalog: Catalog,
  identifier: TableIdentifier,
  first: LoadedTable | undefined,
  change: Change,
  retry: RetryOptions = {},
): Promise<LoadedTable> {
  let base = first ?? (await catalog.load(identifier));
  const uuid = base.metadata["table-uuid"];
  const { retries, minWait, maxWait, wait, random } = waits(base, retry);
  for (let tried = 0; ; tried += 1) {
    const attempt = await change(base);
    try {
      const { table, superseded } = await commitOnce(catalog, base, attempt);
      return superseded.length === 0 ? table : await withoutFiles(catalog, table, superseded);
    } catch (error) {
      if (error instanceof CommitStateUnknownError) throw error;
      await Promise.allSettled([attempt.ready]);
      await catalog.files.remove(attempt.files);
      if (!(error instanceof CommitConflictError)) throw error;
      if (tried >= retries)
        throw new CommitConflictError(identifier, ` in each of ${tried + 1} tries to commit`, { cause: error });
    }
    await wait(Math.min(maxWait, minWait * 2 ** tried) * (0.5 + random() / 2));
    base = await catalog.load(identifier);
    if (base.metadata["table-uuid"] !== uuid) {
      throw new ChangeNoLongerAppliesError(
        `${identifier.database}.${identifier.table} was dropped and made anew meanwhile`,
      );
    }
  }
}
