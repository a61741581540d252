import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Environment } from "../environment";
import { isSystemError, RehearsalError } from "../errors";
import { commandLog, runCommand, tail } from "../process/command";
import type { Supervisor } from "../process/supervisor";
import type { PythonBinary } from "./python";

/** What the environment is made from. */
export interface VenvSettings {
  /** Python that makes it. */
  readonly python: PythonBinary;
  /** requirements.txt with pinned versions. */
  readonly requirements: string;
  /** Where it lies. */
  readonly folder: string;
  /** Environment of python and pip. */
  readonly env: Environment;
  /** Log of python and pip. */
  readonly logFile: string;
  /** Owns the processes. */
  readonly supervisor: Supervisor;
}

const marker = "twinberg-made-from";

/**
 * Makes the Python environment unless there is one made from the same requirements by the same Python. It is made under another
 * name and moved when whole: a run that is killed leaves nothing that the next takes for finished.
 *
 * @returns path of its Python, and whether it was made now
 * @throws RehearsalError COMMAND_FAILED with the end of pip's output.
 */
export async function ensureVenv(settings: VenvSettings): Promise<{ readonly python: string; readonly made: boolean }> {
  const { folder, python } = settings;
  const executable = path.join(folder, "bin", "python");
  const madeFrom = fingerprint(await readFile(settings.requirements, "utf8"), python);
  if ((await readMarker(folder)) === madeFrom) {
    return { python: executable, made: false };
  }
  await removeLeftovers(folder);
  const unfinished = `${folder}.${process.pid}.unfinished`;
  await run(settings, python.path, ["-m", "venv", unfinished]);
  const pip = path.join(unfinished, "bin", "python");
  await run(settings, pip, ["-m", "pip", "install", "--quiet", "--requirement", settings.requirements]);
  await writeFile(path.join(unfinished, marker), madeFrom);
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  return { python: executable, made: true };
}

/** Changes with the requirements' text, the Python and its version. */
export function fingerprint(requirements: string, python: PythonBinary): string {
  return createHash("sha256")
    .update(JSON.stringify([requirements, python.path, python.version]))
    .digest("hex");
}

async function run(settings: VenvSettings, command: string, args: readonly string[]): Promise<void> {
  const result = await runCommand(settings.supervisor, {
    name: "python environment",
    command,
    args,
    cwd: path.dirname(settings.folder),
    env: settings.env,
    logFile: settings.logFile,
  });
  if (result.code !== 0) {
    throw new RehearsalError(
      "COMMAND_FAILED",
      `the Python environment of the local AWS can't be made: "${result.commandLine}" ended with exit code ${result.code}\n${tail(await commandLog(result), 15)}`,
      `see ${result.logFile}; pip needs a package index (PIP_INDEX_URL) or a folder of wheels (PIP_FIND_LINKS)`,
    );
  }
}

async function readMarker(folder: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(folder, marker), "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) {
      return undefined;
    }
    throw error;
  }
}

/** The lock is held, so unfinished ones belong to runs that were killed. */
async function removeLeftovers(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  const prefix = `${path.basename(folder)}.`;
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix) && name.endsWith(".unfinished"));
  await Promise.all(names.map((name) => rm(path.join(parent, name), { recursive: true, force: true })));
}
