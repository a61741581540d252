import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import { otherAccount } from "../topology";
import { drillFacts } from "./render";
import type { Status } from "./status";

/** Which way is asked about when nobody says: away from the active account. */
export function askedDirection({ active }: Pick<Status, "active">): AccountRole {
  return active === undefined ? "secondary" : otherAccount(active);
}

/** Whether a planned failover to an account could begin now, or is done already. */
export function isReady({ directions }: Pick<Status, "directions">, to: AccountRole): boolean {
  return directions[to].state !== "blocked";
}

/** The status for programs: maps are objects, times are ISO 8601. @param to which way `ready` is about */
export function statusFacts(status: Status, to: AccountRole) {
  const { active, epoch, lease, unfinished, sides, observation, directions } = status;
  const accounts = ACCOUNT_ROLES.map((account) => {
    const seen = observation.accounts[account];
    if (!seen.reachable) return [account, seen];
    const { groups, writerTasks, ...rest } = seen;
    return [
      account,
      { ...rest, groups: Object.fromEntries(groups), writerTasks: Object.fromEntries(writerTasks) },
    ] as const;
  });
  return {
    ready: isReady(status, to),
    to,
    at: observation.at,
    active: active ?? null,
    epoch,
    sides,
    lease,
    unfinishedDrill: drillTold(unfinished),
    accounts: Object.fromEntries(accounts),
    directions,
  };
}

function drillTold(unfinished: Status["unfinished"]) {
  if (!unfinished.known) return unfinished;
  const { value } = unfinished;
  return { known: true as const, value: value === null ? null : { ...drillFacts(value), entries: value.entries } };
}
