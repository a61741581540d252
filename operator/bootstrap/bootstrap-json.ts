import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import { account } from "../json-parts";
import type { bootstrapFacts } from "./render";

const place = z.strictObject({ bucket: z.string(), region: z.string().describe("AWS region.") });
const step = {
  id: z.string().describe("Stable id."),
  title: z.string().describe("What it does."),
};

/** What `twinberg bootstrap --json` prints. */
export const bootstrapJson = z.strictObject({
  ok: z.boolean().describe("True if nothing is left to do. With --plan: that there was nothing to do."),
  steps: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({
          ...step,
          kind: z.literal("key-pair"),
          account,
          file: z.string().describe("Where the private key is kept."),
        }),
        z.strictObject({
          ...step,
          kind: z.literal("statements"),
          account,
          role: z.string().describe("As whom they run."),
          statements: z.array(z.string()).describe("SQL, in order. Of keys only public halves."),
        }),
        z.strictObject({
          ...step,
          kind: z.literal("bucket"),
          place,
          action: z.union([
            z.strictObject({ kind: z.enum(["create", "keepVersions", "encrypt", "closeToPublic", "requireTls"]) }),
            z.strictObject({ kind: z.literal("copyTo"), to: place }),
          ]),
        }),
      ]),
    )
    .describe("What is missing and what this command does about it, in order."),
  byHand: z
    .array(
      z.strictObject({
        id: z.string().describe("Stable id."),
        what: z.string().describe("What is to be so."),
        reason: z.string().describe("Why people have to do it."),
        statements: z.array(z.string()).describe("SQL to run; empty: reason says what is to be done."),
      }),
    )
    .describe("What only people can do."),
});

export type BootstrapJson = HeldTo<typeof bootstrapJson, AsJson<ReturnType<typeof bootstrapFacts>>>;
