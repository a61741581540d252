import { z } from "zod";

const changeSchema = z.strictObject({
  address: z.string().describe("The resource's address, or output.NAME."),
  kind: z
    .enum(["create", "update", "replace", "destroy", "forget", "import", "output"])
    .describe("What is done to it."),
  attributes: z
    .array(z.string())
    .describe("The names of the attributes that change, or that force a replacement; never values."),
  lost: z.string().nullable().describe("What is lost for good; null: nothing is."),
});

const stackSchema = z.strictObject({
  stack: z.string().describe("The stack's name."),
  result: z
    .enum(["unchanged", "planned", "later", "applied", "failed", "refused", "not-begun", "interrupted"])
    .describe(
      "unchanged: there was nothing to do. planned: there is, and it wasn't done. later: it can't be planned before other stacks are there. applied: it was done. failed: Terraform failed. refused: the plan destroys what it may not. not-begun: a stack that it needs wasn't done. interrupted: stopped by Ctrl-C.",
    ),
  changes: z.array(changeSchema).describe("What its plan changes, or changed."),
  because: z.array(z.string()).describe("The stacks that it waits for: of later and not-begun."),
  problem: z.string().nullable().describe("What is wrong: of failed, refused and interrupted."),
  remedy: z.string().nullable().describe("What to do about it."),
  log: z.string().nullable().describe("The file with all that Terraform said, from the checkout's folder: of failed."),
});

/** What `twinberg deploy --json` prints. */
export const deployJson = z.strictObject({
  result: z
    .enum(["unchanged", "changes", "applied", "declined", "incomplete", "interrupted"])
    .describe(
      "unchanged: nothing is to be done. changes: planned only, and there is something to do. applied: all is done. declined: the answer was no. incomplete: at least one stack failed, was refused or wasn't begun. interrupted: Ctrl-C.",
    ),
  terraform: z.string().describe("Which program ran: terraform or opentofu, with its version."),
  backend: z.enum(["local", "s3", "cloud"]).describe("Where the state is."),
  stacks: z.array(stackSchema).describe("Every chosen stack, in the order in which they converge."),
});

/** What a run came to. */
export type DeployReport = z.infer<typeof deployJson>;

/** What a stack came to. */
export type StackReport = z.infer<typeof stackSchema>;
