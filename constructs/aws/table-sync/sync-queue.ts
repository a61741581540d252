import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { TableSyncNames } from "../../../config/table-sync-names";
import { type AwsPlace, regionalArn } from "../arns";
import type { PolicyDocument } from "../policy-documents";
import { ruleArns } from "./rule-arns";

/** Properties of {@link SyncQueue}. */
export interface SyncQueueProps {
  /** Where the queues are. */
  readonly place: AwsPlace;
  /** What they are called. */
  readonly names: TableSyncNames;
  /** How many times a message is tried. */
  readonly attempts: number;
  /** Seconds that a message stays out of sight once it was taken: six times what the function may take. */
  readonly visibilitySeconds: number;
}

/** The longest that SQS keeps a message, in seconds. Source: docs.aws.amazon.com, SQS, quotas-messages. */
const TWO_WEEKS = 14 * 24 * 3600;

/**
 * The queue between events and the function, and the two that nothing gets lost in: of messages that were tried too often,
 * and of events that couldn't be put into the queue. A standard queue: tables are kept apart by leases, because
 * EventBridge gives a FIFO queue one constant group.
 */
export class SyncQueue extends Construct {
  /** What the function reads. */
  readonly queue: SqsQueue;
  /** Messages that were tried too often. */
  readonly deadLetters: SqsQueue;
  /** Events that EventBridge couldn't deliver. */
  readonly undelivered: SqsQueue;

  constructor(scope: Construct, id: string, props: SyncQueueProps) {
    super(scope, id);
    const { place, names } = props;
    const rules = ruleArns(place, names.rules);
    const shared = { messageRetentionSeconds: TWO_WEEKS, sqsManagedSseEnabled: true };
    this.deadLetters = new SqsQueue(this, "DeadLetters", {
      ...shared,
      name: names.deadLetters,
      policy: JSON.stringify(queuePolicy(regionalArn(place, "sqs", names.deadLetters), [])),
    });
    this.undelivered = new SqsQueue(this, "Undelivered", {
      ...shared,
      name: names.undelivered,
      policy: JSON.stringify(queuePolicy(regionalArn(place, "sqs", names.undelivered), rules)),
    });
    this.queue = new SqsQueue(this, "Queue", {
      ...shared,
      name: names.queue,
      visibilityTimeoutSeconds: props.visibilitySeconds,
      policy: JSON.stringify(queuePolicy(regionalArn(place, "sqs", names.queue), rules)),
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: regionalArn(place, "sqs", names.deadLetters),
        maxReceiveCount: props.attempts,
      }),
      // SQS refuses a queue whose dead letters have nowhere to go.
      dependsOn: [this.deadLetters],
    });
  }
}

/** Who may send: the rules, and whoever an identity policy of this account lets; nobody without TLS. */
function queuePolicy(queueArn: string, rules: readonly string[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ["sqs:*"],
        Resource: [queueArn],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      ...(rules.length === 0
        ? []
        : [
            {
              Sid: "Rules",
              Effect: "Allow" as const,
              Principal: { Service: ["events.amazonaws.com"] },
              Action: ["sqs:SendMessage"],
              Resource: [queueArn],
              Condition: { ArnEquals: { "aws:SourceArn": rules } },
            },
          ]),
    ],
  };
}
