/**
 * Lets alterations of tables pass one beside the other, and keeps them waiting while it is closed: an alteration and what the
 * catalog says of it are two steps, and who wants both to say the same has to come between alterations.
 */
export class AlterationGate {
  #altering = 0;
  #closed: Promise<void> | undefined;
  #quiet: (() => void)[] = [];

  /** Runs an alteration when the gate is open. */
  async alter<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed !== undefined) await this.#closed;
    this.#altering += 1;
    try {
      return await work();
    } finally {
      this.#altering -= 1;
      if (this.#altering === 0) for (const go of this.#quiet.splice(0)) go();
    }
  }

  /** Closes the gate, and resolves when no alteration is under way. What it answers opens the gate again. */
  async close(): Promise<() => void> {
    while (this.#closed !== undefined) await this.#closed;
    let open: () => void = () => undefined;
    this.#closed = new Promise((resolve) => {
      open = () => {
        this.#closed = undefined;
        resolve();
      };
    });
    if (this.#altering > 0) await new Promise<void>((resolve) => this.#quiet.push(resolve));
    // Statements that have just altered a table tell the catalog now.
    await new Promise((resolve) => setImmediate(resolve));
    return open;
  }
}
