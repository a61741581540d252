import type { AccountRole } from "../../config/schema";
import { endingOf } from "./journal";
import type { DrillIntent, JournalEntry } from "./journal-entry";
import type { GroupObservation, Observation } from "./observation";
import { type Refusal, type RefusalInput, refusalsOf } from "./refusals";
import type { Step } from "./step";
import { abortOlderSessions } from "./steps/abort-older-sessions";
import { compare } from "./steps/compare";
import { fence } from "./steps/fence";
import { lastRefresh } from "./steps/last-refresh";
import { promote } from "./steps/promote";
import { promoteConnection } from "./steps/promote-connection";
import { quarantineAfter } from "./steps/quarantine-after";
import { quarantineBefore } from "./steps/quarantine-before";
import { refreshOthers } from "./steps/refresh-others";
import { release } from "./steps/release";
import { resumeOthers } from "./steps/resume-others";
import { resumeTasks } from "./steps/resume-tasks";
import { stopWrites } from "./steps/stop-writes";
import { suspendSchedule } from "./steps/suspend-schedule";
import { takeLease } from "./steps/take-lease";
import { tasksAndCatalogWrites } from "./steps/tasks-and-catalog-writes";
import { verify } from "./steps/verify";
import { verifyAsClient } from "./steps/verify-as-client";
import { waitForQuiet } from "./steps/wait-for-quiet";
import { type FailoverTopology, otherAccount } from "./topology";

/** What a plan is made from. */
export interface PlanInput {
  readonly intent: DrillIntent;
  readonly topology: FailoverTopology;
  readonly observation: Observation;
  /** Of the unfinished drill that goes on; empty: a new one. */
  readonly journal: readonly JournalEntry[];
}

/** What is to be done, and why it isn't to be begun, if so. */
export interface DrillPlan {
  readonly intent: DrillIntent;
  /** In order; none: everything is as it is meant to be. */
  readonly steps: readonly Step[];
  readonly refusals: readonly Refusal[];
}

/** The names that steps' ids begin with, in the order in which a planned failover has them. */
export const STEP_NAMES = [
  "take-lease",
  "abort-older-sessions",
  "fence",
  "stop-writes",
  "last-refresh",
  "compare",
  "suspend-schedule",
  "wait-for-quiet",
  "promote",
  "verify",
  "tasks-and-catalog-writes",
  "promote-connection",
  "verify-as-client",
  "quarantine-before",
  "resume-others",
  "refresh-others",
  "quarantine-after",
  "resume-tasks",
  "release",
] as const;

/** Plans only what is missing. Pure. */
export function planDrill(input: PlanInput): DrillPlan {
  const { intent, topology, journal } = input;
  const facts = factsOf(input);
  const returning = isReturning(input, facts);
  const steps = [
    ...(returning ? returnSteps(topology, intent.to).filter(({ id }) => !facts.ended(id)) : []),
    ...promotionSteps(input, facts),
    ...activationSteps(input, facts),
    ...followSteps(input, facts),
  ];
  const empty = steps.length === 0 && journal.length === 0;
  return {
    intent,
    steps: empty ? [] : [takeLease(topology), abortOlderSessions(topology), ...steps, release()],
    refusals: refusalsOf({ intent, topology, observation: input.observation, stage: stageOf(facts, returning) }),
  };
}

/** What the plan turns on. */
interface Facts {
  readonly source: AccountRole;
  /** Names of the groups that aren't the target's yet. */
  readonly remaining: readonly string[];
  /** Whether some of them are. */
  readonly begun: boolean;
  readonly resuming: boolean;
  /** Whether the journal has a step's end, other than that its account couldn't be reached. */
  ended(step: string): boolean;
}

function factsOf({ intent, topology, observation, journal }: PlanInput): Facts {
  const remaining = topology.groups.flatMap(({ name }) =>
    groupOf(observation, intent.to, name)?.isPrimary === true ? [] : [name],
  );
  return {
    source: otherAccount(intent.to),
    remaining,
    begun: remaining.length < topology.groups.length,
    resuming: journal.length > 0,
    ended: (step) => {
      const ending = endingOf(journal, step);
      return ending !== undefined && ending.outcome !== "unreachable";
    },
  };
}

function stageOf({ begun, resuming }: Facts, returning: boolean): RefusalInput["stage"] {
  if (begun) return "begun";
  if (resuming) return "resuming";
  return returning ? "returning" : "fresh";
}

/** The target was active before and hasn't followed since: it is to be refreshed before it can be active again. */
function isReturning(
  { intent, topology, observation, journal }: PlanInput,
  { begun, resuming, ended }: Facts,
): boolean {
  if (intent.mode !== "planned" || begun) return false;
  if (!resuming) return topology.groups.some(({ name }) => isSuspended(observation, intent.to, name));
  const planned = journal.some((one) => one.kind === "began" && one.plan.includes(`quarantine-before:${intent.to}`));
  return planned && !ended(`resume-tasks:${intent.to}`);
}

/** An account that was active becomes one that follows. */
function returnSteps(topology: FailoverTopology, account: AccountRole): Step[] {
  return [
    fence(topology, account, "record"),
    quarantineBefore(topology, account),
    resumeOthers(topology, account),
    ...topology.groups.map(({ name }) => refreshOthers(account, name)),
    quarantineAfter(topology, account),
    resumeTasks(topology, account),
  ];
}

/** Until all groups are the target's. */
function promotionSteps({ intent, topology }: PlanInput, { source, remaining, resuming, ended }: Facts): Step[] {
  const { to, mode } = intent;
  const left = topology.groups.filter(({ name }) => remaining.includes(name));
  const databases = left.find(({ kind }) => kind === "database");
  const planned = mode === "planned";
  return [
    ...(left.length > 0 ? [fence(topology, source, planned ? "stop" : "record")] : []),
    ...(planned && databases !== undefined
      ? [
          stopWrites(topology, source),
          ...left.map(({ name }) => lastRefresh(to, name)),
          compare(topology, to, databases.name),
        ]
      : []),
    ...left.flatMap(({ name }) => [suspendSchedule(to, name), waitForQuiet(topology, to, name, mode)]),
    ...topology.groups.flatMap((group) => {
      const missing = remaining.includes(group.name);
      return [
        ...(missing ? [promote(to, group, mode)] : []),
        ...(missing || (resuming && !ended(`verify:${group.name}`)) ? [verify(topology, to, group)] : []),
      ];
    }),
  ];
}

/** Until clients work with the target. */
function activationSteps(
  { intent: { to }, topology, observation }: PlanInput,
  { remaining, resuming, ended }: Facts,
): Step[] {
  const target = observation.accounts[to];
  if (!target.reachable) return [];
  const { catalogLinked, connection } = topology;
  const suspended = [...target.writerTasks.values()].some((state) => !state.known || state.value !== "started");
  const writable = !catalogLinked.writes || (target.catalogWrites.known && target.catalogWrites.value === "ALL");
  const leads = target.connectionIsPrimary?.known === true && target.connectionIsPrimary.value;
  const toWrite = remaining.length > 0 || suspended || !writable;
  const toLead = connection !== undefined && !leads;
  const toVerify = remaining.length > 0 || toLead || (resuming && !ended("verify-as-client"));
  return [
    ...(toWrite ? [tasksAndCatalogWrites(topology, to)] : []),
    ...(connection !== undefined && toLead ? [promoteConnection(to, connection)] : []),
    ...(toVerify ? [verifyAsClient(topology, to)] : []),
  ];
}

/** Until the other account follows the target. */
function followSteps({ topology, observation }: PlanInput, { source, remaining, resuming, ended }: Facts): Step[] {
  const seen = observation.accounts[source];
  const steps = returnSteps(topology, source);
  // The fence is before the promotion, where one is still to come.
  if (remaining.length > 0) return steps.slice(1);
  if (resuming)
    return steps.filter(({ id }) => !ended(id) || (id.startsWith("fence:") && !ended(`resume-tasks:${source}`)));
  if (!seen.reachable) return [];
  if (topology.groups.some(({ name }) => isSuspended(observation, source, name))) return steps;
  const [fencing] = steps;
  const writes = !seen.catalogWrites.known || seen.catalogWrites.value !== "NONE";
  const suspended = [...seen.writerTasks.values()].some((state) => !state.known || state.value !== "started");
  return [
    ...(writes && fencing !== undefined ? [fencing] : []),
    ...(writes || suspended ? [resumeTasks(topology, source)] : []),
  ];
}

function groupOf({ accounts }: Observation, account: AccountRole, name: string): GroupObservation | undefined {
  const seen = accounts[account];
  const group = seen.reachable ? seen.groups.get(name) : undefined;
  return group?.known === true ? group.value : undefined;
}

function isSuspended(observation: Observation, account: AccountRole, name: string): boolean {
  const group = groupOf(observation, account, name);
  return group !== undefined && !group.isPrimary && group.schedule === "SUSPENDED";
}
