import { type Definition, definitionKey } from "./definition";

/** What has to be written so that the stored definitions are the given ones. */
export interface DefinitionChanges {
  /** New ones, and those whose text is another. */
  readonly put: readonly Definition[];
  readonly remove: readonly Definition[];
}

/** Compares stored definitions with those that there are now. */
export function changesOf(stored: readonly Definition[], now: readonly Definition[]): DefinitionChanges {
  const before = new Map(stored.map((one) => [definitionKey(one), one]));
  const after = new Set(now.map(definitionKey));
  return {
    put: now.filter((one) => before.get(definitionKey(one))?.definition !== one.definition),
    remove: stored.filter((one) => !after.has(definitionKey(one))),
  };
}
