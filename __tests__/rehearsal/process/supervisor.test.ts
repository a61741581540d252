import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { commandLog, runCommand } from "../../../rehearsal/process/command";
import { readReadyLine } from "../../../rehearsal/process/ready-line";
import { type ChildKind, type ChildSpec, Supervisor } from "../../../rehearsal/process/supervisor";
import { useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();
const supervisors: Supervisor[] = [];
const supervisor = (graceMs = 5000): Supervisor => {
  const made = new Supervisor(graceMs);
  supervisors.push(made);
  return made;
};
afterEach(() => {
  for (const made of supervisors.splice(0)) {
    made.killAll();
  }
});

const env = { PATH: process.env.PATH ?? "" };
const log = () => path.join(folder(), "child.log");
const script = (code: string, over: Partial<ChildSpec> = {}): ChildSpec => ({
  name: "child",
  kind: "aws",
  command: process.execPath,
  args: ["-e", code],
  env,
  logFile: log(),
  captureOutput: true,
  ...over,
});
const untilStdinCloses =
  "process.stdin.resume().on('end', () => process.exit(0)); process.on('SIGINT', () => process.exit(0));";
const upThen = (code: string) => `${code}; process.stdout.write('{"url":"http://127.0.0.1:1"}\\n');`;
const ready = z.object({ url: z.string() });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** Waits until a process is gone; the test's own time limit is what ends the wait otherwise. */
const gone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe("Supervisor", () => {
  it("stops children in its order: commands, Snowflake, AWS", async () => {
    const owner = supervisor();
    const ended: ChildKind[] = [];
    for (const kind of ["aws", "snowflake", "command"] as const) {
      const child = await owner.start(script(upThen(untilStdinCloses), { kind, name: kind }));
      void child.exited.then(() => ended.push(kind));
      await readReadyLine(child, ready, 30_000);
    }
    expect(owner.running).toEqual(["aws", "snowflake", "command"]);
    await owner.stopAll();
    expect(ended).toEqual(["command", "snowflake", "aws"]);
    expect(owner.running).toEqual([]);
  });

  it("kills a child that does not listen", async () => {
    const owner = supervisor(100);
    const deaf = await owner.start(script(upThen("process.on('SIGINT', () => {}); setInterval(() => {}, 1000)")));
    await readReadyLine(deaf, ready, 30_000);
    await owner.stopAll();
    expect(await deaf.exited).toEqual({ code: null, signal: "SIGKILL" });
  });

  it("asks a command once to end, however often it is told to stop: Terraform takes a second time for at once", async () => {
    const owner = supervisor();
    const code = `let times = 0; process.on("SIGINT", () => { times += 1; setTimeout(() => process.exit(times), 300); }); console.log("up"); setInterval(() => {}, 1000)`;
    const child = await owner.start(
      script("", {
        kind: "command",
        args: [path.resolve(__dirname, "../../../rehearsal/process/leash.cjs"), process.execPath, "-e", code],
      }),
    );
    await new Promise((resolve) => child.output?.once("data", resolve));
    await Promise.all([owner.stopAll(), owner.stopAll()]);
    expect(await child.exited).toEqual({ code: 1, signal: null });
  });

  it("starts nothing once it stops", async () => {
    const owner = supervisor();
    await owner.stopAll();
    await expect(owner.start(script(""))).rejects.toMatchObject({ code: "INTERRUPTED" });
  });

  it("fails for a program that does not exist, naming it", async () => {
    await expect(supervisor().start(script("", { command: "/no/such/program" }))).rejects.toMatchObject({
      code: "CHILD_FAILED",
      message: expect.stringContaining("/no/such/program"),
    });
  });
});

describe("readReadyLine", () => {
  it("gives what the server said", async () => {
    const child = await supervisor().start(script(upThen(untilStdinCloses)));
    expect(await readReadyLine(child, ready, 30_000)).toEqual({ url: "http://127.0.0.1:1" });
  });

  it("fails with the end of its log when the server ends instead, as for a port in use", async () => {
    const code =
      "const net = require('node:net'); const first = net.createServer().listen(0, '127.0.0.1', () => { const second = net.createServer(); second.on('error', (e) => { process.stderr.write('no port: ' + e.code); process.exit(1); }); second.listen(first.address().port, '127.0.0.1'); });";
    const child = await supervisor().start(script(code));
    await expect(readReadyLine(child, ready, 30_000)).rejects.toMatchObject({
      code: "CHILD_FAILED",
      message: "child ended with exit code 1 before it was up:\nno port: EADDRINUSE",
    });
  });

  it("fails for a line that is not as agreed", async () => {
    const child = await supervisor().start(script("console.log('listening on 80')"));
    await expect(readReadyLine(child, ready, 30_000)).rejects.toMatchObject({ code: "BAD_OUTPUT" });
  });

  it("fails for a server that says nothing in time", async () => {
    const child = await supervisor().start(script(untilStdinCloses));
    await expect(readReadyLine(child, ready, 50)).rejects.toThrow("did not say that it is up within 0.05 s");
  });
});

describe("runCommand", () => {
  const run = (code: string, capture = false) =>
    runCommand(supervisor(), {
      name: "c",
      command: process.execPath,
      args: ["-e", code],
      cwd: folder(),
      env,
      logFile: log(),
      capture,
    });

  it("tells the exit code and keeps the output in the log", async () => {
    const result = await run("console.log('out'); console.error('err'); process.exit(3)");
    expect(result.code).toBe(3);
    const text = await commandLog(result);
    expect(text).toContain("out\n");
    expect(text).toContain("err\n");
  });

  it("keeps captured output out of the log", async () => {
    const result = await run("console.log('sensitive')", true);
    expect(result.stdout).toBe("sensitive\n");
    expect((await readFile(log(), "utf8")).split("\n").slice(2).join()).not.toContain("sensitive\n");
  });

  it("gives only this command's part of a log that several write", async () => {
    await run("console.log('first')");
    const text = await commandLog(await run("console.log('second')"));
    expect(text).not.toContain("'first'");
    expect(text).toContain("second");
  });

  it("tells a command that does not exist by exit code 127", async () => {
    const result = await runCommand(supervisor(), {
      name: "c",
      command: "/no/such",
      args: [],
      cwd: folder(),
      env,
      logFile: log(),
    });
    expect(result.code).toBe(127);
  });
});

describe("the leash", () => {
  it("ends a command whose owner was killed, though the command never reads its input", async () => {
    const leash = path.resolve(__dirname, "../../../rehearsal/process/leash.cjs");
    const command = "console.log(process.pid); setInterval(() => {}, 1000)";
    const owner = spawn(
      process.execPath,
      [
        "-e",
        `require("node:child_process").spawn(process.execPath, [${JSON.stringify(leash)}, process.execPath, "-e", ${JSON.stringify(command)}], { detached: true, stdio: ["pipe", "inherit", "inherit"] })`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const lines = createInterface({ input: owner.stdout });
    const pid = Number(await new Promise<string>((resolve) => lines.once("line", resolve)));
    expect(isAlive(pid)).toBe(true);
    owner.kill("SIGKILL");
    await gone(pid);
    expect(isAlive(pid)).toBe(false);
  });
});
