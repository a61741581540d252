import { openBatch } from "../../../lambda-src/table-sync/app";
import { desiredTable } from "../../../lambda-src/table-sync/desired";
import type { GluePartition, GlueTable } from "../../../lambda-src/table-sync/glue-table";
import { readMessage } from "../../../lambda-src/table-sync/messages";
import { SqlError } from "../../../lambda-src/table-sync/ports";
import type { SyncSettings } from "../../../lambda-src/table-sync/settings";
import { createTable } from "../../../lambda-src/table-sync/statements";
import { sweep } from "../../../lambda-src/table-sync/sweep";
import { StaleReading, syncTable } from "../../../lambda-src/table-sync/sync-table";
import { CATALOG, type FakeWorld, fakeWorld, glueTable, identityOf, SETTINGS, stored } from "./fakes";

const CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
const LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
const DT = [{ name: "dt", type: "date" }];

/** The statement that makes the table, or why there is none. */
function ddl(table: GlueTable, partitions: readonly GluePartition[] = [], settings: SyncSettings = SETTINGS): string {
  const desired = desiredTable(table, partitions, settings);
  return desired.kind === "TABLE" ? createTable(desired, "", { replace: false }) : `${desired.kind}: ${desired.reason}`;
}

const columns = (...types: readonly string[]) => types.map((type, index) => ({ name: `c_${index}`, type }));
const request = (table = "events", cause: "TABLE" | "PARTITIONS" | "CHECK" = "TABLE") => ({
  identity: identityOf(table),
  cause,
});
const actionsOf = async (world: FakeWorld, settings = SETTINGS, cause: "TABLE" | "PARTITIONS" | "CHECK" = "TABLE") =>
  (await syncTable(request("events", cause), world, settings)).steps.map(({ action }) => action);

function batchTools(world: FakeWorld) {
  const lines: unknown[] = [];
  const sent: string[] = [];
  return {
    lines,
    sent,
    tools: {
      ports: world,
      settings: SETTINGS,
      report: {
        table: (outcome: unknown) => void lines.push(outcome),
        failed: (...failure: readonly unknown[]) => void lines.push(failure),
        swept: (counts: unknown) => void lines.push(counts),
      },
      send: async (body: string) => void sent.push(body),
      remainingMs: () => 60_000,
    },
  };
}

const native = (typeOfChange: string, detail: object) =>
  JSON.stringify({
    source: "aws.glue",
    account: CATALOG,
    "detail-type": `Glue Data Catalog ${"tableName" in detail ? "Table" : "Database"} State Change`,
    detail: { databaseName: "lake__raw", typeOfChange, ...detail },
  });
const trail = (eventName: string, requestParameters: object | null, more: object = {}) =>
  JSON.stringify({
    source: "aws.glue",
    account: CATALOG,
    "detail-type": "AWS API Call via CloudTrail",
    detail: { eventSource: "glue.amazonaws.com", eventName, requestParameters, ...more },
  });

describe("what the original sync gets wrong, and this one doesn't: the statement", () => {
  it("B1 a nested type is no text to paste: it is mapped", () => {
    const table = glueTable({
      columns: columns(
        "struct<a:int,b:array<struct<c:decimal(10,2),`d e`:string>>>",
        "uniontype<int,string>",
        "array<int>",
      ),
    });
    expect(ddl(table)).toContain(`"C_0" OBJECT AS (GET_IGNORE_CASE(VALUE, 'c_0')::OBJECT), "C_1" VARIANT`);
    expect(ddl({ ...table, storage: stored("org.openx.data.jsonserde.JsonSerDe") })).toContain(`"C_2" ARRAY AS`);
  });

  it("B1 intervals and unknown types are refused for their column, with a reason, and the rest is there", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable({ columns: [...columns("interval_day_time", "geometry", "int")] }));
    const { fact } = await syncTable(request(), world, SETTINGS);
    expect(fact.state).toBe("IN_STEP");
    expect(fact.reason).toMatch(/"c_0".*interval.*"c_1": the type "geometry" isn't known/);
    expect(world.sql.table("LAKE", "RAW", "EVENTS")?.columns.map(({ name }) => name)).toEqual(["C_2"]);
  });

  it("B1 a keyword, a hyphen and a digit are names like others", () => {
    const table = glueTable({
      columns: [
        { name: "order", type: "int" },
        { name: "a-b", type: "int" },
        { name: "1st", type: "int" },
      ],
    });
    expect(ddl(table)).toMatch(/"ORDER" NUMBER.*"A-B" NUMBER.*"1ST" NUMBER/);
  });

  it("B1 a hostile name does nothing but become a quoted identifier", async () => {
    const world = fakeWorld();
    const table = 'x"; drop database lake; --';
    world.glue.put(
      glueTable({
        table,
        identity: identityOf(table),
        columns: [{ name: `it's"x`, type: "int" }],
        storage: stored("x.ParquetHiveSerDe"),
      }),
    );
    await syncTable({ identity: identityOf(table), cause: "TABLE" }, world, SETTINGS);
    expect(world.sql.table("LAKE", "RAW", table.toUpperCase())?.columns).toEqual([
      { name: `IT'S"X`, type: "NUMBER(10,0)", expression: `GET_IGNORE_CASE(VALUE, 'it''s"x')::NUMBER(10,0)` },
    ]);
  });

  it("B2 CSV fields are read by position", () => {
    expect(ddl(glueTable({ storage: stored(CSV) }))).toContain(
      `"ID" NUMBER(19,0) AS (TRY_CAST(VALUE:c1::VARCHAR AS NUMBER(19,0))), "WHAT" VARCHAR AS (VALUE:c2::VARCHAR)`,
    );
  });

  it("B3 the case that a file's columns are written in doesn't matter", () => {
    expect(ddl(glueTable())).toContain("GET_IGNORE_CASE(VALUE, 'what')");
  });

  it("B4 partitions are counted in the bucket's key, not in the stage's name", () => {
    const table = glueTable({
      partitionKeys: DT,
      storage: stored(`x.ParquetHiveSerDe`, {}, "s3://lake/raw/zone/customer/"),
    });
    expect(ddl(table)).toContain("SPLIT_PART(METADATA$FILENAME, '/', 4)");
    expect(ddl(table)).toContain(`LOCATION = @"LAKE"."OPS"."RAW"/customer/`);
  });

  it("B5 a value with = in it stays whole, plain directories work too, NULL is NULL, and the type is the declared one", () => {
    const segment = "SPLIT_PART(METADATA$FILENAME, '/', 4)";
    expect(ddl(glueTable({ partitionKeys: DT }))).toContain(
      `"DT" DATE AS (TRY_CAST(NULLIF(CASE WHEN STARTSWITH(LOWER(${segment}), 'dt=') THEN SUBSTR(${segment}, 4) ELSE ${segment} END, '__HIVE_DEFAULT_PARTITION__') AS DATE))) PARTITION BY ("DT")`,
    );
  });

  it("B5 percent-encoded values come from Glue, which has them decoded", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable({ partitionKeys: [{ name: "at", type: "timestamp" }] }), [
      { values: ["2024-01-01 10:00:00"], location: "s3://lake/raw/zone/events/at=2024-01-01 10%3A00%3A00" },
    ]);
    await syncTable(request(), world, SETTINGS);
    expect(world.sql.table("LAKE", "RAW", "EVENTS")).toMatchObject({
      given: true,
      autoRefresh: false,
      partitions: [{ values: `"AT" = '2024-01-01 10:00:00'`, path: "at=2024-01-01 10%3A00%3A00/" }],
    });
  });

  it("A7 partitions outside of the table's location are registered below the root of the stage that has all of them", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable({ partitionKeys: DT }), [{ values: ["2024-01-01"], location: "s3://lake/archive/2024" }]);
    await syncTable(request(), world, SETTINGS);
    expect(world.sql.table("LAKE", "RAW", "EVENTS")).toMatchObject({
      location: `@"LAKE"."OPS"."ROOT"/`,
      partitions: [{ values: `"DT" = '2024-01-01'`, path: "archive/2024/" }],
    });
  });

  it("A7 the SerDe's own parameters count: delimiter, quote, escape, header, NULL", () => {
    const parameters = { "skip.header.line.count": "1" };
    expect(ddl(glueTable({ parameters, storage: stored(CSV, { separatorChar: ";", quoteChar: "'" }) }))).toContain(
      `FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = ';' FIELD_OPTIONALLY_ENCLOSED_BY = '''' ESCAPE = '\\\\' ESCAPE_UNENCLOSED_FIELD = NONE NULL_IF = () SKIP_HEADER = 1 EMPTY_FIELD_AS_NULL = FALSE)`,
    );
    expect(ddl(glueTable({ storage: stored(LAZY) }))).toContain(
      `FIELD_DELIMITER = '\u0001' ESCAPE_UNENCLOSED_FIELD = NONE NULL_IF = ('\\\\N') SKIP_HEADER = 0`,
    );
    expect(ddl(glueTable({ storage: stored(CSV, { quoteChar: "|" }) }))).toMatch(/^UNSUPPORTED: .*quoteChar is "\|"/);
  });
});

describe("what the original sync gets wrong, and this one doesn't: what is synced", () => {
  it("B10 a table without a classification is read by its SerDe", () => {
    expect(ddl(glueTable({ parameters: {} }))).toContain("TYPE = PARQUET");
  });

  it.each([
    ["Iceberg", { parameters: { table_type: "ICEBERG" } }, /^ROUTED: .*catalog-linked database/],
    ["Delta", { parameters: { "spark.sql.sources.provider": "delta" } }, /^UNSUPPORTED: .*Delta/],
    [
      "Hudi",
      { storage: { ...stored("x.ParquetHiveSerDe"), inputFormat: "org.apache.hudi.hadoop.HoodieParquetInputFormat" } },
      /^UNSUPPORTED: .*Hudi/,
    ],
    ["a view", { tableType: "VIRTUAL_VIEW" }, /^UNSUPPORTED: .*view/],
  ])("B10 %s is not read file by file", (_what, changes, reason) => {
    expect(ddl(glueTable(changes))).toMatch(reason);
  });

  it("A7 a format that Snowflake doesn't have is refused aloud, by name", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable({ storage: stored("com.amazonaws.glue.serde.GrokSerDe") }));
    const { fact } = await syncTable(request(), world, SETTINGS);
    expect(fact).toMatchObject({
      state: "REFUSED",
      reason: expect.stringContaining("com.amazonaws.glue.serde.GrokSerDe"),
    });
  });

  it("A8 a location without a stage is refused, and named", () => {
    expect(ddl(glueTable({ storage: stored("x.OrcSerde", {}, "s3://other/x") }))).toMatch(
      /no stage's URL is a prefix of s3:\/\/other\/x/,
    );
  });

  it.each(["s3a", "s3n"])("A8 %s is S3", (scheme) => {
    expect(ddl(glueTable({ storage: stored("x.OrcSerde", {}, `${scheme}://lake/raw/zone/x`) }))).toContain(
      `@"LAKE"."OPS"."RAW"/x/`,
    );
  });

  it("A8 the longest prefix wins, and a prefix ends at a slash", () => {
    expect(ddl(glueTable({ storage: stored("x.OrcSerde", {}, "s3://lake/raw/zone2/x") }))).toContain(
      `@"LAKE"."OPS"."ROOT"/raw/zone2/x/`,
    );
  });

  it.each(["my__db__sch", "a___b", "__x", "nothing"])("A5 the database %s isn't taken apart by guess", (database) => {
    expect(ddl(glueTable({ identity: identityOf("t", database) }))).toMatch(/map it/);
  });

  it("A5 no two names end at one table", () => {
    expect(ddl(glueTable({ identity: identityOf("maß") }))).toMatch(/another name's too/);
    const naming = { separator: "__", mapping: { raw: { database: "LAKE", schema: "RAW" } } };
    expect(ddl(glueTable(), [], { ...SETTINGS, naming })).toMatch(/where the mapping sends "raw"/);
    const twice = [
      { name: "value", type: "int" },
      { name: "Ab", type: "int" },
      { name: "ab", type: "int" },
      { name: "ok", type: "int" },
    ];
    expect(ddl(glueTable({ columns: twice }))).toContain(`("OK" NUMBER(10,0)`);
  });

  it("B14 another catalog's table is refused, and says so", () => {
    expect(ddl(glueTable({ identity: { ...identityOf("t"), catalog: "999999999999" } }))).toMatch(
      /catalog 999999999999/,
    );
  });
});

describe("what the original sync gets wrong, and this one doesn't: what runs when", () => {
  it("B6 an update that changes nothing here runs nothing at all", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable());
    await syncTable(request(), world, SETTINGS);
    const before = world.sql.log.length;
    world.glue.put(glueTable({ parameters: { numRows: "7" }, version: { created: 1000, version: 1, updated: 2000 } }));
    expect(await actionsOf(world)).toEqual([]);
    expect(world.sql.log).toHaveLength(before);
  });

  it("B6 a new column is added, and grants stay", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable());
    await syncTable(request(), world, SETTINGS);
    world.sql.table("LAKE", "RAW", "EVENTS")?.grants.add("SELECT to ANALYST");
    world.glue.put(glueTable({ columns: [...glueTable().columns, { name: "more", type: "date" }] }));
    expect(await actionsOf(world)).toEqual(["ADD_COLUMNS", "SET_COMMENT"]);
    expect([...(world.sql.table("LAKE", "RAW", "EVENTS")?.grants ?? [])]).toEqual(["SELECT to ANALYST"]);
  });

  it("B6 other partitioning, place or format makes it anew, and grants stay", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable());
    await syncTable(request(), world, SETTINGS);
    world.sql.table("LAKE", "RAW", "EVENTS")?.grants.add("SELECT to ANALYST");
    world.glue.put(glueTable({ partitionKeys: DT }));
    expect(await actionsOf(world)).toEqual(["RECREATE"]);
    expect([...(world.sql.table("LAKE", "RAW", "EVENTS")?.grants ?? [])]).toEqual(["SELECT to ANALYST"]);
  });

  it("B7 what Snowflake refuses makes the message come again, and is remembered", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable());
    world.sql.before = () => {
      throw new SqlError("003001", "Insufficient privileges to operate on schema 'RAW'.");
    };
    await expect(syncTable(request(), world, SETTINGS)).rejects.toThrow("Insufficient privileges");
    expect(await world.facts.get(identityOf("events"))).toMatchObject({
      state: "FAILED",
      leasedUntil: 0,
      reason: expect.stringContaining("Insufficient"),
    });
    world.sql.before = () => undefined;
    expect(await actionsOf(world)).toEqual(["CREATE"]);
  });

  it("B7, B9 one message's failure is that message's alone", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable({ table: "good", identity: identityOf("good") }));
    const table = world.glue.table.bind(world.glue);
    world.glue.table = async (identity) => {
      if (identity.table === "bad") throw new Error("AccessDeniedException");
      return table(identity);
    };
    const [bad, good] = [native("UpdateTable", { tableName: "bad" }), native("UpdateTable", { tableName: "good" })];
    const handle = openBatch([bad, good, "nonsense"], batchTools(world).tools);
    await expect(handle(bad)).rejects.toThrow("AccessDeniedException");
    await expect(handle("nonsense")).rejects.toThrow(SyntaxError);
    await handle(good);
    expect(world.sql.table("LAKE", "RAW", "GOOD")).toBeDefined();
  });

  it("B12 calls that failed are no changes", () => {
    expect(
      readMessage(
        trail("CreateTable", { databaseName: "d", tableInput: { name: "t" } }, { errorCode: "AlreadyExistsException" }),
      ),
    ).toEqual([]);
  });

  it("B12 deletions, partitions and whole databases are heard of, in both forms of events", () => {
    const tables = (body: string) =>
      readMessage(body).map((task) =>
        task.kind === "TABLE" ? `${task.request.identity.table} ${task.request.cause}` : `sweep ${task.database}`,
      );
    expect(tables(native("BatchDeleteTable", { changedTables: ["a", "b"] }))).toEqual(["a TABLE", "b TABLE"]);
    expect(tables(native("BatchCreatePartition", { tableName: "a", changedPartitions: ["[x]"] }))).toEqual([
      "a PARTITIONS",
    ]);
    expect(tables(trail("DeleteTable", { databaseName: "d", name: "A" }))).toEqual(["a TABLE"]);
    expect(tables(trail("BatchDeleteTable", { databaseName: "d", tablesToDelete: ["a", "b"] }))).toEqual([
      "a TABLE",
      "b TABLE",
    ]);
    expect(tables(trail("UpdatePartition", { databaseName: "d", tableName: "a" }))).toEqual(["a PARTITIONS"]);
    expect(tables(trail("DeleteDatabase", { name: "d" }))).toEqual(["sweep d"]);
    expect(tables(native("UpdateColumnStatisticsForTable", { tableName: "a" }))).toEqual([]);
  });

  it("A10 an event that CloudTrail has cut short fails, rather than being taken for done", () => {
    expect(() => readMessage(trail("CreateTable", null))).toThrow("no requestParameters");
  });

  it("B12 an older answer of Glue's never overwrites a newer table", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable({ version: { created: 1000, version: 7, updated: 3000 } }));
    await syncTable(request(), world, SETTINGS);
    world.glue.put(glueTable({ columns: columns("int"), version: { created: 1000, version: 6, updated: 2000 } }));
    await expect(syncTable(request(), world, SETTINGS)).rejects.toThrow(StaleReading);
    expect(world.sql.table("LAKE", "RAW", "EVENTS")?.columns).toHaveLength(2);
  });

  it("B12 a table that was deleted and made again starts over at version 0, and is newer", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable({ version: { created: 1000, version: 7, updated: 3000 } }));
    await syncTable(request(), world, SETTINGS);
    world.glue.put(glueTable({ columns: columns("int"), version: { created: 4000, version: 0, updated: 4000 } }));
    expect(await actionsOf(world)).toEqual(["DROP_COLUMNS", "ADD_COLUMNS", "SET_COMMENT"]);
  });

  it("B12 a worker that read Glue before another one wrote does nothing with what it read", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable());
    let readOn: () => void = () => undefined;
    const table = world.glue.table.bind(world.glue);
    const slow: FakeWorld = {
      ...world,
      glue: Object.assign(Object.create(world.glue), {
        table: async (identity: Parameters<typeof table>[0]) => {
          const old = await table(identity);
          await new Promise<void>((resolve) => {
            readOn = resolve;
          });
          return old;
        },
      }),
    };
    const late = syncTable(request(), slow, SETTINGS);
    await new Promise(setImmediate);
    world.glue.put(glueTable({ columns: columns("int"), version: { created: 1000, version: 1, updated: 2000 } }));
    await syncTable(request(), world, SETTINGS);
    readOn();
    await expect(late).rejects.toThrow("another worker was at lake__raw.events");
    expect(world.sql.table("LAKE", "RAW", "EVENTS")?.columns.map(({ name }) => name)).toEqual(["C_0"]);
  });

  it.each(["DROP", "MARK"] as const)("A11 a table that is gone follows the policy: %s", async (orphans) => {
    const world = fakeWorld();
    const settings = { ...SETTINGS, orphans };
    world.glue.put(glueTable());
    await syncTable(request(), world, settings);
    world.glue.delete(identityOf("events"));
    expect(await actionsOf(world, settings)).toEqual([orphans === "DROP" ? "DROP" : "MARK_ORPHAN"]);
    expect(await actionsOf(world, settings)).toEqual([]);
    expect(world.sql.table("LAKE", "RAW", "EVENTS")?.comment ?? "dropped").toMatch(
      orphans === "DROP" ? /^dropped$/ : /Glue has no such table any more/,
    );
    world.glue.put(glueTable({ version: { created: 9000, version: 0, updated: 9000 } }));
    expect(await actionsOf(world, settings)).toEqual([orphans === "DROP" ? "CREATE" : "SET_COMMENT"]);
  });

  it("A11 a schema that is missing is made if the settings say so, and asked for if they don't", async () => {
    const world = fakeWorld();
    world.sql.schemas.clear();
    world.glue.put(glueTable());
    expect((await syncTable(request(), world, SETTINGS)).fact).toMatchObject({
      state: "REFUSED",
      reason: expect.stringContaining("LAKE.RAW isn't there"),
    });
    expect(await actionsOf(world, { ...SETTINGS, createSchemas: true })).toEqual(["CREATE_SCHEMA", "CREATE"]);
  });

  it("A11 somebody else's external table is left alone, or adopted when the settings say so, with its grants", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable());
    await syncTable(request(), world, SETTINGS);
    const table = world.sql.table("LAKE", "RAW", "EVENTS");
    if (table !== undefined) Object.assign(table, { comment: "mine", grants: new Set(["SELECT to ANALYST"]) });
    const { fact, steps } = await syncTable(request("events", "CHECK"), world, SETTINGS);
    expect([fact.state, steps]).toEqual(["REFUSED", []]);
    expect(await actionsOf(world, { ...SETTINGS, adopt: true }, "CHECK")).toEqual(["RECREATE"]);
    expect([...(world.sql.table("LAKE", "RAW", "EVENTS")?.grants ?? [])]).toEqual(["SELECT to ANALYST"]);
  });

  it("A11 without automatic refresh, partition events refresh the table", async () => {
    const world = fakeWorld();
    const settings = { ...SETTINGS, autoRefresh: false };
    world.glue.put(glueTable({ partitionKeys: DT }));
    await syncTable(request(), world, settings);
    expect(await actionsOf(world, settings, "PARTITIONS")).toEqual(["REFRESH"]);
    expect(await actionsOf(world, SETTINGS, "PARTITIONS")).toEqual(["SET_AUTO_REFRESH", "SET_COMMENT"]);
    expect(await actionsOf(world, SETTINGS, "PARTITIONS")).toEqual([]);
  });

  it("B15 tables that were there before, and whatever was missed, are found by a sweep", async () => {
    const world = fakeWorld();
    for (const table of ["a", "b"]) world.glue.put(glueTable({ table, identity: identityOf(table) }));
    const { repaired } = await sweep({ hasTime: () => true }, world, SETTINGS);
    expect(repaired.map(({ fact }) => fact.target)).toEqual(['"LAKE"."RAW"."A"', '"LAKE"."RAW"."B"']);
  });
});
