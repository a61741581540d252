import type { AccountState } from "../state/account-state";

/** What the organization's administrator sets for an account that takes part in replication (D: SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER). */
export const ENABLE_REPLICATION = "ENABLE_ACCOUNT_DATABASE_REPLICATION";

/** Lets an account take part in replication. Within a transaction of its state. */
export function enableAccountReplication(state: AccountState): void {
  state.organizationParameters.put(ENABLE_REPLICATION, "true");
}

export function takesPartInReplication({ state }: { readonly state: AccountState }): boolean {
  return state.organizationParameters.current(ENABLE_REPLICATION) === "true";
}
