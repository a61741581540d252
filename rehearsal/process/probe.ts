import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";

/** What a short command said. */
export type ProbeResult =
  | { readonly kind: "ran"; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "timeout"; readonly afterMs: number };

/** Runs a short command (`python3 --version`) without a shell. */
export type Probe = (command: string, args: readonly string[], options?: ProbeOptions) => Promise<ProbeResult>;

/** How a probe is run. */
export interface ProbeOptions {
  /** The whole environment. Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Working directory. Default: this process's. */
  readonly cwd?: string;
  /** Milliseconds until it is killed. Default 10 seconds. */
  readonly timeoutMs?: number;
}

/** The real {@link Probe}. */
export const probe: Probe = (command, args, options = {}) =>
  new Promise((resolve) => {
    const timeoutMs = options.timeoutMs ?? 10_000;
    const settings = {
      env: { ...(options.env ?? process.env) },
      timeout: timeoutMs,
      killSignal: "SIGKILL" as const,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    };
    execFile(command, [...args], settings, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ kind: "ran", code: 0, stdout, stderr });
      } else if (typeof error.code === "number") {
        resolve({ kind: "ran", code: error.code, stdout, stderr });
      } else if (error.killed === true) {
        resolve({ kind: "timeout", afterMs: timeoutMs });
      } else {
        resolve({ kind: "missing", reason: error.message });
      }
    });
  });

/** Absolute path of an executable on a PATH, undefined if there is none. A name with a slash is looked up as it is. */
export async function findOnPath(name: string, searchPath: string | undefined): Promise<string | undefined> {
  const candidates = name.includes(path.sep)
    ? [path.resolve(name)]
    : (searchPath ?? "")
        .split(path.delimiter)
        .filter(Boolean)
        .map((folder) => path.join(folder, name));
  for (const candidate of candidates) {
    if (await mayExecute(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

async function mayExecute(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
