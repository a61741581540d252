import { readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { isSystemError, RehearsalError } from "./errors";

const lockSchema = z.object({ pid: z.number().int().positive(), processStart: z.string().nullable() });
type LockContent = z.infer<typeof lockSchema>;

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
 * Takes the lock file of a checkout, so that two rehearsals never share one `.twinberg`. A lock whose process is gone
 * (killed, or its id given to another process since) is taken over.
 *
 * @throws RehearsalError ALREADY_RUNNING if its process lives.
 */
export async function acquireLock(file: string, table: ProcessTable = systemProcessTable): Promise<HeldLock> {
  await mkdir(path.dirname(file), { recursive: true });
  const content = JSON.stringify({ pid: process.pid, processStart: table.startOf(process.pid) } satisfies LockContent);
  // Each turn either gets the lock, refuses, or removes one stale lock; others may come between, but not for ever.
  for (let turn = 0; turn < 5; turn += 1) {
    try {
      await writeFile(file, content, { flag: "wx" });
      return { release: () => release(file, content) };
    } catch (error) {
      if (!isSystemError(error, "EEXIST")) {
        throw error;
      }
    }
    const found = await readIfThere(file);
    if (found === undefined) {
      continue;
    }
    const holder = parseLock(found);
    if (holder !== undefined && holds(holder, table)) {
      throw new RehearsalError(
        "ALREADY_RUNNING",
        `another rehearsal runs in this checkout: process ${holder.pid} holds ${file}`,
        `wait for it or end it with "kill ${holder.pid}"`,
      );
    }
    await removeStale(file, found);
  }
  throw new RehearsalError("ALREADY_RUNNING", `${file} changes hands all the time`, "start one rehearsal at a time");
}

function holds(holder: LockContent, table: ProcessTable): boolean {
  if (!table.isAlive(holder.pid)) {
    return false;
  }
  const start = table.startOf(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

/** Moves it away first: if somebody took the lock over in between, what was moved is theirs and goes back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${process.pid}.stale`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) {
      return;
    }
    throw error;
  }
  if ((await readIfThere(aside)) === stale) {
    await rm(aside, { force: true });
  } else {
    await rename(aside, file);
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

/** Undefined for a half-written lock: its writer was killed in between. */
function parseLock(text: string): LockContent | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
