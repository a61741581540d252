import { ConflictError } from "./errors";
import type { JournalStore } from "./journal";
import type { JournalEntry } from "./journal-entry";
import type { Lease, LeaseStore, StoredLease } from "./lease";

/** A lease in memory: what two controllers of one process share. */
export class MemoryLeaseStore implements LeaseStore {
  private stored: StoredLease | null = null;
  private writes = 0;

  async read(): Promise<StoredLease | null> {
    return this.stored;
  }

  async write(lease: Lease, expected: string | null): Promise<string> {
    if ((this.stored?.version ?? null) !== expected) throw new ConflictError("the lease was written by somebody else");
    this.writes += 1;
    this.stored = { lease, version: String(this.writes) };
    return this.stored.version;
  }
}

/** Journals in memory. */
export class MemoryJournalStore implements JournalStore {
  private readonly entries = new Map<string, readonly JournalEntry[]>();

  async drills(): Promise<readonly string[]> {
    return [...this.entries.keys()].sort();
  }

  async read(drill: string): Promise<readonly JournalEntry[]> {
    return this.entries.get(drill) ?? [];
  }

  async append(entry: JournalEntry, known: number): Promise<void> {
    const found = this.entries.get(entry.drill) ?? [];
    if (found.length !== known) throw new ConflictError(`somebody else writes the journal of ${entry.drill}`);
    this.entries.set(entry.drill, [...found, entry]);
  }
}
