import { type Account, isBusinessCritical } from "../account";
import {
  alreadyExists,
  badConnectionName,
  connectionFailoverNotAllowed,
  connectionNameDiffers,
  doesNotExist,
  failoverInSameRegion,
  notPrimaryConnection,
  notSecondaryConnection,
  primaryConnectionInUse,
  redirectNeedsBusinessCritical,
  SnowflakeError,
  secondaryNotAuthorized,
} from "../errors";
import type { Connection } from "../objects/connection";
import { accountPath, type OrganizationAccess } from "./organization-access";

/** A connection of some account of the organization. */
export interface PlacedConnection {
  readonly account: Account;
  readonly connection: Connection;
}

/** `ORG.ACCOUNT.CONNECTION` */
export function connectionPath({ account, connection }: PlacedConnection): string {
  return `${accountPath(account)}.${connection.name}`;
}

/** The connections of a name, of all accounts. They belong together. */
export function connectionsNamed(accounts: readonly Account[], name: string): readonly PlacedConnection[] {
  return accounts.flatMap((account) => {
    const connection = account.state.objects.CONNECTION.get(name);
    return connection === undefined ? [] : [{ account, connection }];
  });
}

/** The primary of a name: the one that was promoted last. */
export function primaryConnection(accounts: readonly Account[], name: string): PlacedConnection | undefined {
  return connectionsNamed(accounts, name).reduce<PlacedConnection | undefined>(
    (last, one) => (one.connection.promotion > Math.max(last?.connection.promotion ?? 0, 0) ? one : last),
    undefined,
  );
}

/** Names of the connections that there are in the organization. */
export function connectionNames(accounts: readonly Account[]): readonly string[] {
  const names = accounts.flatMap(({ state }) => state.objects.CONNECTION.in(null).map(({ name }) => name));
  return [...new Set(names)].sort();
}

/** What a new primary connection begins with. Throws 003817, 003818, and 002002 for a name that the organization has already. */
export function newPrimary(
  { account, accounts }: OrganizationAccess,
  name: string,
): Pick<Connection, "promotion" | "failoverAccounts"> {
  if (!/^[A-Z][A-Z0-9_]*$/i.test(name)) throw badConnectionName(name);
  requireEdition([account]);
  const taken = accounts.some((one) => one.name === name.toUpperCase()) || connectionsNamed(accounts, name).length > 0;
  if (taken) throw alreadyExists(name);
  return { promotion: 1, failoverAccounts: [] };
}

/** What a new secondary connection begins with. `primary`: `org.account.name`. Throws 003819, 002003, 003811. */
export function newSecondary(
  organization: OrganizationAccess,
  name: string,
  primaryPath: readonly string[],
): Pick<Connection, "promotion" | "failoverAccounts"> {
  const shown = primaryPath.join(".");
  const wanted = primaryPath.at(-1) ?? "";
  const primary = primaryConnection(organization.accounts, wanted);
  if (primary === undefined || accountAt(organization, primaryPath.slice(0, -1)) !== primary.account) {
    throw doesNotExist("Connection", shown);
  }
  if (name !== wanted) throw connectionNameDiffers(name, shown);
  if (!primary.connection.failoverAccounts.includes(organization.account.name)) throw secondaryNotAuthorized();
  return { promotion: 0, failoverAccounts: [] };
}

/** An account that is not there is told as the connection is. */
function accountAt(organization: OrganizationAccess, path: readonly string[]): Account | undefined {
  try {
    return organization.find(path);
  } catch (error) {
    if (error instanceof SnowflakeError && error.code === "003904") return undefined;
    throw error;
  }
}

/** Lets the connections of accounts be promoted. Throws 003815, 003813, 003817 (`ignoreEditions`: only for its own account). */
export function enableConnectionFailover(
  organization: OrganizationAccess,
  connection: Connection,
  accounts: readonly Account[],
  ignoreEditions: boolean,
): void {
  const { account } = organization;
  requirePrimary(organization, connection);
  const others = accounts.filter((one) => one !== account);
  if (others.some((one) => one.region === account.region)) throw failoverInSameRegion();
  requireEdition(ignoreEditions ? [account] : [account, ...others]);
  const names = [...connection.failoverAccounts, ...others.map(({ name }) => name)];
  edit(account, connection, () => {
    connection.failoverAccounts = [...new Set(names)];
  });
}

/** Takes accounts off the list, or all. Their secondaries stay, and can't be promoted. Throws 003815. */
export function disableConnectionFailover(
  organization: OrganizationAccess,
  connection: Connection,
  accounts: readonly Account[] | "all",
): void {
  requirePrimary(organization, connection);
  const left =
    accounts === "all" ? [] : connection.failoverAccounts.filter((name) => !accounts.some((one) => one.name === name));
  edit(organization.account, connection, () => {
    connection.failoverAccounts = left;
  });
}

/**
 * Makes a secondary the primary. Changes nothing but the account in which it is: there is no moment with two primaries or none, and
 * the old primary's account need not be reached. Throws 003814, 003816.
 */
export function promoteConnection({ account, accounts }: OrganizationAccess, connection: Connection): void {
  const old = primaryConnection(accounts, connection.name);
  if (old === undefined || old.connection === connection) throw notSecondaryConnection(connection.name);
  const { promotion, failoverAccounts } = old.connection;
  if (!failoverAccounts.includes(account.name)) {
    throw connectionFailoverNotAllowed(connectionPath(old), accountPath(account));
  }
  edit(account, connection, () => {
    connection.promotion = promotion + 1;
    connection.failoverAccounts = [...failoverAccounts.filter((name) => name !== account.name), old.account.name];
  });
}

/** Throws 003812 for a primary that has secondaries (D: DROP CONNECTION). */
export function checkConnectionDroppable({ accounts }: OrganizationAccess, connection: Connection): void {
  const primary = primaryConnection(accounts, connection.name)?.connection === connection;
  if (primary && connectionsNamed(accounts, connection.name).length > 1) throw primaryConnectionInUse(connection.name);
}

function requirePrimary({ accounts }: OrganizationAccess, connection: Connection): void {
  const primary = primaryConnection(accounts, connection.name);
  if (primary?.connection === connection) return;
  throw notPrimaryConnection(connection.name, primary === undefined ? "gone" : connectionPath(primary));
}

function requireEdition(accounts: readonly Account[]): void {
  const lower = accounts.filter((one) => !isBusinessCritical(one));
  if (lower.length > 0) throw redirectNeedsBusinessCritical(lower.map(accountPath));
}

function edit({ state }: Account, connection: Connection, change: () => void): void {
  state.changes.transact(() => {
    state.objects.CONNECTION.edit(connection);
    change();
  });
}
