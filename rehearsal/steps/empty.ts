import { formatDuration } from "../host";
import { gapsExplaining, type KnownGap, knownLocalAwsGaps } from "../known-gaps";
import { type ClaimInput, claimFrom } from "../report/claims";
import type { PlanOutcome } from "../terraform/driver";
import { describeChange } from "../terraform/plan-summary";
import { eachStack } from "../terraform/through-stacks";
import { defineStep } from "./step";

/** Plans every stack a second time: nothing may be left to do. */
export const emptyStep = defineStep({
  id: "empty",
  title: "Plan again: nothing left to do",
  needs: ["synth", "converge"],
  async run({ facts, progress }) {
    const { manifest, driver } = facts.synth;
    const claims = await eachStack(manifest, [...manifest.stacks.keys()], (stack) =>
      claimFrom(`empty.${stack.name}`, expected, async () => {
        if (!facts.converge.converged.has(stack.name)) {
          return { observed: "not planned: it did not converge", ok: false, evidence: [] };
        }
        const plan = await driver.plan(stack);
        progress(
          `${stack.name}: ${plan.kind === "empty" ? "no changes" : `${plan.changes.length} changes`} (${formatDuration(plan.durationMs)})`,
        );
        return judgePlan(plan, knownLocalAwsGaps);
      }),
    );
    return { facts: {}, claims };
  },
});

const expected = "plan -detailed-exitcode exits 0";

/** An empty plan holds. One whose every change is a known gap of the local AWS holds too, and says so by name. */
export function judgePlan(
  plan: PlanOutcome,
  gaps: readonly KnownGap[],
): Pick<ClaimInput, "observed" | "ok" | "evidence"> {
  if (plan.kind === "empty") {
    return { observed: "exit code 0: no changes", ok: true, evidence: [] };
  }
  const explained = plan.changes.map((change) => ({ change, gaps: gapsExplaining(change, gaps) }));
  const ok = plan.changes.length > 0 && explained.every((entry) => entry.gaps !== undefined);
  return {
    observed: ok
      ? `exit code 2: ${plan.changes.length} changes, each a known local-AWS gap`
      : `exit code 2: ${plan.changes.map(describeChange).join("; ") || "changes that the plan does not list"}`,
    ok,
    evidence: explained.map(({ change, gaps: found }) =>
      found === undefined
        ? `${describeChange(change)}`
        : `${describeChange(change)}: known local-AWS gap: ${found.map((gap) => `${gap.attribute}: ${gap.reason}`).join("; ")}`,
    ),
  };
}
