import type { Account } from "../../account";
import { databaseInGroup } from "../../errors";
import type { Database } from "../../objects/database";
import { groupOf } from "./placed-groups";

/** Throws 003941 for a database in a failover group: the group does this, with all of its databases. `action` as in "dropped". */
export function requireOnItsOwn(account: Pick<Account, "state">, database: Database, action: string): void {
  const group = groupOf(account, database);
  if (group !== undefined) throw databaseInGroup(database.name, group.name, action);
}
