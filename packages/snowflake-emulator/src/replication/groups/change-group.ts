import type { Account } from "../../account";
import {
  groupNotAllowed,
  notPrimaryGroup,
  notSecondaryGroup,
  primaryGroupInUse,
  primaryGroupUnknown,
} from "../../errors";
import type { FailoverGroup, PrimaryGroupRole, SecondaryGroupRole } from "../../objects/failover-group";
import { requireReplication } from "../account-replication";
import { accountPath, type OrganizationAccess } from "../organization-access";
import { markPrimaries, releaseDatabases } from "./group-databases";
import { checkLists, checkMembers, requireGroupEdition } from "./group-rules";
import {
  asPrimary,
  findPrimaryGroup,
  groupAddress,
  groupPath,
  type PlacedPrimary,
  secondariesOf,
} from "./placed-groups";

/** What the group is as a primary. Throws 003932 for a secondary: the statement is for the source account (D). */
export function requirePrimaryGroup(organization: OrganizationAccess, group: FailoverGroup): PrimaryGroupRole {
  if (group.role.kind === "primary") return group.role;
  const primary = findPrimaryGroup(organization, group.role.primary);
  throw notPrimaryGroup(group.name, primary === undefined ? "" : groupPath(primary));
}

/** What the group is as a secondary. Throws 003931: the statement is for the target account (D). */
export function requireSecondaryGroup({ name, role }: FailoverGroup, action: string): SecondaryGroupRole {
  if (role.kind === "secondary") return role;
  throw notSecondaryGroup(name, action);
}

/** Checks what a new primary group is to be. Throws what `group-rules` throw. */
export function checkNewPrimary(account: Account, role: PrimaryGroupRole): void {
  requireGroupEdition(account);
  checkLists(role.members, true);
  checkMembers(account, undefined, role.members);
}

/** Makes a primary group something else. Within a transaction. Throws what `group-rules` throw. */
export function changePrimary(account: Account, group: FailoverGroup, role: PrimaryGroupRole): void {
  checkLists(role.members, false);
  checkMembers(account, group, role.members);
  setPrimary(account, group, role);
}

/** The same without a look at what it may have: for what leaves a group. Within a transaction. */
export function setPrimary(account: Account, group: FailoverGroup, role: PrimaryGroupRole): void {
  account.state.objects.FAILOVER_GROUP.edit(group);
  group.role = role;
  markPrimaries(account, group, role);
}

/** What a secondary of the group at `path` (as written: `shown`) is when it is created. Throws 003930, 003905, 003908, 003934. */
export function newSecondary(
  organization: OrganizationAccess,
  primary: PlacedPrimary | undefined,
  shown: string,
): SecondaryGroupRole {
  const { account } = organization;
  if (primary === undefined || primary.account === account) throw primaryGroupUnknown(shown);
  requireGroupEdition(account);
  requireReplication(account);
  requireReplication(primary.account);
  if (!primary.role.accounts.includes(account.name)) throw groupNotAllowed(groupPath(primary), accountPath(account));
  return {
    kind: "secondary",
    primary: groupAddress(primary),
    suspended: false,
    scheduledSince: account.clock.now(),
    refreshedAt: null,
    members: null,
    snapshotAt: null,
  };
}

/** The primary group of a path `org.account.group`. */
export function primaryAt(account: Account | undefined, name: string): PlacedPrimary | undefined {
  const group = account?.state.objects.FAILOVER_GROUP.get(name);
  return account === undefined || group === undefined ? undefined : asPrimary({ account, group });
}

/**
 * SUSPEND and RESUME of a secondary. SUSPEND IMMEDIATE cancels a refresh that the schedule began, not one that was asked for (D).
 */
export function setSuspended(
  { account }: OrganizationAccess,
  group: FailoverGroup,
  suspended: boolean,
  immediate = false,
): void {
  const role = requireSecondaryGroup(group, suspended ? "suspended" : "resumed");
  const { state, clock } = account;
  state.changes.transact(() => {
    state.objects.FAILOVER_GROUP.edit(group);
    const since = suspended || !role.suspended ? {} : { scheduledSince: clock.now() };
    group.role = { ...role, suspended, ...since };
  });
  const running = account.groupRefreshes.of(group.id);
  if (immediate && running?.record.scheduled === true) running.cancel();
}

/**
 * Lets a group's databases go before it is dropped: those of a secondary can be written to from then on (D: DROP FAILOVER GROUP).
 * Within a transaction. Throws 003939 for a primary that has secondaries.
 */
export function prepareDrop(organization: OrganizationAccess, group: FailoverGroup): void {
  const { account } = organization;
  if (group.role.kind === "primary") {
    const secondaries = secondariesOf(organization, { account, group });
    if (secondaries.length > 0) throw primaryGroupInUse(group.name, secondaries.map(groupPath));
  }
  account.groupRefreshes.of(group.id)?.cancel();
  releaseDatabases(account, group);
}
