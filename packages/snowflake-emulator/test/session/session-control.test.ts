import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";

let emulator: SnowflakeEmulator;
let admin: Client;

beforeEach(async () => {
  emulator = await startTestEmulator();
  admin = await Client.connect(emulator);
  for (const sql of [
    "CREATE DATABASE d",
    "CREATE TABLE d.public.t (x NUMBER)",
    "CREATE ROLE r",
    "CREATE USER u PASSWORD = 'Correct horse 1 battery' DEFAULT_ROLE = r",
    "GRANT ROLE r TO USER u",
    "GRANT USAGE ON DATABASE d TO ROLE r",
    "GRANT USAGE ON SCHEMA d.public TO ROLE r",
    "GRANT INSERT, SELECT ON TABLE d.public.t TO ROLE r",
  ])
    await admin.run(sql);
});
afterEach(() => emulator.close());

const other = () => Client.connect(emulator, { username: "U", password: "Correct horse 1 battery" });
const sessionOf = (client: Client) => client.value("SELECT CURRENT_SESSION()");
const slow = (pattern: RegExp) =>
  emulator.control.faults.add({ kind: "statement", pattern, delayMs: 60_000 }, "ORG-EAST");
const rows = async () => (await admin.run("SELECT x FROM d.public.t ORDER BY x")).map(({ X }) => X);

describe("SYSTEM$ABORT_SESSION", () => {
  it("ends a session: nothing that it began has an effect once this has answered", async () => {
    const client = await other();
    const id = await sessionOf(client);
    await client.run("BEGIN");
    await client.run("INSERT INTO d.public.t VALUES (1)");
    slow(/VALUES \(2\)/);
    const running = await client.submit("INSERT INTO d.public.t VALUES (2)");
    expect(await admin.value(`SELECT SYSTEM$ABORT_SESSION(${String(id)})`)).toBe(`session [${String(id)}] terminated.`);
    expect(await rows()).toEqual([]);
    expect(await client.failure("COMMIT")).toMatch(/terminated connection/);
    expect(await rows()).toEqual([]);
    const [account] = emulator.control.accounts;
    const statuses = [...(account?.queries() ?? [])].filter((one) => one.id === running).map(({ status }) => status);
    expect(statuses).toEqual(["ABORTED"]);
    expect(await admin.failure(`SELECT SYSTEM$ABORT_SESSION(${String(id)})`)).toMatch(/^002003 .*does not exist/);
  });

  it("is for one's own sessions, for who owns the user, and for account administrators", async () => {
    const client = await other();
    const second = await other();
    const id = String(await sessionOf(admin));
    expect(await client.failure(`SELECT SYSTEM$ABORT_SESSION(${id})`)).toMatch(/^003001/);
    await client.run(`SELECT SYSTEM$ABORT_SESSION('${String(await sessionOf(second))}')`);
    expect(await second.failure("SELECT 1")).toMatch(/terminated connection/);
    await admin.run("GRANT OWNERSHIP ON USER admin TO ROLE r");
    await client.run(`SELECT SYSTEM$ABORT_SESSION(${id})`);
    expect(await admin.failure("SELECT 1")).toMatch(/terminated connection/);
  });

  it("knows the sessions of its own account only", async () => {
    const west = await Client.connect(emulator, {}, "ORG-WEST");
    const id = String(await sessionOf(west));
    expect(await admin.failure(`SELECT SYSTEM$ABORT_SESSION(${id})`)).toMatch(/^002003/);
    expect(await west.value("SELECT 1")).toBe(1);
  });

  it("may end the session that it is called in", async () => {
    const client = await other();
    await client.run("BEGIN");
    await client.run("INSERT INTO d.public.t VALUES (1)");
    await client.run("SELECT SYSTEM$ABORT_SESSION(CURRENT_SESSION())");
    expect(await client.failure("COMMIT")).toMatch(/terminated connection/);
    expect(await rows()).toEqual([]);
  });
});

describe("SYSTEM$CANCEL_QUERY", () => {
  it("ends a statement; its session goes on", async () => {
    const client = await other();
    slow(/VALUES \(2\)/);
    const id = await client.submit("INSERT INTO d.public.t VALUES (2)");
    expect(await admin.value(`SELECT SYSTEM$CANCEL_QUERY('${id}')`)).toBe(`query [${id}] terminated.`);
    expect(await rows()).toEqual([]);
    expect(await admin.failure(`SELECT SYSTEM$CANCEL_QUERY('${id}')`)).toMatch(/^000605/);
    await client.run("INSERT INTO d.public.t VALUES (3)");
    expect(await rows()).toEqual([3]);
  });

  it("is for who began it, and for who operates the warehouse that it runs on", async () => {
    await admin.run("CREATE WAREHOUSE w");
    slow(/'slow'/);
    const id = await admin.submit("SELECT 'slow'");
    const client = await other();
    expect(await client.failure(`SELECT SYSTEM$CANCEL_QUERY('${id}')`)).toMatch(/^003001/);
    await admin.run("GRANT OPERATE ON WAREHOUSE w TO ROLE r");
    await client.run(`SELECT SYSTEM$CANCEL_QUERY('${id}')`);
    expect(await admin.failure("SELECT SYSTEM$CANCEL_QUERY('no such id')")).toMatch(/^000605/);
  });
});
