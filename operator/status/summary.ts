import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import type { Known } from "../failover/observation";
import { askedDirection } from "../failover/status/facts";
import { withoutThem } from "../failover/status/render";
import type { Status } from "../failover/status/status";
import { otherAccount } from "../failover/topology";
import { recencyOf } from "../validate/recency";
import { describeAge } from "../validate/schedule";
import type { AccountWorkings, Glance, TableSyncSeen } from "./glance";

/** Whether something is well. `unknown`: it can't be told, which is as good as not. `none`: there is nothing to be well. */
export type GlanceVerdict = "good" | "bad" | "unknown" | "none";

/** One thing of the twin, in a line. */
export interface SummaryLine {
  /** Stable id for programs. */
  readonly id: string;
  readonly title: string;
  readonly verdict: GlanceVerdict;
  /** What was seen, in a few words. */
  readonly seen: string;
  /** What isn't well of it, each with its reason. */
  readonly reasons: readonly string[];
}

/** The marks of verdicts, for people: never a colour alone. */
export const VERDICT_MARKS: Readonly<Record<GlanceVerdict, string>> = { good: "✓", bad: "✗", unknown: "?", none: "–" };

/** So many reasons are told in a line's place; the rest is only counted. */
const REASONS_TOLD = 5;

/** Everything in a line each, in the order in which it is asked for in an emergency. Pure. */
export function summarize(glance: Glance): readonly SummaryLine[] {
  const { status } = glance;
  return [
    activeLine(glance),
    readinessLine(status),
    lagLine(status),
    ...ACCOUNT_ROLES.map((account) => heartbeatLine(status, account)),
    ...ACCOUNT_ROLES.map((account) => taskLine(account, glance.workings[account])),
    tableSyncLine(glance.tableSync, status.observation.at),
    driftLine(glance),
    drillLine(glance.lastDrill, status.observation.at),
  ];
}

function activeLine({ status, workings }: Glance): SummaryLine {
  const { active, epoch, sides, observation } = status;
  const line = { id: "active", title: "Active account" };
  if (active === undefined) {
    const silent = sides.every(({ holder }) => holder === "unknown");
    return {
      ...line,
      verdict: silent ? "unknown" : "bad",
      seen: silent ? "that can't be told" : "not one account",
      reasons: sides.map(({ kind, name, holder, reason }) => `${kind} ${name}: ${holder} (${reason})`),
    };
  }
  const since = ACCOUNT_ROLES.flatMap((account) => {
    const seen = workings[account];
    return seen.known && seen.value.epoch.known && seen.value.epoch.value !== null ? [seen.value.epoch.value] : [];
  }).reduce<{ readonly epoch: number; readonly at: Date } | undefined>(
    (newest, one) => (newest === undefined || one.epoch > newest.epoch ? one : newest),
    undefined,
  );
  const presumed = sides.some((side) => side.presumed);
  const epochTold = !epoch.known
    ? "since an epoch that isn't known"
    : epoch.value === 0
      ? "no failover yet"
      : since === undefined || since.epoch !== epoch.value
        ? `since epoch ${epoch.value}`
        : `since epoch ${epoch.value}, ${describeAge(observation.at.getTime() - since.at.getTime())} ago`;
  return {
    ...line,
    verdict: presumed ? "unknown" : "good",
    seen: `the ${active}, ${epochTold}`,
    reasons: presumed ? ["by what the other account says: this one doesn't answer"] : [],
  };
}

function readinessLine(status: Status): SummaryLine {
  const to = askedDirection(status);
  const { state, preconditions, blockers, unplanned } = status.directions[to];
  const line = { id: "readiness", title: to === "secondary" ? "Failover" : "Failback" };
  if (state !== "blocked") {
    return {
      ...line,
      verdict: "good",
      seen: `to the ${to}: ready (${preconditions.length} preconditions)`,
      reasons: [],
    };
  }
  return {
    ...line,
    verdict: blockers.some(({ verdict }) => verdict === "bad") ? "bad" : "unknown",
    seen: `to the ${to}: ${blockers.length} of ${preconditions.length} preconditions block it; ${withoutThem(unplanned)}`,
    reasons: shortened(
      blockers.map(({ expected, verdict }) => `${verdict === "bad" ? "not so" : "not known"}: ${expected}`),
    ),
  };
}

/** The lag of each replica against the objective: the group that is furthest behind counts. */
function lagLine({ topology, observation }: Status): SummaryLine {
  const objective = topology.recoveryPointObjectiveMinutes;
  const lags: { readonly name: string; readonly ms: number }[] = [];
  const unknown: string[] = [];
  for (const account of ACCOUNT_ROLES) {
    const seen = observation.accounts[account];
    if (!seen.reachable) {
      unknown.push(`${account}: ${seen.reason}`);
      continue;
    }
    for (const [name, group] of seen.groups) {
      if (!group.known) unknown.push(`${name} in the ${account}: ${group.reason}`);
      else if (group.value.isPrimary) continue;
      else if (group.value.snapshotAt === null) unknown.push(`${name} in the ${account}: nothing has arrived yet`);
      else lags.push({ name: `${name} in the ${account}`, ms: seen.now.getTime() - group.value.snapshotAt.getTime() });
    }
  }
  const late = lags.filter(({ ms }) => ms > objective * 60_000);
  // A primary that is silent holds no replica: what the other one holds is all there is.
  const complete = lags.length >= topology.groups.length;
  const most = Math.max(...lags.map(({ ms }) => ms));
  return {
    id: "lag",
    title: "Replication lag",
    verdict: late.length > 0 ? "bad" : complete ? "good" : "unknown",
    seen:
      lags.length === 0
        ? `not known; the objective is ${objective} min`
        : `${describeAge(most)} behind, the objective is ${objective} min`,
    reasons: shortened([
      ...late.map(({ name, ms }) => `${name} is ${describeAge(ms)} behind`),
      ...(complete ? [] : unknown),
    ]),
  };
}

function heartbeatLine({ topology, observation }: Status, account: AccountRole): SummaryLine {
  const line = { id: `heartbeat.${account}`, title: `Heartbeat, ${account}` };
  const seen = observation.accounts[account];
  if (!seen.reachable) return { ...line, verdict: "unknown", seen: "out of reach", reasons: [seen.reason] };
  const { heartbeat, now } = seen;
  if (!heartbeat.known) return { ...line, verdict: "unknown", seen: "can't be read", reasons: [heartbeat.reason] };
  if (heartbeat.value === null) return { ...line, verdict: "unknown", seen: "none yet", reasons: [] };
  const { checkedAt, healthy, reasons } = heartbeat.value;
  const { age, tooOld } = recencyOf(topology.heartbeatSchedule, checkedAt.getTime(), now.getTime());
  return {
    ...line,
    verdict: healthy && tooOld === undefined ? "good" : "bad",
    seen: `${healthy ? "healthy" : "unhealthy"} ${age}`,
    reasons: shortened([...(tooOld === undefined ? [] : [`too long ago: ${tooOld}`]), ...reasons]),
  };
}

function taskLine(account: AccountRole, workings: Known<AccountWorkings>): SummaryLine {
  const line = { id: `tasks.${account}`, title: `Tasks, ${account}` };
  if (!workings.known) return { ...line, verdict: "unknown", seen: "out of reach", reasons: [workings.reason] };
  const { tasks } = workings.value;
  const failing = tasks.filter(({ judgement }) => judgement.verdict === "fail");
  const unknown = tasks.filter(({ judgement }) => judgement.verdict === "unknown");
  return {
    ...line,
    verdict: failing.length > 0 ? "bad" : unknown.length > 0 ? "unknown" : "good",
    seen: `${tasks.length - failing.length - unknown.length} of ${tasks.length} are as declared and ran`,
    reasons: [...failing, ...unknown].map(({ name, judgement }) =>
      judgement.verdict === "pass" ? name : `${name}: ${judgement.seen}: ${judgement.reason}`,
    ),
  };
}

/** How many tables there are in each state; {@link tableSyncLine} and the page tell the same. */
export function countStates(tables: readonly { readonly state: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { state } of tables) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** When a table was last synced; null: none ever was. */
export function lastSyncOf(tables: readonly { readonly at: Date | null }[]): Date | null {
  return tables.reduce<Date | null>((last, { at }) => (at !== null && (last === null || at > last) ? at : last), null);
}

function tableSyncLine(seen: TableSyncSeen | null, now: Date): SummaryLine {
  const line = { id: "table-sync", title: "Table sync" };
  if (seen === null) return { ...line, verdict: "none", seen: "none is configured", reasons: [] };
  const { tables, deadLetters, undelivered } = seen;
  const unknown = [
    ...(tables.known ? [] : [`the tables: ${tables.reason}`]),
    ...(deadLetters.known ? [] : [`dead letters: ${deadLetters.reason}`]),
    ...(undelivered.known ? [] : [`undelivered events: ${undelivered.reason}`]),
  ];
  const bad = [
    ...(deadLetters.known && deadLetters.value > 0 ? [`dead letters: ${deadLetters.value}`] : []),
    ...(undelivered.known && undelivered.value > 0 ? [`undelivered events: ${undelivered.value}`] : []),
    ...(tables.known
      ? tables.value
          .filter(({ state, worked }) => state === "FAILED" || (state === "PENDING" && !worked))
          .map(({ name, state, reason }) => `${name}: ${state}${reason === "" ? "" : `: ${reason}`}`)
      : []),
  ];
  return {
    ...line,
    verdict: bad.length > 0 ? "bad" : unknown.length > 0 ? "unknown" : "good",
    seen: tables.known ? tablesTold(tables.value, now) : "can't be told",
    reasons: shortened([...bad, ...unknown]),
  };
}

function tablesTold(tables: Parameters<typeof lastSyncOf>[0] & Parameters<typeof countStates>[0], now: Date): string {
  if (tables.length === 0) return "no table is known";
  const counts = [...countStates(tables)].map(([state, count]) => `${count} ${state}`).sort();
  const last = lastSyncOf(tables);
  const when =
    last === null ? "none was synced yet" : `the last sync ${describeAge(now.getTime() - last.getTime())} ago`;
  return `${tables.length} ${tables.length === 1 ? "table" : "tables"} (${counts.join(", ")}), ${when}`;
}

/** Drift is what the standby finds: it compares its own definitions with those that arrived. */
function driftLine({ status: { active }, workings }: Glance): SummaryLine {
  const line = { id: "drift", title: "Schema drift" };
  const account = active === undefined ? "secondary" : otherAccount(active);
  const seen = workings[account];
  if (!seen.known)
    return { ...line, verdict: "unknown", seen: "out of reach", reasons: [`the ${account} compares: ${seen.reason}`] };
  const { drift, runs, now } = seen.value;
  if (!drift.known) return { ...line, verdict: "unknown", seen: "can't be read", reasons: [drift.reason] };
  const looked = runs.known ? runs.value.find(({ procedure }) => procedure === "DETECT_DRIFT") : undefined;
  if (looked === undefined) {
    const reason = runs.known ? `DETECT_DRIFT never ran in the ${account}` : runs.reason;
    return { ...line, verdict: "unknown", seen: "never looked for", reasons: [reason] };
  }
  const { open, findings } = drift.value;
  const when = `looked for ${describeAge(now.getTime() - looked.at.getTime())} ago`;
  if (open > 0) {
    const told = findings.map(({ kind, name, finding }) => `${kind} ${name}: ${finding}`);
    return { ...line, verdict: "bad", seen: `${open} open, ${when}`, reasons: shortened(told, open) };
  }
  return looked.status === "OK"
    ? { ...line, verdict: "good", seen: `none, ${when}`, reasons: [] }
    : { ...line, verdict: "unknown", seen: `can't be told, ${when}`, reasons: [looked.note ?? looked.status] };
}

function drillLine(drill: Glance["lastDrill"], now: Date): SummaryLine {
  const line = { id: "drill", title: "Last drill" };
  if (!drill.known) return { ...line, verdict: "unknown", seen: "can't be told", reasons: [drill.reason] };
  if (drill.value === null) return { ...line, verdict: "none", seen: "none was held yet", reasons: [] };
  const { intent, beganAt, verdict, recoveryPointSeconds, recoveryTimeSeconds, outcome } = drill.value;
  const ago = describeAge(now.getTime() - new Date(beganAt).getTime());
  const measured = (name: string, seconds: number | null) =>
    `${name} ${seconds === null ? "not measured" : `${seconds} s`}`;
  return {
    ...line,
    verdict: verdict.ok ? "good" : "bad",
    seen: `to the ${intent.to}, ${intent.mode}, ${ago} ago: ${outcome}; ${measured("RPO", recoveryPointSeconds)}, ${measured("RTO", recoveryTimeSeconds)}`,
    reasons: verdict.ok ? [] : [verdict.text],
  };
}

function shortened(reasons: readonly string[], count = reasons.length): readonly string[] {
  const told = reasons.slice(0, REASONS_TOLD);
  return count > told.length ? [...told, `and ${count - told.length} more`] : told;
}
