/** A timer that was set. */
export interface Timer {
  cancel(): void;
}

/** Real timers, injected so that tests decide when they fire. */
export interface Timers {
  /** Calls back once after this many milliseconds of the machine's time. Does not keep the process alive. */
  after(milliseconds: number, callback: () => void): Timer;
}

export const systemTimers: Timers = {
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
