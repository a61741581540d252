import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { SnowflakeEmulator } from "../../../src/emulator";
import { Client, startTestEmulator } from "../../support/client";
import { ACCOUNTS } from "../../support/test-accounts";

const accounts = ACCOUNTS.map((account) => ({
  ...account,
  edition: "BUSINESS_CRITICAL" as const,
  replicationEnabled: true,
}));

async function clients(emulator: SnowflakeEmulator) {
  return { east: await Client.connect(emulator), west: await Client.connect(emulator, {}, "ORG-WEST") };
}

const runAll = async (client: Client, ...statements: readonly string[]) => {
  for (const sql of statements) await client.run(sql);
};

const PRIMARY = [
  "CREATE DATABASE d",
  "CREATE TABLE d.public.t (x NUMBER)",
  "INSERT INTO d.public.t VALUES (1)",
  "CREATE FAILOVER GROUP fg OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.west",
];
const REPLICA = ["CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg", "ALTER FAILOVER GROUP fg REFRESH"];
const SUM = "SELECT SUM(x) FROM d.public.t";

describe("failover groups in a running emulator", () => {
  it("refresh on their schedule, fail while the primary is out of reach, and are promoted all the same", async () => {
    const emulator = await startTestEmulator({ accounts });
    const { east, west } = await clients(emulator);
    await runAll(east, ...PRIMARY, "ALTER FAILOVER GROUP fg SET REPLICATION_SCHEDULE = '10 MINUTE'");
    await west.run("CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg");
    await emulator.control.scheduler.advanceBy(1000);
    expect(await west.value(SUM)).toBe(1);
    await east.run("INSERT INTO d.public.t VALUES (2)");
    const fault = emulator.control.faults.add({ kind: "outage", how: "503" }, "ORG-EAST");
    await emulator.control.scheduler.advanceBy(11 * 60_000);
    expect(await west.failure("ALTER FAILOVER GROUP fg REFRESH")).toMatch(/^003917/);
    expect(await west.run("SHOW FAILOVER GROUPS")).toHaveLength(2);
    await runAll(west, "ALTER FAILOVER GROUP fg PRIMARY", "INSERT INTO d.public.t VALUES (10)");
    expect(await west.value(SUM)).toBe(11);
    emulator.control.faults.remove(fault);
    const back = await Client.connect(emulator);
    expect(await back.failure("INSERT INTO d.public.t VALUES (3)")).toMatch(/^003903/);
    expect(await back.value(SUM)).toBe(3);
    await back.run("ALTER FAILOVER GROUP fg REFRESH");
    expect(await back.value(SUM)).toBe(11);
    await back.close();
    await west.close();
    await emulator.close();
  });

  it("wait in a phase for as long as a fault wants, and time goes on", async () => {
    const emulator = await startTestEmulator({ accounts });
    const { east, west } = await clients(emulator);
    const { faults, scheduler } = emulator.control;
    await runAll(east, ...PRIMARY);
    await runAll(west, ...REPLICA);
    await east.run("ALTER FAILOVER GROUP fg SET REPLICATION_SCHEDULE = '10 MINUTE'");
    const other = faults.add({ kind: "refresh", group: "OTHER", phase: "SECONDARY_COMMITTING" }, "ORG-WEST");
    const fault = faults.add({ kind: "refresh", group: "FG", phase: "SECONDARY_COMMITTING" }, "ORG-WEST");
    await east.run("INSERT INTO d.public.t VALUES (2)");
    await scheduler.advanceBy(30 * 60_000);
    expect(faults.list().map(({ id, applied }) => [id, applied])).toEqual([
      [other, 0],
      [fault, 1],
    ]);
    expect(await west.failure("ALTER FAILOVER GROUP fg PRIMARY")).toMatch(
      /^003916 Replication group "FG" cannot currently/,
    );
    expect(await west.value(SUM)).toBe(1);
    faults.remove(fault);
    while ((await west.value(SUM)) !== 3) await wait(5);
    await east.close();
    await west.close();
    await emulator.close();
  });

  it("go on after a stop, and are canceled by it", async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), "snowflake-state-"));
    const first = await startTestEmulator({ accounts, stateDirectory });
    const before = await clients(first);
    await runAll(before.east, ...PRIMARY);
    await runAll(before.west, ...REPLICA);
    await runAll(
      before.east,
      "INSERT INTO d.public.t VALUES (2)",
      "ALTER FAILOVER GROUP fg SET REPLICATION_SCHEDULE = '10 MINUTE'",
    );
    first.control.faults.add({ kind: "refresh", phase: "SECONDARY_COMMITTING" }, undefined);
    await first.control.scheduler.advanceBy(11 * 60_000);
    expect(first.control.faults.list()).toMatchObject([{ applied: 1 }]);
    await before.east.close();
    await before.west.close();
    await first.close();

    const second = await startTestEmulator({ accounts, stateDirectory });
    const { east, west } = await clients(second);
    expect(await west.value(SUM)).toBe(1);
    expect(await west.failure("INSERT INTO d.public.t VALUES (2)")).toMatch(/^003903/);
    await west.run("ALTER FAILOVER GROUP fg REFRESH");
    expect(await west.value(SUM)).toBe(3);
    await runAll(west, "ALTER FAILOVER GROUP fg PRIMARY", "INSERT INTO d.public.t VALUES (4)");
    await east.run("ALTER FAILOVER GROUP fg REFRESH");
    expect(await east.value(SUM)).toBe(7);
    const history = "SELECT COUNT(*) FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('FG'))";
    expect(await west.value(`${history} WHERE phase_name = 'CANCELED'`)).toBe(1);
    expect(await west.value(history)).toBe(3);
    await east.close();
    await west.close();
    await second.close();
  });

  it("have tasks that are not run in a secondary, and are after PRIMARY", async () => {
    const emulator = await startTestEmulator({ accounts });
    const { east, west } = await clients(emulator);
    await runAll(
      east,
      ...PRIMARY,
      "CREATE TASK d.public.k SCHEDULE = '10 MINUTE' AS INSERT INTO d.public.t VALUES (100)",
      "ALTER TASK d.public.k RESUME",
    );
    await runAll(west, ...REPLICA);
    await emulator.control.scheduler.advanceBy(11 * 60_000);
    expect(await east.value(SUM)).toBe(101);
    expect(await west.value(SUM)).toBe(1);
    await west.run("ALTER FAILOVER GROUP fg PRIMARY");
    await emulator.control.scheduler.advanceBy(11 * 60_000);
    expect(await east.value(SUM)).toBe(101);
    expect(await west.value(SUM)).toBe(101);
    await east.close();
    await west.close();
    await emulator.close();
  });
});
