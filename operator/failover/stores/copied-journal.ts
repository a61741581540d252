import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type JournalStore, renderJournal } from "../journal";
import type { JournalEntry } from "../journal-entry";

/** Where drills are kept on this machine: `<folder>/<drill>/journal.jsonl`. */
export const DRILLS_FOLDER = ".twinberg/drills";

/** Journals of another store, each with a copy in a file that people can read while it is written. */
export class CopiedJournalStore implements JournalStore {
  /** @param onFailure is told when a copy can't be written, which stops no failover */
  constructor(
    private readonly original: JournalStore,
    private readonly folder: string,
    private readonly onFailure: (drill: string, reason: string) => void,
  ) {}

  drills(): Promise<readonly string[]> {
    return this.original.drills();
  }

  read(drill: string): Promise<readonly JournalEntry[]> {
    return this.original.read(drill);
  }

  async append(entry: JournalEntry, known: number): Promise<void> {
    await this.original.append(entry, known);
    const folder = path.join(this.folder, entry.drill);
    const file = path.join(folder, "journal.jsonl");
    try {
      await mkdir(folder, { recursive: true });
      // Whole at the first line that is written here: another machine may have begun the drill.
      if (known === 0 || !this.here.has(entry.drill)) {
        await writeFile(file, renderJournal(await this.original.read(entry.drill)));
      } else await writeFile(file, renderJournal([entry]), { flag: "a" });
      this.here.add(entry.drill);
    } catch (error) {
      // The file may lack this line, or have half of it: the next one writes it whole.
      this.here.delete(entry.drill);
      this.onFailure(entry.drill, error instanceof Error ? error.message : String(error));
    }
  }

  private readonly here = new Set<string>();
}
