/** good and bad are known; unknown is neither, and not healthy. */
export type Verdict = "good" | "bad" | "unknown";

/** What one check found. */
export interface Check {
  /** Such as `catalog link` or `grant`. */
  readonly check: string;
  /** What was looked at. */
  readonly object: string;
  readonly verdict: Verdict;
  /** Why it is not good; what was seen when it is. */
  readonly reason: string;
}

/** Checks by verdict. */
export interface Health {
  readonly healthy: boolean;
  readonly good: number;
  readonly bad: number;
  readonly unknown: number;
}

/** Healthy exactly when there are checks, and each is known to be good. */
export function healthOf(checks: readonly Check[]): Health {
  const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
  const good = count("good");
  return { healthy: checks.length > 0 && good === checks.length, good, bad: count("bad"), unknown: count("unknown") };
}
