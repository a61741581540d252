import { type Account, isBusinessCritical } from "../../account";
import {
  alreadyInGroup,
  groupListsDisagree,
  groupLowerEdition,
  groupsNeedBusinessCritical,
  notReplicable,
  readOnlyDatabase,
  replicatedOnItsOwn,
  secondAccountGroup,
} from "../../errors";
import type { FailoverGroup, GroupMembers, GroupObjectType } from "../../objects/failover-group";
import { requireReplication } from "../account-replication";
import { accountPath } from "../organization-access";
import { groupsOf } from "./placed-groups";

/** Types that several groups of an account may have (D: CREATE FAILOVER GROUP, usage notes). */
const SHARED_TYPES: readonly GroupObjectType[] = ["DATABASES", "EXTERNAL VOLUMES", "SHARES"];

/** Throws 003908 unless the account has failover groups at all. */
export function requireGroupEdition(account: Account): void {
  if (!isBusinessCritical(account)) throw groupsNeedBusinessCritical([accountPath(account)]);
}

/**
 * May these accounts be listed? Throws 003905 for one that takes no part in replication, 003907 for one on a lower edition
 * (unless told to ignore that).
 */
export function checkAllowedAccounts(
  account: Account,
  name: string,
  others: readonly Account[],
  ignoreEditions: boolean,
): void {
  for (const one of [account, ...others]) requireReplication(one);
  const lower = others.filter((one) => !isBusinessCritical(one));
  if (lower.length > 0 && !ignoreEditions) throw groupLowerEdition(name, lower.map(accountPath));
}

/**
 * Do object types and lists go together? Throws 003935. `complete`: as CREATE wants it, each type with its list; ALTER may leave
 * lists of objects empty (D: "is set to NULL").
 */
export function checkLists(members: GroupMembers, complete: boolean): void {
  const { objectTypes, integrationTypes, databases, volumes } = members;
  const has = (type: GroupObjectType) => objectTypes.includes(type);
  const some = { databases: databases.length > 0, volumes: volumes === "ALL" || volumes.length > 0 };
  const lists: readonly (readonly [type: GroupObjectType, list: string, given: boolean, needed: boolean])[] = [
    ["DATABASES", "ALLOWED_DATABASES", some.databases, complete],
    ["EXTERNAL VOLUMES", "ALLOWED_EXTERNAL_VOLUMES", some.volumes, complete],
    ["INTEGRATIONS", "ALLOWED_INTEGRATION_TYPES", integrationTypes.length > 0, true],
  ];
  for (const [type, list, given, needed] of lists) {
    if (given && !has(type)) throw groupListsDisagree(`${list} is set and OBJECT_TYPES do not include ${type}`);
    if (!given && needed && has(type)) throw groupListsDisagree(`OBJECT_TYPES include ${type} and ${list} is not set`);
  }
  if (integrationTypes.includes("SECURITY INTEGRATIONS") && !has("ROLES")) {
    throw groupListsDisagree("SECURITY INTEGRATIONS require ROLES in OBJECT_TYPES");
  }
}

/**
 * May a group have these members, besides what the account's other groups have? Throws 003936, 003937, 003938, 003922, 003903.
 * @param own the group itself; undefined: it is to be created
 */
export function checkMembers(account: Account, own: FailoverGroup | undefined, members: GroupMembers): void {
  const others = groupsOf(account).flatMap(({ group }) => (group === own ? [] : [group]));
  checkAccountTypes(others, members.objectTypes);
  for (const id of members.databases) checkDatabase(account, own, id);
  checkVolumes(account, others, members.volumes);
}

function checkAccountTypes(others: readonly FailoverGroup[], types: readonly GroupObjectType[]): void {
  const single = (list: readonly GroupObjectType[]) => list.filter((type) => !SHARED_TYPES.includes(type));
  const own = single(types);
  const other = others.find(({ role }) => single(role.members?.objectTypes ?? []).length > 0);
  if (own.length > 0 && other !== undefined) throw secondAccountGroup(other.name, own);
}

function checkDatabase({ state }: Account, own: FailoverGroup | undefined, id: number): void {
  const database = state.objects.DATABASE.byId(id);
  if (database === undefined) return;
  const { name, replication, link } = database;
  if (link !== undefined) throw notReplicable(name, "it is a catalog-linked database");
  if (replication === undefined) return;
  if (replication.groupId === undefined) {
    throw replication.kind === "secondary" ? readOnlyDatabase(name) : replicatedOnItsOwn(name);
  }
  if (replication.groupId === own?.id) return;
  throw alreadyInGroup("Database", name, state.objects.FAILOVER_GROUP.byId(replication.groupId)?.name ?? "");
}

function checkVolumes({ state }: Account, others: readonly FailoverGroup[], volumes: GroupMembers["volumes"]): void {
  for (const { name, role } of others) {
    const theirs = role.members?.volumes ?? [];
    if (theirs.length === 0) continue;
    if (theirs === "ALL" || volumes === "ALL") {
      if (volumes.length > 0) throw alreadyInGroup("External volume", "ALL", name);
      continue;
    }
    const shared = theirs.find((id) => volumes.includes(id));
    if (shared === undefined) continue;
    throw alreadyInGroup("External volume", state.objects.EXTERNAL_VOLUME.byId(shared)?.name ?? "", name);
  }
}
