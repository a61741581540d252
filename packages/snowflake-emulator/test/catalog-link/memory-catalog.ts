import { randomUUID } from "node:crypto";
import { MemoryFileStore, type NestedField, renderTableMetadata, type Snapshot } from "@twinberg/iceberg";
import type { RemoteCatalog, RemoteTable } from "../../src/iceberg/remote-catalog";
import type { RemoteServices } from "../../src/iceberg/remote-services";

/** What a table of the catalog is made of. */
export interface MemoryTable {
  /** Default: one column, `id long`. */
  readonly columns?: readonly NestedField[];
  /** Default: a new one. */
  readonly uuid?: string;
  /** Does the metadata bring a new snapshot? Default: true. */
  readonly snapshot?: boolean;
  /** Default: the one before, in a table of the same uuid. */
  readonly parent?: bigint;
}

export const column = (id: number, name: string, type = "string"): NestedField => ({ id, name, required: false, type });

/** The id of the first snapshot in a catalog; each further one is one more. */
export const FIRST_SNAPSHOT = 7_000_000_000_000_000_001n;

const ONE_COLUMN = [column(1, "id", "long")];

/** An Iceberg catalog in memory that does what a test tells it, with the metadata of its tables. */
export class MemoryCatalog implements RemoteCatalog {
  readonly files = new MemoryFileStore();
  /** What is asked of it throws this, by what is asked: `namespaces`, `tables sales`, `files sales.orders`, `create sales`, `drop sales.orders`. */
  readonly failures = new Map<string, Error>();
  /** Everything that was asked, oldest first. */
  readonly asked: string[] = [];
  /** Called before each answer. Default: answers come at once. */
  before: (what: string) => Promise<void> | void = () => undefined;
  /** Most tables of one page. */
  pageSize = 100;
  readonly #namespaces = new Map<string, Map<string, RemoteTable>>();
  readonly #snapshots = new Map<string, readonly Snapshot[]>();
  #versions = 0;

  /** Adds a namespace with tables of one column. */
  async add(namespace: string, ...tables: readonly string[]): Promise<this> {
    this.#tablesOf(namespace);
    for (const table of tables) await this.commit(namespace, table);
    return this;
  }

  /** Makes a table, or gives it new metadata. Returns where that is. */
  async commit(
    namespace: string,
    name: string,
    { columns = ONE_COLUMN, uuid = randomUUID(), snapshot = true, parent }: MemoryTable = {},
  ): Promise<string> {
    this.#versions += 1;
    const location = `s3://lake/${namespace}/${name}`;
    const known = this.#snapshots.get(uuid) ?? [];
    const before = known.at(-1)?.["snapshot-id"];
    const previous = parent ?? before;
    const added = {
      "snapshot-id": FIRST_SNAPSHOT + BigInt(this.#versions - 1),
      ...(previous === undefined ? {} : { "parent-snapshot-id": previous }),
      "sequence-number": this.#versions,
      "timestamp-ms": this.#versions,
      "manifest-list": `${location}/metadata/snap-${this.#versions}.avro`,
      summary: { operation: "append", "total-records": "0" },
      "schema-id": 0,
    };
    const snapshots: readonly Snapshot[] = snapshot ? [...known, added] : known;
    this.#snapshots.set(uuid, snapshots);
    const metadataLocation = `${location}/metadata/${String(this.#versions).padStart(5, "0")}.metadata.json`;
    const text = renderTableMetadata({
      "format-version": 2,
      "table-uuid": uuid,
      location,
      "last-sequence-number": this.#versions,
      "last-updated-ms": 0,
      "last-column-id": columns.length,
      schemas: [{ type: "struct", "schema-id": 0, fields: columns }],
      "current-schema-id": 0,
      "partition-specs": [{ "spec-id": 0, fields: [] }],
      "default-spec-id": 0,
      "last-partition-id": 999,
      "sort-orders": [{ "order-id": 0, fields: [] }],
      "default-sort-order-id": 0,
      properties: {},
      "current-snapshot-id": snapshots.at(-1)?.["snapshot-id"] ?? null,
      snapshots,
      "snapshot-log": [],
      "metadata-log": [],
      refs: {},
    });
    await this.files.write(metadataLocation, new TextEncoder().encode(text));
    this.put(namespace, name, metadataLocation);
    return metadataLocation;
  }

  /** Points a table to a metadata file; undefined: it is no Iceberg table. */
  put(namespace: string, name: string, metadataLocation: string | undefined): void {
    this.#tablesOf(namespace).set(name, { namespace, name, metadataLocation, version: String(this.#versions) });
  }

  rename(namespace: string, from: string, to: string): void {
    const table = this.#tablesOf(namespace).get(from);
    this.#tablesOf(namespace).delete(from);
    this.put(namespace, to, table?.metadataLocation);
  }

  remove(namespace: string, table?: string): void {
    if (table === undefined) this.#namespaces.delete(namespace);
    else this.#tablesOf(namespace).delete(table);
  }

  has(namespace: string, table?: string): boolean {
    const tables = this.#namespaces.get(namespace);
    return table === undefined ? tables !== undefined : tables?.has(table) === true;
  }

  /** `namespace` and `namespace.table` of everything, by name. */
  contents(): readonly string[] {
    const all = [...this.#namespaces].flatMap(([namespace, tables]) => [
      namespace,
      ...[...tables.keys()].map((table) => `${namespace}.${table}`),
    ]);
    return all.sort();
  }

  async namespaces(): Promise<readonly string[]> {
    await this.#ask("namespaces");
    return [...this.#namespaces.keys()];
  }

  async *tables(namespace: string): AsyncIterable<readonly RemoteTable[]> {
    const all = [...(this.#namespaces.get(namespace)?.values() ?? [])];
    for (let from = 0; from === 0 || from < all.length; from += this.pageSize) {
      await this.#ask(`tables ${namespace}`);
      yield all.slice(from, from + this.pageSize);
    }
  }

  async table(namespace: string, name: string): Promise<RemoteTable | undefined> {
    await this.#ask(`table ${namespace}.${name}`);
    return this.#namespaces.get(namespace)?.get(name);
  }

  async vendedFiles(namespace: string, name: string): Promise<MemoryFileStore> {
    await this.#ask(`files ${namespace}.${name}`);
    return this.files;
  }

  async createNamespace(namespace: string): Promise<void> {
    await this.#ask(`create ${namespace}`);
    this.#tablesOf(namespace);
  }

  async dropTable(namespace: string, name: string): Promise<void> {
    await this.#ask(`drop ${namespace}.${name}`);
    this.remove(namespace, name);
  }

  /** Makes it what every integration of every account reaches. */
  get services(): RemoteServices {
    return { openCatalog: () => this, volumeFiles: () => this.files };
  }

  #tablesOf(namespace: string): Map<string, RemoteTable> {
    const tables = this.#namespaces.get(namespace) ?? new Map<string, RemoteTable>();
    this.#namespaces.set(namespace, tables);
    return tables;
  }

  async #ask(what: string): Promise<void> {
    this.asked.push(what);
    await this.before(what);
    const failure = this.failures.get(what);
    if (failure !== undefined) throw failure;
  }
}
