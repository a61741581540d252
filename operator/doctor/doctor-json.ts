import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import type { doctorFacts } from "./render";

/** What `twinberg doctor --json` prints. */
export const doctorJson = z.strictObject({
  ok: z.boolean().describe("True if nothing that is required is missing."),
  checks: z
    .array(
      z.strictObject({
        id: z.string().describe("Stable id."),
        title: z.string().describe("What was looked for."),
        why: z.string().describe("What it is needed for."),
        kind: z.enum(["ok", "warning", "missing"]).describe("warning: it works without, but not as well."),
        found: z.string().describe("What was found."),
        fix: z.string().optional().describe("What to do. Absent where it is ok."),
      }),
    )
    .describe("In the order in which they are shown."),
});

export type DoctorJson = HeldTo<typeof doctorJson, AsJson<ReturnType<typeof doctorFacts>>>;
