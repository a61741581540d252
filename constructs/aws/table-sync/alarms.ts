import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { TableSyncNames } from "../../../config/table-sync-names";

/** Where the function's own metrics are, and their one dimension. */
export const METRICS = { namespace: "Twinberg/TableSync", dimensions: { service: "table-sync" } } as const;

/** Properties of {@link SyncAlarms}. */
export interface SyncAlarmsProps {
  /** What the parts are called. */
  readonly names: TableSyncNames;
  /** Seconds that a message may be in the queue before somebody should look. */
  readonly oldestSeconds: number;
  /** Minutes from one sweep to the next. */
  readonly sweepMinutes: number;
  /** The SNS topic that is told; undefined: the alarms are only shown. */
  readonly topic: string | undefined;
}

/** An alarm: when, and what it means. */
interface Alarm {
  /** What its name ends in. */
  readonly what: string;
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Maximum" | "Sum" | "SampleCount";
  /** Seconds that a value stands for. */
  readonly period: number;
  /** How many of them, one after the other, it takes. Default: one. */
  readonly periods?: number;
  /** Whether it is too many above the threshold, or too few below it. */
  readonly wrong: "above" | "below";
  readonly threshold: number;
  /** What silence means. Default: that nothing is wrong. */
  readonly silence?: "breaching";
}

const MINUTE = 60;

/** When somebody should look, all of it. Source of SQS' and Lambda's metrics: docs.aws.amazon.com, their own pages. */
function alarms({ names, oldestSeconds, sweepMinutes }: SyncAlarmsProps): readonly Alarm[] {
  const queue = (queueName: string) => ({ namespace: "AWS/SQS", dimensions: { QueueName: queueName } });
  const lambda = { namespace: "AWS/Lambda", dimensions: { FunctionName: names.function } };
  const waiting = {
    metricName: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    period: MINUTE,
    wrong: "above",
    threshold: 0,
  } as const;
  const counted = { statistic: "Sum", period: 5 * MINUTE, wrong: "above", threshold: 0 } as const;
  return [
    {
      ...{ what: "dead-letters", ...queue(names.deadLetters), ...waiting },
      description: "Messages were tried too often: see their reasons in the log, then move them back to the queue",
    },
    {
      ...{ what: "undelivered", ...queue(names.undelivered), ...waiting },
      description: "Events didn't reach the queue; the next sweep finds what they told",
    },
    {
      ...{ what: "age", ...queue(names.queue), metricName: "ApproximateAgeOfOldestMessage" },
      ...{ statistic: "Maximum", period: 5 * MINUTE, wrong: "above", threshold: oldestSeconds },
      description: "A message is tried again and again, or the function can't keep up",
    },
    {
      ...{ what: "errors", ...lambda, metricName: "Errors", ...counted },
      description: "The function itself failed: a failed table is none, it is tried again",
    },
    {
      ...{ what: "throttles", ...lambda, metricName: "Throttles", ...counted },
      description: "The account had no room for the function",
    },
    {
      ...{ what: "drift", ...METRICS, metricName: "DriftFound", ...counted },
      description:
        "A sweep found tables that no event had told of: events are lost, or somebody changes external tables",
    },
    {
      ...{ what: "no-sweep", ...METRICS, metricName: "DriftFound", statistic: "SampleCount" },
      // The first comes a sweep's time after the rule is made.
      ...{ period: sweepMinutes * MINUTE, periods: 2, wrong: "below", threshold: 1, silence: "breaching" },
      description: "No sweep came to its end: whether tables are in step is not known",
    },
  ];
}

/** The alarms. */
export class SyncAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SyncAlarmsProps) {
    super(scope, id);
    for (const alarm of alarms(props)) {
      new CloudwatchMetricAlarm(this, alarm.what, {
        alarmName: `${props.names.function}-${alarm.what}`,
        alarmDescription: alarm.description,
        namespace: alarm.namespace,
        metricName: alarm.metricName,
        dimensions: { ...alarm.dimensions },
        statistic: alarm.statistic,
        period: alarm.period,
        evaluationPeriods: alarm.periods ?? 1,
        comparisonOperator: alarm.wrong === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
        threshold: alarm.threshold,
        treatMissingData: alarm.silence ?? "notBreaching",
        ...(props.topic === undefined ? {} : { alarmActions: [props.topic], okActions: [props.topic] }),
      });
    }
  }
}
