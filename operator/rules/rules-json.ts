import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import type { RulesFacts } from "./render";

/** What `twinberg rules --json` prints. */
export const rulesJson = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        id: z.string().describe("As rules.suppress names it."),
        requirements: z.array(z.string()).describe("What it stands for: R1 to R19, twin, own."),
        reason: z.string().describe("Why it is a rule."),
        source: z.string().describe("The page that says so, without https://."),
        fix: z.string().describe("What to do about a violation."),
        configuration: z
          .string()
          .nullable()
          .describe("Where the configuration is refused for the same mistake, before synthesis; null: nowhere."),
      }),
    )
    .describe("By id."),
});

export type RulesJson = HeldTo<typeof rulesJson, AsJson<RulesFacts>>;
