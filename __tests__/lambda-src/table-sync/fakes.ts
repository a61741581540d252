import type { Fact } from "../../../lambda-src/table-sync/fact";
import type { GluePartition, GlueTable } from "../../../lambda-src/table-sync/glue-table";
import { type TableIdentity, tableKey } from "../../../lambda-src/table-sync/identity";
import type { FactStore, GluePort, SyncPorts } from "../../../lambda-src/table-sync/ports";
import type { SyncSettings } from "../../../lambda-src/table-sync/settings";
import { FakeSnowflake } from "./fake-snowflake";

export const CATALOG = "111122223333";

export const SETTINGS: SyncSettings = {
  catalog: CATALOG,
  naming: { mapping: {}, separator: "__" },
  stages: [
    { name: ["LAKE", "OPS", "ROOT"], url: "s3://lake/" },
    { name: ["LAKE", "OPS", "RAW"], url: "s3://lake/raw/zone/" },
  ],
  orphans: "DROP",
  autoRefresh: true,
  createSchemas: false,
  adopt: false,
  sweepPartitions: "ALL",
};

export const identityOf = (table: string, database = "lake__raw"): TableIdentity => ({
  catalog: CATALOG,
  database,
  table,
});

/** A Parquet table with two columns, changed as a test wants it. */
export function glueTable(changes: Partial<GlueTable> & { readonly table?: string } = {}): GlueTable {
  const { table = "events", ...more } = changes;
  return {
    identity: identityOf(table),
    version: { created: 1000, version: 0, updated: 1000 },
    tableType: "EXTERNAL_TABLE",
    parameters: {},
    columns: [
      { name: "id", type: "bigint" },
      { name: "what", type: "string" },
    ],
    partitionKeys: [],
    storage: {
      location: `s3://lake/raw/zone/${table}/`,
      serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
      serdeParameters: {},
      inputFormat: "",
    },
    ...more,
  };
}

/** Storage with another SerDe. */
export const stored = (
  serde: string,
  serdeParameters: Readonly<Record<string, string>> = {},
  location = "s3://lake/raw/zone/events/",
) => ({
  location,
  serde,
  serdeParameters,
  inputFormat: "",
});

/** Glue in memory, with counts of the calls that it would have taken. */
export class FakeGlue implements GluePort {
  readonly stored = new Map<string, { readonly table: GlueTable; readonly partitions: readonly GluePartition[] }>();
  calls = 0;

  put(table: GlueTable, partitions: readonly GluePartition[] = []): void {
    this.stored.set(tableKey(table.identity), { table, partitions });
  }

  delete(identity: TableIdentity): void {
    this.stored.delete(tableKey(identity));
  }

  async databases(): Promise<readonly string[]> {
    this.calls += 1;
    return [...new Set([...this.stored.values()].map(({ table }) => table.identity.database))];
  }

  async tables(database: string): Promise<readonly GlueTable[]> {
    const found = [...this.stored.values()].filter(({ table }) => table.identity.database === database);
    this.calls += Math.max(1, Math.ceil(found.length / 100));
    return found.map(({ table }) => table);
  }

  async table(identity: TableIdentity): Promise<GlueTable | undefined> {
    this.calls += 1;
    return this.stored.get(tableKey(identity))?.table;
  }

  async partitions(identity: TableIdentity): Promise<readonly GluePartition[]> {
    this.calls += 1;
    return this.stored.get(tableKey(identity))?.partitions ?? [];
  }
}

/** The fact store in memory. */
export class FakeFacts implements FactStore {
  readonly facts = new Map<string, Fact>();

  async get(identity: TableIdentity): Promise<Fact | undefined> {
    return this.facts.get(tableKey(identity));
  }

  async list(database?: string): Promise<readonly Fact[]> {
    return [...this.facts.values()].filter(({ identity }) => database === undefined || identity.database === database);
  }

  async put(fact: Fact, expected: number | undefined): Promise<boolean> {
    const key = tableKey(fact.identity);
    if (this.facts.get(key)?.revision !== expected) return false;
    this.facts.set(key, fact);
    return true;
  }
}

/** A world of fakes. */
export interface FakeWorld extends SyncPorts {
  readonly glue: FakeGlue;
  readonly sql: FakeSnowflake;
  readonly facts: FakeFacts;
  /** Lets time pass. */
  readonly pass: (milliseconds: number) => void;
}

export function fakeWorld(): FakeWorld {
  let time = 1_000_000;
  const sql = new FakeSnowflake();
  sql.addSchema("LAKE", "RAW");
  return {
    glue: new FakeGlue(),
    sql,
    facts: new FakeFacts(),
    now: () => time,
    leaseMs: 60_000,
    pass: (milliseconds) => {
      time += milliseconds;
    },
  };
}
