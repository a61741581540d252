import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";
import { ACCOUNTS } from "../support/test-accounts";

const accounts = ACCOUNTS.map((account) => ({ ...account, replicationEnabled: true }));

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
  "ALTER DATABASE d ENABLE REPLICATION TO ACCOUNTS org.west",
];
const REPLICA = ["CREATE DATABASE d AS REPLICA OF org.east.d", "ALTER DATABASE d REFRESH"];

describe("replication in a running emulator", () => {
  it("fails while the primary's account is out of reach, and the replica is read as it was", async () => {
    const emulator = await startTestEmulator({ accounts });
    const { east, west } = await clients(emulator);
    await runAll(east, ...PRIMARY);
    await runAll(west, ...REPLICA);
    await east.run("INSERT INTO d.public.t VALUES (2)");
    const fault = emulator.control.faults.add({ kind: "unreachable", how: "503" }, "ORG-EAST");
    expect(await west.failure("ALTER DATABASE d REFRESH")).toBe(
      "003917 Account 'ORG.EAST' cannot be reached. The statement has changed nothing: try again when the account is available.",
    );
    expect(await west.value("SELECT SUM(x) FROM d.public.t")).toBe(1);
    expect(await west.run("SHOW REPLICATION DATABASES")).toHaveLength(2);
    emulator.control.faults.remove(fault);
    await west.run("ALTER DATABASE d REFRESH");
    expect(await west.value("SELECT SUM(x) FROM d.public.t")).toBe(3);
    await east.close();
    await west.close();
    await emulator.close();
  });

  it("goes on after a stop: the replica is a replica, and its refreshes are remembered", async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), "snowflake-state-"));
    const first = await startTestEmulator({ accounts, stateDirectory });
    const before = await clients(first);
    await runAll(before.east, ...PRIMARY);
    await runAll(before.west, ...REPLICA);
    await before.east.close();
    await before.west.close();
    await first.close();

    const second = await startTestEmulator({ accounts, stateDirectory });
    const { east, west } = await clients(second);
    expect(await west.failure("INSERT INTO d.public.t VALUES (2)")).toMatch(/^003903/);
    await east.run("INSERT INTO d.public.t VALUES (2)");
    await west.run("ALTER DATABASE d REFRESH");
    expect(await west.value("SELECT SUM(x) FROM d.public.t")).toBe(3);
    const history = "SELECT COUNT(*) FROM TABLE(d.INFORMATION_SCHEMA.DATABASE_REFRESH_HISTORY('D'))";
    expect(await west.value(history)).toBe(2);
    await east.close();
    await west.close();
    await second.close();
  });

  it("is put back with a snapshot, rows and parts alike", async () => {
    const emulator = await startTestEmulator({ accounts });
    const { east, west } = await clients(emulator);
    await runAll(east, ...PRIMARY, "ALTER DATABASE d ENABLE FAILOVER TO ACCOUNTS org.west");
    await runAll(west, ...REPLICA);
    await emulator.control.snapshots.make("before");
    await runAll(west, "ALTER DATABASE d PRIMARY", "INSERT INTO d.public.t VALUES (5)");
    await emulator.control.snapshots.restore("before");
    await east.run("INSERT INTO d.public.t VALUES (2)");
    await west.run("ALTER DATABASE d REFRESH");
    expect(await west.value("SELECT SUM(x) FROM d.public.t")).toBe(3);
    await east.close();
    await west.close();
    await emulator.close();
  });

  it("runs on a schedule by a task, whose owner owns what it brings", async () => {
    const emulator = await startTestEmulator({ accounts });
    const { east, west } = await clients(emulator);
    await runAll(east, ...PRIMARY);
    await runAll(
      west,
      "CREATE DATABASE d AS REPLICA OF org.east.d",
      "CREATE ROLE refresher",
      "GRANT OWNERSHIP ON DATABASE d TO ROLE refresher",
      "GRANT EXECUTE TASK ON ACCOUNT TO ROLE refresher",
      "GRANT EXECUTE MANAGED TASK ON ACCOUNT TO ROLE refresher",
      "CREATE DATABASE own",
      "CREATE TASK own.public.k SCHEDULE = '10 MINUTE' AS ALTER DATABASE d REFRESH",
      "GRANT USAGE ON DATABASE own TO ROLE refresher",
      "GRANT USAGE ON SCHEMA own.public TO ROLE refresher",
      "GRANT OWNERSHIP ON TASK own.public.k TO ROLE refresher",
      "GRANT ROLE refresher TO USER admin",
      "ALTER TASK own.public.k RESUME",
    );
    await emulator.control.scheduler.advanceBy(11 * 60_000);
    expect(await west.run("SHOW TABLES IN DATABASE d")).toMatchObject([{ name: "T", owner: "REFRESHER" }]);
    expect(await west.value("SELECT SUM(x) FROM d.public.t")).toBe(1);
    await east.close();
    await west.close();
    await emulator.close();
  });
});
