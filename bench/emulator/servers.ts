import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { BareSession } from "./bare-protocol";

/** The password of both servers' user; fakesnow takes any. */
export const PASSWORD = "bench";

/** A server under measurement. */
export interface Server {
  readonly url: string;
  /** Milliseconds from starting the process to the first login. */
  readonly firstLogin: number;
  /** Resident memory now, MiB. */
  residentMemory(): number;
  stop(): Promise<void>;
}

/** How a server is started on a port. */
export interface ServerKind {
  readonly name: string;
  command(port: number): readonly [program: string, ...args: string[]];
}

export const OURS: ServerKind = {
  name: "snowflake-emulator",
  command: (port) => [
    process.execPath,
    join("packages", "snowflake-emulator", "bin", "snowflake-emulator.js"),
    ...["--organization", "BENCH", "--accounts", "EAST", "--port", String(port)],
  ],
};

/** @param venv a Python environment with what requirements.txt says */
export function fakesnow(venv: string): ServerKind {
  return { name: "fakesnow", command: (port) => [join(venv, "bin", "fakesnow"), "-s", "-p", String(port)] };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function untilLogin(url: string, child: ChildProcess, told: () => string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    try {
      await BareSession.login(url, PASSWORD);
      return;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`the server did not come up: ${String(error)}\n${told()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Starts a server and waits for its first login. Rejects with what it printed when it does not come up. */
export async function start(kind: ServerKind): Promise<Server> {
  const port = await freePort();
  const [program, ...args] = kind.command(port);
  const started = performance.now();
  const child = spawn(program, args, {
    env: { ...process.env, SNOWFLAKE_EMULATOR_ADMIN_PASSWORD: PASSWORD },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      told = (told + chunk.toString("utf8")).slice(-4000);
    });
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await untilLogin(url, child, () => told);
  return {
    url,
    firstLogin: performance.now() - started,
    residentMemory() {
      const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" });
      return Number(stdout.trim()) / 1024;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
