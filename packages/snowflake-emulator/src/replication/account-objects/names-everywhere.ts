import type { Account } from "../../account";
import { ALL_OBJECT_TYPES, type ObjectsByType, type ObjectType } from "../../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../../objects/snowflake-object";
import type { AccountState } from "../../state/account-state";
import type { ObjectCollection } from "../../state/object-collection";
import { globalId } from "../global-ids";

/**
 * What an object is called in all accounts: its global id. System-defined roles are the same everywhere by their names (D:
 * SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME is for "objects created by scripts").
 */
export function nameEverywhere(account: Account, id: ObjectId): string {
  const role = account.state.objects.ROLE.byId(id);
  return role?.system === true ? `system role ${role.name}` : globalId(account, id);
}

/** The same, where there may be nobody. */
export function nameOrNobody(account: Account, id: ObjectId | null): string | null {
  return id === null ? null : nameEverywhere(account, id);
}

/** The ids of all objects of an account, by what they are called everywhere. */
export function idsByName(account: Account): Map<string, ObjectId> {
  const ids = new Map<string, ObjectId>();
  for (const type of ALL_OBJECT_TYPES) {
    for (const object of objectsOf(account.state, type)) ids.set(nameEverywhere(account, object.id), object.id);
  }
  return ids;
}

function objectsOf<T extends ObjectType>(state: AccountState, type: T): Iterable<SnowflakeObject> {
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  return objects.values();
}
