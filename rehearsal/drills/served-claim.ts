import type { ClaimInput } from "../report/claims";
import type { SteadyReader } from "../snowflake/steady-reader";

/** Holds if every reading was answered, and all alike. */
export function servedClaim(id: string, { readings }: SteadyReader): ClaimInput {
  const failed = readings.filter(({ error }) => error !== undefined);
  const answers = new Set(readings.map(({ answer }) => answer));
  const [first, last] = [readings[0]?.at, readings.at(-1)?.at];
  const seconds = first === undefined || last === undefined ? 0 : (last.getTime() - first.getTime()) / 1000;
  return {
    id,
    expected: "whoever reads in the secondary is answered, before, during and after",
    observed: `${readings.length} readings in ${seconds.toFixed(0)} s, ${failed.length} failed, ${answers.size} different answers`,
    ok: readings.length > 1 && failed.length === 0 && answers.size === 1,
    evidence: [...answers, ...failed.slice(0, 5).map(({ at, error }) => `${at.toISOString()}: ${error}`)].map(String),
  };
}
