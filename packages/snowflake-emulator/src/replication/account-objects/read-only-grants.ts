import { readOnlyGrant } from "../../errors";
import type { FutureGrant, PrivilegeGrant, RoleGrant } from "../../grants/grant-state";
import { OBJECT_TYPES, type ObjectType } from "../../objects/object-types";
import type { ObjectId, SnowflakeObject } from "../../objects/snowflake-object";
import { type AccountState, objectById } from "../../state/account-state";
import type { Change } from "../../state/change-log";
import { databaseOf } from "../read-only";
import { GROUP_TYPES } from "./carried";
import type { SecondaryContents } from "./secondary-contents";

/**
 * Throws 003951 for a change of grants or owners that come from the source account (D: "privileges cannot be granted to (or revoked
 * from) a role on a secondary object in the target account. However, privileges can be granted … on local objects"). Only where
 * roles are replicated.
 */
export function checkGrantChange(state: AccountState, secondary: SecondaryContents, change: Change): void {
  const roles = secondary.groupOfType("ROLES");
  if (roles === undefined) return;
  const { store, before, after } = change;
  if (store === "privileges") checkEach(change, isPrivilege, ({ on }) => privilegeOn(state, secondary, on));
  else if (store === "roles") checkEach(change, isRoleGrant, (grant) => roleGrant(state, secondary, grant, roles));
  else if (store === "future") checkEach(change, isFuture, ({ container }) => inSecondary(state, secondary, container));
  else if (isObject(before) && isObject(after) && before.ownerRoleId !== after.ownerRoleId) {
    const type = isObjectType(store) ? store : undefined;
    const found = type === undefined ? undefined : inSecondary(state, secondary, { type, id: after.id });
    if (found !== undefined) throw readOnlyGrant(found.what, found.group);
  }
}

interface Found {
  readonly what: string;
  readonly group: string;
}

function checkEach<G>(
  { before, after }: Change,
  is: (value: unknown) => value is G,
  find: (grant: G) => Found | undefined,
): void {
  for (const grant of [before, after]) {
    const found = is(grant) ? find(grant) : undefined;
    if (found !== undefined) throw readOnlyGrant(found.what, found.group);
  }
}

function privilegeOn(state: AccountState, secondary: SecondaryContents, on: PrivilegeGrant["on"]): Found | undefined {
  return on.type === "ACCOUNT" ? undefined : inSecondary(state, secondary, on);
}

/** Roles of the account in each other; to users where those come, too; database roles of secondary databases. */
function roleGrant(
  state: AccountState,
  secondary: SecondaryContents,
  { roleId, grantee }: RoleGrant,
  group: string,
): Found | undefined {
  const databaseRole = state.objects.DATABASE_ROLE.byId(roleId);
  if (databaseRole !== undefined) return inSecondary(state, secondary, { type: "DATABASE_ROLE", id: roleId });
  const role = state.objects.ROLE.byId(roleId);
  if (role === undefined) return undefined;
  if (grantee.type === "USER" && secondary.groupOfType("USERS") === undefined) return undefined;
  return { what: `role '${role.name}'`, group };
}

/** An object that a secondary group has brought; one that has gone meanwhile is not. */
function inSecondary(
  state: AccountState,
  secondary: SecondaryContents,
  { type, id }: { readonly type: ObjectType; readonly id: ObjectId },
): Found | undefined {
  const object = objectById(state, type, id);
  if (object === undefined) return undefined;
  const group = groupOf(state, secondary, type, object);
  return group === undefined
    ? undefined
    : { what: `${OBJECT_TYPES[type].label.toLowerCase()} '${object.name}'`, group };
}

function groupOf(
  state: AccountState,
  secondary: SecondaryContents,
  type: ObjectType,
  object: SnowflakeObject,
): string | undefined {
  switch (type) {
    case "ROLE":
    case "USER":
    case "RESOURCE_MONITOR":
    case "NETWORK_POLICY":
    case "WAREHOUSE":
      return secondary.groupOfType(GROUP_TYPES[type]);
    case "INTEGRATION": {
      const integration = state.objects.INTEGRATION.byId(object.id);
      return integration === undefined ? undefined : secondary.groupOfIntegration(integration);
    }
    case "EXTERNAL_VOLUME":
      return secondary.groupOfVolume(object.id);
    case "DATABASE":
      return secondary.groupOfDatabase(object.id);
    default: {
      const database = databaseOf(state, object.parentId);
      return database === undefined ? undefined : secondary.groupOfDatabase(database.id);
    }
  }
}

function isObjectType(store: string): store is ObjectType {
  return store in OBJECT_TYPES;
}

function isObject(value: unknown): value is SnowflakeObject {
  return typeof value === "object" && value !== null && "ownerRoleId" in value && "name" in value;
}

function isPrivilege(value: unknown): value is PrivilegeGrant {
  return typeof value === "object" && value !== null && "on" in value && "privilege" in value;
}

function isRoleGrant(value: unknown): value is RoleGrant {
  return typeof value === "object" && value !== null && "roleId" in value && "grantee" in value;
}

function isFuture(value: unknown): value is FutureGrant {
  return typeof value === "object" && value !== null && "container" in value && "objectType" in value;
}
