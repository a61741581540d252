import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { Interrupted, type ProcessSpec, runProcess } from "../../../operator/deploy/run-process";
import { useTemporaryFolder } from "../../rehearsal/temporary-folder";

const folder = useTemporaryFolder();
const log = () => path.join(folder(), "logs", "lake.log");
const shell = (script: string, more: Partial<ProcessSpec> = {}): ProcessSpec => ({
  command: "/bin/sh",
  args: ["-c", script],
  cwd: folder(),
  env: process.env,
  logFile: log(),
  signal: new AbortController().signal,
  ...more,
});

describe("a program that is run", () => {
  it("tells its exit code and what it said, which only its owner may read, after what others said", async () => {
    await runProcess(shell("echo before"));
    const { code, log: said } = await runProcess(shell("echo out; echo wrong >&2; exit 3"));
    expect({ code, said }).toEqual({ code: 3, said: expect.stringMatching(/^\n\$ sh -c .*\nout\nwrong\n$/) });
    expect(await readFile(log(), "utf8")).toContain("before");
    expect((await stat(log())).mode & 0o077).toBe(0);
  });

  it("is captured apart from the log, which may be read by whoever mends it", async () => {
    const { stdout, log: said } = await runProcess(shell("echo secret-value; echo told >&2", { capture: true }));
    expect(stdout).toBe("secret-value\n");
    expect(said).toMatch(/\ntold\n$/);
    expect(said).not.toMatch(/^secret-value$/m);
  });

  it("is told by name when it can't be started", async () => {
    await expect(runProcess(shell("", { command: path.join(folder(), "no-terraform") }))).rejects.toThrow(
      /can't start .*no-terraform: .*ENOENT/,
    );
  });

  it("is not begun after Ctrl-C", async () => {
    await expect(runProcess(shell("touch begun", { signal: AbortSignal.abort() }))).rejects.toThrow(Interrupted);
    expect(existsSync(path.join(folder(), "begun"))).toBe(false);
  });

  it("comes to its end when the one that started it is killed: a state is written, and a lock given up", async () => {
    const script = "touch begun; sleep 0.5; echo still telling; touch ended";
    const spec = JSON.stringify({ command: "/bin/sh", args: ["-c", script], cwd: folder(), logFile: log() });
    const source = path.join(__dirname, "../../../operator/deploy/run-process.ts");
    const starter = `require(${JSON.stringify(source)}).runProcess({ ...${spec}, env: process.env, signal: new AbortController().signal });`;
    const parent = spawn(process.execPath, ["-r", "esbuild-register", "-e", starter], {
      cwd: path.join(__dirname, "../../.."),
      stdio: "ignore",
    });
    const there = async (name: string): Promise<void> => {
      while (!existsSync(path.join(folder(), name))) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await there("begun");
    parent.kill("SIGKILL");
    await there("ended");
    expect(await readFile(log(), "utf8")).toContain("still telling");
  });
});
