import { openBatch } from "../../lambda-src/table-sync/app";
import type { Fact } from "../../lambda-src/table-sync/fact";
import type { GlueTable } from "../../lambda-src/table-sync/glue-table";
import { tableKey } from "../../lambda-src/table-sync/identity";
import type { SyncPorts } from "../../lambda-src/table-sync/ports";
import type { SyncSettings } from "../../lambda-src/table-sync/settings";

const EVENTS = 3000;
const TABLES = 20;
const CATALOG = "111122223333";

const settings: SyncSettings = {
  catalog: CATALOG,
  naming: { mapping: {}, separator: "__" },
  stages: [{ name: ["LAKE", "OPS", "ROOT"], url: "s3://lake/" }],
  ...{ orphans: "MARK", autoRefresh: true, createSchemas: false, adopt: false, sweepPartitions: "ALL" },
};

/** Tables of 16 columns and a partition key, as the original was measured with. */
const tableOf = (table: string, version: number): GlueTable => ({
  identity: { catalog: CATALOG, database: "lake__raw", table },
  version: { created: 1, version, updated: version },
  ...{ tableType: "EXTERNAL_TABLE", parameters: { numRows: String(version) } },
  columns: Array.from({ length: 16 }, (_one, index) => ({ name: `c${index}`, type: "string" })),
  partitionKeys: [{ name: "dt", type: "date" }],
  storage: {
    ...{ location: `s3://lake/${table}/`, serdeParameters: {}, inputFormat: "" },
    serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
  },
});

/** Updates of statistics, one after the other, each with a newer version of its table. */
export async function noOpEventsPerSecond(): Promise<number> {
  let version = 0;
  const facts = new Map<string, Fact>();
  const ports: SyncPorts = {
    glue: {
      databases: async () => [],
      tables: async () => [],
      table: async ({ table }) => tableOf(table, version),
      partitions: async () => [],
    },
    facts: {
      get: async (identity) => facts.get(tableKey(identity)),
      list: async () => [...facts.values()],
      put: async (fact) => {
        facts.set(tableKey(fact.identity), fact);
        return true;
      },
    },
    sql: { query: async () => [], execute: async () => "query" },
    ...{ now: Date.now, leaseMs: 60_000 },
  };
  const report = { table: () => undefined, failed: () => undefined, swept: () => undefined };
  const tools = { ports, settings, report, send: async () => undefined, remainingMs: () => 60_000 };
  const once = (index: number) => {
    const detail = { databaseName: "lake__raw", typeOfChange: "UpdateTable", tableName: `t${index % TABLES}` };
    const type = "Glue Data Catalog Table State Change";
    const body = JSON.stringify({ source: "aws.glue", account: CATALOG, "detail-type": type, detail });
    return openBatch([body], tools)(body);
  };
  for (let index = 0; index < TABLES; index += 1) await once(index);
  const began = process.hrtime.bigint();
  for (let index = 0; index < EVENTS; index += 1) {
    version += 1;
    await once(index);
  }
  return EVENTS / (Number(process.hrtime.bigint() - began) / 1e9);
}
