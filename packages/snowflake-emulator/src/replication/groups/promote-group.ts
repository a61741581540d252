import type { Account } from "../../account";
import {
  groupNeverRefreshed,
  groupNotAllowed,
  groupPromotedWhileRefreshing,
  notSecondaryGroup,
  primaryGroupGone,
} from "../../errors";
import type { FailoverGroup, PrimaryGroupRole } from "../../objects/failover-group";
import type { ObjectId } from "../../objects/snowflake-object";
import type { DatabaseAddress } from "../database-replication";
import { accountPath, type OrganizationAccess } from "../organization-access";
import { databasesOf, forgetRowSources, markPrimaries, setDatabaseRole, withDatabases } from "./group-databases";
import {
  findPrimaryGroup,
  groupAddress,
  groupPath,
  type PlacedGroup,
  type PlacedPrimary,
  secondariesOf,
} from "./placed-groups";

/**
 * Makes a secondary group the primary and its primary a secondary; all other secondaries follow the new one, and nothing refreshes them
 * until RESUME (D: ALTER FAILOVER GROUP, usage notes). Databases change their parts in all accounts with it. Needs nothing of the old
 * primary's account, which may be out of reach: it finds itself read-only. Answers the accounts that were changed. Throws 003931 for a
 * group that is no secondary, 003916 during a refresh, 003934 where the primary does not list the account, 003943 before the first
 * refresh.
 */
export function promoteGroup(organization: OrganizationAccess, group: FailoverGroup): readonly Account[] {
  const { account } = organization;
  const { role } = group;
  if (role.kind !== "secondary") throw notSecondaryGroup(group.name, "set as primary");
  if (account.groupRefreshes.of(group.id) !== undefined) throw groupPromotedWhileRefreshing(group.name);
  const old = findPrimaryGroup(organization, role.primary);
  if (old === undefined) throw primaryGroupGone(group.name);
  if (!old.role.accounts.includes(account.name)) throw groupNotAllowed(groupPath(old), accountPath(account));
  if (role.members === null) throw groupNeverRefreshed(group.name);
  const promoted = { account, group };
  const others = secondariesOf(organization, old).filter((one) => one.group !== group);
  const successors = successorsIn(promoted, old);
  account.state.changes.transact(() => becomePrimary(promoted, role.members ?? old.role.members, old));
  old.account.state.changes.transact(() => becomeSecondary(old, promoted, successors));
  for (const other of others) other.account.state.changes.transact(() => follow(other, promoted, old, successors));
  const changed = [...new Set([account, old.account, ...others.map((one) => one.account)])];
  // Tasks, alerts and refreshes of the one are due from now on, those of the other are not.
  for (const one of changed) one.automation.scheduler?.changed();
  return changed;
}

/** Which database of the promoted group each one of the old primary goes on in, by the old one's id. */
function successorsIn({ account, group }: PlacedGroup, old: PlacedGroup): ReadonlyMap<ObjectId, DatabaseAddress> {
  return new Map(
    databasesOf(account, group.role.members?.databases ?? []).flatMap(({ id, replication }) =>
      replication?.kind === "secondary" && replication.primary.account === old.account.name
        ? [[replication.primary.databaseId, { account: account.name, databaseId: id }] as const]
        : [],
    ),
  );
}

function becomePrimary(
  { account, group }: PlacedGroup,
  members: PrimaryGroupRole["members"],
  { account: oldAccount, role: { accounts, settings } }: PlacedPrimary,
): void {
  const { state, clock } = account;
  const there = members.databases.filter((id) => state.objects.DATABASE.byId(id)?.replication?.groupId === group.id);
  for (const id of there) forgetRowSources(account, id);
  const role: PrimaryGroupRole = {
    kind: "primary",
    members: withDatabases(members, there),
    accounts: [...new Set([...accounts, oldAccount.name])].filter((name) => name !== account.name),
    settings: { ...settings, scheduleSince: clock.now() },
  };
  state.objects.FAILOVER_GROUP.edit(group);
  group.role = role;
  for (const database of databasesOf(account, there)) setDatabaseRole(account, database, undefined);
  markPrimaries(account, group, role);
}

/** A: a database that the new primary has never received is on its own from now on; nothing drops it. */
function becomeSecondary(
  { account, group, role: { members } }: PlacedPrimary,
  promoted: PlacedGroup,
  successors: ReadonlyMap<ObjectId, DatabaseAddress>,
): void {
  const { state, clock } = account;
  for (const database of databasesOf(account, members.databases)) {
    const primary = successors.get(database.id);
    setDatabaseRole(
      account,
      database,
      primary === undefined ? undefined : { kind: "secondary", primary, groupId: group.id },
    );
  }
  state.objects.FAILOVER_GROUP.edit(group);
  group.role = {
    kind: "secondary",
    primary: groupAddress(promoted),
    suspended: true,
    scheduledSince: clock.now(),
    refreshedAt: clock.now(),
    members: withDatabases(
      members,
      members.databases.filter((id) => successors.has(id)),
    ),
    snapshotAt: null,
  };
}

function follow(
  { account, group }: PlacedGroup,
  promoted: PlacedGroup,
  old: PlacedPrimary,
  successors: ReadonlyMap<ObjectId, DatabaseAddress>,
): void {
  const { state } = account;
  for (const database of state.objects.DATABASE.in(null)) {
    const { replication } = database;
    if (replication?.kind !== "secondary" || replication.groupId !== group.id) continue;
    if (replication.primary.account !== old.account.name) continue;
    const primary = successors.get(replication.primary.databaseId);
    if (primary !== undefined) setDatabaseRole(account, database, { ...replication, primary });
  }
  if (group.role.kind !== "secondary") return;
  state.objects.FAILOVER_GROUP.edit(group);
  group.role = { ...group.role, primary: groupAddress(promoted), suspended: true };
}
