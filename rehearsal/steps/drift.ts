import { withSession } from "../../operator/snowflake/session";
import { type ClaimInput, claimFrom } from "../report/claims";
import type { PlanOutcome } from "../terraform/driver";
import { stackNamed } from "../terraform/manifest";
import { parseOutputs, stackNames } from "../terraform/outputs";
import { describeChange } from "../terraform/plan-summary";
import { changeRoleComment, commentByHand, readRoleComment } from "./role-comment";
import { defineStep } from "./step";

/** A comment changed by hand shows in the plan, by resource and attribute, and an apply brings the declared one back. */
export const driftStep = defineStep({
  id: "drift",
  title: "Drift: a change by hand shows and is mended",
  needs: ["clouds", "synth", "converge"],
  async run({ facts, progress }) {
    const role = parseOutputs(facts.converge.outputs).primary.analyst_role_name;
    const { manifest, driver } = facts.synth;
    const stack = stackNamed(manifest, stackNames.primary);
    const claims = await withSession(facts.clouds.sessions.primary, async (session) => {
      const declared = await readRoleComment(session, role);
      if (declared === commentByHand) {
        throw new Error(`the declared comment of ${role} is the one that would be set by hand`);
      }
      const statement = await changeRoleComment(session, role);
      progress(`${role}: comment changed by hand`);
      const shows = await claimFrom(
        "drift.shows",
        `the plan shows the comment of ${role} and nothing else`,
        async () => {
          const plan = await driver.plan(stack);
          return { ...judgeDrift(plan, role), evidence: [statement, ...changesOf(plan)] };
        },
      );
      const mended = await claimFrom(
        "drift.mended",
        "apply sets the declared comment again, and the next plan is empty",
        async () => {
          const { summary } = await driver.apply(stack);
          const now = await readRoleComment(session, role);
          const plan = await driver.plan(stack);
          return {
            observed: `comment is ${JSON.stringify(now)}, the plan ${plan.kind === "empty" ? "is empty" : "still shows changes"}`,
            ok: now === declared && plan.kind === "empty",
            evidence: [`declared: ${JSON.stringify(declared)}`, summary, ...changesOf(plan)],
          };
        },
      );
      return [shows, mended];
    });
    return { facts: {}, claims };
  },
});

/** Holds if the plan's only change is an update of the role's comment. */
export function judgeDrift(plan: PlanOutcome, role: string): Pick<ClaimInput, "observed" | "ok"> {
  if (plan.kind === "empty") {
    return { observed: "the plan shows no change", ok: false };
  }
  const [change, ...others] = plan.changes;
  const ok =
    change !== undefined &&
    others.length === 0 &&
    change.objectName === role &&
    change.actions.join() === "update" &&
    change.attributes.includes("comment");
  return { observed: `exit code 2: ${plan.changes.map(describeChange).join("; ")}`, ok };
}

function changesOf(plan: PlanOutcome): readonly string[] {
  return plan.kind === "empty" ? [] : plan.changes.map(describeChange);
}
