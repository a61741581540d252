import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import type { validationFacts } from "./render";

/** What `twinberg validate --json` prints. */
export const validateJson = z.strictObject({
  ok: z.boolean().describe("True if there are checks, and each passes."),
  totals: z
    .strictObject({ pass: z.int(), fail: z.int(), unknown: z.int() })
    .describe("How many checks came to which verdict."),
  notes: z.array(z.string()).describe("What was not looked at, and why."),
  checks: z
    .array(
      z.strictObject({
        id: z.string().describe("Stable id, such as primary.heartbeat."),
        account: z.enum(["primary", "secondary", "both"]).describe("both: one account was compared with the other."),
        expected: z.string().describe("What must be so."),
        verdict: z.enum(["pass", "fail", "unknown"]).describe("unknown: it can't be told, which is no pass."),
        seen: z.string().describe("What was seen."),
        reason: z.string().optional().describe("Why that is no pass. Absent where it is one."),
        fix: z.string().optional().describe("What to do. Absent where it passes."),
      }),
    )
    .describe("In the order in which they were made."),
});

export type ValidateJson = HeldTo<typeof validateJson, AsJson<ReturnType<typeof validationFacts>>>;
