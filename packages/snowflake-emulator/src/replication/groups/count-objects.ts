import { OBJECT_TYPES, type ObjectType } from "../../objects/object-types";
import type { AccountObjectSnapshot } from "../account-objects";
import type { DatabaseSnapshot } from "../database-snapshot";
import type { CountedType } from "./group-refresh-record";

/** How many objects of each type a refresh brings; grants count as a type (D: REPLICATION_GROUP_REFRESH_HISTORY). */
export function countObjects(
  databases: DatabaseSnapshot | undefined,
  account: AccountObjectSnapshot,
): readonly CountedType[] {
  const counts = new Map<string, number>();
  const add = (name: string, count = 1) => counts.set(name, (counts.get(name) ?? 0) + count);
  const nameOf = (type: ObjectType) => OBJECT_TYPES[type].plural.toLowerCase();
  for (const _database of databases?.databases ?? []) add("databases");
  for (const { type } of databases?.objects ?? []) add(nameOf(type));
  for (const { type } of account.objects) add(nameOf(type));
  const { privileges, roles, future } = account.grants;
  const grants = privileges.length + roles.length + future.length;
  if (grants > 0 && account.members.objectTypes.includes("ROLES")) add("grants", grants);
  return [...counts].map(([type, count]) => ({ type, count }));
}
