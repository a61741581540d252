import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import type { Access } from "./access";
import type { Securable } from "./grant-state";

/** Who counts as the one that grants. */
export interface Grantor {
  readonly roleId: ObjectId | null;
}

/** What a privilege is granted on, as far as it decides who may grant. */
export interface Grantable {
  readonly on: Securable;
  readonly ownerRoleId: ObjectId | null;
  /** The managed access schema that it is in. */
  readonly managedBy: SnowflakeObject | undefined;
}

/**
 * By which right a privilege may be granted or revoked, and who then counts as grantor; undefined: by none.
 * D: the owner, MANAGE GRANTS (the grantor is then the owner), or the grant option; in a managed access schema only the
 * schema's owner and MANAGE GRANTS. On the account MANAGE GRANTS is not enough (O): ACCOUNTADMIN counts as its owner.
 */
export function grantorFor(access: Access, grantable: Grantable, privilege: string): Grantor | undefined {
  const { on, managedBy } = grantable;
  const ownerRoleId = managedBy === undefined ? grantable.ownerRoleId : managedBy.ownerRoleId;
  const isOwner = ownerRoleId === null ? access.isAccountAdmin() : access.effective.has(ownerRoleId);
  if (isOwner || (on.type !== "ACCOUNT" && access.managesGrants())) {
    return { roleId: ownerRoleId ?? access.state.objects.ROLE.get("ACCOUNTADMIN")?.id ?? null };
  }
  if (managedBy !== undefined) return undefined;
  const held = access.grantOf(on, privilege, { grantOption: true });
  return held === undefined ? undefined : { roleId: held.granteeRoleId };
}

/**
 * Who counts as grantor of future grants; undefined: nobody. D: MANAGE GRANTS, or ownership of the schema when it is a
 * managed access schema.
 */
export function futureGrantorFor(
  access: Access,
  container: { readonly object: SnowflakeObject; readonly managedAccess: boolean },
): Grantor | undefined {
  const { object, managedAccess } = container;
  if (access.managesGrants()) return { roleId: access.roles.primaryRoleId };
  return managedAccess && access.owns(object) ? { roleId: object.ownerRoleId } : undefined;
}

/** May the active roles give an object another owner? D: its owner and MANAGE GRANTS; in a managed access schema the schema's owner, too. */
export function mayTransfer(access: Access, object: SnowflakeObject, managedBy: SnowflakeObject | undefined): boolean {
  if (access.managesGrants()) return true;
  return access.owns(managedBy ?? object);
}
