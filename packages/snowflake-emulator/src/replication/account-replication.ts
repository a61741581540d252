import type { Account } from "../account";
import { replicationNotEnabled } from "../errors";
import { accountPath } from "./organization-access";
import { takesPartInReplication } from "./replication-parameter";

/** Throws 003905 for an account that does not take part in replication. */
export function requireReplication(account: Account): void {
  if (!takesPartInReplication(account)) throw replicationNotEnabled(accountPath(account));
}
