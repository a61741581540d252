import type { VirtualClock } from "../../src/clock";
import type { Timer, Timers } from "../../src/time/timers";

/** Timers that fire when the machine's clock, which only a test moves, has come far enough. */
export class FakeTimers implements Timers {
  readonly #waiting = new Set<{ readonly at: number; readonly callback: () => void }>();

  constructor(private readonly machine: VirtualClock) {}

  after(milliseconds: number, callback: () => void): Timer {
    const timer = { at: this.machine.now() + milliseconds, callback };
    this.#waiting.add(timer);
    return { cancel: () => this.#waiting.delete(timer) };
  }

  /** Lets the machine's time pass and fires what is due, in order. */
  pass(milliseconds: number): void {
    const until = this.machine.now() + milliseconds;
    for (;;) {
      const next = [...this.#waiting].sort((a, b) => a.at - b.at).find((timer) => timer.at <= until);
      if (next === undefined) break;
      this.#waiting.delete(next);
      this.machine.moveTo(Math.max(next.at, this.machine.now()));
      next.callback();
    }
    this.machine.moveTo(until);
  }
}
