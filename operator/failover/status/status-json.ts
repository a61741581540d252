import { z } from "zod";
import type { AsJson, HeldTo } from "../../json";
import { account, bothAccounts, known, time } from "../../json-parts";
import { intentJson } from "../drill-json";
import { entrySchema } from "../journal";
import { leaseSchema } from "../lease";
import type { statusFacts } from "./facts";

const group = z.strictObject({
  isPrimary: z.boolean(),
  schedule: z.enum(["STARTED", "SUSPENDED"]).nullable().describe("Of refreshes, in a secondary; null in a primary."),
  refreshing: z
    .strictObject({ phase: z.string(), jobId: z.string().describe("To cancel it by.") })
    .nullable()
    .describe("The refresh that goes on."),
  lastRefresh: z
    .strictObject({
      outcome: z.enum(["COMPLETED", "FAILED", "CANCELED"]),
      endedAt: time,
      error: z.string().optional().describe("Why it failed, as Snowflake tells it."),
    })
    .nullable()
    .describe("The newest that has ended; null: none yet, or a primary."),
  snapshotAt: time.nullable().describe("The secondary holds the primary as of then; null: nothing yet, or a primary."),
});

const seen = z.discriminatedUnion("reachable", [
  z.strictObject({
    reachable: z.literal(true),
    account,
    now: time.describe("By the account's own clock."),
    groups: z.record(z.string(), known(group)).describe("Failover groups by name, as this account sees its own half."),
    connectionIsPrimary: known(z.boolean())
      .nullable()
      .describe("Whether the connection leads here; null: none is configured."),
    catalogWrites: known(z.string()).describe("ALLOWED_WRITE_OPERATIONS of the catalog-linked database."),
    writerTasks: z
      .record(z.string(), known(z.enum(["started", "suspended"])))
      .describe("Tasks that write the replicated database, by name."),
    epoch: known(z.int()).describe("The highest that is recorded in the account; 0: none yet."),
    heartbeat: known(
      z
        .strictObject({
          checkedAt: time,
          healthy: z.boolean(),
          reasons: z.array(z.string()).describe("Of the checks that aren't good."),
        })
        .nullable(),
    ).describe("The newest; null: none yet."),
    recoveryPoint: known(time.nullable()).describe(
      "When the newest row that has arrived here was written; null: none has.",
    ),
  }),
  z.strictObject({
    reachable: z.literal(false),
    account,
    reason: z.string().describe("Why it is out of reach."),
  }),
]);

const precondition = z.strictObject({
  id: z.string().describe("Stable id, such as group.ICEBERG_OPS_FG.lag."),
  account: z.enum(["primary", "secondary", "both"]).describe("both: one account was compared with the other."),
  expected: z.string().describe("What must be so."),
  blocks: z.enum(["always", "planned"]).describe("What it blocks when it isn't good."),
  waivable: z.boolean().describe("Whether --accept-data-loss may waive it."),
  verdict: z.enum(["good", "bad", "unknown"]).describe("unknown: it can't be told, which is no good."),
  reason: z.string().describe("What was seen, or why it can't be told."),
  fix: z.string().optional().describe("What to do. Absent where it is good."),
});
const preconditions = z.array(precondition);

const direction = z.strictObject({
  to: account,
  state: z.enum(["active", "ready", "blocked"]).describe("active: everything is there already."),
  preconditions: preconditions.describe("All of them; none where it is active."),
  blockers: preconditions.describe("What forbids a planned one."),
  unplanned: z
    .strictObject({
      blockers: preconditions.describe("Unless a loss is accepted."),
      unwaivable: preconditions.describe("Whatever is accepted."),
    })
    .describe("What forbids an unplanned one."),
});

/** What `twinberg status --json` prints of a failover; operator/status/glance-json.ts adds the rest. */
export const statusJson = z.strictObject({
  ready: z.boolean().describe("Whether a planned failover to `to` could begin now, or is done already."),
  to: account.describe("Which way `ready`, and the exit code, are about."),
  at: time.describe("When it was looked, by this machine's clock."),
  active: account.nullable().describe("The account that has everything; null: there is none, or it can't be told."),
  epoch: known(z.int()).describe("The highest that either account has recorded."),
  sides: z
    .array(
      z.strictObject({
        kind: z.enum(["group", "connection"]),
        name: z.string(),
        holder: z
          .enum(["primary", "secondary", "split", "nobody", "unknown"])
          .describe("Who is primary of it. split: both say so; nobody: neither; unknown: it can't be told."),
        presumed: z.boolean().describe("Whether only the other account's word was heard."),
        reason: z.string().describe("What each account says."),
      }),
    )
    .describe("Who is primary of what."),
  lease: known(leaseSchema.nullable()).describe("The controller's lease; null: nobody ever took it."),
  unfinishedDrill: known(
    z
      .strictObject({
        id: z.string(),
        intent: intentJson,
        since: z.string(),
        operator: z.string(),
        at: z.string().describe("The step that it is at."),
        command: z.string().describe("What goes on with it."),
        entries: z.array(entrySchema).describe("Its journal."),
      })
      .nullable(),
  ).describe("null: there is none."),
  accounts: bothAccounts(seen),
  directions: bothAccounts(direction).describe("Whether a failover to each could begin now."),
});

export type StatusJson = HeldTo<typeof statusJson, AsJson<ReturnType<typeof statusFacts>>>;
