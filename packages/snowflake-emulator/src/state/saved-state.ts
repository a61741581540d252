import { types } from "node:util";
import { type AccountState, COUNTERS } from "./account-state";

/** One value of one store; undefined says that it was taken out. */
export interface SavedValue {
  readonly store: string;
  readonly key: string;
  readonly value: unknown;
}

/** A copy of everything in a state. */
export function copyState(state: AccountState): readonly SavedValue[] {
  return state.stores.flatMap((store) =>
    [...store.entries()].map(([key, value]) => ({ store: store.name, key, value: structuredClone(value) })),
  );
}

/**
 * Makes a state hold exactly what a copy says, but for its counters: what has been given out is never given out again.
 * Nothing is told to the change log's listeners.
 */
export function replaceState(state: AccountState, saved: readonly SavedValue[]): void {
  for (const store of state.stores) {
    if (store.name === COUNTERS) continue;
    for (const key of [...store.asMap().keys()]) store.restore(key, undefined);
  }
  applyValues(
    state,
    saved.filter((one) => one.store !== COUNTERS),
  );
}

/** Puts values in that were changed together. Throws Error for a store that there is none of. */
export function applyValues(state: AccountState, values: readonly SavedValue[]): void {
  const stores = new Map(state.stores.map((store) => [store.name, store]));
  const storeOf = (name: string) => {
    const store = stores.get(name);
    if (store === undefined) throw new Error(`the emulator keeps nothing by the name of "${name}"`);
    return store;
  };
  // First everything goes, then the new values come: two objects may have exchanged their names.
  for (const { store, key } of values) storeOf(store).restore(key, undefined);
  for (const { store, key, value } of values) {
    if (value !== undefined) storeOf(store).restore(key, structuredClone(value));
  }
}

/** Values as JSON, one line. Maps, which JSON has no form for, become `{"$map": […]}`. */
export function encodeValues(values: readonly SavedValue[]): string {
  return JSON.stringify(
    values.map(({ store, key, value }) => [store, key, value ?? null]),
    (_key, value: unknown) => (types.isMap(value) ? { $map: [...value] } : value),
  );
}

/** Reads what `encodeValues` wrote. Throws Error for anything else. */
export function decodeValues(line: string): readonly SavedValue[] {
  const parsed: unknown = JSON.parse(line, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("$map" in value) || !Array.isArray(value.$map)) return value;
    return new Map(value.$map);
  });
  if (!Array.isArray(parsed)) throw new Error("a list of changes was expected");
  return parsed.map((one: unknown) => {
    if (!Array.isArray(one) || one.length !== 3) throw new Error("a change has three parts");
    const [store, key, value]: readonly unknown[] = one;
    if (typeof store !== "string" || typeof key !== "string") throw new Error("a change names its store and key");
    return { store, key, value: value ?? undefined };
  });
}
