import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";
import { field, Protocol } from "../support/protocol";
import { PASSWORD } from "../support/test-accounts";

let emulator: SnowflakeEmulator;
let protocol: Protocol;

beforeEach(async () => {
  emulator = await startTestEmulator();
  protocol = new Protocol(emulator.url);
});
afterEach(() => emulator.close());

const faults = () => emulator.control.faults;
const outage = () => faults().add({ kind: "outage", how: "503" }, "ORG-EAST");
const slow = (pattern: RegExp) => faults().add({ kind: "statement", pattern, delayMs: 60_000 }, "ORG-EAST");
const query = (sqlText: string, token: string) =>
  protocol.raw("POST", "/queries/v1/query-request?requestId=", token, { sqlText });
const begun = async (pattern: RegExp) => {
  const [account] = emulator.control.accounts;
  while (![...(account?.queries() ?? [])].some(({ info }) => pattern.test(info.sqlText))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
};

describe("an account that can't be reached", () => {
  it.each(["unreachable", "outage"] as const)("%s: cuts off requests that wait for their answer", async (kind) => {
    const token = await protocol.admin();
    slow(/slow/);
    const waiting = query("SELECT 'slow'", token);
    await begun(/slow/);
    faults().add({ kind, how: "503" }, "ORG-EAST");
    expect((await waiting).status).toBe(503);
    expect((await query("SELECT 1", token)).status).toBe(503);
    expect((await protocol.login({ ACCOUNT_NAME: "ORG-WEST", LOGIN_NAME: "admin", PASSWORD })).success).toBe(true);
  });

  it("goes on inside as long as it is only out of reach", async () => {
    const token = await protocol.admin();
    await protocol.query("CREATE DATABASE d", token);
    faults().add({ kind: "statement", pattern: /INSERT/, delayMs: 50 }, "ORG-EAST");
    await protocol.query("CREATE TABLE d.public.t (x NUMBER)", token);
    const waiting = query("INSERT INTO d.public.t VALUES (1)", token);
    await begun(/INSERT/);
    const id = faults().add({ kind: "unreachable", how: "cut" }, "ORG-EAST");
    await expect(waiting).rejects.toThrow();
    const [account] = emulator.control.accounts;
    for (const one of account?.queries() ?? []) await one.ended;
    faults().remove(id);
    expect(await protocol.query("SELECT x FROM d.public.t", token)).toMatchObject({ data: { rowset: [["1"]] } });
  });
});

describe("an outage", () => {
  it("ends statements, sessions and transactions; what was committed stays", async () => {
    const token = await protocol.admin();
    for (const sql of [
      "CREATE DATABASE d",
      "CREATE TABLE d.public.t (x NUMBER)",
      "INSERT INTO d.public.t VALUES (1)",
      "BEGIN",
      "INSERT INTO d.public.t VALUES (2)",
    ])
      await protocol.query(sql, token);
    slow(/VALUES \(3\)/);
    const other = await protocol.admin();
    const waiting = query("INSERT INTO d.public.t VALUES (3)", other);
    await begun(/VALUES \(3\)/);
    const id = outage();
    expect((await waiting).status).toBe(503);
    expect((await query("COMMIT", token)).status).toBe(503);
    faults().remove(id);
    expect(await protocol.query("COMMIT", token)).toMatchObject({ success: false, code: "390111" });
    const fresh = await protocol.admin();
    expect(await protocol.query("SELECT x FROM d.public.t", fresh)).toMatchObject({ data: { rowset: [["1"]] } });
    const [account] = emulator.control.accounts;
    const ended = [...(account?.queries() ?? [])].find(({ info }) => info.sqlText.includes("(3)"));
    expect(ended?.record?.outcome).toMatchObject({ error: { code: "000603" } });
  });

  it("is told to drivers as the network tells it, and a new login works when it is over", async () => {
    const client = await Client.connect(emulator);
    const id = faults().add({ kind: "outage", how: "cut" }, "ORG-EAST");
    const failing = Client.connect(emulator, { retryTimeout: 1, sfRetryMaxLoginRetries: 1 });
    await expect(failing).rejects.toThrow(/socket hang up|Network error|Unable to connect/);
    faults().remove(id);
    expect(await client.failure("SELECT 1")).toMatch(/terminated connection/);
    const again = await Client.connect(emulator);
    expect(await again.value("SELECT 1")).toBe(1);
    await again.close();
  });

  it("lets no task run, and what fell due meanwhile does not come later", async () => {
    const token = await protocol.admin();
    for (const sql of [
      "CREATE DATABASE d",
      "CREATE TABLE d.public.t (x TIMESTAMP_LTZ)",
      "CREATE TASK d.public.k SCHEDULE = '10 MINUTE' AS INSERT INTO d.public.t SELECT CURRENT_TIMESTAMP()",
      "ALTER TASK d.public.k RESUME",
    ])
      expect(await protocol.query(sql, token)).toMatchObject({ success: true });
    const count = async () => {
      const answer = await protocol.query("SELECT COUNT(*) FROM d.public.t", await protocol.admin());
      return field(answer, "rowset");
    };
    const { scheduler } = emulator.control;
    await scheduler.freeze();
    await scheduler.advanceBy(11 * 60_000);
    const before = await count();
    const id = outage();
    await scheduler.advanceBy(60 * 60_000);
    faults().remove(id);
    expect(await count()).toBe(before);
    await scheduler.advanceBy(10 * 60_000);
    expect(Number(await count())).toBe(Number(before) + 1);
  });

  it("does not hinder the promotion of a connection elsewhere", async () => {
    const east = await Client.connect(emulator);
    const west = await Client.connect(emulator, {}, "ORG-WEST");
    await east.run("CREATE CONNECTION c");
    await east.run("ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.west");
    await west.run("CREATE CONNECTION c AS REPLICA OF org.east.c");
    outage();
    await west.run("ALTER CONNECTION c PRIMARY");
    const client = await Client.connect(emulator, {}, "ORG-C");
    expect(await client.value("SELECT CURRENT_ACCOUNT_NAME()")).toBe("WEST");
    await client.close();
  });
});
