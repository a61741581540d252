import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { GlueTable } from "../../../lambda-src/table-sync/glue-table";
import { keyPairTokens } from "../../../lambda-src/table-sync/key-pair-token";
import type { SyncPorts } from "../../../lambda-src/table-sync/ports";
import { SqlApiClient } from "../../../lambda-src/table-sync/sql-api-client";
import { sweep } from "../../../lambda-src/table-sync/sweep";
import { planOne, syncTable } from "../../../lambda-src/table-sync/sync-table";
import type { SnowflakeEmulator } from "../../../packages/snowflake-emulator/src/emulator";
import { FaultList } from "../../../packages/snowflake-emulator/src/http/fault-list";
import { awsRemoteServices } from "../../../packages/snowflake-emulator/src/iceberg/aws-remote-services";
import { MemoryBucket } from "../../../packages/snowflake-emulator/test/external/memory-bucket";
import { FakeAws } from "../../../packages/snowflake-emulator/test/iceberg/fake-aws";
import { startTestEmulator } from "../../../packages/snowflake-emulator/test/support/client";
import { keyBody, keyPair, Protocol } from "../../../packages/snowflake-emulator/test/support/protocol";
import { FakeFacts, FakeGlue, glueTable, identityOf, SETTINGS, stored } from "./fakes";

const JSON_SERDE = "org.openx.data.jsonserde.JsonSerDe";
const CSV_SERDE = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
const settings = { ...SETTINGS, autoRefresh: false };

describe("against the emulated account, over the SQL API, with real files", () => {
  const keys = [keyPair(), keyPair()] as const;
  const faults = new FaultList();
  const bucket = new MemoryBucket();
  let key = keys[0].privateKey;
  let emulator: SnowflakeEmulator;
  let admin: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  let ports: SyncPorts & { readonly glue: FakeGlue };
  let version = 0;

  const put = (table: string, changes: Partial<GlueTable>, partitions: Parameters<FakeGlue["put"]>[1] = []) => {
    version += 1;
    ports.glue.put(
      glueTable({ ...changes, table, identity: identityOf(table), version: { created: 1, version, updated: version } }),
      partitions,
    );
  };
  const sync = async (table: string, cause: "TABLE" | "PARTITIONS" = "TABLE") =>
    (await syncTable({ identity: identityOf(table), cause }, ports, settings)).steps.map(({ action }) => action);

  beforeAll(async () => {
    const iam = new FakeAws();
    const remote = awsRemoteServices(() => iam, { ...iam.lake, files: () => bucket.files, objects: () => bucket });
    emulator = await startTestEmulator({ faults, remote });
    const protocol = new Protocol(emulator.url);
    const session = await protocol.admin();
    admin = async (sql) => {
      const answer = await protocol.query(sql, session);
      if (answer.success !== true) throw new Error(`${sql}: ${JSON.stringify(answer)}`);
      const data: unknown = Reflect.get(Object(answer.data), "rowset");
      return Array.isArray(data) ? data : [];
    };
    for (const sql of [
      "CREATE STORAGE INTEGRATION si TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/reader' STORAGE_ALLOWED_LOCATIONS = ('s3://lake/')",
      "CREATE DATABASE lake",
      "CREATE SCHEMA lake.ops",
      "CREATE SCHEMA lake.raw",
      "CREATE STAGE lake.ops.root URL = 's3://lake/' STORAGE_INTEGRATION = si",
      "CREATE STAGE lake.ops.raw URL = 's3://lake/raw/zone/' STORAGE_INTEGRATION = si",
      "CREATE ROLE sync",
      "CREATE ROLE analyst",
      "CREATE WAREHOUSE wh",
      "GRANT USAGE ON DATABASE lake TO ROLE sync",
      "GRANT USAGE ON SCHEMA lake.ops TO ROLE sync",
      "GRANT USAGE, CREATE EXTERNAL TABLE ON SCHEMA lake.raw TO ROLE sync",
      "GRANT USAGE ON STAGE lake.ops.root TO ROLE sync",
      "GRANT USAGE ON STAGE lake.ops.raw TO ROLE sync",
      `CREATE USER robot TYPE = SERVICE RSA_PUBLIC_KEY = '${keyBody(keys[0].publicKey)}'`,
      "GRANT ROLE sync TO USER robot",
      "GRANT ROLE sync TO ROLE sysadmin",
    ]) {
      await admin(sql);
    }
    const readKey = async () => key.export({ type: "pkcs8", format: "pem" }).toString();
    const client = new SqlApiClient(
      { url: emulator.url, role: "SYNC", statementTimeoutSeconds: 60, queryTag: "table-sync" },
      keyPairTokens({ account: "ORG-EAST", user: "ROBOT" }, readKey, Date.now),
      { fetch, sleep: (ms) => sleep(ms / 100), random: Math.random, newId: randomUUID, remainingMs: () => 30_000 },
    );
    ports = { glue: new FakeGlue(), facts: new FakeFacts(), sql: client, now: Date.now, leaseMs: 60_000 };
  });
  afterEach(() => faults.clear());
  afterAll(() => emulator.close());

  it("a JSON table gives its rows, whatever the case of keys", async () => {
    bucket.put("raw/zone/j/a.json", '{"Id": 1, "what": "x", "tags": ["a"]}\n{"Id": 2}\n');
    put("j", {
      columns: [...glueTable().columns, { name: "tags", type: "array<string>" }],
      storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/j"),
    });
    expect(await sync("j")).toEqual(["CREATE"]);
    expect(await admin("SELECT id, what, tags[0]::VARCHAR FROM lake.raw.j ORDER BY id")).toEqual([
      ["1", "x", "a"],
      ["2", null, null],
    ]);
  });

  it("a CSV table gives its rows by position, without its header, quotes and what is no number", async () => {
    bucket.put("raw/zone/c/a.csv", 'id,what\n1,"a, b"\nx,""\n');
    put("c", {
      parameters: { "skip.header.line.count": "1" },
      storage: stored(CSV_SERDE, {}, "s3://lake/raw/zone/c/"),
    });
    await sync("c");
    expect(await admin("SELECT id, what FROM lake.raw.c ORDER BY id")).toEqual([
      ["1", "a, b"],
      [null, ""],
    ]);
  });

  it("partition values are those of the directories: typed, with = in them, plain ones, NULL", async () => {
    const partitionKeys = [
      { name: "dt", type: "date" },
      { name: "k", type: "string" },
    ];
    bucket.put("raw/zone/p/dt=2024-01-02/k=a=b/f.json", '{"id": 1}\n');
    bucket.put("raw/zone/p/2024-01-03/plain/f.json", '{"id": 2}\n');
    bucket.put("raw/zone/p/dt=__HIVE_DEFAULT_PARTITION__/k=c/f.json", '{"id": 3}\n');
    put("p", { partitionKeys, storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/p/") });
    await sync("p");
    expect(await admin("SELECT id, dt::VARCHAR, k FROM lake.raw.p ORDER BY id")).toEqual([
      ["1", "2024-01-02", "a=b"],
      ["2", "2024-01-03", "plain"],
      ["3", null, "c"],
    ]);
  });

  it("partitions elsewhere and percent-encoded ones have Glue's values", async () => {
    bucket.put("raw/zone/u/at=10%3A00/f.json", '{"id": 1}\n');
    bucket.put("archive/u/f.json", '{"id": 2}\n');
    put(
      "u",
      { partitionKeys: [{ name: "at", type: "string" }], storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/u/") },
      [
        { values: ["10:00"], location: "s3://lake/raw/zone/u/at=10%3A00" },
        { values: ["old"], location: "s3://lake/archive/u/" },
      ],
    );
    expect(await sync("u")).toEqual(["CREATE", "ADD_PARTITION", "ADD_PARTITION"]);
    expect(await admin("SELECT id, at FROM lake.raw.u ORDER BY id")).toEqual([
      ["1", "10:00"],
      ["2", "old"],
    ]);
    put(
      "u",
      { partitionKeys: [{ name: "at", type: "string" }], storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/u/") },
      [{ values: ["old"], location: "s3://lake/archive/u/" }],
    );
    // What remains can't be computed either: it is dropped alone.
    expect(await sync("u", "PARTITIONS")).toEqual(["DROP_PARTITION"]);
    expect(await admin("SELECT id FROM lake.raw.u")).toEqual([["2"]]);
  });

  it("a column more, a column less and another type keep the grants; other partitioning too; then it is gone", async () => {
    bucket.put("raw/zone/g/dt=1/a.json", '{"id": 1, "what": "x", "more": 7}\n');
    const storage = stored(JSON_SERDE, {}, "s3://lake/raw/zone/g/");
    put("g", { storage });
    await sync("g");
    await admin("GRANT SELECT ON EXTERNAL TABLE lake.raw.g TO ROLE analyst");
    const grants = async () =>
      (await admin("SHOW GRANTS ON EXTERNAL TABLE lake.raw.g")).flat().filter((cell) => cell === "ANALYST").length;
    put("g", {
      storage,
      columns: [
        { name: "id", type: "string" },
        { name: "more", type: "int" },
      ],
    });
    expect(await sync("g")).toEqual(["DROP_COLUMNS", "ADD_COLUMNS", "SET_COMMENT"]);
    expect([await admin("SELECT id, more FROM lake.raw.g"), await grants()]).toEqual([[["1", "7"]], 1]);
    put("g", { storage, columns: [{ name: "id", type: "string" }], partitionKeys: [{ name: "dt", type: "int" }] });
    expect(await sync("g")).toEqual(["RECREATE"]);
    expect([await admin("SELECT id, dt FROM lake.raw.g"), await grants()]).toEqual([[["1", "1"]], 1]);
    ports.glue.delete(identityOf("g"));
    expect(await sync("g")).toEqual(["DROP"]);
    expect(await admin("SHOW EXTERNAL TABLES LIKE 'G' IN SCHEMA lake.raw")).toEqual([]);
  });

  it("what was dropped by hand comes back with a sweep, after which there is nothing left to plan", async () => {
    put("s", { storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/s/") });
    await sync("s");
    await admin("DROP EXTERNAL TABLE lake.raw.s");
    const { repaired, failed } = await sweep({ hasTime: () => true }, ports, settings);
    expect(failed).toEqual([]);
    expect(repaired.map(({ fact }) => fact.identity.table)).toEqual(["s"]);
    for (const fact of await ports.facts.list()) {
      expect((await planOne(fact.identity, ports, settings)).plan).toMatchObject({ kind: "STEPS", steps: [] });
    }
  });

  it("a key that is rotated in between fails no sync", async () => {
    put("k", { storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/k/") });
    await sync("k");
    await admin(`ALTER USER robot SET RSA_PUBLIC_KEY = '${keyBody(keys[1].publicKey)}'`);
    key = keys[1].privateKey;
    put("k", { storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/k/"), columns: [{ name: "other", type: "int" }] });
    expect(await sync("k")).toEqual(["DROP_COLUMNS", "ADD_COLUMNS", "SET_COMMENT"]);
  });

  it("Snowflake that is too busy, or down for a while, is waited for; nothing runs twice", async () => {
    put("w", { storage: stored(JSON_SERDE, {}, "s3://lake/raw/zone/w/") });
    // An outage ends all sessions, the administrator's too: so this comes last.
    const outage = faults.add({ kind: "outage", how: "503" });
    setTimeout(() => faults.remove(outage), 30);
    expect(await sync("w")).toEqual(["CREATE"]);
  });
});
