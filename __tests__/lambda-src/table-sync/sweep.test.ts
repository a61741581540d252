import { openBatch } from "../../../lambda-src/table-sync/app";
import { isSynced } from "../../../lambda-src/table-sync/databases";
import { sweepMessage } from "../../../lambda-src/table-sync/messages";
import type { SyncSettings } from "../../../lambda-src/table-sync/settings";
import { sweep } from "../../../lambda-src/table-sync/sweep";
import { fakeWorld, glueTable, identityOf, SETTINGS, stored } from "./fakes";

const always = { hasTime: () => true };

function worldOf(count: number, changes: Parameters<typeof glueTable>[0] = {}) {
  const world = fakeWorld();
  for (let index = 0; index < count; index += 1) {
    const table = `t${String(index).padStart(5, "0")}`;
    world.glue.put(glueTable({ ...changes, table, identity: identityOf(table) }));
  }
  return world;
}

describe("a sweep", () => {
  it("over 10,000 tables in which nothing changed costs a Glue call per 100 tables and a statement per 1,000 at most", async () => {
    const world = worldOf(9_999, {
      columns: [{ name: "a", type: "string" }],
      partitionKeys: [{ name: "d", type: "string" }],
    });
    world.glue.put(glueTable({ table: "ice", identity: identityOf("ice"), parameters: { table_type: "ICEBERG" } }));
    const settings: SyncSettings = { ...SETTINGS, sweepPartitions: "USER_SPECIFIED" };
    await sweep(always, world, settings);
    world.glue.calls = 0;
    const statements = world.sql.log.length;
    const { compared, repaired, failed } = await sweep(always, world, settings);
    expect({ compared, repaired, failed }).toEqual({ compared: 10_000, repaired: [], failed: [] });
    expect(world.glue.calls).toBeLessThanOrEqual(101);
    expect(world.sql.log.length - statements).toBeLessThanOrEqual(10);
  });

  it("goes on where it stopped, by a message to its own queue, until all is done", async () => {
    const world = worldOf(10);
    const queue = [sweepMessage()];
    let rounds = 0;
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      rounds += 1;
      const created = world.sql.tables.size;
      await openBatch([body], {
        ports: world,
        settings: SETTINGS,
        report: { table: () => undefined, failed: () => undefined, swept: () => undefined },
        send: async (next) => void queue.push(next),
        // Time for three tables.
        remainingMs: () => (world.sql.tables.size - created < 3 ? 60_000 : 0),
      })(body);
    }
    expect([world.sql.tables.size, rounds]).toEqual([10, 4]);
  });

  it("says whether it was of all databases, or of the one that an event told of", async () => {
    const world = worldOf(1);
    const { database } = identityOf("t00000");
    const told: unknown[] = [];
    for (const body of [sweepMessage(), sweepMessage({ database })]) {
      await openBatch([body], {
        ports: world,
        settings: SETTINGS,
        report: { table: () => undefined, failed: () => undefined, swept: (counts) => void told.push(counts) },
        send: async () => undefined,
        remainingMs: () => 60_000,
      })(body);
    }

    expect(told).toEqual([
      { whole: true, compared: 1, repaired: 1, failed: 0, goesOn: false },
      { whole: false, compared: 1, repaired: 0, failed: 0, goesOn: false },
    ]);
  });

  it("isn't stopped by a table that fails, and tries it again the next time", async () => {
    const world = worldOf(3);
    world.sql.before = (sql) => {
      if (sql.includes("CREATE") && sql.includes("T00001")) throw new Error("away");
    };
    const { failed } = await sweep(always, world, SETTINGS);
    expect(failed.map(({ identity }) => identity.table)).toEqual(["t00001"]);
    expect(world.sql.tables.size).toBe(2);
    world.sql.before = () => undefined;
    expect((await sweep(always, world, SETTINGS)).repaired).toHaveLength(1);
  });

  it("finds what somebody dropped or changed in Snowflake", async () => {
    const world = worldOf(3);
    await sweep(always, world, SETTINGS);
    world.sql.tables.delete(JSON.stringify(["LAKE", "RAW", "T00000"]));
    const changed = world.sql.table("LAKE", "RAW", "T00002");
    if (changed !== undefined) changed.comment = "mine now";
    const { repaired } = await sweep(always, world, SETTINGS);
    expect(repaired.map(({ fact }) => fact.identity.table)).toEqual(["t00000"]);
    expect(await world.facts.get(identityOf("t00002"))).toMatchObject({ state: "REFUSED" });
  });

  it("finds tables that are gone, even when nothing is remembered of them", async () => {
    const world = worldOf(2);
    await sweep(always, world, SETTINGS);
    world.facts.facts.clear();
    world.glue.delete(identityOf("t00000"));
    const { repaired } = await sweep(always, world, SETTINGS);
    expect(repaired.map(({ steps }) => steps[0]?.action)).toEqual(["DROP"]);
  });

  it("of one database leaves others alone", async () => {
    const world = worldOf(1);
    world.sql.addSchema("LAKE", "OTHER");
    world.glue.put(glueTable({ identity: identityOf("x", "lake__other"), storage: stored("x.OrcSerde") }));
    await sweep({ ...always, database: "lake__other" }, world, SETTINGS);
    expect([...world.sql.tables.values()].map(({ name }) => name)).toEqual([["LAKE", "OTHER", "X"]]);
  });
});

describe("where only some Glue databases are synced", () => {
  const settings: SyncSettings = { ...SETTINGS, databases: ["raw__*", "whole__name"] };

  it.each([
    ["raw__events", true],
    ["raw__", true],
    ["raw_events", false],
    ["whole__name", true],
    ["whole__names", false],
  ])("%s: %s", (database, expected) => {
    expect(isSynced(database, settings)).toBe(expected);
  });

  it("a sweep passes over the others, and what is remembered of them", async () => {
    const world = worldOf(1);
    const { database } = identityOf("t00000");
    await sweep(always, world, SETTINGS);
    world.glue.calls = 0;

    const others = await sweep(always, world, { ...SETTINGS, databases: ["other__*"] });
    const named = await sweep({ ...always, database }, world, { ...SETTINGS, databases: ["other__*"] });

    expect([others.compared, named.compared, world.sql.tables.size]).toEqual([0, 0, 1]);
    expect((await sweep(always, world, { ...SETTINGS, databases: [`${database.slice(0, 2)}*`] })).compared).toBe(1);
  });

  it("an event of the others is done without a look at anything", async () => {
    const world = worldOf(1);
    const { catalog, database } = identityOf("t00000");
    const event = JSON.stringify({
      source: "aws.glue",
      "detail-type": "Glue Data Catalog Table State Change",
      account: catalog,
      detail: { databaseName: database, typeOfChange: "CreateTable", tableName: "t00000" },
    });
    const seen: string[] = [];
    const handle = openBatch([event], {
      ports: world,
      settings: { ...SETTINGS, databases: ["other__*"] },
      report: {
        table: ({ fact }) => void seen.push(fact.identity.table),
        failed: ({ table }) => void seen.push(table),
        swept: () => undefined,
      },
      send: async () => undefined,
      remainingMs: () => 60_000,
    });
    world.glue.calls = 0;
    await handle(event);

    expect([seen, world.glue.calls, world.sql.log]).toEqual([[], 0, []]);
  });
});
