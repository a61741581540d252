import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import { account } from "../json-parts";
import { ALL_DATA_KINDS } from "./data-kinds";
import type { cleanupFacts } from "./facts";

const kind = z.enum(ALL_DATA_KINDS);
const title = z.string().describe("The step in one line.");
const stack = z.string().describe("The stack's name.");

const dataItem = z.strictObject({
  data: kind.describe("The name that --delete-data takes."),
  account: account.optional().describe("The Snowflake account that it is in. Without it: in AWS, or the state."),
  what: z.string().describe("What it is, e.g. s3://BUCKET or database NAME."),
  holds: z.string().describe("Its size or count."),
  owned: z.boolean().describe("Whether Terraform has it. What it hasn't is never removed."),
});

const step = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("quiet").describe("Stops tasks and writes to the lake."),
    title,
    account,
    statements: z.array(z.string()).describe("What is run there."),
  }),
  z.strictObject({
    kind: z.literal("empty-bucket").describe("Deletes every object and version."),
    title,
    data: kind,
    bucket: z.string(),
    region: z.string(),
  }),
  z.strictObject({
    kind: z.literal("forget").describe("Takes what is kept out of Terraform's state."),
    title,
    stack,
    data: z.array(kind).describe("What is kept so."),
    addresses: z.array(z.string()).describe("The resources' addresses."),
  }),
  z.strictObject({
    kind: z.literal("destroy").describe("Destroys what the stack still has."),
    title,
    stack,
    resources: z.int().min(1).describe("How many."),
  }),
  z.strictObject({
    kind: z.literal("delete-state").describe("Deletes the state of stacks that are gone."),
    title,
    stacks: z.array(z.string()),
  }),
]);

/** What `twinberg cleanup --json` prints: what is left to do, with --plan all of it. */
export const cleanupJson = z.strictObject({
  ok: z.boolean().describe("Whether nothing is left to do."),
  refusals: z
    .array(
      z.strictObject({
        id: z.string().describe("Stable id."),
        text: z.string().describe("What isn't so."),
        fix: z.string(),
      }),
    )
    .describe("Why it isn't begun; empty: nothing stands against it."),
  done: z.array(title).describe("The steps that this call has done, in one line each."),
  steps: z.array(step).describe("What is left to do, in order."),
  keeps: z.array(dataItem).describe("Data that are kept."),
  deletes: z.array(dataItem).describe("Data that go with the steps that are left."),
  stays: z.array(z.strictObject({ stack, why: z.string() })).describe("Stacks that stay as they are, and why."),
  leaves: z
    .array(
      z.strictObject({
        what: z.string(),
        why: z.string(),
        who: z.string().describe("Who can remove it, and how."),
      }),
    )
    .describe("What can't be removed from here."),
});

export type CleanupJson = HeldTo<typeof cleanupJson, AsJson<ReturnType<typeof cleanupFacts>>>;
