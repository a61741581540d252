import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSnowflake } from "../src";
import { Client } from "./support/client";
import { ACCOUNTS, PASSWORD } from "./support/test-accounts";

const start = (stateDirectory?: string) =>
  startSnowflake({
    organization: "ORG",
    accounts: ACCOUNTS,
    ...(stateDirectory === undefined ? {} : { stateDirectory }),
  });

const newDirectory = () => mkdtempSync(join(tmpdir(), "snowflake-state-"));

/** Runs statements over the drivers' protocol, without a driver that would try again when the server has gone. */
async function bareSession(url: string): Promise<(sqlText: string) => Promise<void>> {
  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      "content-type": "application/json",
      ...(token && { authorization: `Snowflake Token="${token}"` }),
    };
    const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const told: { success: boolean; message: string; data: { token: string } } = JSON.parse(await answer.text());
    if (!told.success) throw new Error(told.message);
    return told.data;
  };
  const data = { ACCOUNT_NAME: "ORG-EAST", LOGIN_NAME: "ADMIN", PASSWORD };
  const { token } = await post("/session/v1/login-request", { data });
  return async (sqlText) => {
    await post("/queries/v1/query-request", { sqlText }, token);
  };
}

describe("a kept state", () => {
  it("is there again after a stop: objects, grants, rows, and the administrator of the new start", async () => {
    const directory = newDirectory();
    const first = await start(directory);
    const before = await Client.connect(first);
    for (const sql of [
      "CREATE DATABASE d",
      "CREATE TABLE d.public.t (a INT)",
      "INSERT INTO d.public.t VALUES (1), (2)",
      "CREATE ROLE reader",
      "GRANT SELECT ON TABLE d.public.t TO ROLE reader",
      "CREATE TABLE d.public.gone (a INT)",
      "DROP TABLE d.public.gone",
    ]) {
      await before.run(sql);
    }
    await before.close();
    await first.close();

    const second = await start(directory);
    const after = await Client.connect(second);
    expect(await after.value("SELECT SUM(a) FROM d.public.t")).toBe(3);
    expect(await after.run("SHOW GRANTS TO ROLE reader")).toMatchObject([{ privilege: "SELECT", name: "D.PUBLIC.T" }]);
    expect(await after.run("SHOW TABLES LIKE 'gone' IN SCHEMA d.public")).toEqual([]);
    await after.close();
    await second.close();
  });

  it("holds every acknowledged statement when the process is killed in the middle of its work", async () => {
    const directory = newDirectory();
    const script = `
      const { startSnowflake } = require(${JSON.stringify(join(__dirname, "..", "src", "index.ts"))});
      startSnowflake({ organization: "ORG", stateDirectory: ${JSON.stringify(directory)}, accounts: ${JSON.stringify(ACCOUNTS)} })
        .then(({ url }) => process.stdout.write(url + "\\n"));`;
    const child = spawn(process.execPath, ["-r", "esbuild-register", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const url = await new Promise<string>((resolve) =>
      child.stdout.once("data", (told: Buffer) => resolve(String(told).trim())),
    );
    const run = await bareSession(url);
    await run("CREATE DATABASE d");
    await run("CREATE TABLE d.public.t (a INT)");
    let acknowledged = 0;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const work = async () => {
      for (;;) {
        const number = acknowledged + 1;
        await run(`CREATE TABLE d.public.t${number} AS SELECT ${number} AS a`);
        await run(`INSERT INTO d.public.t VALUES (${number})`);
        acknowledged = number;
        if (number === 12) child.kill("SIGKILL");
      }
    };
    await expect(work()).rejects.toThrow();
    await ended;
    const again = await start(directory);
    const after = await Client.connect(again);
    expect(await after.value("SELECT COUNT(*) FROM d.public.t")).toBeGreaterThanOrEqual(acknowledged);
    for (let number = 1; number <= acknowledged; number += 1) {
      expect(await after.value(`SELECT a FROM d.public.t${number}`)).toBe(number);
    }
    await after.close();
    await again.close();
  });
});

describe("snapshots", () => {
  it("bring back objects, grants and rows under open sessions", async () => {
    const emulator = await start();
    const client = await Client.connect(emulator);
    await client.run("CREATE DATABASE d");
    await client.run("CREATE TABLE t (a INT)");
    await client.run("INSERT INTO t VALUES (1)");
    await emulator.control.snapshots.make("one");
    await client.run("INSERT INTO t VALUES (2)");
    await client.run("CREATE TABLE other AS SELECT 5 AS b");
    await client.run("CREATE ROLE later");
    expect(await emulator.control.snapshots.restore("one")).toBe(true);
    expect(await client.value("SELECT COUNT(*) FROM t")).toBe(1);
    expect(await client.failure("SELECT * FROM other")).toMatch(/'OTHER' does not exist or not authorized/);
    expect(await client.run("SHOW ROLES LIKE 'later'")).toEqual([]);
    await client.run("CREATE TABLE other AS SELECT 6 AS b");
    expect(await client.value("SELECT b FROM other")).toBe(6);
    expect(await emulator.control.snapshots.restore("nothing")).toBe(false);
    await emulator.reset();
    expect(await client.failure("SELECT * FROM d.public.t")).toMatch(/does not exist or not authorized/);
    await client.run("CREATE DATABASE d");
    await client.close();
    await emulator.close();
  });
});
