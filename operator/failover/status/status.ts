import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import type { AccountPorts } from "../account-port";
import { type JournalledDrill, type JournalStore, unfinishedDrill } from "../journal";
import type { Lease, LeaseStore } from "../lease";
import type { Known, Observation } from "../observation";
import { OBSERVATION_LIMIT_MS, observe } from "../observe/observe";
import { within } from "../observe/within";
import { blockersOf, evaluateReadiness } from "../readiness/evaluate";
import type { Precondition } from "../readiness/precondition";
import { activeAccount, type Side, sidesOf } from "../readiness/sides";
import type { FailoverTopology } from "../topology";

/** Whether a failover to an account could be begun now. */
export interface Direction {
  readonly to: AccountRole;
  /** `active`: everything is there already. */
  readonly state: "active" | "ready" | "blocked";
  /** Every precondition; none where it is active. */
  readonly preconditions: readonly Precondition[];
  /** What forbids a planned one. */
  readonly blockers: readonly Precondition[];
  /** What forbids an unplanned one: even then, unless a loss is accepted, and whatever is accepted. */
  readonly unplanned: { readonly blockers: readonly Precondition[]; readonly unwaivable: readonly Precondition[] };
}

/** How the twin is. */
export interface Status {
  readonly topology: FailoverTopology;
  readonly observation: Observation;
  /** Who is primary of what. */
  readonly sides: readonly Side[];
  /** The one account that has everything; undefined: there is none, or it can't be told. */
  readonly active: AccountRole | undefined;
  /** The highest epoch that either account has recorded. */
  readonly epoch: Known<number>;
  readonly lease: Known<Lease | null>;
  readonly unfinished: Known<JournalledDrill | null>;
  readonly directions: Readonly<Record<AccountRole, Direction>>;
}

/** What {@link readStatus} looks at. */
export interface StatusInput {
  readonly topology: FailoverTopology;
  readonly ports: AccountPorts;
  readonly leases: Pick<LeaseStore, "read">;
  readonly journals: JournalStore;
  /** The controller's. */
  readonly clock: () => Date;
  /** How long each account, and the controller's bucket, may take, in milliseconds. Default: {@link OBSERVATION_LIMIT_MS}. */
  readonly limitMs?: number;
}

/** Looks at both accounts and at the controller's bucket, all at once, and changes nothing. */
export async function readStatus(input: StatusInput): Promise<Status> {
  const { topology, ports, leases, journals, clock, limitMs = OBSERVATION_LIMIT_MS } = input;
  const [observation, lease, unfinished] = await Promise.all([
    observe(topology, ports, clock, limitMs),
    told(limitMs, async () => (await leases.read())?.lease ?? null),
    told(limitMs, async () => (await unfinishedDrill(journals)) ?? null),
  ]);
  return statusOf({ topology, observation, lease, unfinished });
}

/** The status by what was seen. Pure. */
export function statusOf(seen: Pick<Status, "topology" | "observation" | "lease" | "unfinished">): Status {
  const { topology, observation } = seen;
  const sides = sidesOf(topology, observation);
  const active = activeAccount(sides);
  const direction = (to: AccountRole) => directionOf(topology, observation, to, active);
  return {
    ...seen,
    sides,
    active,
    epoch: epochOf(observation),
    directions: { primary: direction("primary"), secondary: direction("secondary") },
  };
}

function directionOf(
  topology: FailoverTopology,
  observation: Observation,
  to: AccountRole,
  active: AccountRole | undefined,
): Direction {
  if (active === to) {
    return { to, state: "active", preconditions: [], blockers: [], unplanned: { blockers: [], unwaivable: [] } };
  }
  const preconditions = evaluateReadiness(topology, observation, to);
  const unplanned = (acceptedLossSeconds: number | null) =>
    blockersOf(preconditions, { mode: "unplanned", acceptedLossSeconds });
  const blockers = blockersOf(preconditions, { mode: "planned", acceptedLossSeconds: null });
  return {
    to,
    state: blockers.length === 0 ? "ready" : "blocked",
    preconditions,
    blockers,
    unplanned: { blockers: unplanned(null), unwaivable: unplanned(Number.POSITIVE_INFINITY) },
  };
}

function epochOf({ accounts }: Observation): Known<number> {
  const reasons: string[] = [];
  const epochs: number[] = [];
  for (const account of ACCOUNT_ROLES) {
    const seen = accounts[account];
    if (!seen.reachable) reasons.push(`${account}: ${seen.reason}`);
    else if (seen.epoch.known) epochs.push(seen.epoch.value);
    else reasons.push(`${account}: ${seen.epoch.reason}`);
  }
  return epochs.length > 0 ? { known: true, value: Math.max(...epochs) } : { known: false, reason: reasons.join("; ") };
}

async function told<Value>(limitMs: number, ask: () => Promise<Value>): Promise<Known<Value>> {
  try {
    return { known: true, value: await within(limitMs, ask) };
  } catch (error) {
    return { known: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
