import type { Observation } from "../runtime/observation";
import type { ReplicationRole } from "../runtime/replication-role";
import type { Check } from "./check";

/** What is known of the recovery point: in the primary whether its row was written, elsewhere how old the replicated one is. */
export type RecoveryPoint =
  | { readonly role: Extract<ReplicationRole, "primary">; readonly written: Observation<true> }
  | { readonly role: Extract<ReplicationRole, "secondary">; readonly ageSeconds: Observation<number | undefined> }
  | { readonly role: undefined; readonly reason: string };

/** Seconds that the replicated row is old; undefined: not measured. */
export function measuredAge(point: RecoveryPoint): number | undefined {
  return point.role === "secondary" && point.ageSeconds.known ? point.ageSeconds.value : undefined;
}

/** The primary's row has to be written; the one that arrived in a secondary must not be older than the objective. */
export function checkRecoveryPoint(object: string, objectiveSeconds: number, point: RecoveryPoint): Check {
  const at = { check: "recovery point", object };
  if (point.role === undefined) return { ...at, verdict: "unknown", reason: point.reason };
  if (point.role === "primary") {
    return point.written.known
      ? { ...at, verdict: "good", reason: "written" }
      : { ...at, verdict: "bad", reason: `it could not be written: ${point.written.reason}` };
  }
  if (!point.ageSeconds.known) return { ...at, verdict: "unknown", reason: point.ageSeconds.reason };
  const age = point.ageSeconds.value;
  if (age === undefined) return { ...at, verdict: "unknown", reason: "none has arrived by replication" };
  return age <= objectiveSeconds
    ? { ...at, verdict: "good", reason: `${age} s old` }
    : { ...at, verdict: "bad", reason: `${age} s old, the objective is ${objectiveSeconds}` };
}
