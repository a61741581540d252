import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { isSystemError, RehearsalError } from "./errors";

const lockSchema = z.object({ pid: z.number().int().positive(), processStart: z.string().nullable() });
type LockContent = z.infer<typeof lockSchema>;

/** Removing a stale lock takes milliseconds: after so many, whoever began it was killed. */
const abandonedAfterMs = 1_000;
/** How long to wait for another who removes a stale lock; a hundred times this is longer than {@link abandonedAfterMs}. */
const pauseMs = 20;

/** What the lock asks of the operating system. */
export interface ProcessTable {
  /** True if a process with this id runs. */
  readonly isAlive: (pid: number) => boolean;
  /** Something that tells this process from a later one with the same id, null where the system doesn't say. */
  readonly startOf: (pid: number) => string | null;
}

/** The real process table. Start times are read from /proc where that exists. */
export const systemProcessTable: ProcessTable = {
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: it runs and belongs to somebody else.
      return isSystemError(error, "EPERM");
    }
  },
  startOf(pid) {
    try {
      // Field 22 is the start time; the command in field 2 may hold blanks, so count from its closing bracket.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
    } catch {
      return null;
    }
  },
};

/** A lock that is held. */
export interface HeldLock {
  /** Gives it up. Safe to call twice. */
  release(): Promise<void>;
}

/**
 * Takes a lock file of a checkout, so that two rehearsals, or two deployments, never share one folder of `.twinberg`. A lock whose process is gone
 * (killed, or its id given to another process since) is taken over.
 *
 * @param who what is told to be running
 * @throws RehearsalError ALREADY_RUNNING if its process lives.
 */
export async function acquireLock(
  file: string,
  table: ProcessTable = systemProcessTable,
  who = "rehearsal",
): Promise<HeldLock> {
  await mkdir(path.dirname(file), { recursive: true });
  const content = JSON.stringify({ pid: process.pid, processStart: table.startOf(process.pid) } satisfies LockContent);
  for (let turn = 0; turn < 100; turn += 1) {
    if (await created(file, content)) {
      return { release: () => release(file, content) };
    }
    const found = await readIfThere(file);
    if (found === undefined) {
      continue;
    }
    const holder = parseLock(found);
    if (holder !== undefined && holds(holder, table)) {
      throw new RehearsalError(
        "ALREADY_RUNNING",
        `another ${who} runs in this checkout: process ${holder.pid} holds ${file}`,
        `wait for it or end it with "kill ${holder.pid}"`,
      );
    }
    await removeStale(file, found);
  }
  throw new RehearsalError("ALREADY_RUNNING", `${file} changes hands all the time`, `start one ${who} at a time`);
}

/** Makes the file with its content in one step, so that nobody ever reads half a lock. @returns false if it is there already */
async function created(file: string, content: string): Promise<boolean> {
  const whole = `${file}.${randomUUID()}`;
  await writeFile(whole, content);
  try {
    await link(whole, file);
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST")) {
      return false;
    }
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

function holds(holder: LockContent, table: ProcessTable): boolean {
  if (!table.isAlive(holder.pid)) {
    return false;
  }
  const start = table.startOf(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

/**
 * Removes a stale lock, unless it is somebody's by now. A folder beside it lets one at a time do so: whoever looks and removes
 * without it could remove the lock of another who was quicker. A folder that is seconds old was left by one that was killed.
 */
async function removeStale(file: string, stale: string): Promise<void> {
  const guard = `${file}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (!isSystemError(error, "EEXIST")) {
      throw error;
    }
    await waitForGuard(guard);
    return;
  }
  try {
    if ((await readIfThere(file)) === stale) {
      await rm(file, { force: true });
    }
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}

async function waitForGuard(guard: string): Promise<void> {
  const info = await stat(guard).catch((error: unknown) => {
    if (isSystemError(error, "ENOENT")) {
      return undefined;
    }
    throw error;
  });
  if (info !== undefined && Date.now() - info.mtimeMs > abandonedAfterMs) {
    await rm(guard, { recursive: true, force: true });
  } else {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function release(file: string, content: string): Promise<void> {
  if ((await readIfThere(file)) === content) {
    await rm(file, { force: true });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) {
      return undefined;
    }
    throw error;
  }
}

/** Undefined for what is no lock: somebody wrote it by hand. */
function parseLock(text: string): LockContent | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
