import type { ObjectId } from "../objects/account-object";
import type { ObjectType } from "../objects/object-types";

/** What a privilege is held on. */
export type Securable = { readonly type: "ACCOUNT" } | { readonly type: ObjectType; readonly id: ObjectId };

/** One privilege of one role on one securable. OWNERSHIP is no grant: it is the object's ownerRoleId. */
export interface PrivilegeGrant {
  readonly privilege: string;
  readonly on: Securable;
  readonly granteeRoleId: ObjectId;
  /** May the grantee pass it on? */
  grantOption: boolean;
  /** null: Snowflake itself. */
  grantedByRoleId: ObjectId | null;
  readonly createdOn: number;
}

/** Membership of a role in another role, or of a user in a role. */
export interface RoleGrant {
  readonly roleId: ObjectId;
  readonly grantee: { readonly type: "ROLE" | "USER"; readonly id: ObjectId };
  readonly grantedByRoleId: ObjectId | null;
  readonly createdOn: number;
}

/** All grants of an account. */
export interface GrantState {
  privileges: PrivilegeGrant[];
  roles: RoleGrant[];
}

export const ACCOUNT: Securable = { type: "ACCOUNT" };

export function sameSecurable(a: Securable, b: Securable): boolean {
  if (a.type === "ACCOUNT" || b.type === "ACCOUNT") return a.type === b.type;
  return a.type === b.type && a.id === b.id;
}
