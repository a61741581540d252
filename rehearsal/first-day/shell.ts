import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runCommand } from "../process/command";
import type { SupervisedChild, Supervisor } from "../process/supervisor";

/** A user's shell in a checkout. */
export interface ShellSettings {
  /** Owns the processes. */
  readonly supervisor: Supervisor;
  /** Folder in which everything is typed. */
  readonly folder: string;
  /** The whole environment at first. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder for logs. */
  readonly logs: string;
}

/** What a typed line came to. */
export interface Typed {
  /** Exit code. */
  readonly code: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Keeps what `export` and `source` set: each line runs in a process of its own, after all that was set before. */
export class Shell {
  readonly #set: string[] = [];

  constructor(private readonly settings: ShellSettings) {}

  /** Types a line and waits for its end; what it prints is in its log then, too. @param setting true: it holds for later lines */
  async type(id: string, line: string, setting: boolean): Promise<Typed> {
    const logFile = path.join(this.settings.logs, `${id}.log`);
    const { code, stdout } = await runCommand(this.settings.supervisor, {
      name: id,
      command: "bash",
      args: ["-c", ["exec 2>&1", ...this.#set, line].join("\n")],
      cwd: this.settings.folder,
      env: this.settings.env,
      logFile,
      capture: true,
    });
    await appendFile(logFile, stdout);
    if (setting) this.#set.push(line);
    return { code, output: stdout };
  }

  /**
   * Types a line in another shell, and leaves it running.
   * @param ready what its output says when it is ready
   * @throws Error when it ends before
   */
  async leaveRunning(id: string, line: string, ready: RegExp): Promise<Running> {
    const { supervisor, folder, env, logs } = this.settings;
    const logFile = path.join(logs, `${id}.log`);
    const child = await supervisor.start({
      name: id,
      kind: "aws",
      command: process.execPath,
      args: [path.resolve(__dirname, "..", "process", "leash.cjs"), "bash", "-c", `exec 2>&1; ${line}`],
      cwd: folder,
      env,
      logFile,
      captureOutput: false,
    });
    const ended = child.exited.then(() => true);
    for (;;) {
      const output = await readFile(logFile, "utf8");
      if (ready.test(output)) return { child, output };
      if (await Promise.race([ended, delay(500, false)])) throw new Error(`${id} ended:\n${output}`);
    }
  }
}

/** A line that runs on. */
export interface Running {
  readonly child: SupervisedChild;
  /** What it has printed until it was ready. */
  readonly output: string;
}
