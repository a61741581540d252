import type { Account } from "../../account";
import type { Database } from "../../objects/database";
import type { FailoverGroup, GroupAddress, PrimaryGroupRole, SecondaryGroupRole } from "../../objects/failover-group";
import { accountPath, type OrganizationAccess } from "../organization-access";

/** A failover group of some account of the organization. */
export interface PlacedGroup {
  readonly account: Account;
  readonly group: FailoverGroup;
}

export type PlacedPrimary = PlacedGroup & { readonly role: PrimaryGroupRole };
export type PlacedSecondary = PlacedGroup & { readonly role: SecondaryGroupRole };

/** `ORG.ACCOUNT.GROUP`, as replication writes a group. */
export function groupPath({ account, group }: PlacedGroup): string {
  return `${accountPath(account)}.${group.name}`;
}

export function groupAddress({ account, group }: PlacedGroup): GroupAddress {
  return { account: account.name, groupId: group.id };
}

/** Every failover group of an account, with its account. */
export function groupsOf(account: Account): readonly PlacedGroup[] {
  return account.state.objects.FAILOVER_GROUP.in(null).map((group) => ({ account, group }));
}

/** A group as a primary; undefined: it is none. */
export function asPrimary({ account, group }: PlacedGroup): PlacedPrimary | undefined {
  return group.role.kind === "primary" ? { account, group, role: group.role } : undefined;
}

/** The primary group of an address, as long as it is one. */
export function findPrimaryGroup(
  organization: Pick<OrganizationAccess, "named">,
  { account: name, groupId }: GroupAddress,
): PlacedPrimary | undefined {
  const account = organization.named(name);
  const group = account?.state.objects.FAILOVER_GROUP.byId(groupId);
  return account === undefined || group === undefined ? undefined : asPrimary({ account, group });
}

/** The secondary groups of a primary, in all accounts. */
export function secondariesOf({ accounts }: OrganizationAccess, primary: PlacedGroup): readonly PlacedSecondary[] {
  return accounts.flatMap((account) =>
    groupsOf(account).flatMap(({ group }) => {
      const { role } = group;
      const linked =
        role.kind === "secondary" &&
        role.primary.account === primary.account.name &&
        role.primary.groupId === primary.group.id;
      return linked ? [{ account, group, role }] : [];
    }),
  );
}

/** The group of its account that a database is in. */
export function groupOf({ state }: Pick<Account, "state">, { replication }: Database): FailoverGroup | undefined {
  return state.objects.FAILOVER_GROUP.byId(replication?.groupId ?? null);
}
