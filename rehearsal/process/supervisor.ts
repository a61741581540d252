import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { RehearsalError } from "../errors";

/**
 * What is stopped first when all is stopped. Commands (Terraform) write their state while the clouds still answer; the
 * local Snowflake asks the local AWS, so AWS goes last.
 */
export const stopOrder = ["command", "snowflake", "aws"] as const;
/** Kind of a child, decides when it is stopped. */
export type ChildKind = (typeof stopOrder)[number];

/** A process to start. */
export interface ChildSpec {
  /** Name for messages. */
  readonly name: string;
  /** When it is stopped. */
  readonly kind: ChildKind;
  /** Executable. */
  readonly command: string;
  /** Arguments. */
  readonly args: readonly string[];
  /** Working directory. Default: this process's. */
  readonly cwd?: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** File that standard error, and output if it isn't captured, is appended to. */
  readonly logFile: string;
  /** True: standard output is read by the caller. False: it goes to the log. */
  readonly captureOutput: boolean;
}

/** How a child ended. */
export interface ChildExit {
  /** Exit code, null if a signal ended it. */
  readonly code: number | null;
  /** Signal that ended it, else null. */
  readonly signal: NodeJS.Signals | null;
}

/** A child that was started. */
export interface SupervisedChild {
  /** What was started. */
  readonly spec: ChildSpec;
  /** Process id; it leads a process group of its own. */
  readonly pid: number;
  /** Standard output if it is captured. */
  readonly output: Readable | null;
  /** Settles when it has ended; never rejects. */
  readonly exited: Promise<ChildExit>;
}

interface Entry {
  readonly spec: ChildSpec;
  readonly process: ChildProcess;
  readonly exited: Promise<ChildExit>;
}

/**
 * Owns every process that a rehearsal starts. Each leads its own process group, so that Ctrl-C in the terminal reaches
 * this program only and the order of stopping is ours; each holds a pipe as standard input and ends when that closes,
 * so that none is left even if this program is killed.
 */
export class Supervisor {
  readonly #entries = new Set<Entry>();
  #stopping = false;
  #stopped: Promise<void> | undefined;

  /** @param graceMs milliseconds that a child gets between being asked to end and being killed. Default 20 seconds */
  constructor(private readonly graceMs = 20_000) {}

  /** Names of children that run. */
  get running(): readonly string[] {
    return [...this.#entries].map((entry) => entry.spec.name);
  }

  /**
   * Starts a child.
   * @throws RehearsalError INTERRUPTED while everything is being stopped, CHILD_FAILED if it can't be started.
   */
  async start(spec: ChildSpec): Promise<SupervisedChild> {
    if (this.#stopping) {
      throw new RehearsalError("INTERRUPTED", `${spec.name} was not started: the run is being stopped`, "start again");
    }
    mkdirSync(path.dirname(spec.logFile), { recursive: true });
    const log = openSync(spec.logFile, "a", 0o600);
    const child = spawn(spec.command, [...spec.args], {
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      env: { ...spec.env },
      detached: true,
      stdio: ["pipe", spec.captureOutput ? "pipe" : log, log],
    });
    closeSync(log);
    // The pipe breaks when the child ends before us; its exit says all there is to say.
    child.stdin?.on("error", () => undefined);
    const exited = new Promise<ChildExit>((resolve) => {
      child.once("exit", (code, signal) => resolve({ code, signal }));
      child.once("error", () => resolve({ code: 127, signal: null }));
    });
    // Registered before it is known to have started: an interrupt in between finds it.
    const entry: Entry = { spec, process: child, exited };
    this.#entries.add(entry);
    void exited.then(() => this.#entries.delete(entry));
    const pid = await new Promise<number>((resolve, reject) => {
      child.once("spawn", () => resolve(child.pid ?? 0));
      child.once("error", (error) =>
        reject(
          new RehearsalError(
            "CHILD_FAILED",
            `can't start ${spec.name} (${spec.command}): ${error.message}`,
            `check that ${spec.command} exists and may be executed`,
            { cause: error },
          ),
        ),
      );
    });
    return { spec, pid, output: child.stdout, exited };
  }

  /**
   * Stops everything in {@link stopOrder}: asks, waits, kills what is still there. No child can be started after it. Called again
   * it waits for the first: nothing is asked twice, which Terraform would take for "at once".
   */
  stopAll(): Promise<void> {
    this.#stopping = true;
    this.#stopped ??= this.#stopInOrder();
    return this.#stopped;
  }

  /** Kills everything at once, without waiting. */
  killAll(): void {
    this.#stopping = true;
    for (const entry of this.#entries) {
      signalGroup(entry.process, "SIGKILL");
    }
  }

  async #stopInOrder(): Promise<void> {
    for (const kind of stopOrder) {
      const entries = [...this.#entries].filter((entry) => entry.spec.kind === kind);
      await Promise.all(entries.map((entry) => this.#stop(entry)));
    }
  }

  async #stop(entry: Entry): Promise<void> {
    signalGroup(entry.process, "SIGINT");
    const timer = setTimeout(() => signalGroup(entry.process, "SIGKILL"), this.graceMs);
    await entry.exited;
    clearTimeout(timer);
    entry.process.stdin?.destroy();
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone between the check and the signal: that is what was wanted.
    child.kill(signal);
  }
}
