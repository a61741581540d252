import { knownLocalAwsGaps } from "../known-gaps";
import { type ClaimInput, claimFrom } from "../report/claims";
import { judgePlan } from "../steps/empty";
import type { StepFacts } from "../steps/step";
import { eachStack } from "../terraform/through-stacks";

const NOTHING_DONE = /Resources: 0 added, 0 changed, 0 destroyed\./;

/** Plans stacks side by side: holds for each that has nothing to do. */
export function emptyPlanClaims(
  prefix: string,
  { driver, manifest }: StepFacts["synth"],
  names: readonly string[] = [...manifest.stacks.keys()],
): Promise<readonly ClaimInput[]> {
  return eachStack(manifest, names, (stack) =>
    claimFrom(`${prefix}.plan.${stack.name}`, "the plan is empty", async () =>
      judgePlan(await driver.plan(stack), knownLocalAwsGaps),
    ),
  );
}

/** Applies stacks side by side: holds for each in which that changes nothing. */
export function harmlessApplyClaims(
  prefix: string,
  { driver, manifest }: StepFacts["synth"],
  names: readonly string[] = [...manifest.stacks.keys()],
): Promise<readonly ClaimInput[]> {
  return eachStack(manifest, names, (stack) =>
    claimFrom(`${prefix}.apply.${stack.name}`, "apply has nothing to change", async () => {
      const { summary } = await driver.apply(stack);
      return { observed: summary, ok: NOTHING_DONE.test(summary), evidence: [] };
    }),
  );
}
