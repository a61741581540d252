import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import type { adoptFacts } from "./report";

const about = {
  address: z.string().describe("As in an import block: type.id."),
  type: z.string().describe("The Terraform type."),
  path: z.string().describe("The construct's path, the stack's name first."),
};

const resource = z.discriminatedUnion("found", [
  z.strictObject({
    ...about,
    found: z.literal("there").describe("It is there: Terraform imports it."),
    importId: z.string().describe("The id that it is imported by."),
    warnings: z.array(z.string()).describe("What has to be done before an apply, and why. Empty: nothing."),
  }),
  z.strictObject({
    ...about,
    found: z
      .enum(["managed", "absent"])
      .describe("managed: Terraform has it already, which only --plan tells. absent: apply makes it."),
  }),
  z.strictObject({
    ...about,
    found: z.literal("blocked").describe("It is there, and can't be taken over as it is."),
    reason: z.string().describe("Why it can't."),
    fix: z.string().describe("What to do."),
  }),
  z.strictObject({
    ...about,
    found: z.enum(["never", "unknown"]).describe("never: it is never imported. unknown: it can't be told."),
    reason: z.string().describe("Why not."),
  }),
]);

const change = z.strictObject({
  address: z.string(),
  importing: z.boolean().describe("Whether an import is part of it: not, where Terraform has it already."),
  what: z
    .enum(["imported", "imported and updated", "updated", "created", "replaced", "destroyed"])
    .describe("What the plan does to it. replaced and destroyed are refused."),
  attributes: z.array(z.string()).describe("Attributes that change; of a replacement those that force it."),
  differences: z
    .array(z.string())
    .describe("What the forcing attributes are, and would be, where that is plain and no secret."),
});

const plan = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("planned"),
    changes: z.array(change).describe("Empty: after the imports nothing changes."),
  }),
  z.strictObject({
    kind: z.literal("later").describe("It can't be planned yet."),
    needs: z.array(z.string()).describe("The stacks that have to be applied first."),
  }),
  z.strictObject({
    kind: z.literal("failed").describe("No plan can be made."),
    reason: z.string().describe("What Terraform said."),
  }),
]);

/** What `twinberg adopt --json` prints. */
export const adoptJson = z.strictObject({
  ok: z.boolean().describe("Whether Terraform may take over what could be planned."),
  stacks: z
    .array(
      z.strictObject({
        stack: z.string().describe("The stack's name."),
        resources: z.array(resource).describe("Everything that it declares."),
        plan: plan.optional().describe("What Terraform would do after the imports. Absent without --plan."),
      }),
    )
    .describe("In the order in which they converge."),
  written: z
    .array(z.string())
    .optional()
    .describe("Files that were written or removed, from the checkout's folder. Absent: none was to be."),
});

export type AdoptJson = HeldTo<typeof adoptJson, AsJson<ReturnType<typeof adoptFacts>>>;
