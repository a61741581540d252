import { type Account, isBusinessCritical } from "../account";
import {
  failoverNeedsBusinessCritical,
  failoverNotAllowed,
  lowerEdition,
  notPrimaryDatabase,
  notReplicable,
  notSecondaryDatabase,
  primaryDatabaseGone,
  promotedWhileRefreshing,
  readOnlyDatabase,
} from "../errors";
import type { Database } from "../objects/database";
import { requireReplication } from "./account-replication";
import type { DatabaseReplication, PrimaryRole } from "./database-replication";
import { requireOnItsOwn } from "./groups/on-its-own";
import { accountPath, type OrganizationAccess } from "./organization-access";
import { addressOf, allows, databasePath, findPrimary, type PlacedDatabase, replicasOf } from "./replicated-databases";

/** Gives a database another part in replication. Within a transaction or not. */
function setRole({ account, database }: PlacedDatabase, role: DatabaseReplication | undefined): void {
  const { state } = account;
  state.changes.transact(() => {
    state.objects.DATABASE.edit(database);
    if (role === undefined) delete database.replication;
    else database.replication = role;
  });
}

/** What it is now, when others may be made primary or be replicated from it. Throws 003903 for a secondary, 003922 for a linked one. */
function roleToEnable(account: Account, database: Database): PrimaryRole {
  const { replication } = database;
  if (replication?.kind === "secondary") throw readOnlyDatabase(database.name);
  requireOnItsOwn(account, database, "enabled for replication or failover");
  if (database.link !== undefined) throw notReplicable(database.name, "it is a catalog-linked database");
  return replication ?? { kind: "primary", replicationAccounts: [], failoverAccounts: [] };
}

/** Lets accounts have a replica of a database, which is a primary from then on (D: ALTER DATABASE). */
export function enableReplication(
  account: Account,
  database: Database,
  accounts: readonly Account[],
  ignoreEditions: boolean,
): void {
  const role = roleToEnable(account, database);
  for (const one of [account, ...accounts]) requireReplication(one);
  const lower = accounts.filter((one) => isBusinessCritical(account) && !isBusinessCritical(one));
  if (lower.length > 0 && !ignoreEditions) throw lowerEdition(database.name, lower.map(accountPath));
  setRole({ account, database }, { ...role, replicationAccounts: joined(role.replicationAccounts, accounts, account) });
}

/**
 * Takes accounts off the list, or all of them; failover goes with it. Replicas stay linked, and can't be refreshed (D). Throws
 * 003911 for a database that is no primary.
 */
export function disableReplication(account: Account, database: Database, accounts: readonly Account[] | "all"): void {
  const role = primaryRole(account, database);
  const left = without(role.replicationAccounts, accounts);
  const failoverAccounts = role.failoverAccounts.filter((name) => left.includes(name));
  setRole({ account, database }, { kind: "primary", replicationAccounts: left, failoverAccounts });
}

/** Lets the replicas of accounts be promoted. D: needs Business Critical, here and there. */
export function enableFailover(account: Account, database: Database, accounts: readonly Account[]): void {
  const role = roleToEnable(account, database);
  for (const one of [account, ...accounts]) requireReplication(one);
  const lower = [account, ...accounts].filter((one) => !isBusinessCritical(one));
  if (lower.length > 0) throw failoverNeedsBusinessCritical(lower.map(accountPath));
  setRole({ account, database }, { ...role, failoverAccounts: joined(role.failoverAccounts, accounts, account) });
}

export function disableFailover(account: Account, database: Database, accounts: readonly Account[] | "all"): void {
  const role = primaryRole(account, database);
  setRole({ account, database }, { ...role, failoverAccounts: without(role.failoverAccounts, accounts) });
}

function primaryRole(account: Account, database: Database): PrimaryRole {
  if (database.replication?.kind === "secondary") throw readOnlyDatabase(database.name);
  requireOnItsOwn(account, database, "disabled for replication or failover");
  if (database.replication === undefined) throw notPrimaryDatabase(database.name);
  return database.replication;
}

function joined(names: readonly string[], accounts: readonly Account[], own: Account): readonly string[] {
  return [...new Set([...names, ...accounts.filter((one) => one !== own).map(({ name }) => name)])];
}

function without(names: readonly string[], accounts: readonly Account[] | "all"): readonly string[] {
  return accounts === "all" ? [] : names.filter((name) => !accounts.some((one) => one.name === name));
}

/**
 * Makes a replica the primary and its primary a replica; all other replicas follow the new one (D: ALTER DATABASE … PRIMARY). Needs
 * nothing of the old primary's account, which may be out of reach: it finds itself read-only. Answers the accounts that were
 * changed. Throws 003910 for a database that is no replica, 003914 where failover is not enabled, 003916 during a refresh.
 */
export function promote(organization: OrganizationAccess, database: Database): readonly Account[] {
  const { account } = organization;
  const { replication } = database;
  if (replication?.kind !== "secondary") throw notSecondaryDatabase(database.name, "set as primary");
  requireOnItsOwn(account, database, "set as primary");
  if (account.refreshing.of(database.id) !== undefined) throw promotedWhileRefreshing(database.name);
  const old = findPrimary(organization, replication.primary);
  if (old === undefined) throw primaryDatabaseGone(database.name);
  if (!allows(old.role.failoverAccounts, old.account, account)) {
    throw failoverNotAllowed(databasePath(old), accountPath(account));
  }
  const promoted = { account, database };
  const others = replicasOf(organization, old).filter((one) => one.database !== database);
  const handedOver = (names: readonly string[]) =>
    [...names, old.account.name].filter((name, index, all) => name !== account.name && all.indexOf(name) === index);
  setRole(promoted, {
    kind: "primary",
    replicationAccounts: handedOver(old.role.replicationAccounts),
    failoverAccounts: handedOver(old.role.failoverAccounts),
  });
  forgetRowSources(promoted);
  const primary = addressOf(promoted);
  for (const one of [old, ...others]) setRole(one, { kind: "secondary", primary });
  const changed = [...new Set([account, old.account, ...others.map((one) => one.account)])];
  // Tasks and alerts of the one are due from now on, those of the other are not.
  for (const one of changed) one.automation.scheduler?.changed();
  return changed;
}

/** Ends replication of a database: its replicas are databases of their own, and can be written to (D: SYSTEM$DISABLE_DATABASE_REPLICATION). */
export function unlink(organization: OrganizationAccess, database: Database): readonly Account[] {
  primaryRole(organization.account, database);
  const primary = { account: organization.account, database };
  const replicas = replicasOf(organization, primary);
  setRole(primary, undefined);
  for (const replica of replicas) {
    setRole(replica, undefined);
    forgetRowSources(replica);
  }
  return [...new Set([organization.account, ...replicas.map(({ account }) => account)])];
}

/** From now on its tables may be changed here: a later refresh carries all their rows. */
function forgetRowSources({ account, database }: PlacedDatabase): void {
  const { state } = account;
  state.changes.transact(() => {
    for (const schema of state.objects.SCHEMA.in(database.id)) {
      for (const table of state.objects.TABLE.in(schema.id)) {
        if (table.rowsFrom === undefined) continue;
        state.objects.TABLE.edit(table);
        delete table.rowsFrom;
      }
    }
  });
}

/** Finds accounts by their identifiers. Throws 003904. */
export function findAccounts(
  organization: OrganizationAccess,
  paths: readonly (readonly string[])[],
): readonly Account[] {
  return paths.map((path) => organization.find(path));
}
