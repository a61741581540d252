import type { Observation } from "../runtime/observation";
import type { ReplicationRole } from "../runtime/replication-role";
import type { Check } from "./check";

/**
 * The account has its half of the connection, and clients are led to the account that is active.
 *
 * @param role which one this account is
 * @param leadsHere whether the connection leads here; undefined: there is none of that name
 */
export function checkConnection(
  name: string,
  role: Observation<ReplicationRole>,
  leadsHere: Observation<boolean | undefined>,
): Check {
  const at = { check: "connection", object: name };
  if (!leadsHere.known) return { ...at, verdict: "unknown", reason: leadsHere.reason };
  if (leadsHere.value === undefined) return { ...at, verdict: "bad", reason: "it isn't in this account" };
  if (!role.known) return { ...at, verdict: "unknown", reason: role.reason };
  const active = role.value === "primary";
  if (leadsHere.value === active) {
    return { ...at, verdict: "good", reason: active ? "it leads here" : "it leads to the other account" };
  }
  return {
    ...at,
    verdict: "bad",
    reason: active
      ? "clients are led to the other account, and this one is active"
      : "clients are led here, and this account is the standby",
  };
}
