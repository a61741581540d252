import { z } from "zod";
import { runTwinberg } from "../lake/twinberg";
import { claimFrom } from "../report/claims";
import { defineStep } from "./step";

const answerSchema = z.looseObject({
  ok: z.boolean(),
  checks: z.array(z.looseObject({ id: z.string(), verdict: z.string(), seen: z.string() })),
});

/** `twinberg validate`, as an operator runs it, finds that everything is as it should be. */
export const validateStep = defineStep({
  id: "validate",
  title: "Validate: an operator's own look at both accounts",
  needs: ["clouds", "converge", "load", "schema-drift"],
  async run({ tools, facts }) {
    const claim = await claimFrom(
      "validate.passes",
      "twinberg validate exits 0, and each of its checks passes",
      async () => {
        const { code, stdout } = await runTwinberg(tools, facts.clouds, ["validate", "--json"], [0, 1]);
        const { ok, checks } = answerSchema.parse(JSON.parse(stdout));
        const others = checks.filter(({ verdict }) => verdict !== "pass");
        return {
          observed: `exit code ${code}, ${checks.length - others.length} of ${checks.length} checks pass`,
          ok: code === 0 && ok && checks.length > 0 && others.length === 0,
          evidence: others.map(({ id, verdict, seen }) => `${verdict}: ${id}: ${seen}`),
        };
      },
    );
    return { facts: {}, claims: [claim] };
  },
});
