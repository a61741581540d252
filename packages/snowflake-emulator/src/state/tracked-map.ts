import type { ChangeLog, UndoableStore } from "./change-log";

/** A map whose changes are recorded in a change log; subclasses keep indexes in step by `reindex`. */
export class TrackedMap<V> implements UndoableStore {
  readonly #values = new Map<string, V>();

  constructor(
    readonly name: string,
    private readonly changes: ChangeLog,
  ) {}

  get size(): number {
    return this.#values.size;
  }

  current(key: string): V | undefined {
    return this.#values.get(key);
  }

  entries(): IterableIterator<[string, V]> {
    return this.#values.entries();
  }

  values(): IterableIterator<V> {
    return this.#values.values();
  }

  /** All values as a map that follows later changes. */
  asMap(): ReadonlyMap<string, V> {
    return this.#values;
  }

  put(key: string, value: V): void {
    this.changes.record(this, key);
    this.#replace(key, value);
  }

  remove(key: string): void {
    if (!this.#values.has(key)) return;
    this.changes.record(this, key);
    this.#replace(key, undefined);
  }

  /** To be called before a value is changed in place. */
  touch(key: string): void {
    this.changes.record(this, key);
  }

  restore(key: string, value: V | undefined): void {
    this.#replace(key, value);
  }

  /** Called whenever a value comes or goes. */
  protected reindex(_key: string, _before: V | undefined, _after: V | undefined): void {
    // A plain map has no indexes.
  }

  #replace(key: string, value: V | undefined): void {
    const before = this.#values.get(key);
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
    this.reindex(key, before, value);
  }
}
