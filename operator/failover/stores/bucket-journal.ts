import { ConflictError } from "../errors";
import { type JournalStore, parseJournal, renderJournal } from "../journal";
import type { JournalEntry } from "../journal-entry";
import type { ControllerBucket, StoredText } from "./bucket";

const PREFIX = "drills/";

/** Where a drill's journal lies in the bucket. */
export function journalKey(drill: string): string {
  return `${PREFIX}${drill}/journal.jsonl`;
}

/** Journals as objects of the controller's bucket: a line is added by writing the object again, if it is still the same. */
export class BucketJournalStore implements JournalStore {
  /** What one wrote last. */
  private readonly written = new Map<string, StoredText>();

  constructor(private readonly bucket: ControllerBucket) {}

  drills(): Promise<readonly string[]> {
    return this.bucket.folders(PREFIX);
  }

  async read(drill: string): Promise<readonly JournalEntry[]> {
    const found = await this.bucket.get(journalKey(drill));
    return found === null ? [] : parseJournal(found.text);
  }

  async append(entry: JournalEntry, known: number): Promise<void> {
    const key = journalKey(entry.drill);
    const before = this.written.get(entry.drill) ?? (await this.bucket.get(key));
    if (lines(before?.text ?? "") !== known) throw new ConflictError(`somebody else writes ${key}`);
    const text = `${before?.text ?? ""}${renderJournal([entry])}`;
    this.written.set(entry.drill, { text, version: await this.put(key, text, before?.version ?? null) });
  }

  /** A write whose answer got lost may have been tried twice; then the second conflicts with the first. */
  private async put(key: string, text: string, expected: string | null): Promise<string> {
    try {
      return await this.bucket.put(key, text, expected);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const found = await this.bucket.get(key);
      if (found?.text !== text) throw error;
      return found.version;
    }
  }
}

function lines(text: string): number {
  return text.split("\n").length - 1;
}
