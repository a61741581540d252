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
  readonly #guards: ((changes: readonly Change[]) => void)[] = [];

  /** Called after each successful `transact` that changed something, in order. */
  onCommit(listener: (changes: readonly Change[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Called with what a `transact` has changed, before it counts. A guard that throws makes it as if nothing had happened. */
  guard(check: (changes: readonly Change[]) => void): void {
    this.#guards.push(check);
  }

  /** Runs the work; when it throws, everything it changed is as before. Within another `transact` it is part of that. */
  transact<T>(work: () => T): T {
    return this.#entries === undefined ? this.#transact(work, this.#guards) : work();
  }

  /** The same for what guards need not look at. Throws Error within another `transact`, whose guards would. */
  transactUnguarded<T>(work: () => T): T {
    if (this.#entries !== undefined) throw new Error("a transaction without guards can't be part of another one");
    return this.#transact(work, []);
  }

  /** What work would change: it is done and taken back. Nobody is told. Throws what the work throws. */
  rehearse(work: () => void): readonly Change[] {
    if (this.#entries !== undefined) throw new Error("a rehearsal can't be part of a transaction");
    const entries = new Map<string, Entry>();
    this.#entries = entries;
    try {
      work();
      return structuredClone(changesOf(entries));
    } finally {
      this.#entries = undefined;
      takeBack(entries);
    }
  }

  #transact<T>(work: () => T, guards: readonly ((changes: readonly Change[]) => void)[]): T {
    const entries = new Map<string, Entry>();
    this.#entries = entries;
    try {
      const result = work();
      const changes = guards.length === 0 ? [] : changesOf(entries);
      for (const guard of guards) guard(changes);
      this.#entries = undefined;
      this.#announce(entries);
      return result;
    } catch (error) {
      this.#entries = undefined;
      takeBack(entries);
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
    const changes = changesOf(entries);
    for (const listener of this.#listeners) listener(changes);
  }
}

/** First everything goes, then the old values come: two objects may have exchanged their names. */
function takeBack(entries: ReadonlyMap<string, Entry>): void {
  for (const { store, key } of entries.values()) store.restore(key, undefined);
  for (const { store, key, before } of entries.values()) if (before !== undefined) store.restore(key, before);
}

function changesOf(entries: ReadonlyMap<string, Entry>): readonly Change[] {
  return [...entries.values()].map(({ store, key, before }) => ({
    store: store.name,
    key,
    before,
    after: store.current(key),
  }));
}
