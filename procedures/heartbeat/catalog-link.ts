import type { LinkStatus } from "../runtime/link-status";
import type { Observation } from "../runtime/observation";
import type { Check } from "./check";

/** What the catalog link's checks depend on. */
export interface LinkExpectation {
  readonly database: string;
  /** Seconds between discoveries. */
  readonly discoverySeconds: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Attempts may be missed before the link counts as stuck, and one may take its time. */
const INTERVALS_ALLOWED = 3;
const SECONDS_ALLOWED_BESIDES = 60;

const CHECK = "catalog link";

/** State, age of the last attempt, and every failure of the catalog link: RUNNING alone says nothing of the tables. */
export function checkLink(expected: LinkExpectation, observed: Observation<LinkStatus>): readonly Check[] {
  const object = expected.database;
  if (!observed.known) return [{ check: CHECK, object, verdict: "unknown", reason: observed.reason }];
  return [
    checkState(object, observed.value),
    checkAge(expected, observed.value),
    ...observed.value.failures.map(
      ({ entity, domain, operation, message }): Check => ({
        check: "catalog link failure",
        object: entity === "" ? object : entity,
        verdict: "bad",
        reason: `${operation} of the ${domain.toLowerCase()} failed: ${message}`,
      }),
    ),
  ];
}

function checkState(object: string, { state, reason }: LinkStatus): Check {
  const why = reason === undefined ? "" : `: ${reason}`;
  switch (state) {
    case "RUNNING":
      return { check: CHECK, object, verdict: "good", reason: "RUNNING" };
    case "SUSPENDED":
      return { check: CHECK, object, verdict: "bad", reason: `discovery is SUSPENDED${why}` };
    case "FAILED":
      return { check: CHECK, object, verdict: "bad", reason: `FAILED${why}` };
    default:
      return { check: CHECK, object, verdict: "unknown", reason: `a state that isn't known: ${state}` };
  }
}

function checkAge({ database, discoverySeconds, now }: LinkExpectation, { lastAttempt }: LinkStatus): Check {
  const at = { check: "catalog link age", object: database };
  if (lastAttempt === undefined)
    return { ...at, verdict: "unknown", reason: "it isn't told when the last attempt was" };
  const age = Math.round((now - lastAttempt) / 1000);
  const allowed = INTERVALS_ALLOWED * discoverySeconds + SECONDS_ALLOWED_BESIDES;
  return age <= allowed
    ? { ...at, verdict: "good", reason: `the last attempt began ${age} s ago` }
    : { ...at, verdict: "bad", reason: `the last attempt began ${age} s ago, allowed are ${allowed}` };
}
