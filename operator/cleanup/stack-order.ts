import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { orderOf, reversed, type StackGraph } from "../../rehearsal/terraform/graph";

/** Who goes first among those that nothing needs any more: what reads, what connects, what is connected, what is kept. */
const PREFERENCE = [
  "secondary-data",
  "primary-data",
  "table-sync",
  "trust",
  "failover-secondary",
  "failover-primary",
  "secondary-account",
  "primary-account",
  "lake",
  "controller",
];

/**
 * The order in which stacks are destroyed: each after all that need it; the controller's bucket, which has the lease, last.
 * @throws RehearsalError STACK_GRAPH_INVALID for a circle or an unknown name
 */
export function destroyOrder(graph: StackGraph): readonly string[] {
  const dependents = reversed(graph);
  const left = new Set(orderOf(dependents));
  const ordered: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter((stack) => (dependents.get(stack) ?? []).every((other) => !left.has(other)));
    const [next] = free.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
    // orderOf has made sure that there is one.
    if (next === undefined) return [...ordered, ...left];
    ordered.push(next);
    left.delete(next);
  }
  return ordered;
}

/** What isn't known here is destroyed as early as it may be. */
const rank = (stack: string): number => PREFERENCE.indexOf(stack);

/** The Snowflake account that a stack works in; undefined: in none. */
export function accountOf(config: Pick<TwinbergConfig, "tableSync">, stack: string): AccountRole | undefined {
  if (stack === "table-sync") return config.tableSync?.account;
  return ACCOUNT_ROLES.find((account) =>
    [`${account}-account`, `failover-${account}`, `${account}-data`].includes(stack),
  );
}
