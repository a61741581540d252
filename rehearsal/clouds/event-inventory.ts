import { z } from "zod";
import { type AwsAction, askLocalAws, readLocalAws } from "./aws-json";
import type { AwsTarget } from "./aws-target";

/** A kind of thing: what lists it, and where in the answer the names are. */
interface Kind {
  readonly kind: string;
  readonly action: AwsAction;
  readonly list: string;
  /** The member that names it; absent: the list is one of names. */
  readonly name?: string;
}

const KINDS: readonly Kind[] = [
  { kind: "queue", action: { service: "sqs", prefix: "AmazonSQS", name: "ListQueues" }, list: "QueueUrls" },
  {
    kind: "DynamoDB table",
    action: { service: "dynamodb", prefix: "DynamoDB_20120810", name: "ListTables" },
    list: "TableNames",
  },
  {
    kind: "secret",
    action: { service: "secretsmanager", prefix: "secretsmanager", name: "ListSecrets" },
    list: "SecretList",
    name: "Name",
  },
  {
    kind: "EventBridge rule",
    action: { service: "events", prefix: "AWSEvents", name: "ListRules" },
    list: "Rules",
    name: "Name",
  },
  {
    kind: "log group",
    action: { service: "logs", prefix: "Logs_20140328", name: "DescribeLogGroups" },
    list: "logGroups",
    name: "logGroupName",
  },
  {
    kind: "alarm",
    action: { service: "monitoring", prefix: "GraniteServiceVersion20100801", name: "DescribeAlarms" },
    list: "MetricAlarms",
    name: "AlarmName",
  },
  {
    kind: "dashboard",
    action: { service: "monitoring", prefix: "GraniteServiceVersion20100801", name: "ListDashboards" },
    list: "DashboardEntries",
    name: "DashboardName",
  },
];

/** Lambda's lists, which are paths. */
const LAMBDA = [
  { kind: "function", path: "/2015-03-31/functions/", list: "Functions", name: "FunctionName" },
  {
    kind: "event source mapping",
    path: "/2015-03-31/event-source-mappings/",
    list: "EventSourceMappings",
    name: "UUID",
  },
] as const;

/** What handles events: queues, functions, rules, and what is around them. Each with its kind. */
export async function listEventServices(target: AwsTarget): Promise<string[]> {
  const found = await Promise.all([
    ...KINDS.map(async ({ kind, action, list, name }) =>
      namesIn(await askLocalAws(target, action, {}), list, name).map((one) => `${kind} ${one}`),
    ),
    ...LAMBDA.map(async ({ kind, path, list, name }) =>
      namesIn(await readLocalAws(target, "lambda", path), list, name).map((one) => `${kind} ${one}`),
    ),
  ]);
  return found.flat();
}

/** Names in a list of an answer. An answer without the list holds none. @throws Error for an answer of another form */
function namesIn(answer: unknown, list: string, name: string | undefined): readonly string[] {
  const members = z.record(z.string(), z.unknown()).parse(answer ?? {})[list] ?? [];
  if (name === undefined) return z.array(z.string()).parse(members);
  return z
    .array(z.record(z.string(), z.unknown()))
    .parse(members)
    .map((member) => z.string().parse(member[name]));
}
