import type { AccountRole } from "../../../config/schema";
import type {
  AccountObservation,
  GroupObservation,
  Known,
  Observation,
  SeenAccount,
} from "../../../operator/failover/observation";
import { type FailoverTopology, topologyOf } from "../../../operator/failover/topology";
import { demoConfig } from "../../helpers/demo-config";

/** What the demo's controller handles, with a heartbeat every five minutes and an objective of thirty. */
export const TOPOLOGY: FailoverTopology = {
  ...topologyOf(demoConfig()),
  scheduleMinutes: 10,
  recoveryPointObjectiveMinutes: 30,
  heartbeatSchedule: { minutes: 5 },
};

/** The moment of every observation here. */
export const NOW = new Date("2026-03-01T12:00:00.000Z");

/** So many seconds before {@link NOW}. */
export const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

/** The groups' names, in the order of their promotion. */
export const GROUPS = TOPOLOGY.groups.map(({ name }) => name);

export const known = <Value>(value: Value): Known<Value> => ({ known: true, value });
export const notKnown = (reason: string): Known<never> => ({ known: false, reason });

/** A primary half. */
export const PRIMARY: GroupObservation = {
  isPrimary: true,
  schedule: null,
  refreshing: null,
  lastRefresh: null,
  snapshotAt: null,
};

/** A secondary half that is kept up, with something else if told. */
export const secondary = (changed: Partial<GroupObservation> = {}): GroupObservation => ({
  isPrimary: false,
  schedule: "STARTED",
  refreshing: null,
  lastRefresh: { outcome: "COMPLETED", endedAt: ago(290) },
  snapshotAt: ago(300),
  ...changed,
});

/** An account in which everything is as it must be, with something else if told. */
export function account(
  role: AccountRole,
  active: boolean,
  changed: Partial<AccountObservation> = {},
): SeenAccount & { readonly reachable: true } {
  return {
    reachable: true,
    account: role,
    now: NOW,
    groups: new Map(GROUPS.map((name) => [name, known(active ? PRIMARY : secondary())])),
    connectionIsPrimary: known(active),
    catalogWrites: known("NONE"),
    writerTasks: new Map(TOPOLOGY.writerTasks.map((name) => [name, known("started" as const)])),
    epoch: known(2),
    heartbeat: known({ checkedAt: ago(60), healthy: true, reasons: [] }),
    recoveryPoint: known(ago(360)),
    ...changed,
  };
}

/** The halves of an account, some of them as told. */
export const halves = (active: boolean, changed: Readonly<Record<string, Known<GroupObservation>>> = {}) =>
  new Map(GROUPS.map((name) => [name, changed[name] ?? known(active ? PRIMARY : secondary())]));

/** An account that doesn't answer. */
export const gone = (role: AccountRole, reason = "connect ECONNREFUSED"): SeenAccount => ({
  reachable: false,
  account: role,
  reason,
});

/** Both accounts: by default the primary is active, and all is well. */
export function observed(accounts: Partial<Record<AccountRole, SeenAccount>> = {}): Observation {
  return {
    at: NOW,
    accounts: { primary: account("primary", true), secondary: account("secondary", false), ...accounts },
  };
}
