import { spawn } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { isSystemError } from "../../rehearsal/errors";

/** A program that runs to its end. */
export interface ProcessSpec {
  /** Executable. */
  readonly command: string;
  /** Arguments. Written to the log: no secrets. */
  readonly args: readonly string[];
  /** Working directory. */
  readonly cwd: string;
  /** The whole environment. Not written to the log. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** File that its output is appended to. Only its owner may read it. */
  readonly logFile: string;
  /** True: standard output is returned, and kept out of the log. Default: false. */
  readonly capture?: boolean;
  /** Aborted: the program is asked to end, once, and waited for. */
  readonly signal: AbortSignal;
}

/** How a program ended. */
export interface ProcessResult {
  /** Exit code; 130 or 137 when a signal ended it. */
  readonly code: number;
  /** Standard output if captured, else empty. */
  readonly stdout: string;
  /** What it wrote to its log. */
  readonly log: string;
}

/** Nothing was begun, or what was begun was stopped: the user asked for it. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Runs a program to its end. It leads a process group of its own, so that Ctrl-C in a terminal reaches it through this program,
 * once: Terraform takes a second one for "at once", and loses track of what it is doing. It is never killed. If this program is,
 * it goes on to its end, because its output goes to a file and not through us: so that it writes its state and gives up its lock.
 *
 * @throws Interrupted when the signal is aborted already
 * @throws Error when it can't be started
 */
export async function runProcess(spec: ProcessSpec): Promise<ProcessResult> {
  const { command, args, cwd, env, logFile, capture = false, signal } = spec;
  await mkdir(path.dirname(logFile), { recursive: true, mode: 0o700 });
  const logStart = await sizeOf(logFile);
  // Looked at here, so that nothing waits between this and listening.
  if (signal.aborted) throw new Interrupted(`${path.basename(command)} was not started`);
  const log = openSync(logFile, "a", 0o600);
  writeSync(log, `\n$ ${[path.basename(command), ...args].join(" ")}\n`);
  const child = spawn(command, [...args], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ["ignore", capture ? "pipe" : log, log],
  });
  closeSync(log);
  const stop = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid);
  };
  signal.addEventListener("abort", stop, { once: true });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", (error) => reject(new Error(`can't start ${command}: ${error.message}`, { cause: error })));
      child.once("close", (exit, killedBy) => resolve(exit ?? (killedBy === "SIGKILL" ? 137 : 130)));
    });
    const written = await readFile(logFile);
    return { code, stdout: Buffer.concat(chunks).toString("utf8"), log: written.subarray(logStart).toString("utf8") };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function signalGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGINT");
  } catch (error) {
    // It ended between the signal and this: that is what was wanted.
    if (!isSystemError(error, "ESRCH")) throw error;
  }
}

/** The end of what a program wrote, which says what went wrong. @param count lines, at most */
export const lastLines = ({ log }: Pick<ProcessResult, "log">, count: number): string =>
  log.trim().split("\n").slice(-count).join("\n");

/** A file's length in bytes; 0: there is none. */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return 0;
    throw error;
  }
}
