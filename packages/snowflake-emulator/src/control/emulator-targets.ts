import type { Account } from "../account";
import type { FaultList } from "../http/fault-list";
import type { SessionStore } from "../session/session-store";
import type { ControlledAccount, FaultControl } from "./targets";

/** Accounts as the control endpoint sees them. */
export function controlledAccounts(accounts: readonly Account[]): readonly ControlledAccount[] {
  return accounts.map((account) => ({ identifier: account.identifier, queries: () => account.queries.all() }));
}

/** Faults and sessions of these accounts. */
export function faultControl(accounts: readonly Account[], faults: FaultList, sessions: SessionStore): FaultControl {
  const named = (identifier: string | undefined) => accounts.find((account) => account.identifier === identifier);
  return {
    list: () => faults.list(),
    add: (fault, account) => faults.add(fault, named(account)),
    remove: (id) => faults.remove(id),
    clear: () => faults.clear(),
    expireSessions: (which, account) => sessions.expire(which, named(account)),
  };
}
