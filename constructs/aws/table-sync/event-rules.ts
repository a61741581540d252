import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { TableSyncNames } from "../../../config/table-sync-names";
import { sweepMessage } from "../../../lambda-src/table-sync/messages";
import { nativePattern, trailPattern } from "./event-patterns";
import type { SyncQueue } from "./sync-queue";

/** Properties of {@link EventRules}. */
export interface EventRulesProps {
  /** What the rules are called. */
  readonly names: TableSyncNames["rules"];
  /** Glue databases: names, or beginnings that end in `*`. */
  readonly databases: readonly string[];
  /** Whether Glue's API calls that CloudTrail records are taken too. */
  readonly cloudTrail: boolean;
  /** Minutes from one sweep to the next. */
  readonly sweepMinutes: number;
  /** Where events go. */
  readonly queues: SyncQueue;
}

/** How long, in seconds, and how often EventBridge tries the queue before an event counts as undelivered. */
const RETRY_POLICY = { maximumEventAgeInSeconds: 6 * 3600, maximumRetryAttempts: 185 };

/** The rules that put Glue's events, and the schedule's sweeps, into the queue. */
export class EventRules extends Construct {
  constructor(scope: Construct, id: string, props: EventRulesProps) {
    super(scope, id);
    const { names, databases, queues } = props;
    const toQueue = (ruleId: string, rule: CloudwatchEventRule, input?: string) =>
      new CloudwatchEventTarget(this, `${ruleId}Target`, {
        rule: rule.name,
        targetId: "queue",
        arn: queues.queue.arn,
        deadLetterConfig: { arn: queues.undelivered.arn },
        retryPolicy: RETRY_POLICY,
        ...(input === undefined ? {} : { input }),
      });
    const onEvents = (ruleId: string, name: string, description: string, pattern: object) =>
      toQueue(
        ruleId,
        new CloudwatchEventRule(this, ruleId, { name, description, eventPattern: JSON.stringify(pattern) }),
      );
    onEvents("Glue", names.glue, "Glue's own events of the synced databases", nativePattern(databases));
    if (props.cloudTrail) {
      onEvents("CloudTrail", names.cloudTrail, "Glue's API calls on the synced databases", trailPattern(databases));
    }
    const sweep = new CloudwatchEventRule(this, "Sweep", {
      name: names.sweep,
      description: "Compares all tables: finds what no event told, and makes those that were there before",
      scheduleExpression: `rate(${props.sweepMinutes} minutes)`,
    });
    toQueue("Sweep", sweep, sweepMessage());
  }
}
