import type { AccountRole } from "../../../config/schema";
import type { DrillIntent } from "../journal-entry";
import type { Known, Observation } from "../observation";
import { type FailoverTopology, otherAccount } from "../topology";
import { catalogWrites } from "./checks/catalog-writes";
import { connection } from "./checks/connection";
import { epoch } from "./checks/epoch";
import { groups } from "./checks/groups";
import { heartbeat } from "./checks/heartbeat";
import { oneActiveSide } from "./checks/one-active-side";
import { reachable } from "./checks/reachable";
import { replicas } from "./checks/replicas";
import { tasks } from "./checks/tasks";
import type { Precondition, ReadinessCheck } from "./precondition";

/** In the order in which they are shown. */
const CHECKS: readonly ReadinessCheck[] = [
  reachable,
  oneActiveSide,
  groups,
  replicas,
  heartbeat,
  connection,
  tasks,
  epoch,
  catalogWrites,
];

/** What the controller that asks knows besides. */
export interface ReadinessOptions {
  /** Its own epoch. Default: none; then the accounts' epochs are compared with each other. */
  readonly epoch?: number;
}

/**
 * Every precondition of a failover to an account, by what was observed. Pure. An account that can't be reached makes what is
 * asked of it unknown; nothing is left out.
 */
export function evaluateReadiness(
  topology: FailoverTopology,
  observation: Observation,
  to: AccountRole,
  options: ReadinessOptions = {},
): readonly Precondition[] {
  const from = otherAccount(to);
  const { accounts } = observation;
  const context = {
    topology,
    observation,
    to,
    from,
    target: accounts[to],
    source: accounts[from],
    epoch: options.epoch,
  };
  return CHECKS.flatMap((check) => check(context));
}

/** The preconditions that forbid a failover: what isn't good, unless it is waived by accepting a loss, of whatever size. */
export function blockersOf(
  preconditions: readonly Precondition[],
  { mode, acceptedLossSeconds }: Pick<DrillIntent, "mode" | "acceptedLossSeconds">,
): readonly Precondition[] {
  return preconditions.filter(
    ({ verdict, blocks, waivable }) =>
      verdict !== "good" && (blocks === "always" || mode === "planned") && !(waivable && acceptedLossSeconds !== null),
  );
}

/**
 * Seconds of writes that an unplanned failover to an account would lose: how far the furthest of its groups is behind, by the
 * account's own clock. 0 for groups that are primary there already.
 */
export function lossSeconds(topology: FailoverTopology, observation: Observation, to: AccountRole): Known<number> {
  const target = observation.accounts[to];
  if (!target.reachable) return { known: false, reason: target.reason };
  let worst = 0;
  for (const { name } of topology.groups) {
    const group = target.groups.get(name);
    if (group === undefined) return { known: false, reason: `${name} was not looked at` };
    if (!group.known) return group;
    if (group.value.isPrimary) continue;
    const { snapshotAt } = group.value;
    if (snapshotAt === null) return { known: false, reason: `it isn't told what ${name} holds` };
    worst = Math.max(worst, Math.ceil((target.now.getTime() - snapshotAt.getTime()) / 1000));
  }
  return { known: true, value: worst };
}
