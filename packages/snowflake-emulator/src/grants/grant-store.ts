import type { ObjectId } from "../objects/snowflake-object";
import {
  type FutureGrant,
  futureGrantKey,
  type GrantState,
  type GrantTable,
  type PrivilegeGrant,
  privilegeKey,
  type RoleGrant,
  roleGrantKey,
  type Securable,
  securableKey,
} from "./grant-state";

/** Grants a privilege. Granting again keeps the first grant and can only add the grant option. */
export function grantPrivilege({ privileges }: GrantState, grant: PrivilegeGrant): void {
  const existing = privileges.current(privilegeKey(grant.on, grant.privilege, grant.granteeRoleId));
  if (existing === undefined) privileges.add({ ...grant });
  else if (grant.grantOption && !existing.grantOption) privileges.add({ ...existing, grantOption: true });
}

export function findPrivilege(
  state: GrantState,
  on: Securable,
  privilege: string,
  granteeRoleId: ObjectId,
): PrivilegeGrant | undefined {
  return state.privileges.current(privilegeKey(on, privilege, granteeRoleId));
}

export function privilegesOn(state: GrantState, on: Securable): readonly PrivilegeGrant[] {
  return state.privileges.byLeft(securableKey(on));
}

/** Does one of the roles hold the privilege? Looks at the roles or at the grants, whichever are fewer. */
export function anyHolds(
  { privileges }: GrantState,
  roles: ReadonlySet<ObjectId>,
  on: Securable,
  privilege: string,
  withGrantOption: boolean,
): PrivilegeGrant | undefined {
  const fits = (grant: PrivilegeGrant | undefined) => grant !== undefined && (!withGrantOption || grant.grantOption);
  if (roles.size < privileges.countLeft(securableKey(on))) {
    for (const role of roles) {
      const grant = privileges.current(privilegeKey(on, privilege, role));
      if (fits(grant)) return grant;
    }
    return undefined;
  }
  return privileges
    .byLeft(securableKey(on))
    .find((grant) => grant.privilege === privilege && roles.has(grant.granteeRoleId) && fits(grant));
}

/** Grants that a grantee passed on: the same privilege on the same securable, given by the grantee. */
export function dependentGrants(state: GrantState, grant: PrivilegeGrant): readonly PrivilegeGrant[] {
  return privilegesOn(state, grant.on).filter(
    (other) =>
      other.privilege === grant.privilege &&
      other.grantedByRoleId === grant.granteeRoleId &&
      other.granteeRoleId !== grant.granteeRoleId,
  );
}

/** Takes grants away, and with them whatever was passed on from them. */
export function revokeWithDependents(state: GrantState, grant: PrivilegeGrant): void {
  if (findPrivilege(state, grant.on, grant.privilege, grant.granteeRoleId) === undefined) return;
  const dependents = dependentGrants(state, grant);
  state.privileges.drop(grant);
  for (const dependent of dependents) revokeWithDependents(state, dependent);
}

/** Takes away what a grantee passed on and the right to do so, and keeps the grantee's own grant. */
export function revokeGrantOption(state: GrantState, grant: PrivilegeGrant): void {
  for (const dependent of dependentGrants(state, grant)) revokeWithDependents(state, dependent);
  state.privileges.add({ ...grant, grantOption: false });
}

/** Makes a role a member of another, or gives it to a user. Granting twice changes nothing. */
export function grantRole(state: GrantState, grant: RoleGrant): void {
  if (state.roles.current(roleGrantKey(grant)) === undefined) state.roles.add(grant);
}

export function revokeRole(state: GrantState, grant: Pick<RoleGrant, "roleId" | "grantee">): void {
  state.roles.remove(roleGrantKey(grant));
}

/** Adds a future grant. Granting again can only add the grant option. */
export function grantFuture(state: GrantState, grant: FutureGrant): void {
  const existing = state.future.current(futureGrantKey(grant));
  if (existing === undefined || grant.grantOption) state.future.add(grant);
}

/** Makes another role the grantor of those of a table's grants that one has given. */
export function changeGrantor<G extends { readonly grantedByRoleId: ObjectId | null }>(
  table: GrantTable<G>,
  grants: readonly G[],
  from: ObjectId | null,
  to: ObjectId | null,
): void {
  for (const grant of grants) if (grant.grantedByRoleId === from) table.add({ ...grant, grantedByRoleId: to });
}

/** A: whatever a dropped role had granted counts as granted by the one that got what it owned. */
export function handOverGrants({ privileges, roles, future }: GrantState, from: ObjectId, to: ObjectId | null): void {
  changeGrantor(privileges, [...privileges.values()], from, to);
  changeGrantor(roles, [...roles.values()], from, to);
  changeGrantor(future, [...future.values()], from, to);
}

/** Removes every grant on, in and to an object that goes away. */
export function forgetObject({ privileges, roles, future }: GrantState, id: ObjectId): void {
  privileges.dropAll(String(id));
  roles.dropAll(String(id));
  future.dropAll(String(id));
}

/** These roles and every role that they contain, directly or through others. */
export function roleClosure(state: GrantState, roleIds: Iterable<ObjectId>): ReadonlySet<ObjectId> {
  const found = new Set<ObjectId>(roleIds);
  // A set visits what is added while it is being walked through.
  for (const id of found) for (const grant of state.roles.byRight(String(id))) found.add(grant.roleId);
  return found;
}

/** Roles granted to a user directly. */
export function rolesOfUser(state: GrantState, userId: ObjectId): readonly ObjectId[] {
  return state.roles.byRight(String(userId)).map((grant) => grant.roleId);
}
