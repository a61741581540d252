import { type CleanupPlan, stepTitle } from "./step";

/** A plan for programs. @param done titles of what this call has done */
export function cleanupFacts(plan: CleanupPlan, done: readonly string[]) {
  const { refusals, steps, keeps, deletes, stays, leaves } = plan;
  return {
    ok: steps.length === 0 && refusals.length === 0,
    ...{ refusals, done },
    steps: steps.map((one) => ({ ...one, title: stepTitle(one) })),
    ...{ keeps, deletes, stays, leaves },
  };
}
