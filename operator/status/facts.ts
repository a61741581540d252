import type { AccountRole } from "../../config/schema";
import { statusFacts } from "../failover/status/facts";
import type { Glance, TableSyncSeen } from "./glance";
import { countStates, lastSyncOf, summarize } from "./summary";

/** So many tables that are not in step are told; `twinberg tables --json` tells all. */
const TABLES_TOLD = 100;

/** Everything for programs: what `statusFacts` tells, and `summary`, `workings`, `tableSync` and `lastDrill`. */
export function glanceFacts(glance: Glance, to: AccountRole) {
  const { workings, tableSync, lastDrill } = glance;
  return {
    ...statusFacts(glance.status, to),
    summary: summarize(glance),
    workings,
    tableSync: tableSync === null ? null : tableSyncFacts(tableSync),
    lastDrill:
      lastDrill.known && lastDrill.value !== null
        ? { known: true as const, value: drillOf(lastDrill.value) }
        : lastDrill.known
          ? { known: true as const, value: null }
          : lastDrill,
  };
}

function tableSyncFacts({ tables, ...queues }: TableSyncSeen) {
  if (!tables.known) return { ...queues, tables };
  const { value } = tables;
  const notInStep = value.filter(({ state }) => state !== "IN_STEP" && state !== "ROUTED");
  return {
    ...queues,
    tables: {
      known: true as const,
      value: {
        total: value.length,
        states: Object.fromEntries(countStates(value)),
        lastSyncAt: lastSyncOf(value),
        notInStep: notInStep.slice(0, TABLES_TOLD),
      },
    },
  };
}

function drillOf(drill: NonNullable<Extract<Glance["lastDrill"], { known: true }>["value"]>) {
  const { drill: id, operator, intent, beganAt, endedAt, outcome, reason, verdict, objectives } = drill;
  const { recoveryPointSeconds, recoveryTimeSeconds } = drill;
  return {
    ...{ id, operator, intent, beganAt, endedAt, outcome, reason, verdict, objectives },
    ...{ recoveryPointSeconds, recoveryTimeSeconds },
  };
}
