/** Where the emulator takes the time from; tests and rehearsals freeze or advance it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that moves only when told to. */
export class VirtualClock implements Clock {
  #now: number;

  /** @param start milliseconds since the epoch (default: 2026-01-01T00:00:00Z) */
  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Moves time forward by this many seconds. Throws RangeError when negative: time here never goes back. */
  advanceSeconds(seconds: number): void {
    if (seconds < 0) throw new RangeError(`a virtual clock only moves forward, got ${seconds} seconds`);
    this.#now += seconds * 1000;
  }
}
