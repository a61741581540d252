import { z } from "zod";
import { RULE_IDS } from "./rule-ids";

/** How the rules of synthesis are applied. */
export const rules = z.strictObject({
  suppress: z
    .array(
      z.strictObject({
        id: z
          .enum(RULE_IDS, { error: "is not a rule; twinberg rules lists them" })
          .describe("The rule's id, as twinberg rules lists it."),
        reason: z
          .string()
          .trim()
          .min(1, { error: "is empty; say why the rule doesn't hold here" })
          .describe("Why the rule doesn't hold here. Synthesis and the rehearsal's report show it."),
        path: z
          .string()
          .trim()
          .min(1, { error: "is empty; name a construct's path, or leave path out" })
          .optional()
          .describe(
            "The path of the construct that may break the rule, as the violation shows it, or of one that holds it. Without it, every construct may.",
          ),
      }),
    )
    .default([])
    .describe("Rules that may be broken. What isn't suppressed fails the synthesis."),
});
