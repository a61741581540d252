import type { AccountRole } from "../../../config/schema";
import { recencyOf } from "../../validate/recency";
import { describeAge } from "../../validate/schedule";
import type { AccountObservation, GroupObservation, Known, SeenAccount } from "../observation";
import type { FailoverTopology } from "../topology";

/** What is shown of one thing in an account. */
export type AccountLine = readonly [what: string, seen: string];

/** An account, line by line. */
export function accountLines(topology: FailoverTopology, seen: SeenAccount): readonly AccountLine[] {
  if (!seen.reachable) return [["reachable", `no: ${seen.reason}`]];
  return [
    ...topology.groups.map(
      ({ name }): AccountLine => [name, told(seen.groups.get(name), (group) => groupLine(topology, seen, group))],
    ),
    ...(topology.connection === undefined
      ? []
      : [
          [
            `connection ${topology.connection}`,
            told(seen.connectionIsPrimary ?? undefined, (primary) =>
              primary ? "leads here" : "leads to the other account",
            ),
          ] as const,
        ]),
    [`writes through ${topology.catalogLinked.name}`, told(seen.catalogWrites, (writes) => writes)],
    ["tasks that write", taskLine(topology, seen)],
    ["heartbeat", heartbeatLine(topology, seen)],
    ["recovery point", told(seen.recoveryPoint, (at) => (at === null ? "none" : `${ago(seen.now, at)} old`))],
    ["epoch", told(seen.epoch, String)],
  ];
}

/** What an account is called. */
export function accountTitle({ organization, accounts }: FailoverTopology, account: AccountRole): string {
  return `${account} ${organization}-${accounts[account]}`;
}

function told<Value>(known: Known<Value> | undefined, say: (value: Value) => string): string {
  if (known === undefined) return "not looked at";
  return known.known ? say(known.value) : `? ${known.reason}`;
}

function groupLine(
  { recoveryPointObjectiveMinutes }: FailoverTopology,
  { now }: AccountObservation,
  { isPrimary, schedule, refreshing, lastRefresh, snapshotAt }: GroupObservation,
): string {
  if (isPrimary) return "primary";
  const last =
    lastRefresh === null
      ? "never refreshed"
      : `last refresh ${lastRefresh.outcome} ${ago(now, lastRefresh.endedAt)} ago${lastRefresh.error === undefined ? "" : `: ${lastRefresh.error}`}`;
  return [
    "secondary",
    schedule === null ? "no schedule" : `schedule ${schedule}`,
    ...(refreshing === null ? [] : [`refreshing: ${refreshing.phase}`]),
    last,
    snapshotAt === null ? "lag not known" : `${ago(now, snapshotAt)} behind of ${recoveryPointObjectiveMinutes} min`,
  ].join(", ");
}

function taskLine({ writerTasks }: FailoverTopology, seen: AccountObservation): string {
  const states = writerTasks.map((name) => [name, told(seen.writerTasks.get(name), (state) => state)] as const);
  const all = [...new Set(states.map(([, state]) => state))];
  if (all.length === 1) return `${states.length} ${all[0]}`;
  return states.map(([name, state]) => `${name} ${state}`).join(", ");
}

function heartbeatLine({ heartbeatSchedule }: FailoverTopology, { heartbeat, now }: AccountObservation): string {
  return told(heartbeat, (last) => {
    if (last === null) return "none yet";
    const { age, tooOld } = recencyOf(heartbeatSchedule, last.checkedAt.getTime(), now.getTime());
    const state = `${last.healthy ? "healthy" : "unhealthy"} ${age}${tooOld === undefined ? "" : `, too long ago: ${tooOld}`}`;
    return [state, ...last.reasons].join("\n");
  });
}

const ago = (now: Date, then: Date): string => describeAge(now.getTime() - then.getTime());
