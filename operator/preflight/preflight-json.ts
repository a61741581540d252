import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import type { preflightFacts } from "./render";

/** What `twinberg preflight --json` prints. */
export const preflightJson = z.strictObject({
  ok: z.boolean().describe("True if nothing stands in the way of the first apply."),
  checks: z
    .array(
      z.strictObject({
        id: z.string().describe("Stable id, such as primary.edition; --accept takes it."),
        where: z.enum(["primary", "secondary", "aws", "state"]).describe("Where it was looked."),
        expected: z.string().describe("What must be so."),
        verdict: z
          .enum(["good", "bad", "unknown", "skipped"])
          .describe("unknown: it can't be told, which is as good as bad. skipped: it means nothing here."),
        found: z.string().describe("What was found, or why it can't be told."),
        fix: z.string().optional().describe("What to do. Absent where it is good or skipped."),
        accepted: z.boolean().describe("Whether --accept named it."),
      }),
    )
    .describe("In the order in which they are shown."),
});

export type PreflightJson = HeldTo<typeof preflightJson, AsJson<ReturnType<typeof preflightFacts>>>;
