import type { ObjectId } from "../objects/account-object";
import type { ObjectType } from "../objects/object-types";
import { type GrantState, type PrivilegeGrant, type RoleGrant, type Securable, sameSecurable } from "./grant-state";

/** Grants a privilege. Granting again keeps the first grant and can only add the grant option. */
export function grantPrivilege(state: GrantState, grant: PrivilegeGrant): void {
  const existing = findPrivilege(state, grant.on, grant.privilege, grant.granteeRoleId);
  if (existing === undefined) state.privileges.push({ ...grant });
  else existing.grantOption ||= grant.grantOption;
}

export function findPrivilege(
  state: GrantState,
  on: Securable,
  privilege: string,
  granteeRoleId: ObjectId,
): PrivilegeGrant | undefined {
  return state.privileges.find(
    (grant) => grant.granteeRoleId === granteeRoleId && grant.privilege === privilege && sameSecurable(grant.on, on),
  );
}

export function privilegesOn(state: GrantState, on: Securable): readonly PrivilegeGrant[] {
  return state.privileges.filter((grant) => sameSecurable(grant.on, on));
}

/** Grants that a grantee passed on: the same privilege on the same securable, given by the grantee. */
export function dependentGrants(state: GrantState, grant: PrivilegeGrant): readonly PrivilegeGrant[] {
  return privilegesOn(state, grant.on).filter(
    (other) =>
      other !== grant &&
      other.privilege === grant.privilege &&
      other.grantedByRoleId === grant.granteeRoleId &&
      other.granteeRoleId !== grant.granteeRoleId,
  );
}

/** Takes grants away, and with them whatever was passed on from them. */
export function revokeWithDependents(state: GrantState, grant: PrivilegeGrant): void {
  const gone = new Set<PrivilegeGrant>();
  const visit = (one: PrivilegeGrant): void => {
    if (gone.has(one)) return;
    gone.add(one);
    for (const dependent of dependentGrants(state, one)) visit(dependent);
  };
  visit(grant);
  state.privileges = state.privileges.filter((one) => !gone.has(one));
}

/** Takes away what a grantee passed on, and keeps the grantee's own grant. */
export function revokeDependents(state: GrantState, grant: PrivilegeGrant): void {
  for (const dependent of dependentGrants(state, grant)) revokeWithDependents(state, dependent);
}

/** Makes a role a member of another, or gives it to a user. Granting twice changes nothing. */
export function grantRole(state: GrantState, grant: RoleGrant): void {
  const known = state.roles.some((one) => sameRoleGrant(one, grant));
  if (!known) state.roles.push(grant);
}

export function revokeRole(state: GrantState, grant: Pick<RoleGrant, "roleId" | "grantee">): void {
  state.roles = state.roles.filter((one) => !sameRoleGrant(one, grant));
}

function sameRoleGrant(a: Pick<RoleGrant, "roleId" | "grantee">, b: Pick<RoleGrant, "roleId" | "grantee">): boolean {
  return a.roleId === b.roleId && a.grantee.type === b.grantee.type && a.grantee.id === b.grantee.id;
}

/** Removes every grant on and to an object that goes away. */
export function forgetObject(state: GrantState, type: ObjectType, id: ObjectId): void {
  const on: Securable = { type, id };
  state.privileges = state.privileges.filter(
    (grant) => !sameSecurable(grant.on, on) && !(type === "ROLE" && grant.granteeRoleId === id),
  );
  state.roles = state.roles.filter(
    (grant) => !(type === "ROLE" && grant.roleId === id) && !(grant.grantee.type === type && grant.grantee.id === id),
  );
}

/** These roles and every role that they contain, directly or through others. */
export function roleClosure(state: GrantState, roleIds: Iterable<ObjectId>): ReadonlySet<ObjectId> {
  const found = new Set<ObjectId>(roleIds);
  // A set visits what is added while it is being walked through.
  for (const id of found) {
    for (const grant of state.roles) {
      if (grant.grantee.type === "ROLE" && grant.grantee.id === id) found.add(grant.roleId);
    }
  }
  return found;
}

/** Roles granted to a user directly. */
export function rolesOfUser(state: GrantState, userId: ObjectId): readonly ObjectId[] {
  return state.roles
    .filter((grant) => grant.grantee.type === "USER" && grant.grantee.id === userId)
    .map((g) => g.roleId);
}
