import type { LoadedTable } from "../catalog/catalog";
import type { Engine } from "../engine/engine";
import type { DataFile } from "../manifest/data-file";
import { currentSchema } from "../metadata/current";
import type { RetryOptions } from "./commit-change";
import { ChangeNoLongerAppliesError } from "./errors";
import { rowsAsQueries, type TableRow } from "./rows";
import type { DataFileWriter } from "./write-data-files";

/** Rows to write, and how. */
export interface RowsInput {
  readonly engine: Engine;
  /** SELECT statements for the engine whose columns have the names of the table's; each becomes one file or several. */
  readonly queries?: Iterable<string> | AsyncIterable<string>;
  /** Rows by column name; together one file, or one for each partition. */
  readonly rows?: Iterable<TableRow>;
  /** Where files lie until they are uploaded. Default: the system's. */
  readonly temporaryDirectory?: string;
  /** How many files are uploaded at once. Default: 16. */
  readonly uploads?: number;
  /** Called for each file once it is uploaded. */
  readonly onFile?: (file: DataFile) => void;
  /** Ends the write before its commit, with the signal's reason; nothing of it stays. */
  readonly signal?: AbortSignal;
  readonly retry?: RetryOptions;
  /** Milliseconds since the epoch. Default: the clock's. */
  readonly now?: () => number;
}

/** What a write did. */
export interface WriteResult {
  /** After the commit. */
  readonly table: LoadedTable;
  /** undefined: there were no rows, and nothing was committed. */
  readonly snapshotId: bigint | undefined;
  readonly files: readonly DataFile[];
  readonly rows: number;
}

/** Writes all rows of the input. Rejects after having removed what it wrote. */
export async function writeAll(writer: DataFileWriter, base: LoadedTable, input: RowsInput): Promise<void> {
  const { engine, queries, rows, signal } = input;
  if (rows !== undefined) {
    const staged = await rowsAsQueries(engine, rows, currentSchema(base.metadata));
    try {
      for (const query of staged.queries) await writer.write(query);
    } finally {
      await staged.end();
    }
  }
  for await (const query of queries ?? []) {
    signal?.throwIfAborted();
    await writer.write(query);
  }
}

/** Files that were written with one schema are rows of another only where that does not require what they may lack. */
export function assertSchemaFits(written: LoadedTable, now: LoadedTable): void {
  const had = new Map(currentSchema(written.metadata).fields.map((field) => [field.id, field]));
  for (const field of currentSchema(now.metadata).fields) {
    if (field.required && had.get(field.id)?.required !== true) {
      throw new ChangeNoLongerAppliesError(`column ${field.name} is required by now; the files were written without`);
    }
  }
}
