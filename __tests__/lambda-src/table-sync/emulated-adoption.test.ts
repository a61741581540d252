import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { GlueTable } from "../../../lambda-src/table-sync/glue-table";
import { keyPairTokens } from "../../../lambda-src/table-sync/key-pair-token";
import type { SyncPorts } from "../../../lambda-src/table-sync/ports";
import type { SyncSettings } from "../../../lambda-src/table-sync/settings";
import { SqlApiClient } from "../../../lambda-src/table-sync/sql-api-client";
import { sweep } from "../../../lambda-src/table-sync/sweep";
import { planOne, syncTable } from "../../../lambda-src/table-sync/sync-table";
import type { SnowflakeEmulator } from "../../../packages/snowflake-emulator/src/emulator";
import { awsRemoteServices } from "../../../packages/snowflake-emulator/src/iceberg/aws-remote-services";
import { MemoryBucket } from "../../../packages/snowflake-emulator/test/external/memory-bucket";
import { FakeAws } from "../../../packages/snowflake-emulator/test/iceberg/fake-aws";
import { startTestEmulator } from "../../../packages/snowflake-emulator/test/support/client";
import { keyBody, keyPair, Protocol } from "../../../packages/snowflake-emulator/test/support/protocol";
import { FakeFacts, FakeGlue, glueTable, identityOf, SETTINGS, stored } from "./fakes";

const JSON_SERDE = "org.openx.data.jsonserde.JsonSerDe";
const LOCATION = "@LAKE.OPS.RAW";

/** External tables that people, or the sample that this comes after, have made before. */
describe("taking over external tables that are there", () => {
  const keys = keyPair();
  const bucket = new MemoryBucket();
  const settings: SyncSettings = { ...SETTINGS, autoRefresh: false, adopt: true };
  let emulator: SnowflakeEmulator;
  let admin: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  let ports: SyncPorts & { readonly glue: FakeGlue };

  const put = (table: string, changes: Partial<GlueTable> = {}) => {
    bucket.put(`raw/zone/${table}/dt=1/a.json`, '{"id": 1, "what": "x"}\n');
    const storage = stored(JSON_SERDE, {}, `s3://lake/raw/zone/${table}/`);
    ports.glue.put(glueTable({ table, identity: identityOf(table), storage, ...changes }));
  };
  /** Makes a table as its owner did, lets somebody read it, and hands it over as the page says. */
  const made = async (table: string, sql: string) => {
    await admin(sql);
    await admin(`GRANT SELECT ON EXTERNAL TABLE lake.raw.${table} TO ROLE analyst`);
    await admin(`GRANT OWNERSHIP ON EXTERNAL TABLE lake.raw.${table} TO ROLE sync COPY CURRENT GRANTS`);
  };
  const sync = async (table: string, more: Partial<SyncSettings> = {}) =>
    (await syncTable({ identity: identityOf(table), cause: "CHECK" }, ports, { ...settings, ...more })).steps.map(
      ({ action }) => action,
    );
  const readers = async (table: string) =>
    (await admin(`SHOW GRANTS ON EXTERNAL TABLE lake.raw.${table}`)).flat().filter((cell) => cell === "ANALYST").length;

  beforeAll(async () => {
    const iam = new FakeAws();
    emulator = await startTestEmulator({
      remote: awsRemoteServices(() => iam, { ...iam.lake, files: () => bucket.files, objects: () => bucket }),
    });
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
      "CREATE STAGE lake.ops.raw URL = 's3://lake/raw/zone/' STORAGE_INTEGRATION = si",
      "CREATE ROLE sync",
      "CREATE ROLE analyst",
      "CREATE WAREHOUSE wh",
      "GRANT USAGE ON DATABASE lake TO ROLE sync",
      "GRANT USAGE ON SCHEMA lake.ops TO ROLE sync",
      "GRANT USAGE, CREATE EXTERNAL TABLE ON SCHEMA lake.raw TO ROLE sync",
      "GRANT USAGE ON STAGE lake.ops.raw TO ROLE sync",
      `CREATE USER robot TYPE = SERVICE RSA_PUBLIC_KEY = '${keyBody(keys.publicKey)}'`,
      "GRANT ROLE sync TO USER robot",
      "GRANT ROLE sync TO ROLE sysadmin",
    ]) {
      await admin(sql);
    }
    const client = new SqlApiClient(
      { url: emulator.url, role: "SYNC", statementTimeoutSeconds: 60, queryTag: "table-sync" },
      keyPairTokens(
        { account: "ORG-EAST", user: "ROBOT" },
        async () => keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        Date.now,
      ),
      { fetch, sleep: (ms) => sleep(ms / 100), random: Math.random, newId: randomUUID, remainingMs: () => 30_000 },
    );
    ports = { glue: new FakeGlue(), facts: new FakeFacts(), sql: client, now: Date.now, leaseMs: 60_000 };
  });
  afterAll(() => emulator.close());

  it("one that is what is wanted only gets its comment", async () => {
    put("same");
    await made(
      "same",
      `CREATE EXTERNAL TABLE lake.raw.same (id NUMBER(19,0) AS (GET_IGNORE_CASE(VALUE, 'id')::NUMBER(19,0)), what VARCHAR AS (GET_IGNORE_CASE(VALUE, 'what')::VARCHAR)) LOCATION = ${LOCATION}/same/ AUTO_REFRESH = FALSE FILE_FORMAT = (TYPE = JSON)`,
    );
    expect(await sync("same", { adopt: false })).toEqual([]);
    // That adopting is allowed now is reason enough for a sweep to look again.
    const { repaired } = await sweep({ hasTime: () => true }, ports, settings);
    expect(repaired.map(({ steps }) => steps.map(({ action }) => action))).toEqual([["SET_COMMENT"]]);
    expect(await sync("same")).toEqual([]);
    expect([await readers("same"), await admin("SELECT id, what FROM lake.raw.same")]).toEqual([1, [["1", "x"]]]);
  });

  it("one of the sample's keeps itself and its grants, and gets its columns anew", async () => {
    put("plain");
    await made(
      "plain",
      `CREATE OR REPLACE EXTERNAL TABLE LAKE.RAW.plain(id bigint as (value:id::bigint),what string as (value:what::string),gone string as (value:gone::string)) LOCATION=${LOCATION}/plain/ AUTO_REFRESH = true FILE_FORMAT = (TYPE = json)`,
    );
    expect(await sync("plain")).toEqual(["DROP_COLUMNS", "ADD_COLUMNS", "SET_AUTO_REFRESH", "SET_COMMENT"]);
    expect([await readers("plain"), await admin("SELECT id, what FROM lake.raw.plain")]).toEqual([1, [["1", "x"]]]);
    expect((await planOne(identityOf("plain"), ports, settings)).plan).toMatchObject({ kind: "STEPS", steps: [] });
  });

  it("one on a stage that was given another name keeps itself too, as the page says", async () => {
    put("moved");
    await admin("CREATE STAGE lake.raw.old URL = 's3://lake/raw/zone/moved/' STORAGE_INTEGRATION = si");
    await made(
      "moved",
      "CREATE EXTERNAL TABLE lake.raw.moved (id bigint as (value:id::bigint)) LOCATION = @lake.raw.old AUTO_REFRESH = FALSE FILE_FORMAT = (TYPE = JSON)",
    );
    await admin("ALTER STAGE lake.raw.old RENAME TO lake.ops.moved");
    await admin("GRANT USAGE ON STAGE lake.ops.moved TO ROLE sync");
    const stage = { name: ["LAKE", "OPS", "MOVED"], url: "s3://lake/raw/zone/moved/" } as const;
    const renamed = { stages: [...settings.stages, stage] };
    expect(await sync("moved", renamed)).toEqual(["DROP_COLUMNS", "ADD_COLUMNS", "SET_COMMENT"]);
    expect([await readers("moved"), await admin("SELECT id FROM lake.raw.moved")]).toEqual([1, [["1"]]]);
  });

  it.each([
    ["partitioned", "(dt VARCHAR AS (SPLIT_PART(METADATA$FILENAME, '/', 4))) PARTITION BY (dt)", "", "TYPE = JSON"],
    ["elsewhere", "", "/dt=1", "TYPE = JSON"],
    ["other_type", "", "", "TYPE = CSV"],
    ["other_option", "", "", "TYPE = JSON STRIP_OUTER_ARRAY = TRUE"],
  ])(
    "one that can't be altered to what is wanted is replaced with its grants: %s",
    async (table, columns, path, format) => {
      put(table);
      await made(
        table,
        `CREATE EXTERNAL TABLE lake.raw.${table} ${columns} LOCATION = ${LOCATION}/${table}${path}/ AUTO_REFRESH = FALSE FILE_FORMAT = (${format})`,
      );
      expect(await sync(table)).toEqual(["RECREATE"]);
      expect([await readers(table), await admin(`SELECT id FROM lake.raw.${table}`)]).toEqual([1, [["1"]]]);
      expect(await sync(table)).toEqual([]);
    },
  );
});
