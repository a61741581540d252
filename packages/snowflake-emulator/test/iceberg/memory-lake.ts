import {
  append,
  type Catalog,
  Engine,
  type LoadedTable,
  MemoryCatalog,
  MemoryFileStore,
  type NestedField,
  type TableMetadata,
  type TableRow,
} from "@twinberg/iceberg";
import {
  RemoteAccessError,
  type RemoteCatalog,
  type RemoteFiles,
  type RemoteTable,
} from "../../src/iceberg/remote-catalog";
import type { RemoteServices } from "../../src/iceberg/remote-services";

export const field = (
  id: number,
  name: string,
  type: NestedField["type"] = "string",
  required = false,
): NestedField => ({
  id,
  name,
  required,
  type,
});

/** The columns of the tables that tests make unless they say more. */
export const COLUMNS: readonly NestedField[] = [field(1, "id", "long"), field(2, "name")];

/** A lake in memory, with one catalog and real files, that does what a test tells it. */
export class MemoryLake implements RemoteServices, RemoteCatalog {
  readonly files = new MemoryFileStore();
  readonly catalog: MemoryCatalog;
  /** What is asked of it throws this, by what is asked: `namespaces`, `tables sales`, `table sales.t`, `files sales.t`, `volume`. */
  readonly failures = new Map<string, Error>();
  /** Everything that was asked of the catalog, oldest first. */
  readonly asked: string[] = [];
  /** Metadata files that the catalog names instead of its own, by `namespace.table`. */
  readonly pointers = new Map<string, string>();
  readonly #names = new Map<string, Set<string>>();
  #engine: Promise<Engine> | undefined;

  constructor(readonly now: () => number) {
    this.catalog = new MemoryCatalog(this.files, now);
  }

  /** Makes a table. */
  async create(namespace: string, table: string, columns: readonly NestedField[] = COLUMNS): Promise<LoadedTable> {
    this.#names.set(namespace, (this.#names.get(namespace) ?? new Set()).add(table));
    const identifier = { database: namespace, table };
    const location = `s3://lake/${namespace}/${table}`;
    return this.catalog.create({ identifier, location, schema: { type: "struct", "schema-id": 0, fields: columns } });
  }

  /** Adds rows to a table: one commit, one snapshot. */
  async append(namespace: string, table: string, rows: readonly TableRow[]): Promise<bigint> {
    this.#engine ??= Engine.start();
    const input = { engine: await this.#engine, rows, now: this.now };
    const { snapshotId } = await append(this.catalog, { database: namespace, table }, input);
    if (snapshotId === undefined) throw new Error("rows were expected");
    return snapshotId;
  }

  /** Commits other metadata. */
  async commit(
    namespace: string,
    table: string,
    change: (metadata: TableMetadata) => TableMetadata,
  ): Promise<LoadedTable> {
    const base = await this.load(namespace, table);
    return this.catalog.commit(base, change(base.metadata));
  }

  load(namespace: string, table: string): Promise<LoadedTable> {
    return this.catalog.load({ database: namespace, table });
  }

  /** Takes a table out of the catalog, files stay. */
  async drop(namespace: string, table: string): Promise<void> {
    await this.catalog.drop({ database: namespace, table });
    this.#names.get(namespace)?.delete(table);
  }

  async close(): Promise<void> {
    (await this.#engine)?.close();
  }

  openCatalog(): RemoteCatalog {
    return this;
  }

  volumeFiles(): RemoteFiles {
    return this.#guarded("volume");
  }

  async namespaces(): Promise<readonly string[]> {
    this.#ask("namespaces");
    return [...this.#names.keys()];
  }

  async *tables(namespace: string): AsyncIterable<readonly RemoteTable[]> {
    this.#ask(`tables ${namespace}`);
    const names = [...(this.#names.get(namespace) ?? [])];
    yield Promise.all(names.map((name) => this.#remote(namespace, name)));
  }

  async table(namespace: string, name: string): Promise<RemoteTable | undefined> {
    this.#ask(`table ${namespace}.${name}`);
    return this.#names.get(namespace)?.has(name) === true ? this.#remote(namespace, name) : undefined;
  }

  async vendedFiles(namespace: string, name: string): Promise<RemoteFiles> {
    this.#ask(`files ${namespace}.${name}`);
    return this.#guarded(`files ${namespace}.${name}`);
  }

  async writer(namespace: string, name: string): Promise<Catalog> {
    this.#ask(`write ${namespace}.${name}`);
    return this.catalog;
  }

  createNamespace(): Promise<void> {
    throw new Error("not part of this lake");
  }

  dropTable(): Promise<void> {
    throw new Error("not part of this lake");
  }

  #ask(what: string): void {
    this.asked.push(what);
    const failure = this.failures.get(what);
    if (failure !== undefined) throw failure;
  }

  async #remote(namespace: string, name: string): Promise<RemoteTable> {
    const { metadataLocation, version } = await this.load(namespace, name);
    return {
      namespace,
      name,
      metadataLocation: this.pointers.get(`${namespace}.${name}`) ?? metadataLocation,
      version,
    };
  }

  #guarded(what: string): RemoteFiles {
    const { files } = this;
    const check = () => {
      const failure = this.failures.get(what);
      if (failure !== undefined) throw failure;
    };
    return {
      async version(uri) {
        check();
        return String((await files.read(uri)).length);
      },
      async read(uri) {
        check();
        return files.read(uri);
      },
      async download(uri, localPath) {
        check();
        await files.download(uri, localPath);
      },
      write: (uri, bytes) => files.write(uri, bytes),
      upload: (uri, localPath) => files.upload(uri, localPath),
      remove: (uris) => files.remove(uris),
    };
  }
}

export const refused = (message: string) => new RemoteAccessError("094120", "READ", message);
