import type { Account } from "../../account";
import { readOnlyDatabase } from "../../errors";
import type { Database } from "../../objects/database";
import type { FailoverGroup, GroupMembers, PrimaryGroupRole } from "../../objects/failover-group";
import type { ObjectId } from "../../objects/snowflake-object";
import type { DatabaseReplication } from "../database-replication";

/** Gives a database its part in replication. Within a transaction. */
export function setDatabaseRole(account: Account, database: Database, role: DatabaseReplication | undefined): void {
  account.state.objects.DATABASE.edit(database);
  if (role === undefined) delete database.replication;
  else database.replication = role;
}

/** From now on its tables may be changed here: a later refresh carries all their rows. Within a transaction. */
export function forgetRowSources({ state }: Account, databaseId: ObjectId): void {
  for (const schema of state.objects.SCHEMA.in(databaseId)) {
    for (const table of state.objects.TABLE.in(schema.id)) {
      if (table.rowsFrom === undefined) continue;
      state.objects.TABLE.edit(table);
      delete table.rowsFrom;
    }
  }
}

/** The databases of a list that there still are. */
export function databasesOf({ state }: Account, ids: Iterable<ObjectId>): readonly Database[] {
  return [...ids].flatMap((id) => state.objects.DATABASE.byId(id) ?? []);
}

/**
 * Makes the databases of a primary group say that they are in it, and those that have left it that they are in none. Within a
 * transaction. Throws 003903 for a replica.
 */
export function markPrimaries(account: Account, group: FailoverGroup, role: PrimaryGroupRole): void {
  const { accounts, members } = role;
  const listed = new Set(members.databases);
  for (const database of account.state.objects.DATABASE.in(null)) {
    const marked = database.replication?.groupId === group.id;
    if (!listed.has(database.id)) {
      if (marked) setDatabaseRole(account, database, undefined);
      continue;
    }
    if (database.replication?.kind === "secondary") throw readOnlyDatabase(database.name);
    setDatabaseRole(account, database, {
      kind: "primary",
      replicationAccounts: accounts,
      failoverAccounts: accounts,
      groupId: group.id,
    });
  }
}

/** Lets the databases of a group go: they are on their own, and can be written to. Within a transaction. */
export function releaseDatabases(account: Account, group: FailoverGroup): void {
  for (const database of account.state.objects.DATABASE.in(null)) {
    if (database.replication?.groupId !== group.id) continue;
    if (database.replication.kind === "secondary") forgetRowSources(account, database.id);
    setDatabaseRole(account, database, undefined);
  }
}

/** Members with other databases. */
export function withDatabases(members: GroupMembers, databases: readonly ObjectId[]): GroupMembers {
  return { ...members, databases };
}
