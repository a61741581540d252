import { forgetObject, handOverGrants } from "../grants/grant-store";
import type { AccountState } from "../state/account-state";
import type { ObjectCollection } from "../state/object-collection";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectsByType, type ObjectType } from "./object-types";
import type { ObjectId } from "./snowflake-object";

/**
 * Takes an object out of the account, with everything in it, its grants and whatever else points to it.
 * @param heirRoleId the role that drops it: gets what a dropped role owned (D: DROP ROLE)
 */
export function removeObject<T extends ObjectType>(
  state: AccountState,
  type: T,
  object: ObjectsByType[T],
  heirRoleId: ObjectId | null,
): void {
  for (const inside of ALL_OBJECT_TYPES) {
    if (OBJECT_TYPES[inside].level !== type) continue;
    removeContained(state, inside, object.id, heirRoleId);
  }
  if (type === "ROLE" || type === "DATABASE_ROLE") handOver(state, object.id, heirRoleId);
  if (type === "RESOURCE_MONITOR") forgetMonitor(state, object.id);
  forgetObject(state.grants, object.id);
  state.attachments.forget(object.id);
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  objects.drop(object);
}

function removeContained<T extends ObjectType>(
  state: AccountState,
  type: T,
  parentId: ObjectId,
  heirRoleId: ObjectId | null,
): void {
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  for (const object of objects.in(parentId)) removeObject(state, type, object, heirRoleId);
}

function handOver(state: AccountState, roleId: ObjectId, heirRoleId: ObjectId | null): void {
  const heir = heirRoleId === roleId ? null : heirRoleId;
  for (const type of ALL_OBJECT_TYPES) handOverType(state, type, roleId, heir);
  handOverGrants(state.grants, roleId, heir);
}

function handOverType<T extends ObjectType>(
  state: AccountState,
  type: T,
  roleId: ObjectId,
  heir: ObjectId | null,
): void {
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  for (const object of objects.ownedBy(roleId)) objects.setOwner(object, heir);
}

/** D: DROP RESOURCE MONITOR, its warehouses are no longer monitored. */
function forgetMonitor(state: AccountState, monitorId: ObjectId): void {
  for (const warehouse of state.objects.WAREHOUSE.values()) {
    if (warehouse.settings.resourceMonitorId !== monitorId) continue;
    state.objects.WAREHOUSE.edit(warehouse);
    warehouse.settings.resourceMonitorId = null;
  }
}
