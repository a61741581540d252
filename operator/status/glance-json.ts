import { z } from "zod";
import { intentJson } from "../failover/drill-json";
import { statusJson } from "../failover/status/status-json";
import type { AsJson, HeldTo } from "../json";
import { account, bothAccounts, known, time } from "../json-parts";
import type { glanceFacts } from "./facts";

const summaryLine = z.strictObject({
  id: z.string().describe("Stable id, such as heartbeat.primary."),
  title: z.string(),
  verdict: z
    .enum(["good", "bad", "unknown", "none"])
    .describe("unknown: it can't be told, which is as good as not. none: there is nothing to be well."),
  seen: z.string().describe("What was seen, in a few words."),
  reasons: z.array(z.string()).describe("What isn't well of it, the first ones; the last line counts the rest."),
});

const judgement = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("pass"), seen: z.string().describe("What was seen.") }),
  z.strictObject({
    verdict: z.enum(["fail", "unknown"]).describe("unknown: it can't be told, which is no pass."),
    seen: z.string().describe("What was seen."),
    reason: z.string().describe("Why that is no pass."),
    fix: z.string().describe("What to do."),
  }),
]);

const task = z.strictObject({
  name: z.string(),
  schedule: z.string().describe("When it runs, for people."),
  judgement: judgement.describe("How it is, as twinberg validate judges it."),
  lastRun: z
    .strictObject({
      state: z.string().describe("As Snowflake tells it, e.g. SUCCEEDED."),
      at: time,
      error: z.string().nullable().describe("Why it failed; null: it didn't."),
    })
    .nullable()
    .describe("The last that has ended, of seven days; null: none, or it can't be told."),
});

const run = z.strictObject({
  procedure: z.string(),
  status: z.string().describe("OK, FAILED or UNKNOWN."),
  at: time,
  elapsedMs: z.number().describe("How long it took, in milliseconds."),
  note: z.string().nullable().describe("Why it isn't OK, or what there was to say; null: nothing."),
});

const drift = z.strictObject({
  open: z.int().describe("How many findings are open."),
  findings: z
    .array(
      z.strictObject({
        kind: z.string().describe("The object's kind."),
        name: z.string(),
        finding: z.string().describe("MISSING_ON_PRIMARY, MISSING_ON_SECONDARY or DIFFERENT."),
        firstSeenAt: time,
      }),
    )
    .describe("The newest, 100 at most."),
});

const quarter = z.strictObject({
  at: time.describe("When the quarter of an hour began."),
  heartbeats: z.int(),
  unhealthy: z.int().describe("How many of them weren't healthy."),
  lagSeconds: z
    .number()
    .nullable()
    .describe("The highest age of the replicated recovery point, in seconds; null: none was measured."),
});

const workings = z.strictObject({
  account,
  now: time.describe("By the account's own clock."),
  epoch: known(
    z
      .strictObject({
        epoch: z.int(),
        holder: z.string().describe("Who brought it."),
        drill: z.string(),
        at: time,
      })
      .nullable(),
  ).describe("The epoch that counts there; null: no drill has ever reached the account."),
  tasks: z.array(task).describe("The declared tasks."),
  runs: known(z.array(run)).describe("The last run of each procedure, as it logged it."),
  drift: known(drift).describe("Where the two accounts' definitions differ."),
  history: known(z.array(quarter)).describe("A day of heartbeats, oldest first; a quarter without one has no point."),
});

const table = z.strictObject({
  name: z.string().describe("database.table in Glue."),
  state: z.string().describe("PENDING, FAILED, REFUSED or GONE."),
  reason: z.string().describe("Why it is so; empty: nothing to say."),
  target: z.string().describe("Qualified name in Snowflake; empty: it has none."),
  at: time.nullable().describe("When it was last acted on; null: never."),
  worked: z.boolean().describe("Whether a worker has it now."),
});

const tableSync = z.strictObject({
  tables: known(
    z.strictObject({
      total: z.int().describe("How many tables are known."),
      states: z.record(z.string(), z.int()).describe("How many are in each state: IN_STEP, ROUTED, PENDING, …"),
      lastSyncAt: time.nullable().describe("When a table was last synced; null: none ever was."),
      notInStep: z
        .array(table)
        .describe("Those neither IN_STEP nor ROUTED, the first 100: twinberg tables --json tells all."),
    }),
  ),
  waiting: known(z.int()).describe("Messages that wait."),
  deadLetters: known(z.int()).describe("Messages that were tried too often."),
  undelivered: known(z.int()).describe("Events that could not be put in the queue."),
});

const drill = z.strictObject({
  id: z.string(),
  operator: z.string(),
  intent: intentJson,
  beganAt: z.string().describe("ISO 8601, by the controller's clock."),
  endedAt: z.string().nullable().describe("null: it isn't finished."),
  outcome: z.enum(["completed", "failed", "abandoned", "unfinished"]),
  reason: z.string().nullable().describe("Why it ended so, where that is told."),
  verdict: z.strictObject({ ok: z.boolean(), text: z.string().describe("In one sentence.") }),
  objectives: z.array(
    z.strictObject({
      objective: z.string().describe("As a sentence."),
      measured: z.string().describe("For people."),
      verdict: z.enum(["met", "missed", "unknown"]).describe("unknown: it was not measured."),
    }),
  ),
  recoveryPointSeconds: z.number().nullable().describe("null: it was not measured."),
  recoveryTimeSeconds: z.number().nullable().describe("null: it was not measured."),
});

/** What `twinberg status --json` prints. */
export const glanceJson = statusJson.extend({
  summary: z.array(summaryLine).describe("Everything in a line each, in the order in which it is asked for."),
  workings: bothAccounts(known(workings)).describe("What goes on in each account, besides what a failover needs."),
  tableSync: tableSync.nullable().describe("null: none is configured."),
  lastDrill: known(drill.nullable()).describe("The newest, also one that isn't finished; null: there was none."),
});

export type GlanceJson = HeldTo<typeof glanceJson, AsJson<ReturnType<typeof glanceFacts>>>;
