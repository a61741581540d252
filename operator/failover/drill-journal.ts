import { ConflictError } from "./errors";
import { cleaned } from "./evidence/secrets";
import type { JournalStore } from "./journal";
import type { JournalEntry } from "./journal-entry";
import type { HeldLease } from "./lease";

/** What a journal's line tells, without what all of them do. */
export type Written<Entry = JournalEntry> = Entry extends JournalEntry ? Omit<Entry, "drill" | "epoch" | "at"> : never;

/** The journal of the drill that is going on. */
export class DrillJournal {
  private lines: readonly JournalEntry[];

  constructor(
    private readonly store: JournalStore,
    private readonly drill: string,
    private readonly lease: HeldLease,
    private readonly clock: () => Date,
    known: readonly JournalEntry[],
  ) {
    this.lines = known;
  }

  /** Oldest first. */
  get entries(): readonly JournalEntry[] {
    return this.lines;
  }

  /** The epoch that the drill began with. */
  get firstEpoch(): number {
    return this.lines[0]?.epoch ?? this.lease.epoch;
  }

  /** Adds a line, without secrets that errors quote. @param at when it was. Default: now. @throws StaleEpochError when somebody else writes, who then has taken the lease */
  async write(written: Written, at: Date = this.clock()): Promise<void> {
    const entry: JournalEntry = {
      drill: this.drill,
      epoch: this.lease.epoch,
      at: at.toISOString(),
      ...cleaned(written),
    };
    try {
      await this.store.append(entry, this.lines.length);
    } catch (error) {
      if (error instanceof ConflictError) await this.lease.renew();
      throw error;
    }
    this.lines = [...this.lines, entry];
  }
}
