import { z } from "zod";
import type { AsJson, HeldTo } from "../json";
import { account, time } from "../json-parts";
import type { DrillIntent } from "./journal-entry";
import type { FailoverMessage } from "./message";
import type { planFacts } from "./render-plan";

/** Which way, and how. */
export const intentJson = z.strictObject({
  to: account.describe("The account to be active."),
  mode: z.enum(["planned", "unplanned"]).describe("planned: the active account takes part, and nothing is lost."),
  acceptedLossSeconds: z.number().nullable().describe("Seconds of writes that may be lost; null: none."),
});

/** One line of what a drill prints with --json. */
export const messageJson = z.strictObject({
  code: z
    .string()
    .regex(/^F\d{3}$/)
    .describe("Stable code; docs/failover-messages.md lists all."),
  level: z.enum(["info", "warning", "error", "result"]),
  text: z.string().describe("The sentence for people."),
  data: z.record(z.string(), z.unknown()).describe("Facts for programs, by code: docs/failover-messages.md."),
  at: time,
});

/** What `--plan --json` prints. */
export const drillPlanJson = z.strictObject({
  drill: z.string().nullable().describe("The unfinished drill that goes on; null: a new one."),
  intent: intentJson,
  steps: z.array(
    z.strictObject({
      id: z.string().describe("As the journal and --pause-before name it."),
      title: z.string(),
      account: z
        .enum(["primary", "secondary", "controller", "client"])
        .describe("Where it acts. controller: in its bucket; client: wherever the connection leads."),
      precondition: z.string().describe("What must be so before."),
      commands: z.array(z.string()).describe("Statements; what is found only then stands in angle brackets."),
      postcondition: z.string().describe("What is so afterwards."),
    }),
  ),
  refusals: z
    .array(
      z.strictObject({
        id: z.string().describe("The precondition's."),
        text: z.string().describe("What isn't so, and why that is known."),
        fix: z.string(),
        acceptedBy: z
          .number()
          .nullable()
          .describe("Seconds of loss to accept to begin nevertheless; null: nothing helps."),
      }),
    )
    .describe("Why it would not begin; empty: nothing stands against it."),
});

/** What `twinberg failover --json` and `failback --json` print: with --plan one document, else one message a line. */
export const drillJson = z.union([drillPlanJson, messageJson]);

export type DrillPlanJson = HeldTo<typeof drillPlanJson, AsJson<ReturnType<typeof planFacts>>>;
export type MessageJson = HeldTo<typeof messageJson, AsJson<FailoverMessage>>;
export type IntentJson = HeldTo<typeof intentJson, AsJson<DrillIntent>>;
