import type { Engine, TableRow, WriteResult } from "@twinberg/iceberg";
import type { IcebergTable } from "../objects/iceberg-table";
import { commitFailed } from "./access-messages";
import type { LakeAccount } from "./lake-account";
import type { LakeSession } from "./lake-session";
import { icebergLibrary } from "./library";
import { applyRefresh } from "./refresh-table";
import { RemoteAccessError } from "./remote-catalog";
import { icebergColumns, icebergVersion, type NameCase } from "./table-version";

/** Values by field id, as text; null is NULL. */
export type FieldValues = ReadonlyMap<number, string | Uint8Array | null>;

/** Anything that a write can end with as what Snowflake says; a defect stays one. */
function asRefusal(table: IcebergTable, error: unknown): unknown {
  const library = icebergLibrary();
  const known = [
    library.AccessDeniedError,
    library.ChangeNoLongerAppliesError,
    library.CommitConflictError,
    library.CommitStateUnknownError,
    library.FileNotFoundError,
    library.IllegalChangeError,
    library.MetadataError,
    library.RowsDoNotFitError,
    library.TableNotFoundError,
    library.UnsupportedTypeError,
  ];
  if (!(error instanceof Error) || error instanceof RemoteAccessError) return error;
  // What AWS answers, the SDK throws with the answer's metadata.
  const isAnswer = "$metadata" in error;
  return isAnswer || known.some((one) => error instanceof one) ? commitFailed(table.name, error.message) : error;
}

/** How rows are added. */
export interface AppendOptions {
  /** Ends the write before its commit. */
  readonly signal: AbortSignal;
  readonly nameCase: NameCase;
  /** Starts the engine that writes data files, or gives the one that was started. */
  engine(): Promise<Engine>;
}

/**
 * Adds rows to an Iceberg table in one commit, as its integration's role, and lets the table be what it is then. Rejects with
 * RemoteAccessError: nothing was written, unless the catalog's answer was lost.
 */
export async function appendRows(
  account: LakeAccount,
  lake: LakeSession,
  table: IcebergTable,
  rows: readonly FieldValues[],
  options: AppendOptions,
): Promise<void> {
  const { append, currentSchema } = icebergLibrary();
  const [namespace, name] = [table.catalogNamespace ?? "", table.catalogTableName ?? ""];
  const catalog = lake.catalog(table.integrationId);
  const writer = await catalog.writer?.(namespace, name, await lake.files(table));
  if (writer === undefined) throw commitFailed(table.name, "nothing is committed to this catalog");
  const identifier = { database: namespace, table: name };
  const now = () => account.clock.now();
  let result: WriteResult;
  try {
    const fields = currentSchema((await writer.load(identifier)).metadata).fields;
    const byName = (row: FieldValues): TableRow =>
      Object.fromEntries(fields.map((field) => [field.name, row.get(field.id) ?? null]));
    const engine = await options.engine();
    result = await append(writer, identifier, { engine, rows: rows.map(byName), signal: options.signal, now });
  } catch (error) {
    throw asRefusal(table, error);
  }
  const { metadata, metadataLocation } = result.table;
  applyRefresh(account, table, {
    metadata,
    version: icebergVersion(metadata, metadataLocation, now()),
    columns: icebergColumns(currentSchema(metadata), options.nameCase),
  });
}
