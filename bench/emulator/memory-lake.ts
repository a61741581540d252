import type { RemoteCatalog, RemoteTable } from "../../packages/snowflake-emulator/src/iceberg/remote-catalog";
import type { RemoteServices } from "../../packages/snowflake-emulator/src/iceberg/remote-services";

/** How many tables a page of the catalog has: Glue's own limit. */
const PAGE = 100;
const COLUMNS = 12;

/** A catalog of one namespace with many tables, whose metadata is made up when it is read. Answers come in turns of the event loop, as from a network. */
export class MemoryLake implements RemoteCatalog {
  readonly #tables = new Map<number, number>();

  constructor(tables: number) {
    for (let number = 0; number < tables; number += 1) this.#tables.set(number, 1);
  }

  get services(): RemoteServices {
    return { openCatalog: () => this, volumeFiles: () => unusedFiles };
  }

  /** Gives a table another snapshot. */
  commit(number: number): void {
    this.#tables.set(number, (this.#tables.get(number) ?? 0) + 1);
  }

  clear(): void {
    this.#tables.clear();
  }

  async namespaces(): Promise<readonly string[]> {
    return ["lake"];
  }

  async *tables(namespace: string): AsyncIterable<readonly RemoteTable[]> {
    const all = [...this.#tables];
    for (let from = 0; from < all.length; from += PAGE) {
      await turn();
      yield all.slice(from, from + PAGE).map(([number, version]) => ({
        namespace,
        name: `table_${String(number).padStart(5, "0")}`,
        metadataLocation: `s3://lake/${number}/metadata/${version}.metadata.json`,
        version: String(version),
      }));
    }
  }

  async table(): Promise<RemoteTable | undefined> {
    return undefined;
  }

  async vendedFiles() {
    await turn();
    return { ...unusedFiles, read: async (uri: string) => metadataOf(uri) };
  }

  async createNamespace(): Promise<void> {
    throw new Error("nothing is created here");
  }

  async dropTable(): Promise<void> {
    throw new Error("nothing is dropped here");
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const refuse = async (): Promise<never> => {
  throw new Error("there are only metadata files here");
};

const unusedFiles = { read: refuse, write: refuse, upload: refuse, download: refuse, remove: refuse };

/** Format version 2, as writers leave it, with the last ten snapshots. */
function metadataOf(uri: string): Uint8Array {
  const [, table, version] = /^s3:\/\/lake\/(\d+)\/metadata\/(\d+)\./.exec(uri) ?? [];
  const last = Number(version) + 9;
  const snapshots = Array.from({ length: 10 }, (_, index) => last - 9 + index).map((number) => ({
    "snapshot-id": number,
    ...(number === 1 ? {} : { "parent-snapshot-id": number - 1 }),
    "sequence-number": number,
    "timestamp-ms": 1_700_000_000_000 + number,
    "manifest-list": `s3://lake/${table}/metadata/snap-${number}.avro`,
    summary: { operation: "append", "total-records": String(number * 1000), "total-files-size": String(number * 4096) },
    "schema-id": 0,
  }));
  const fields = Array.from({ length: COLUMNS }, (_, index) => ({
    id: index + 1,
    name: `column_${index + 1}`,
    required: false,
    type: ["long", "string", "timestamptz", "decimal(12,2)"][index % 4],
  }));
  return new TextEncoder().encode(
    JSON.stringify({
      "format-version": 2,
      "table-uuid": `00000000-0000-4000-8000-${String(table).padStart(12, "0")}`,
      location: `s3://lake/${table}`,
      "last-sequence-number": last,
      "last-updated-ms": 1_700_000_000_000,
      "last-column-id": COLUMNS,
      schemas: [{ type: "struct", "schema-id": 0, fields }],
      "current-schema-id": 0,
      "partition-specs": [{ "spec-id": 0, fields: [] }],
      "default-spec-id": 0,
      "last-partition-id": 999,
      "sort-orders": [{ "order-id": 0, fields: [] }],
      "default-sort-order-id": 0,
      properties: {},
      "current-snapshot-id": last,
      snapshots,
      "snapshot-log": snapshots.map((one) => ({
        "snapshot-id": one["snapshot-id"],
        "timestamp-ms": one["timestamp-ms"],
      })),
      "metadata-log": [],
      refs: { main: { "snapshot-id": last, type: "branch" } },
    }),
  );
}
