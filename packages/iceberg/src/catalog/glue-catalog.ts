import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  type GlueClient,
  GlueServiceException,
  type Table,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { FileStore } from "../files/file-store";
import { readTableMetadata, renderTableMetadata } from "../metadata/metadata-json";
import type { TableMetadata } from "../metadata/table-metadata";
import { newTableMetadata } from "../write/metadata-changes/new-table";
import type { Catalog, CommitOptions, LoadedTable, NewTable, TableIdentifier } from "./catalog";
import {
  CommitConflictError,
  CommitStateUnknownError,
  DatabaseNotFoundError,
  TableExistsError,
  TableNotFoundError,
} from "./errors";
import { changedGlueTable, newGlueTable, pointerOf } from "./glue-table";
import { nextMetadataFile } from "./metadata-file-name";

/** What tests need to hold still. */
export interface GlueCatalogOptions {
  /** Milliseconds since the epoch. Default: the clock's. */
  readonly now?: () => number;
  /** Default: random. */
  readonly newUuid?: () => string;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof GlueServiceException && error.name === name;

/** Glue has said no: nothing was changed. Anything else (no answer, a fault of the service) leaves it open. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof GlueServiceException) || isNamed(error, "OperationTimeoutException")) return false;
  const status = error.$metadata.httpStatusCode ?? 500;
  return status >= 400 && status < 500 && status !== 408;
}

/** Metadata that was loaded or committed of late: its files never change, and a writer starts from what it has written. */
const MOST_REMEMBERED = 8;

/**
 * Iceberg tables in AWS Glue. A commit writes the new metadata file and then updates the table, if its VersionId is still the one
 * that was loaded. Names are folded to lower case, as Glue does.
 */
export class GlueCatalog implements Catalog {
  /** By URI of the metadata file. */
  readonly #known = new Map<string, TableMetadata>();
  /** What Glue had said of a table when it was loaded: a commit keeps what others have put there. */
  readonly #tables = new WeakMap<LoadedTable, Table>();
  readonly #now: () => number;
  readonly #newUuid: () => string;

  constructor(
    private readonly glue: GlueClient,
    readonly files: FileStore,
    options: GlueCatalogOptions = {},
  ) {
    this.#now = options.now ?? Date.now;
    this.#newUuid = options.newUuid ?? randomUUID;
  }

  async load(identifier: TableIdentifier): Promise<LoadedTable> {
    return this.#loaded(identifier, await this.#table(identifier));
  }

  async create(table: NewTable): Promise<LoadedTable> {
    const { identifier } = table;
    const metadata = newTableMetadata(table, this.#newUuid(), this.#now());
    const uri = nextMetadataFile(metadata, undefined, this.#newUuid());
    await this.#write(uri, metadata);
    try {
      const input = newGlueTable(identifier.table.toLowerCase(), metadata, uri);
      await this.glue.send(
        new CreateTableCommand({ DatabaseName: identifier.database.toLowerCase(), TableInput: input }),
      );
    } catch (error) {
      if (!isRefusal(error)) throw new CommitStateUnknownError(identifier, { cause: error });
      if (isNamed(error, "AlreadyExistsException") && (await this.#isAt(identifier, uri))) return this.load(identifier);
      await this.files.remove([uri]);
      if (isNamed(error, "AlreadyExistsException")) throw new TableExistsError(identifier);
      if (isNamed(error, "EntityNotFoundException")) throw new DatabaseNotFoundError(identifier);
      throw error;
    }
    this.#remember(uri, metadata);
    return this.load(identifier);
  }

  async commit(base: LoadedTable, metadata: TableMetadata, options: CommitOptions = {}): Promise<LoadedTable> {
    const { identifier } = base;
    const uri = nextMetadataFile(metadata, base.metadataLocation, this.#newUuid());
    const [table, ...files] = await Promise.allSettled([
      this.#tables.get(base) ?? this.#table(identifier),
      this.#write(uri, metadata),
      options.after,
    ]);
    const failed = [table, ...files].find((outcome) => outcome.status === "rejected");
    if (table.status === "rejected" || failed !== undefined) {
      await this.files.remove([uri]);
      throw failed?.reason;
    }
    await this.#update(base, table.value, metadata, uri);
    this.#remember(uri, metadata);
    return this.#committed(identifier, base, metadata, uri);
  }

  async drop(identifier: TableIdentifier): Promise<void> {
    try {
      const names = { DatabaseName: identifier.database.toLowerCase(), Name: identifier.table.toLowerCase() };
      await this.glue.send(new DeleteTableCommand(names));
    } catch (error) {
      throw isNamed(error, "EntityNotFoundException") ? new TableNotFoundError(identifier) : error;
    }
  }

  /**
   * The table as it was committed. Where Glue's new version can't be told, because it does not answer or because somebody has
   * come after us, it has the old one, with which the next commit is a conflict, as it has to be: this one has succeeded.
   */
  async #committed(
    identifier: TableIdentifier,
    base: LoadedTable,
    metadata: TableMetadata,
    uri: string,
  ): Promise<LoadedTable> {
    const [answer] = await Promise.allSettled([this.#table(identifier)]);
    const table = answer.status === "fulfilled" ? answer.value : undefined;
    const isOurs = table?.Parameters?.metadata_location === uri;
    const loaded = {
      identifier,
      metadataLocation: uri,
      metadata,
      version: (isOurs ? table?.VersionId : undefined) ?? base.version,
    };
    if (isOurs && table !== undefined) this.#tables.set(loaded, table);
    return loaded;
  }

  /** Puts the new pointer in the place of the old one. The metadata file is gone afterwards exactly when nothing was changed. */
  async #update(base: LoadedTable, table: Table, metadata: TableMetadata, uri: string): Promise<void> {
    const { identifier } = base;
    try {
      await this.glue.send(
        new UpdateTableCommand({
          DatabaseName: identifier.database.toLowerCase(),
          TableInput: changedGlueTable(identifier.table.toLowerCase(), table, metadata, uri),
          VersionId: base.version,
          SkipArchive: true,
        }),
      );
    } catch (error) {
      // A request that was carried out, and whose answer was lost, is refused when it is sent again.
      const isConflict = isNamed(error, "ConcurrentModificationException");
      if (isConflict || !isRefusal(error)) {
        const committed = await this.#includes(identifier, uri).catch((reason: unknown) => {
          throw new CommitStateUnknownError(identifier, { cause: reason });
        });
        if (committed) return;
        if (!isConflict) throw new CommitStateUnknownError(identifier, { cause: error });
      }
      await this.files.remove([uri]);
      if (isConflict) throw new CommitConflictError(identifier, "", { cause: error });
      throw isNamed(error, "EntityNotFoundException") ? new TableNotFoundError(identifier) : error;
    }
  }

  /** Whether what is in the catalog is the table that was to be made: the answer to an earlier request was lost. */
  async #isAt(identifier: TableIdentifier, uri: string): Promise<boolean> {
    return (await this.#table(identifier)).Parameters?.metadata_location === uri;
  }

  /** Whether a metadata file is the table's now, or was. */
  async #includes(identifier: TableIdentifier, uri: string): Promise<boolean> {
    const { metadataLocation, metadata } = await this.load(identifier);
    return metadataLocation === uri || metadata["metadata-log"].some((entry) => entry["metadata-file"] === uri);
  }

  async #table(identifier: TableIdentifier): Promise<Table> {
    try {
      const names = { DatabaseName: identifier.database.toLowerCase(), Name: identifier.table.toLowerCase() };
      const { Table: table } = await this.glue.send(new GetTableCommand(names));
      if (table === undefined) throw new TableNotFoundError(identifier);
      return table;
    } catch (error) {
      throw isNamed(error, "EntityNotFoundException") ? new TableNotFoundError(identifier) : error;
    }
  }

  async #loaded(identifier: TableIdentifier, table: Table): Promise<LoadedTable> {
    const { metadataLocation, version } = pointerOf(identifier, table);
    const metadata = this.#known.get(metadataLocation) ?? (await readTableMetadata(this.files, metadataLocation));
    this.#remember(metadataLocation, metadata);
    const loaded = { identifier, metadataLocation, metadata, version };
    this.#tables.set(loaded, table);
    return loaded;
  }

  #remember(uri: string, metadata: TableMetadata): void {
    this.#known.delete(uri);
    this.#known.set(uri, metadata);
    for (const [oldest] of this.#known) {
      if (this.#known.size <= MOST_REMEMBERED) break;
      this.#known.delete(oldest);
    }
  }

  async #write(uri: string, metadata: TableMetadata): Promise<void> {
    await this.files.write(uri, Buffer.from(renderTableMetadata(metadata)));
  }
}
