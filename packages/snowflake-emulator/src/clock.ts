/** Where the emulator takes the time from; tests and rehearsals freeze or advance it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** The time on the clients' clocks, when this one may have been moved away from it. Default: the same time. */
  clientNow?(): number;
}

/** The time that clients see: what tokens live by, so that moving the clock does not throw every client out. */
export function clientTime(clock: Clock): number {
  return clock.clientNow?.() ?? clock.now();
}

/** A clock that can be stopped, moved forward and let run again. Time never goes back. */
export interface AdjustableClock extends Clock {
  /** Does time pass by itself? */
  readonly running: boolean;
  /** Puts the clock on this time (milliseconds). Throws RangeError when that is earlier than now. */
  moveTo(at: number): void;
  /** Time stands still from now on. Frozen already: nothing changes. */
  freeze(): void;
  /** Time passes again, from where the clock stands. Running already: nothing changes. */
  run(): void;
}

/** A clock that can be moved, on top of one that perhaps can't. */
export function adjustable(clock: Clock): AdjustableClock {
  return isAdjustable(clock) ? clock : new EmulatorClock(clock);
}

function isAdjustable(clock: Clock): clock is AdjustableClock {
  return "moveTo" in clock && "freeze" in clock && "run" in clock && "running" in clock;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

function earlier(at: number, now: number): RangeError {
  const text = (time: number) => new Date(time).toISOString();
  return new RangeError(`the clock only moves forward: it shows ${text(now)}, and ${text(at)} is earlier`);
}

/** A clock that moves only when told to. */
export class VirtualClock implements AdjustableClock {
  readonly running = false;
  #now: number;

  /** @param start milliseconds since the epoch (default: 2026-01-01T00:00:00Z) */
  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  moveTo(at: number): void {
    if (at < this.#now) throw earlier(at, this.#now);
    this.#now = at;
  }

  /** Moves time forward by this many seconds. Throws RangeError when negative: time here never goes back. */
  advanceSeconds(seconds: number): void {
    if (seconds < 0) throw new RangeError(`a virtual clock only moves forward, got ${seconds} seconds`);
    this.#now += seconds * 1000;
  }

  freeze(): void {
    // It stands still anyway.
  }

  /** Throws Error: this clock belongs to a test, and only the test moves it. */
  run(): void {
    throw new Error("a virtual clock doesn't run by itself: move it, or start the emulator with an EmulatorClock");
  }
}

/** The emulator's own clock: the machine's time plus an offset, or frozen. */
export class EmulatorClock implements AdjustableClock {
  /** Added to the machine's time while the clock runs, milliseconds. */
  #offset = 0;
  /** The time shown while frozen; undefined while running. */
  #frozenAt: number | undefined;

  constructor(private readonly machine: Clock = systemClock) {}

  get running(): boolean {
    return this.#frozenAt === undefined;
  }

  now(): number {
    return this.#frozenAt ?? this.machine.now() + this.#offset;
  }

  clientNow(): number {
    return this.machine.now();
  }

  moveTo(at: number): void {
    const now = this.now();
    if (at < now) throw earlier(at, now);
    if (this.#frozenAt === undefined) this.#offset += at - now;
    else this.#frozenAt = at;
  }

  freeze(): void {
    this.#frozenAt ??= this.now();
  }

  run(): void {
    if (this.#frozenAt === undefined) return;
    this.#offset = this.#frozenAt - this.machine.now();
    this.#frozenAt = undefined;
  }
}
