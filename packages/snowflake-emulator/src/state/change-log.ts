/** A map that can take back what was done to it. */
export interface UndoableStore {
  /** Names the store in a journal and a snapshot. */
  readonly name: string;
  /** The value under a key, undefined when there is none. */
  current(key: string): unknown;
  /** Puts a value back, or takes it out (undefined), without recording it. */
  restore(key: string, value: unknown): void;
}

/** One value that a statement changed. */
export interface Change {
  readonly store: string;
  readonly key: string;
  /** undefined: it did not exist. A copy, taken before the first change. */
  readonly before: unknown;
  /** undefined: it does no longer exist. */
  readonly after: unknown;
}

interface Entry {
  readonly store: UndoableStore;
  readonly key: string;
  readonly before: unknown;
}

/**
 * Makes what happens within `transact` all or nothing, and tells listeners what has changed. Work is synchronous, so two
 * statements never see each other halfway.
 */
export class ChangeLog {
  #entries: Map<string, Entry> | undefined;
  readonly #listeners: ((changes: readonly Change[]) => void)[] = [];

  /** Called after each successful `transact` that changed something, in order. */
  onCommit(listener: (changes: readonly Change[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Runs the work; when it throws, everything it changed is as before. Within another `transact` it is part of that. */
  transact<T>(work: () => T): T {
    if (this.#entries !== undefined) return work();
    const entries = new Map<string, Entry>();
    this.#entries = entries;
    try {
      const result = work();
      this.#entries = undefined;
      this.#announce(entries);
      return result;
    } catch (error) {
      this.#entries = undefined;
      // First everything goes, then the old values come: two objects may have exchanged their names.
      for (const { store, key } of entries.values()) store.restore(key, undefined);
      for (const { store, key, before } of entries.values()) if (before !== undefined) store.restore(key, before);
      throw error;
    }
  }

  /** Remembers a value before it changes. Throws Error outside of `transact`: such a change could not be undone. */
  record(store: UndoableStore, key: string): void {
    if (this.#entries === undefined) throw new Error(`${store.name} ${key} is changed outside of a transaction`);
    const id = `${store.name} ${key}`;
    if (this.#entries.has(id)) return;
    this.#entries.set(id, { store, key, before: structuredClone(store.current(key)) });
  }

  #announce(entries: ReadonlyMap<string, Entry>): void {
    if (entries.size === 0) return;
    const changes = [...entries.values()].map(({ store, key, before }) => ({
      store: store.name,
      key,
      before,
      after: store.current(key),
    }));
    for (const listener of this.#listeners) listener(changes);
  }
}
