import type { GrantState } from "../grants/grant-state";
import type { AccountObject, ObjectId } from "./account-object";
import type { ObjectsByType, ObjectType } from "./object-types";

/**
 * Everything that an account remembers, as plain data in one place: what a snapshot copies and a replica receives.
 * Sessions and query history are not part of it.
 */
export interface AccountState {
  /** Objects by type and exact name. */
  readonly objects: { readonly [T in ObjectType]: Map<string, ObjectsByType[T]> };
  readonly grants: GrantState;
  /** Parameters set on the account, by name. */
  readonly parameters: Map<string, string>;
  /** The next object id. */
  nextId: ObjectId;
  /** Counts the external ids made so far. */
  nextExternalId: number;
}

/** An account with nothing in it, not even system-defined roles. */
export function emptyState(): AccountState {
  return {
    objects: {
      ROLE: new Map(),
      USER: new Map(),
      WAREHOUSE: new Map(),
      RESOURCE_MONITOR: new Map(),
      INTEGRATION: new Map(),
      EXTERNAL_VOLUME: new Map(),
    },
    grants: { privileges: [], roles: [] },
    parameters: new Map(),
    nextId: 1,
    nextExternalId: 1,
  };
}

/** The object of this type with this id, if there still is one. */
export function objectById<T extends ObjectType>(
  state: AccountState,
  type: T,
  id: ObjectId | null,
): ObjectsByType[T] | undefined {
  if (id === null) return undefined;
  const objects: Map<string, ObjectsByType[T]> = state.objects[type];
  for (const object of objects.values()) if (object.id === id) return object;
  return undefined;
}

/** The name of a role, or "" for none: how SHOW writes the owner of what Snowflake itself made. */
export function roleName(state: AccountState, id: ObjectId | null): string {
  return objectById(state, "ROLE", id)?.name ?? "";
}

/** Puts an object under its name. */
export function addObject<T extends ObjectType>(state: AccountState, type: T, object: ObjectsByType[T]): void {
  const objects: Map<string, ObjectsByType[T]> = state.objects[type];
  objects.set(object.name, object);
}

/** Gives an object another name. The new name must be free. */
export function renameObject<T extends ObjectType>(
  state: AccountState,
  type: T,
  object: ObjectsByType[T],
  name: string,
): void {
  const objects: Map<string, ObjectsByType[T]> = state.objects[type];
  objects.delete(object.name);
  object.name = name;
  objects.set(name, object);
}

/** All objects of a type, by name. */
export function sortedObjects<T extends ObjectType>(state: AccountState, type: T): readonly ObjectsByType[T][] {
  const objects: Map<string, ObjectsByType[T]> = state.objects[type];
  return [...objects.values()].sort((a: AccountObject, b: AccountObject) => (a.name < b.name ? -1 : 1));
}
