import type { DrillIntent } from "./journal-entry";
import type { Observation } from "./observation";
import { evaluateReadiness, lossSeconds } from "./readiness/evaluate";
import type { Precondition } from "./readiness/precondition";
import { type FailoverTopology, otherAccount } from "./topology";

/** Why a failover isn't to be begun. */
export interface Refusal {
  /** The precondition's. */
  readonly id: string;
  /** What isn't so, and why that is known. */
  readonly text: string;
  /** What to do about it. */
  readonly fix: string;
  /** Seconds of data loss that have to be accepted to begin nevertheless; null: nothing helps. */
  readonly acceptedBy: number | null;
}

/** What {@link refusalsOf} judges. */
export interface RefusalInput {
  readonly intent: DrillIntent;
  readonly topology: FailoverTopology;
  readonly observation: Observation;
  /**
   * `fresh`: nothing is done yet. `returning`: neither, and the target is refreshed first, which cures what it is behind.
   * `resuming`: what the drill has done itself, such as suspending a schedule, is no reason. `begun`: groups are promoted, and
   * going on is what is safest.
   */
  readonly stage: "fresh" | "returning" | "resuming" | "begun";
}

/** The preconditions that aren't met: the same that `twinberg status` and the heartbeat tell. None: the target is ready. */
export function refusalsOf({ intent, topology, observation, stage }: RefusalInput): readonly Refusal[] {
  const { to, mode } = intent;
  return evaluateReadiness(topology, observation, to).flatMap((one): Refusal[] => {
    if (one.verdict === "good" || (one.blocks === "planned" && mode === "unplanned")) return [];
    if (!matters(one, { intent, topology, observation, stage })) return [];
    const acceptedBy = one.waivable ? figureFor({ intent, topology, observation }) : null;
    const instead = one.id === `reachable.${otherAccount(to)}` ? "; --unplanned does without it" : "";
    return [{ id: one.id, text: `not so: ${one.expected}: ${one.reason}${instead}`, fix: one.fix, acceptedBy }];
  });
}

/** Of those, the ones that the operator didn't accept. */
export function unaccepted(refusals: readonly Refusal[], { acceptedLossSeconds }: DrillIntent): readonly Refusal[] {
  return refusals.filter(
    ({ acceptedBy }) => acceptedBy === null || acceptedLossSeconds === null || acceptedLossSeconds < acceptedBy,
  );
}

/** What the plan cures itself, or has caused itself, is no reason against it. */
function matters({ id }: Precondition, { intent: { to, mode }, stage }: RefusalInput): boolean {
  const reachable = id === `reachable.${to}`;
  // The fence, the new lease and the promotion of the connection are steps of every plan.
  if (id === "epoch" || id === `catalog-writes.${otherAccount(to)}` || /^connection\..*\.side$/.test(id)) return false;
  const aspect = /^group\..*\.(schedule|refresh|lag)$/.exec(id)?.[1];
  switch (stage) {
    case "fresh":
      return true;
    case "returning":
      return aspect === undefined && id !== "heartbeat" && id !== `catalog-writes.${to}`;
    case "resuming":
      return id.startsWith("reachable.") || (aspect === "lag" && mode === "unplanned");
    case "begun":
      return reachable;
  }
}

/** What is lost at most, in whole minutes, and one more for the time until it is typed; 0 where nothing is; null: can't be told. */
function figureFor({ intent, topology, observation }: Omit<RefusalInput, "stage">): number | null {
  if (intent.mode === "planned") return 0;
  const loss = lossSeconds(topology, observation, intent.to);
  return loss.known ? (Math.ceil(loss.value / 60) + 1) * 60 : null;
}
