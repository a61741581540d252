import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** The rehearsal's local AWS, started for a benchmark. */
export interface LocalAws {
  readonly url: string;
  /** Forgets everything: what one writer has stored is no burden to the next. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const ended = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) resolve();
    else server.once("exit", () => resolve());
  });

/**
 * Starts it with the Python of a virtual environment. It ends with this process, also when that is killed.
 *
 * @throws when the environment is missing, or the server ends before it listens
 */
export async function startLocalAws(venv: string): Promise<LocalAws> {
  const python = resolve(venv, "bin", "python");
  if (!existsSync(python)) throw new Error(`${python} is missing: npm run bench:iceberg makes it`);
  const server = spawn(python, ["-m", "local_aws", "--port", "0", "--exit-with-stdin"], {
    cwd: join("rehearsal", "local-aws"),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).once("line", resolve);
    server.once("exit", (code) => reject(new Error(`the local AWS ended with ${code} before it listened`)));
  });
  const { url } = JSON.parse(line) as { readonly url: string };
  return {
    url,
    reset: async () => {
      const answer = await fetch(`${url}/moto-api/reset`, { method: "POST" });
      if (!answer.ok) throw new Error(`the local AWS could not be emptied: ${answer.status}`);
    },
    stop: async () => {
      server.stdin.end();
      await ended(server);
    },
  };
}
