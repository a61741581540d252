import { type Inventory, inventoryDifference, listAws, listSnowflake } from "../clouds/inventory";
import { describeError } from "../errors";
import { formatDuration } from "../host";
import { type ClaimInput, claimFrom } from "../report/claims";
import type { ApplyOutcome } from "../terraform/driver";
import type { StackOutcome } from "../terraform/graph";
import { throughStacks } from "../terraform/through-stacks";
import { defineStep } from "./step";

/** Destroys every stack, each after those that need it, and looks at both clouds: they hold what they held before. */
export const destroyStep = defineStep({
  id: "destroy",
  title: "Destroy: both clouds are as they were",
  needs: ["clouds", "synth"],
  async run({ facts, progress }) {
    const { manifest, driver } = facts.synth;
    const outcomes = await throughStacks(manifest, "dependents first", async (stack) => {
      const { name } = stack;
      progress(`${name}: destroy`);
      const outcome = await driver.destroy(stack);
      progress(`${name}: ${outcome.summary} (${formatDuration(outcome.durationMs)})`);
      return outcome;
    });
    const { aws, sessions, before } = facts.clouds;
    const claims = [
      ...[...outcomes].map(([name, outcome]) => stackClaim(name, outcome)),
      await cloudClaim("destroyed.aws", before.aws, () => listAws(aws)),
      await cloudClaim("destroyed.snowflake.primary", before.primary, () => listSnowflake(sessions.primary)),
      await cloudClaim("destroyed.snowflake.secondary", before.secondary, () => listSnowflake(sessions.secondary)),
    ];
    return { facts: {}, claims };
  },
});

function stackClaim(name: string, outcome: StackOutcome<ApplyOutcome>): ClaimInput {
  const claim = { id: `destroyed.stack.${name}`, expected: "the destroy succeeds" };
  switch (outcome.kind) {
    case "done":
      return { ...claim, observed: outcome.value.summary, ok: true, evidence: [] };
    case "failed":
      return { ...claim, observed: "it failed", ok: false, evidence: [describeError(outcome.error)] };
    case "skipped":
      return {
        ...claim,
        observed: `not tried: ${outcome.because.join(", ")} could not be destroyed`,
        ok: false,
        evidence: [],
      };
  }
}

function cloudClaim(id: string, before: Inventory, list: () => Promise<Inventory>): Promise<ClaimInput> {
  return claimFrom(id, "it holds what it held before the first apply", async () => {
    const { left, lost } = inventoryDifference(before, await list());
    const parts = [
      ...(left.length > 0 ? [`left behind: ${left.join(", ")}`] : []),
      ...(lost.length > 0 ? [`gone though not ours: ${lost.join(", ")}`] : []),
    ];
    return {
      observed: parts.length === 0 ? `it does: ${before.length} objects` : parts.join("; "),
      ok: parts.length === 0,
      evidence: before,
    };
  });
}
