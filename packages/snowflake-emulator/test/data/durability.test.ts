import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataBench } from "./data-bench";

const children: ChildProcess[] = [];

/** Runs the inserting process until it has said so many numbers, kills it and answers the last number it said. */
function insertAndKill(directory: string, numbers: number): Promise<number> {
  const args = ["-r", "esbuild-register", join(__dirname, "insert-forever.ts"), directory];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.split("\n").length > numbers) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(said.split("\n").length - 2));
  });
}

describe("rows in a folder", () => {
  const directory = mkdtempSync(join(tmpdir(), "snowflake-data-"));
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  });

  it("are there again after a kill, all that were acknowledged", async () => {
    const first = await new DataBench({ directory }).open();
    await first.store.close();
    // More than the engine changes between two checkpoints.
    const last = await insertAndKill(directory, 300);
    const { store } = new DataBench({ directory });
    const rows = await store.session(1).query("SELECT DISTINCT A::VARCHAR FROM t_5 ORDER BY A");
    expect(last).toBeGreaterThanOrEqual(299);
    // The last one may have been committed without having been told.
    expect([0, 1]).toContain(rows.length - 1 - last);
    expect(rows.slice(0, last + 1)).toEqual(Array.from({ length: last + 1 }, (_, index) => [String(index)]));
    await store.close();
  }, 60_000);

  it("stay when the store was closed, and what a session left open is gone", async () => {
    const folder = join(directory, "closed");
    const first = await new DataBench({ directory: folder }).open();
    await first.writing(1).insert(1);
    await first.session(1).transactions.begin();
    await first.writing(1).insert(2);
    await first.store.close();
    const second = new DataBench({ directory: folder });
    expect(await second.seen(1)).toBe("1");
    await second.store.close();
  });
});
