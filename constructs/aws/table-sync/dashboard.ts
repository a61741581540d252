import type { TableSyncNames } from "../../../config/table-sync-names";
import { METRICS } from "./alarms";

/** A metric as a dashboard names it: namespace, name, then dimensions, each name and value. */
type Metric = readonly string[];

/** Three widgets in a row of 24 columns. */
const WIDTH = 8;
const HEIGHT = 6;

/**
 * The dashboard's body: what waits, what was done, what went wrong, and the last failures.
 * Source: docs.aws.amazon.com, AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.
 */
export function dashboardBody(names: TableSyncNames, region: string): string {
  const queue = (metric: string, name: string): Metric => ["AWS/SQS", metric, "QueueName", name];
  const lambda = (metric: string): Metric => ["AWS/Lambda", metric, "FunctionName", names.function];
  const own = (metric: string): Metric => [METRICS.namespace, metric, "service", METRICS.dimensions.service];
  const graphs: readonly { readonly title: string; readonly stat: string; readonly metrics: readonly Metric[] }[] = [
    {
      title: "Waiting",
      stat: "Maximum",
      metrics: [names.queue, names.deadLetters, names.undelivered].map((name) =>
        queue("ApproximateNumberOfMessagesVisible", name),
      ),
    },
    { title: "Oldest message", stat: "Maximum", metrics: [queue("ApproximateAgeOfOldestMessage", names.queue)] },
    { title: "Tables", stat: "Sum", metrics: [own("TablesFailed"), own("TablesRefused"), own("DriftFound")] },
    { title: "Statements", stat: "Sum", metrics: [own("StatementsRun")] },
    { title: "Function", stat: "Sum", metrics: [lambda("Invocations"), lambda("Errors"), lambda("Throttles")] },
    { title: "Duration", stat: "p95", metrics: [lambda("Duration")] },
  ];
  const widgets = graphs.map(({ title, stat, metrics }, index) => ({
    type: "metric",
    x: (index % 3) * WIDTH,
    y: Math.floor(index / 3) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: { title, stat, metrics, region, period: 300, view: "timeSeries" },
  }));
  const failures = {
    type: "log",
    x: 0,
    y: 2 * HEIGHT,
    width: 3 * WIDTH,
    height: HEIGHT,
    properties: {
      title: "Tables that failed or were refused",
      region,
      view: "table",
      query: `SOURCE '${names.logGroup}' | fields @timestamp, table, state, reason, queryId | filter ispresent(reason) | sort @timestamp desc | limit 50`,
    },
  };
  return JSON.stringify({ widgets: [...widgets, failures] });
}
