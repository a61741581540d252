import type { Account } from "../../account";
import type { FutureGrant, PrivilegeGrant, RoleGrant, Securable } from "../../grants/grant-state";
import type { GroupMembers } from "../../objects/failover-group";
import type { ObjectType } from "../../objects/object-types";
import type { ObjectId } from "../../objects/snowflake-object";
import { objectsIn } from "../copied-objects";
import type { CarriedObject } from "./carried";
import { nameEverywhere, nameOrNobody } from "./names-everywhere";

/** A grant in terms of all accounts: ids are what objects are called everywhere. */
export type EverywherePrivilege = Pick<PrivilegeGrant, "privilege" | "grantOption" | "createdOn"> & {
  readonly on: { readonly type: ObjectType; readonly name: string };
  readonly grantee: string;
  readonly grantor: string | null;
};

export type EverywhereRoleGrant = Pick<RoleGrant, "createdOn"> & {
  readonly role: string;
  readonly grantee: { readonly type: RoleGrant["grantee"]["type"]; readonly name: string };
  readonly grantor: string | null;
};

export type EverywhereFutureGrant = Pick<FutureGrant, "privilege" | "objectType" | "grantOption" | "createdOn"> & {
  readonly container: { readonly type: "DATABASE" | "SCHEMA"; readonly name: string };
  readonly grantee: string;
  readonly grantor: string | null;
};

/** Whatever grants a group carries, where roles are replicated. */
export interface GrantSnapshot {
  /** On the group's objects, and on its databases and what is in them. Not on the account or on groups (D). */
  readonly privileges: readonly EverywherePrivilege[];
  /** Between account roles, and to users, where the group carries them; of the database roles of its databases. */
  readonly roles: readonly EverywhereRoleGrant[];
  /** In its databases and their schemas. */
  readonly future: readonly EverywhereFutureGrant[];
  /** Who owns each database and each object in it, by what they are called everywhere. */
  readonly owners: ReadonlyMap<string, string | null>;
}

/** Objects that are granted on, by type. */
export interface GrantedObject {
  readonly type: ObjectType;
  readonly id: ObjectId;
  readonly ownerRoleId: ObjectId | null;
}

/** Databases, and all in them that is copied. */
export function objectsInDatabases({ state }: Pick<Account, "state">, databases: Iterable<ObjectId>) {
  return [...databases].flatMap((databaseId): readonly GrantedObject[] => {
    const database = state.objects.DATABASE.byId(databaseId);
    if (database === undefined) return [];
    const inside = objectsIn(state, databaseId).map(({ type, object }) => ({ type, ...owned(object) }));
    return [{ type: "DATABASE", ...owned(database) }, ...inside];
  });
}

const owned = ({ id, ownerRoleId }: Omit<GrantedObject, "type">) => ({ id, ownerRoleId });

/** Copies the grants that go with a group's objects. */
export function snapshotGrants(
  account: Account,
  members: GroupMembers,
  carried: readonly CarriedObject[],
): GrantSnapshot {
  const { grants } = account.state;
  const name = (id: ObjectId) => nameEverywhere(account, id);
  const inDatabases = objectsInDatabases(account, members.databases);
  const granted = [...carried.map(({ type, object }) => ({ type, ...owned(object) })), ...inDatabases];
  return {
    privileges: granted.flatMap(({ type, id }) =>
      grants.privileges.byLeft(String(id)).map((grant) => ({
        privilege: grant.privilege,
        grantOption: grant.grantOption,
        createdOn: grant.createdOn,
        on: { type, name: name(id) },
        grantee: name(grant.granteeRoleId),
        grantor: nameOrNobody(account, grant.grantedByRoleId),
      })),
    ),
    roles: [...grants.roles.values()]
      .filter((grant) => carriesRoleGrant(account, members, grant))
      .map((grant) => ({
        role: name(grant.roleId),
        grantee: { type: grant.grantee.type, name: name(grant.grantee.id) },
        grantor: nameOrNobody(account, grant.grantedByRoleId),
        createdOn: grant.createdOn,
      })),
    future: inDatabases.flatMap(({ type, id }) =>
      type !== "DATABASE" && type !== "SCHEMA"
        ? []
        : grants.future.byLeft(String(id)).map((grant) => ({
            privilege: grant.privilege,
            objectType: grant.objectType,
            grantOption: grant.grantOption,
            createdOn: grant.createdOn,
            container: { type, name: name(id) },
            grantee: name(grant.granteeRoleId),
            grantor: nameOrNobody(account, grant.grantedByRoleId),
          })),
    ),
    owners: new Map(inDatabases.map(({ id, ownerRoleId }) => [name(id), nameOrNobody(account, ownerRoleId)])),
  };
}

/**
 * Does a group carry a grant of a role (D: ALTER FAILOVER GROUP, ROLES)? Between account roles with ROLES; to users with ROLES and
 * USERS; of a database role with its database, to users with USERS.
 */
export function carriesRoleGrant(
  { state }: Pick<Account, "state">,
  { objectTypes, databases }: Pick<GroupMembers, "objectTypes" | "databases">,
  { roleId, grantee }: Pick<RoleGrant, "roleId" | "grantee">,
): boolean {
  if (grantee.type === "USER" && !objectTypes.includes("USERS")) return false;
  const databaseId = state.objects.DATABASE_ROLE.byId(roleId)?.parentId ?? null;
  return databaseId === null ? objectTypes.includes("ROLES") : databases.includes(databaseId);
}

/** A securable of an object. */
export const securable = (type: ObjectType, id: ObjectId): Securable => ({ type, id });
