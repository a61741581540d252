import type { Observation } from "../runtime/observation";
import type { Check } from "./check";

/**
 * The highest epoch can be told: a failover controller that can't read it changes nothing. Whether it is the newest of both
 * accounts' can't be seen from one of them.
 */
export function checkEpoch(table: string, highest: Observation<number>): Check {
  const at = { check: "failover epoch", object: table };
  return highest.known
    ? { ...at, verdict: "good", reason: String(highest.value) }
    : { ...at, verdict: "unknown", reason: highest.reason };
}
