/** Refreshes that faults keep waiting, by the faults' ids. */
export class RefreshHolds {
  readonly #waiting = new Map<number, (() => void)[]>();

  /** Resolves when the fault is taken back. Rejects with the signal's reason when that is aborted. */
  wait(id: number, signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]);
    });
  }

  /** The fault is gone. */
  release(id: number): void {
    for (const resolve of this.#waiting.get(id) ?? []) resolve();
    this.#waiting.delete(id);
  }
}
