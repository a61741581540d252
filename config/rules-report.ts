import { z } from "zod";
import { RULE_IDS } from "./rule-ids";

/** Where synthesis says how the rules were met, in the folder that it writes to. */
export const RULES_REPORT_FILE = "rules.json";

const violation = {
  rule: z.enum(RULE_IDS).describe("The rule's id."),
  path: z.string().min(1).describe("The construct's path."),
  problem: z.string().min(1).describe("What is wrong with it."),
};

/** How a program meets the rules. */
export const rulesReportSchema = z.strictObject({
  outcomes: z.array(
    z.strictObject({
      rule: z.enum(RULE_IDS).describe("The rule's id."),
      verdict: z
        .enum(["holds", "violated", "suppressed", "nothing-to-judge"])
        .describe("suppressed: it is broken only where the configuration says that it may."),
      judged: z.int().nonnegative().describe("How many things it looked at."),
    }),
  ),
  violations: z.array(z.strictObject(violation)).describe("What fails the synthesis."),
  suppressed: z
    .array(z.strictObject({ ...violation, reason: z.string().min(1).describe("Why it may, as configured.") }))
    .describe("What would fail it, if the configuration didn't say why not."),
  unused: z
    .array(z.strictObject({ id: z.enum(RULE_IDS), reason: z.string(), path: z.string().optional() }))
    .describe("What the configuration suppresses, and nothing breaks."),
});

/** How a program meets the rules. */
export type RulesReport = z.infer<typeof rulesReportSchema>;

/** What isn't held to the rules, a line each, with its reason; empty when everything is. */
export function describeSuppressed({ suppressed, unused }: Pick<RulesReport, "suppressed" | "unused">): string {
  return [
    ...suppressed.map(
      ({ rule, path, problem, reason }) => `suppressed: ${path}: ${rule}: ${problem} (because: ${reason})`,
    ),
    ...unused.map(
      ({ id, reason, path }) =>
        `suppressed, and nothing breaks it: ${path === undefined ? "" : `${path}: `}${id} (it says: ${reason})`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join("");
}
