import { readOnlyAccountObject } from "../../errors";
import type { Integration } from "../../objects/integration";
import { OBJECT_TYPES, type ObjectType } from "../../objects/object-types";
import type { SnowflakeObject } from "../../objects/snowflake-object";
import type { User } from "../../objects/user";
import type { Warehouse } from "../../objects/warehouse";
import type { AccountState } from "../../state/account-state";
import type { Change } from "../../state/change-log";
import { same } from "../../state/same";
import { GROUP_TYPES } from "./carried";
import { checkGrantChange } from "./read-only-grants";
import { SecondaryContents } from "./secondary-contents";

/** Types that are carried as a whole. */
const WHOLE_TYPES = ["ROLE", "USER", "RESOURCE_MONITOR", "NETWORK_POLICY", "WAREHOUSE"] as const;

/**
 * Keeps statements, whatever they are, from changing what a secondary group has brought (D: Replication and read-only secondary
 * objects): the change is undone, and the statement ends with 003950, or 003951 for a grant. Warehouses can be suspended and
 * resumed; without roles in a group owners and grants are the account's own.
 */
export function guardSecondaryObjects(state: AccountState): void {
  state.changes.guard((changes) => {
    const secondary = new SecondaryContents(state);
    if (secondary.isEmpty) return;
    // An object that goes takes its grants along: the object is what matters.
    for (const change of changes) checkObjectChange(state, secondary, change);
    for (const change of changes) checkGrantChange(state, secondary, change);
  });
}

function checkObjectChange(state: AccountState, secondary: SecondaryContents, change: Change): void {
  const { store, key } = change;
  if (store === "parameters") {
    const group = secondary.groupOfType("ACCOUNT PARAMETERS");
    if (group !== undefined) throw readOnlyAccountObject(`Account parameter '${key}'`, "account parameters", group);
    return;
  }
  if (store === "authentication policies") {
    const user = state.objects.USER.byId(Number(key));
    const group = user === undefined ? undefined : secondary.groupOfType("USERS");
    if (user !== undefined && group !== undefined) throw refused("USER", user, group);
    return;
  }
  const type = WHOLE_TYPES.find((one) => one === store);
  const found = type === undefined ? partlyCarried(secondary, change) : whole(secondary, type, change);
  if (found === undefined || isOwnMatter(secondary, change)) return;
  throw refused(found.type, found.object, found.group);
}

interface Found {
  readonly type: ObjectType;
  readonly object: SnowflakeObject;
  readonly group: string;
}

function whole(secondary: SecondaryContents, type: (typeof WHOLE_TYPES)[number], change: Change): Found | undefined {
  const group = secondary.groupOfType(GROUP_TYPES[type]);
  const object = objectOf(change);
  return group === undefined || object === undefined ? undefined : { type, object, group };
}

/** Integrations by their kind; volumes one by one, or all of them. */
function partlyCarried(secondary: SecondaryContents, change: Change): Found | undefined {
  const object = objectOf(change);
  if (object === undefined) return undefined;
  if (change.store === "INTEGRATION") {
    const group = [change.before, change.after]
      .flatMap((one) => (isIntegration(one) ? [one] : []))
      .map((one) => secondary.groupOfIntegration(one))
      .find((one) => one !== undefined);
    return group === undefined ? undefined : { type: "INTEGRATION", object, group };
  }
  if (change.store !== "EXTERNAL_VOLUME") return undefined;
  const group = secondary.groupOfVolume(object.id);
  return group === undefined ? undefined : { type: "EXTERNAL_VOLUME", object, group };
}

/** A change of what does not come from the source: who logged in when, whether a warehouse runs, without roles the owner. */
function isOwnMatter(secondary: SecondaryContents, { before, after }: Change): boolean {
  if (!isObject(before) || !isObject(after)) return false;
  const ownersCome = secondary.groupOfType("ROLES") !== undefined;
  const carried = (object: SnowflakeObject) => ({
    ...object,
    ...(ownersCome ? {} : { ownerRoleId: null }),
    ...(isWarehouse(object) ? { state: null, resumedOn: null, updatedOn: null } : {}),
    ...(isUser(object) ? { lastSuccessLogin: null } : {}),
  });
  return same(carried(before), carried(after));
}

function refused(type: ObjectType, object: SnowflakeObject, group: string) {
  const { label, plural } = OBJECT_TYPES[type];
  return readOnlyAccountObject(`${label} '${object.name}'`, plural.toLowerCase(), group);
}

function objectOf({ before, after }: Change): SnowflakeObject | undefined {
  return [before, after].find(isObject);
}

function isObject(value: unknown): value is SnowflakeObject {
  return typeof value === "object" && value !== null && "ownerRoleId" in value && "name" in value;
}

function isIntegration(value: unknown): value is Integration {
  return isObject(value) && "kind" in value;
}

function isWarehouse(value: SnowflakeObject): value is Warehouse {
  return "resumedOn" in value;
}

function isUser(value: SnowflakeObject): value is User {
  return "lastSuccessLogin" in value;
}
