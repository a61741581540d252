import { randomUUID } from "node:crypto";
import type { FileStore } from "../files/file-store";
import { MemoryFileStore } from "../files/memory-file-store";
import { readTableMetadata, renderTableMetadata } from "../metadata/metadata-json";
import type { TableMetadata } from "../metadata/table-metadata";
import { newTableMetadata } from "../write/metadata-changes/new-table";
import type { Catalog, CommitOptions, LoadedTable, NewTable, TableIdentifier } from "./catalog";
import { CommitConflictError, TableExistsError, TableNotFoundError } from "./errors";
import { nextMetadataFile } from "./metadata-file-name";

interface Entry {
  readonly metadataLocation: string;
  readonly version: number;
}

const keyOf = ({ database, table }: TableIdentifier): string => JSON.stringify([database, table]);

/** A catalog in memory, for tests: versions are compared at a commit as Glue does. */
export class MemoryCatalog implements Catalog {
  readonly #tables = new Map<string, Entry>();

  constructor(
    readonly files: FileStore = new MemoryFileStore(),
    /** Milliseconds since the epoch. */
    private readonly now: () => number = Date.now,
  ) {}

  async load(identifier: TableIdentifier): Promise<LoadedTable> {
    const entry = this.#tables.get(keyOf(identifier));
    if (entry === undefined) throw new TableNotFoundError(identifier);
    const metadata = await readTableMetadata(this.files, entry.metadataLocation);
    return { identifier, metadataLocation: entry.metadataLocation, metadata, version: String(entry.version) };
  }

  async create(table: NewTable): Promise<LoadedTable> {
    const { identifier } = table;
    const metadata = newTableMetadata(table, randomUUID(), this.now());
    const metadataLocation = await this.#write(metadata, undefined);
    if (this.#tables.has(keyOf(identifier))) {
      await this.files.remove([metadataLocation]);
      throw new TableExistsError(identifier);
    }
    this.#tables.set(keyOf(identifier), { metadataLocation, version: 0 });
    return { identifier, metadataLocation, metadata, version: "0" };
  }

  async commit(base: LoadedTable, metadata: TableMetadata, options: CommitOptions = {}): Promise<LoadedTable> {
    const { identifier } = base;
    await options.after;
    const metadataLocation = await this.#write(metadata, base.metadataLocation);
    const entry = this.#tables.get(keyOf(identifier));
    if (entry === undefined || String(entry.version) !== base.version) {
      await this.files.remove([metadataLocation]);
      if (entry === undefined) throw new TableNotFoundError(identifier);
      throw new CommitConflictError(identifier);
    }
    const version = entry.version + 1;
    this.#tables.set(keyOf(identifier), { metadataLocation, version });
    return { identifier, metadataLocation, metadata, version: String(version) };
  }

  async drop(identifier: TableIdentifier): Promise<void> {
    if (!this.#tables.delete(keyOf(identifier))) throw new TableNotFoundError(identifier);
  }

  async #write(metadata: TableMetadata, previous: string | undefined): Promise<string> {
    const uri = nextMetadataFile(metadata, previous, randomUUID());
    await this.files.write(uri, Buffer.from(renderTableMetadata(metadata)));
    return uri;
  }
}
