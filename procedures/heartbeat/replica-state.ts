import type { Refreshes, ShownGroup } from "../runtime/failover-group";
import type { Verdict } from "./check";

/** A secondary failover group. */
export interface ReplicaState extends Pick<ShownGroup, "schedule">, Pick<Refreshes, "last" | "snapshotAt"> {}

/** What is judged of a secondary group. */
export const REPLICA_ASPECTS = ["schedule", "refresh", "lag"] as const;

/** One of {@link REPLICA_ASPECTS}. */
export type ReplicaAspect = (typeof REPLICA_ASPECTS)[number];

/** A verdict and what it rests on. */
export interface ReplicaJudgement {
  readonly aspect: ReplicaAspect;
  readonly verdict: Verdict;
  readonly reason: string;
}

/**
 * Whether a secondary group is kept up: its schedule runs, its last refresh was completed, and it is no further behind than
 * the objective. One judgement an aspect, in that order.
 *
 * @param now milliseconds since 1970, by Snowflake's clock
 */
export function judgeReplica(
  { schedule, last, snapshotAt }: ReplicaState,
  now: number,
  objectiveSeconds: number,
): readonly ReplicaJudgement[] {
  return [
    { aspect: "schedule", ...judgeSchedule(schedule) },
    { aspect: "refresh", ...judgeRefresh(last, now) },
    { aspect: "lag", ...judgeLag(snapshotAt, now, objectiveSeconds) },
  ];
}

type Judged = Omit<ReplicaJudgement, "aspect">;

function judgeSchedule(schedule: ReplicaState["schedule"]): Judged {
  if (schedule === "STARTED") return { verdict: "good", reason: "STARTED" };
  if (schedule === undefined) return { verdict: "bad", reason: "it has no schedule: nothing arrives by itself" };
  return { verdict: "bad", reason: "its schedule is SUSPENDED: nothing arrives until somebody resumes it" };
}

function judgeRefresh(last: ReplicaState["last"], now: number): Judged {
  if (last === undefined) return { verdict: "unknown", reason: "no refresh has ended in the last 14 days" };
  const ended = `the last refresh ended ${secondsSince(last.endedAt, now)} s ago: ${last.outcome}`;
  if (last.outcome === "COMPLETED") return { verdict: "good", reason: ended };
  return { verdict: "bad", reason: last.error === undefined ? ended : `${ended}: ${last.error}` };
}

function judgeLag(snapshotAt: number | undefined, now: number, objectiveSeconds: number): Judged {
  if (snapshotAt === undefined) return { verdict: "unknown", reason: "it isn't told what the secondary holds" };
  const behind = secondsSince(snapshotAt, now);
  return behind <= objectiveSeconds
    ? { verdict: "good", reason: `${behind} s behind` }
    : { verdict: "bad", reason: `${behind} s behind, the objective is ${objectiveSeconds}` };
}

const secondsSince = (then: number, now: number): number => Math.max(0, Math.round((now - then) / 1000));
