import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import { UsageError } from "../command";
import { textInFile } from "../text-in-file";

const lastRunSchema = z.strictObject({
  startedAt: z.iso.datetime().describe("When it began."),
  endedAt: z.iso.datetime().nullable().describe("When it ended; null: it was cut, or is going on."),
  stacks: z
    .record(z.string(), z.strictObject({ state: z.string(), at: z.iso.datetime() }))
    .describe("What each stack came to, and since when."),
});

/** How far a run came. It is told to people only: what is left to do, planning tells anew. */
export type LastRun = z.infer<typeof lastRunSchema>;

/** @returns undefined: there was none @throws UsageError when the file can't be understood */
export async function readLastRun(file: string): Promise<LastRun | undefined> {
  const text = await textInFile(file);
  if (text === undefined) return undefined;
  try {
    return lastRunSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UsageError(
      `${file} is not what a run writes: ${error instanceof Error ? error.message : String(error)}\nremove it: nothing is lost, planning tells what is left to do`,
    );
  }
}

/** What is to be said of a run before; undefined: it came to its end, or there was none. */
export function describeCutRun(run: LastRun | undefined): string | undefined {
  if (run === undefined) return undefined;
  const stacks = Object.entries(run.stacks);
  const open = stacks.filter(([, { state }]) => state !== "applied" && state !== "unchanged");
  if (run.endedAt !== null && open.length === 0) return undefined;
  const told = stacks.map(([stack, { state }]) => `${stack} ${state}`).join(", ");
  return `the last run (${run.startedAt}) did not come to its end: ${told || "nothing was begun"}. Planning tells what is left`;
}

/** Keeps a run's record on disk, each time as a whole file. */
export class RunRecord {
  #run: LastRun;
  #written: Promise<void> = Promise.resolve();

  /** @param now the time */
  constructor(
    private readonly file: string,
    private readonly now: () => Date,
  ) {
    this.#run = { startedAt: now().toISOString(), endedAt: null, stacks: {} };
  }

  /** A stack has come to something. */
  set(stack: string, state: string): void {
    const at = this.now().toISOString();
    this.#run = { ...this.#run, stacks: { ...this.#run.stacks, [stack]: { state, at } } };
    this.#save();
  }

  /**
   * The run has ended. Waits until that is on disk; a run that began nothing leaves the record of the one before.
   * @throws when the record couldn't be written
   */
  async end(): Promise<void> {
    if (Object.keys(this.#run.stacks).length === 0) return;
    this.#run = { ...this.#run, endedAt: this.now().toISOString() };
    this.#save();
    await this.#written;
  }

  #save(): void {
    const text = `${JSON.stringify(this.#run, undefined, 2)}\n`;
    this.#written = this.#written.then(async () => {
      await mkdir(path.dirname(this.file), { recursive: true });
      const whole = `${this.file}.new`;
      await writeFile(whole, text);
      await rename(whole, this.file);
    });
    // Told where the end is awaited, and nowhere else.
    this.#written.catch(() => undefined);
  }
}
