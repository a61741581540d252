import { forgetObject } from "../grants/grant-store";
import type { ObjectId } from "./account-object";
import type { AccountState } from "./account-state";
import { ALL_OBJECT_TYPES, type ObjectsByType, type ObjectType } from "./object-types";

/**
 * Takes an object out of the account, with its grants and whatever else points to it.
 * @param heirRoleId the role that drops it: gets what a dropped role owned (D: DROP ROLE)
 */
export function removeObject<T extends ObjectType>(
  state: AccountState,
  type: T,
  object: ObjectsByType[T],
  heirRoleId: ObjectId | null,
): void {
  if (type === "ROLE") handOver(state, object.id, heirRoleId);
  if (type === "RESOURCE_MONITOR") forgetMonitor(state, object.id);
  forgetObject(state.grants, type, object.id);
  state.objects[type].delete(object.name);
}

function handOver(state: AccountState, roleId: ObjectId, heirRoleId: ObjectId | null): void {
  const heir = heirRoleId === roleId ? null : heirRoleId;
  for (const type of ALL_OBJECT_TYPES) {
    for (const object of state.objects[type].values()) {
      if (object.ownerRoleId === roleId) object.ownerRoleId = heir;
    }
  }
}

/** D: DROP RESOURCE MONITOR, its warehouses are no longer monitored. */
function forgetMonitor(state: AccountState, monitorId: ObjectId): void {
  for (const warehouse of state.objects.WAREHOUSE.values()) {
    if (warehouse.settings.resourceMonitorId === monitorId) warehouse.settings.resourceMonitorId = null;
  }
}
