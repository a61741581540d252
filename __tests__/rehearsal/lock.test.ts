import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { acquireLock, type ProcessTable, systemProcessTable } from "../../rehearsal/lock";
import { put, useTemporaryFolder } from "./temporary-folder";

const folder = useTemporaryFolder();
const file = () => path.join(folder(), ".twinberg", "lock");
const table = (alive: boolean, start: string | null = "1"): ProcessTable => ({
  isAlive: () => alive,
  startOf: () => start,
});

describe("the lock of a checkout", () => {
  it("is given once, and again after it was released", async () => {
    const lock = await acquireLock(file());
    await expect(acquireLock(file())).rejects.toMatchObject({
      code: "ALREADY_RUNNING",
      message: expect.stringContaining(`process ${process.pid} holds ${file()}`),
    });
    await lock.release();
    await (await acquireLock(file())).release();
  });

  it("is taken over from a process that is gone", async () => {
    await put(file(), JSON.stringify({ pid: 999_999, processStart: "1" }));
    const lock = await acquireLock(file(), table(false));
    expect(JSON.parse(await readFile(file(), "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  it("is taken over when its process id belongs to a later process", async () => {
    await put(file(), JSON.stringify({ pid: 4711, processStart: "an earlier start" }));
    await expect(acquireLock(file(), table(true, "a later start"))).resolves.toBeDefined();
  });

  it("is taken over when it was only half written", async () => {
    await put(file(), '{"pid": 47');
    await expect(acquireLock(file(), table(true))).resolves.toBeDefined();
  });

  it("is not taken from a process that lives where start times can't be told", async () => {
    await put(file(), JSON.stringify({ pid: 4711, processStart: null }));
    await expect(acquireLock(file(), table(true, null))).rejects.toMatchObject({ code: "ALREADY_RUNNING" });
  });

  it("is given to one of many that ask at the same time, stale or not", async () => {
    const alive: ProcessTable = { isAlive: (pid) => pid === process.pid, startOf: () => "1" };
    for (let round = 0; round < 20; round += 1) {
      await put(file(), JSON.stringify({ pid: 999_999, processStart: "1" }));
      const asked = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(file(), alive)));
      expect(asked.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    }
    expect(await readdir(path.dirname(file()))).toEqual(["lock"]);
  });

  it("is taken over although one who began to take it over was killed", async () => {
    await put(file(), JSON.stringify({ pid: 999_999, processStart: "1" }));
    await mkdir(`${file()}.takeover`);

    await expect(acquireLock(file(), table(false, null))).resolves.toBeDefined();
    expect(existsSync(`${file()}.takeover`)).toBe(false);
  });

  it("does not remove a lock that is another's by now when released", async () => {
    const lock = await acquireLock(file());
    await put(file(), "another's");
    await lock.release();
    expect(await readFile(file(), "utf8")).toBe("another's");
  });
});

describe("the system's process table", () => {
  it("knows this process, and not one that can't be", () => {
    expect(systemProcessTable.isAlive(process.pid)).toBe(true);
    expect(systemProcessTable.isAlive(2 ** 30)).toBe(false);
  });
});
