import { appendFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isSystemError } from "../errors";
import type { Supervisor } from "./supervisor";

/** A command that runs to its end. */
export interface CommandSpec {
  /** Name for messages, e.g. the stack. */
  readonly name: string;
  /** Executable. */
  readonly command: string;
  /** Arguments. Written to the log: no secrets. */
  readonly args: readonly string[];
  /** Working directory. */
  readonly cwd: string;
  /** The whole environment. Not written to the log. */
  readonly env: Readonly<Record<string, string>>;
  /** File that output is appended to. */
  readonly logFile: string;
  /** True: standard output is returned and kept out of the log (it may hold sensitive values). Default false. */
  readonly capture?: boolean;
}

/** How a command ended. */
export interface CommandResult {
  /** Exit code; 130 or 137 when a signal ended it. */
  readonly code: number;
  /** Wall clock, milliseconds. */
  readonly durationMs: number;
  /** Standard output if captured, else empty. */
  readonly stdout: string;
  /** What was run, for messages. */
  readonly commandLine: string;
  /** Where its output is. */
  readonly logFile: string;
  /** Length of the log in characters before this command wrote to it. */
  readonly logStart: number;
}

const leash = path.join(__dirname, "leash.cjs");

/**
 * Runs a command under the supervisor, on a leash (see leash.cjs), and waits for it. Does not throw for an exit code.
 * @throws RehearsalError when it can't be started.
 */
export async function runCommand(supervisor: Supervisor, spec: CommandSpec): Promise<CommandResult> {
  const commandLine = [path.basename(spec.command), ...spec.args].join(" ");
  const logStart = (await readLog(spec.logFile)).length;
  await mkdir(path.dirname(spec.logFile), { recursive: true });
  await appendFile(spec.logFile, `\n$ ${commandLine}\n`);
  const started = performance.now();
  const child = await supervisor.start({
    name: spec.name,
    kind: "command",
    command: process.execPath,
    args: [leash, spec.command, ...spec.args],
    cwd: spec.cwd,
    env: spec.env,
    logFile: spec.logFile,
    captureOutput: spec.capture ?? false,
  });
  const chunks: Buffer[] = [];
  child.output?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const drained =
    child.output === null
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          child.output?.once("close", () => resolve());
        });
  const [exit] = await Promise.all([child.exited, drained]);
  return {
    code: exit.code ?? (exit.signal === "SIGKILL" ? 137 : 130),
    durationMs: Math.round(performance.now() - started),
    stdout: Buffer.concat(chunks).toString("utf8"),
    commandLine,
    logFile: spec.logFile,
    logStart,
  };
}

/** What the command wrote to its log. */
export async function commandLog(result: CommandResult): Promise<string> {
  return (await readLog(result.logFile)).slice(result.logStart);
}

/** Last lines of a text, blank ones at its end left out. */
export function tail(text: string, lines: number): string {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

async function readLog(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) {
      return "";
    }
    throw error;
  }
}
