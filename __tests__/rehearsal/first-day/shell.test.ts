import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Shell } from "../../../rehearsal/first-day/shell";
import { Supervisor } from "../../../rehearsal/process/supervisor";

describe("a shell that is recorded", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "twinberg-shell-"));
  const supervisor = new Supervisor();
  const shell = new Shell({ supervisor, folder, env: { PATH: process.env.PATH ?? "" }, logs: folder });
  afterAll(async () => {
    await supervisor.stopAll();
    rmSync(folder, { recursive: true });
  });

  it("gives back what a line prints and its exit code, and leaves both streams in the log that a failure names", async () => {
    expect(await shell.type("fails", "echo well; echo not well >&2; exit 3", false)).toEqual({
      code: 3,
      output: "well\nnot well\n",
    });
    expect(readFileSync(path.join(folder, "fails.log"), "utf8")).toContain("well\nnot well\n");
  });

  it("keeps what a setting sets for the lines after it", async () => {
    await shell.type("set", "export WHAT=this", true);
    expect((await shell.type("look", 'echo "$WHAT"', false)).output).toBe("this\n");
  });
});
