import { notInLinkedDatabase } from "../errors";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectType } from "../objects/object-types";
import { type AccountState, objectById } from "../state/account-state";
import type { Change } from "../state/change-log";

/** D: CREATE DATABASE (catalog-linked), usage notes: all that can be created in such a database. */
export const CREATABLE: readonly ObjectType[] = ["SCHEMA", "ICEBERG_TABLE", "DATABASE_ROLE"];

const REFUSED: ReadonlySet<string> = new Set(
  ALL_OBJECT_TYPES.filter((type) => OBJECT_TYPES[type].level !== "ACCOUNT" && !CREATABLE.includes(type)),
);

/** The schema or database that a changed object is in. */
function containerOf(value: unknown): number | null {
  const inside = typeof value === "object" && value !== null && "parentId" in value ? value.parentId : null;
  return typeof inside === "number" ? inside : null;
}

/** Keeps statements, whatever they are, from putting anything else into a catalog-linked database: they end with 093678. */
export function guardLinkedDatabases(state: AccountState): void {
  const isLinked = (id: number | null) => {
    const schema = objectById(state, "SCHEMA", id);
    return objectById(state, "DATABASE", schema?.parentId ?? id)?.link !== undefined;
  };
  const isPutThere = ({ store, before, after }: Change) =>
    REFUSED.has(store) &&
    after !== undefined &&
    containerOf(before) !== containerOf(after) &&
    isLinked(containerOf(after));
  state.changes.guard((changes) => {
    if (changes.some(isPutThere)) throw notInLinkedDatabase();
  });
}
