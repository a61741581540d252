import { isDeepStrictEqual } from "node:util";
import type { Account } from "../../account";
import {
  type FutureGrant,
  futureGrantKey,
  type GrantTable,
  type PrivilegeGrant,
  privilegeKey,
  type RoleGrant,
  roleGrantKey,
} from "../../grants/grant-state";
import type { ObjectsByType, ObjectType } from "../../objects/object-types";
import type { ObjectId } from "../../objects/snowflake-object";
import { type AccountState, objectById } from "../../state/account-state";
import type { ObjectCollection } from "../../state/object-collection";
import { carriesRoleGrant, objectsInDatabases, securable } from "./grant-snapshot";
import { nameEverywhere } from "./names-everywhere";
import type { AccountObjectReceipt } from "./receive";
import type { CarriedIds } from "./translate";

/**
 * Makes the grants on what a group carries, and between roles, those of the snapshot, and the owners of its databases' objects, too.
 * Grants on what is the account's own are not looked at. A grant whose grantee or grantor is not there is left out (D: Replication
 * of roles and grants).
 */
export function applyGrants(to: Account, receipt: AccountObjectReceipt, ids: CarriedIds): void {
  const { state } = to;
  const { snapshot, databases } = receipt;
  const resolver = new Resolver(ids);
  applyOwners(to, receipt, resolver);
  const inDatabases = objectsInDatabases(to, databases.values()).map(({ id }) => id);
  const carried = snapshot.objects.flatMap(({ object }) => ids.of(object.id) ?? []);
  const { privileges, roles, future } = state.grants;
  synchronize(
    privileges,
    [...carried, ...inDatabases].flatMap((id) => privileges.byLeft(String(id))),
    snapshot.grants.privileges.flatMap((one) => resolver.privilege(one)),
    (grant) => privilegeKey(grant.on, grant.privilege, grant.granteeRoleId),
  );
  const members = { ...snapshot.members, databases: [...databases.values()] };
  synchronize(
    roles,
    [...roles.values()].filter((grant) => carriesRoleGrant(to, members, grant)),
    snapshot.grants.roles.flatMap((one) => resolver.role(one)),
    roleGrantKey,
  );
  synchronize(
    future,
    inDatabases.flatMap((id) => future.byLeft(String(id))),
    snapshot.grants.future.flatMap((one) => resolver.future(one)),
    futureGrantKey,
  );
}

/** Takes out what is not wanted, and puts in what is missing or different. */
function synchronize<G>(table: GrantTable<G>, there: readonly G[], wanted: readonly G[], keyOf: (grant: G) => string) {
  const keys = new Set(wanted.map(keyOf));
  for (const grant of there) if (!keys.has(keyOf(grant))) table.drop(grant);
  for (const grant of wanted) if (!isDeepStrictEqual(table.current(keyOf(grant)), grant)) table.add(grant);
}

type Grants = AccountObjectReceipt["snapshot"]["grants"];

/** Grants in terms of the receiving account; none where a part is missing. */
class Resolver {
  constructor(private readonly ids: CarriedIds) {}

  id(name: string | null): ObjectId | null | undefined {
    return name === null ? null : this.ids.byName.get(name);
  }

  privilege(one: Grants["privileges"][number]): readonly PrivilegeGrant[] {
    const { privilege, grantOption, createdOn } = one;
    const [on, granteeRoleId, grantedByRoleId] = [this.id(one.on.name), this.id(one.grantee), this.id(one.grantor)];
    if (typeof on !== "number" || typeof granteeRoleId !== "number" || grantedByRoleId === undefined) return [];
    return [{ privilege, on: securable(one.on.type, on), granteeRoleId, grantOption, grantedByRoleId, createdOn }];
  }

  role(one: Grants["roles"][number]): readonly RoleGrant[] {
    const [roleId, id, grantedByRoleId] = [this.id(one.role), this.id(one.grantee.name), this.id(one.grantor)];
    if (typeof roleId !== "number" || typeof id !== "number") return [];
    const grantee = { type: one.grantee.type, id };
    return [{ roleId, grantee, grantedByRoleId: grantedByRoleId ?? null, createdOn: one.createdOn }];
  }

  future(one: Grants["future"][number]): readonly FutureGrant[] {
    const { privilege, objectType, grantOption, createdOn } = one;
    const [id, granteeRoleId, by] = [this.id(one.container.name), this.id(one.grantee), this.id(one.grantor)];
    if (typeof id !== "number" || typeof granteeRoleId !== "number") return [];
    const container = { type: one.container.type, id };
    const grantedByRoleId = by ?? null;
    return [{ privilege, objectType, container, granteeRoleId, grantOption, grantedByRoleId, createdOn }];
  }
}

/** D: OWNERSHIP goes to the same role as in the source account. */
function applyOwners(to: Account, { snapshot, databases }: AccountObjectReceipt, resolver: Resolver): void {
  const sourceNames = new Map([...databases].map(([source, own]) => [own, snapshot.names.get(source) ?? ""]));
  for (const { type, id, ownerRoleId } of objectsInDatabases(to, databases.values())) {
    const owner = snapshot.grants.owners.get(sourceNames.get(id) ?? nameEverywhere(to, id));
    const wanted = owner === undefined ? undefined : resolver.id(owner);
    if (wanted !== undefined && wanted !== ownerRoleId) setOwner(to.state, type, id, wanted);
  }
}

function setOwner<T extends ObjectType>(state: AccountState, type: T, id: ObjectId, owner: ObjectId | null): void {
  const objects: ObjectCollection<ObjectsByType[T]> = state.objects[type];
  const object = objectById(state, type, id);
  if (object !== undefined) objects.setOwner(object, owner);
}
