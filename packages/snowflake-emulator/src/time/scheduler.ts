import { setImmediate as nextTurn } from "node:timers/promises";
import type { AdjustableClock } from "../clock";
import { dueTogether, type EventSource, firstDue, type SourcePosition } from "./event-source";
import { systemTimers, type Timer, type Timers } from "./timers";

/** What an advance did. */
export interface Advance {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** How many events were run on the way. */
  readonly events: number;
}

/** Longest wait that a real timer takes, milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;
/** After so many events an advance lets others have their turn. */
const EVENTS_PER_TURN = 20;

/**
 * Makes things happen at their time. `advanceTo` steps from event to event, the clock standing at each one's time until
 * its work is finished; while the clock runs, a real timer wakes for the next event, and work of different times may overlap.
 */
export class Scheduler {
  readonly #entries: SourcePosition[] = [];
  /** Work that was started while time ran freely. */
  readonly #underWay = new Set<Promise<void>>();
  /** The end of the last advance: they take turns. */
  #turn: Promise<unknown> = Promise.resolve();
  #advance: symbol | undefined;
  #timer: Timer | undefined;
  #closed = false;

  constructor(
    readonly clock: AdjustableClock,
    /** Told of work that failed while time ran freely; an advance throws instead. */
    private readonly onError: (error: Error) => void,
    private readonly timers: Timers = systemTimers,
  ) {}

  /**
   * Adds a source of events, due from now on. At the same time, sources of one account go in the order in which they were added, those of
   * several accounts side by side, and those of none after them.
   * @param account identifies the account in which all happens that the source does; none: it looks at other accounts, too
   */
  add(source: EventSource, account?: string): void {
    this.#entries.push({ source, account, position: this.clock.now() });
    this.changed();
  }

  /** Identifies the advance that is under way; undefined: there is none. */
  get advance(): symbol | undefined {
    return this.#advance;
  }

  /** To be called when a source's next event may have changed. */
  changed(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#closed || this.#advance !== undefined || !this.clock.running) return;
    const next = firstDue(this.#entries, Number.POSITIVE_INFINITY);
    if (next === undefined) return;
    const wait = Math.max(0, Math.ceil(next.at - this.clock.now()));
    this.#timer = this.timers.after(Math.min(wait, LONGEST_WAIT), () => this.#wake());
  }

  /**
   * Moves the clock to a time, running every event on the way (those at that time too). Advances take turns.
   * Rejects with RangeError when the time has passed already, and with an Error that names the source when its work
   * fails: the clock then stands at that event.
   */
  advanceTo(at: number): Promise<Advance> {
    return this.#takeTurn(() => this.#advanceTo(() => at));
  }

  /** Moves the clock forward by this many milliseconds; otherwise as `advanceTo`. */
  advanceBy(milliseconds: number): Promise<Advance> {
    return this.#takeTurn(() => this.#advanceTo((now) => now + milliseconds));
  }

  /** Time stands still from now on (after an advance that is under way). */
  freeze(): Promise<void> {
    return this.#takeTurn(async () => {
      this.clock.freeze();
      this.changed();
    });
  }

  /** Time passes again by itself (after an advance that is under way). */
  run(): Promise<void> {
    return this.#takeTurn(async () => {
      this.clock.run();
      this.changed();
    });
  }

  /** Resolves when nothing is under way any more: neither an advance, nor work that was started on time or by `track`. */
  async idle(): Promise<void> {
    await this.#turn;
    await this.#settle();
  }

  /** Takes note of work that a statement has started, so that `idle` waits for it. */
  track(name: string, work: Promise<void>): void {
    const noted: Promise<void> = work
      .catch((error: unknown) => this.onError(failure(name, this.clock.now(), error)))
      .finally(() => this.#underWay.delete(noted));
    this.#underWay.add(noted);
  }

  /** No further events; what is under way goes on. */
  stop(): void {
    this.#closed = true;
    this.changed();
  }

  /** No further events. Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.stop();
    await this.idle();
  }

  #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    // Whoever asked for the turn is told of its failure; the next turn comes all the same.
    this.#turn = Promise.allSettled([result]);
    return result;
  }

  async #settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #advanceTo(target: (now: number) => number): Promise<Advance> {
    const { clock } = this;
    const ran = clock.running;
    this.#advance = Symbol();
    clock.freeze();
    this.changed();
    const from = clock.now();
    let events = 0;
    try {
      await this.#settle();
      const to = target(from);
      if (to < from) clock.moveTo(to);
      for (let due = dueTogether(this.#entries, to); due !== undefined; due = dueTogether(this.#entries, to)) {
        const { at, perAccount, across } = due;
        clock.moveTo(Math.max(at, clock.now()));
        const before = events;
        const runAll = async (entries: readonly SourcePosition[]): Promise<void> => {
          for (const entry of entries) {
            entry.position = at;
            events += 1;
            await start(entry.source, at).catch((error: unknown) => {
              throw failure(entry.source.name, at, error);
            });
          }
        };
        // An account whose work fails doesn't stop another's in the middle.
        const ends = await Promise.allSettled(perAccount.map(runAll));
        for (const end of ends) if (end.status === "rejected") throw end.reason;
        await this.#settle();
        for (const entry of across) {
          await runAll([entry]);
          await this.#settle();
        }
        if (Math.floor(before / EVENTS_PER_TURN) < Math.floor(events / EVENTS_PER_TURN)) await nextTurn();
      }
      clock.moveTo(to);
      for (const entry of this.#entries) entry.position = Math.max(entry.position, to);
      return { from, to, events };
    } finally {
      this.#advance = undefined;
      if (ran) clock.run();
      this.changed();
    }
  }

  /** The time of an event has come while the clock runs. */
  #wake(): void {
    const now = this.clock.now();
    for (let next = firstDue(this.#entries, now); next !== undefined; next = firstDue(this.#entries, now)) {
      const { entry, at } = next;
      entry.position = at;
      this.track(entry.source.name, start(entry.source, at));
    }
    this.changed();
  }
}

/** Starts a source's work now; what it throws at once rejects too. */
async function start(source: EventSource, at: number): Promise<void> {
  await source.run(at);
}

function failure(name: string, at: number, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`${name} failed at ${new Date(at).toISOString()}: ${reason}`, { cause: error });
}
