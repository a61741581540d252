import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VirtualClock } from "../../src/clock";
import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";
import { restIntegration } from "./link-bench";
import { MemoryCatalog } from "./memory-catalog";

const started: SnowflakeEmulator[] = [];

afterEach(async () => {
  for (const emulator of started.splice(0)) await emulator.close();
});

async function start(catalog: MemoryCatalog, more: { readonly stateDirectory?: string } = {}) {
  const emulator = await startTestEmulator({ clock: new VirtualClock(), remote: catalog.services, ...more });
  started.push(emulator);
  const client = await Client.connect(emulator);
  const tables = async () =>
    (await client.run("SHOW ICEBERG TABLES IN ACCOUNT")).map((row) => `${row.schema_name}.${row.name}`);
  const passes = (seconds: number) => emulator.control.scheduler.advanceBy(seconds * 1000);
  return { emulator, client, tables, passes };
}

const CREATE = [
  restIntegration("ci"),
  "CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci', BLOCKED_NAMESPACES = ('tmp'), SYNC_INTERVAL_SECONDS = 60)",
];

const CONFIG = "SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG('lake')";

describe("a linked database", () => {
  it("outlives the process with its link, and is discovered on", async () => {
    const catalog = await new MemoryCatalog().add("sales", "orders");
    const stateDirectory = mkdtempSync(join(tmpdir(), "catalog-link-"));
    const first = await start(catalog, { stateDirectory });
    for (const sql of CREATE) await first.client.run(sql);
    await first.passes(0);
    await first.client.run("CREATE ROLE r");
    await first.client.run("GRANT SELECT ON ICEBERG TABLE lake.sales.orders TO ROLE r");
    const config = await first.client.value(CONFIG);
    await first.client.close();
    await first.emulator.close();

    await catalog.add("sales", "returns");
    const second = await start(catalog, { stateDirectory });
    expect(await second.tables()).toEqual(["SALES.ORDERS"]);
    expect(await second.client.value(CONFIG)).toBe(config);
    expect(await second.client.run("SHOW GRANTS TO ROLE r")).toHaveLength(1);
    await second.passes(1);
    expect(await second.tables()).toEqual(["SALES.ORDERS", "SALES.RETURNS"]);
    await second.client.close();
  });

  it("comes back with a snapshot, and goes with a reset", async () => {
    const catalog = await new MemoryCatalog().add("sales", "orders");
    const { emulator, client, tables, passes } = await start(catalog);
    for (const sql of CREATE) await client.run(sql);
    await passes(0);
    await emulator.control.snapshots.make("before");
    catalog.remove("sales", "orders");
    await client.run("ALTER DATABASE lake SET SYNC_INTERVAL_SECONDS = 90");
    await passes(90);
    expect(await tables()).toEqual([]);
    await emulator.control.snapshots.restore("before");
    expect(await tables()).toEqual(["SALES.ORDERS"]);
    expect(String(await client.value(CONFIG))).toContain('"sync_interval_seconds":60');
    await passes(1);
    expect(await tables()).toEqual([]);
    await emulator.reset();
    expect(await client.run("SHOW DATABASES")).toEqual([]);
    await passes(600);
    await client.close();
  });
});
