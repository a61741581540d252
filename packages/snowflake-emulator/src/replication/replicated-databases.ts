import type { Account } from "../account";
import type { Database } from "../objects/database";
import type { DatabaseAddress, PrimaryRole } from "./database-replication";
import { accountPath, type OrganizationAccess } from "./organization-access";

/** A database of some account of the organization. */
export interface PlacedDatabase {
  readonly account: Account;
  readonly database: Database;
}

/** `ORG.ACCOUNT.DATABASE`, as replication writes a database. */
export function databasePath({ account, database }: PlacedDatabase): string {
  return `${accountPath(account)}.${database.name}`;
}

export function addressOf({ account, database }: PlacedDatabase): DatabaseAddress {
  return { account: account.name, databaseId: database.id };
}

/** The primary database of an address, as long as it is one. */
export function findPrimary(
  organization: OrganizationAccess,
  { account: name, databaseId }: DatabaseAddress,
): (PlacedDatabase & { readonly role: PrimaryRole }) | undefined {
  const account = organization.named(name);
  const database = account?.state.objects.DATABASE.byId(databaseId);
  if (account === undefined || database?.replication?.kind !== "primary") return undefined;
  return { account, database, role: database.replication };
}

/** The replicas of a database, in all accounts. */
export function replicasOf(organization: OrganizationAccess, primary: PlacedDatabase): readonly PlacedDatabase[] {
  return organization.accounts.flatMap((account) =>
    [...account.state.objects.DATABASE.values()].flatMap((database) => {
      const { replication } = database;
      const linked =
        replication?.kind === "secondary" &&
        replication.primary.account === primary.account.name &&
        replication.primary.databaseId === primary.database.id;
      return linked ? [{ account, database }] : [];
    }),
  );
}

/** May an account have a replica of a primary, or promote it? A primary's own account always may (D: ALTER DATABASE, DISABLE REPLICATION). */
export function allows(accounts: readonly string[], primary: Account, account: Account): boolean {
  return primary === account || accounts.includes(account.name);
}

/** Accounts as SHOW REPLICATION DATABASES lists them, the primary's own at the end (D: Replicating databases, step 4). */
export function shownAccounts(accounts: readonly string[], primary: Account): string {
  return [...accounts.map((name) => `${primary.organization}.${name}`), accountPath(primary)].join(", ");
}
