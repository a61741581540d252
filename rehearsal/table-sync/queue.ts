import { randomUUID } from "node:crypto";
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { askLocalAws } from "../clouds/aws-json";
import type { SyncPlace, Zone } from "./place";
import { until } from "./until";

/** How many messages a queue has. */
export interface Depth {
  readonly visible: number;
  /** Received, and neither deleted nor given back yet. */
  readonly inFlight: number;
  readonly delayed: number;
}

/** How many messages a queue has. */
export async function depthOf({ aws }: Pick<SyncPlace, "aws">, QueueUrl: string): Promise<Depth> {
  const { Attributes = {} } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed),
  };
}

/** Lets the time pass for which a message that failed is left alone: six times the function's, by the stack's own rule. */
export const letVisibilityPass = ({ settings, localAws }: Pick<SyncPlace, "settings" | "localAws">): Promise<void> =>
  localAws.advance(settings.functionTimeoutSeconds * 6 + 1);

/** For how long nothing must have moved in the queue, in milliseconds: longer than a batch takes on a busy machine. */
const STUCK_MS = 5000;

/**
 * What gives back messages that failed for good reasons, such as another worker at the same table: their time is let pass when they
 * are all that is left, and nothing moves. Not sooner: a message that is being handled would come a second time.
 */
export function awaken(place: SyncPlace): (waitedMs: number) => Promise<void> {
  let [seen, since] = ["", 0];
  return async (waitedMs) => {
    const { visible, inFlight } = await depthOf(place, place.queues.work);
    const now = `${visible} ${inFlight}`;
    if (now !== seen || visible > 0 || inFlight === 0) [seen, since] = [now, waitedMs];
    if (waitedMs - since < STUCK_MS) return;
    since = waitedMs;
    await letVisibilityPass(place);
  };
}

/** Waits until all messages of the queue are done with. Delayed ones are not waited for. */
export function drained(place: SyncPlace): Promise<void> {
  return until(
    "the queue is empty",
    async () => {
      const { visible, inFlight } = await depthOf(place, place.queues.work);
      return visible + inFlight === 0 ? { done: undefined } : { seen: `${visible} messages, ${inFlight} in flight` };
    },
    { nudge: awaken(place) },
  );
}

/**
 * An event as Glue tells it: that a table came or went is a change of its database.
 * Source: docs.aws.amazon.com, glue/latest/dg/automating-awsglue-with-cloudwatch-events.
 */
export function glueEvent(
  { clouds }: Pick<SyncPlace, "clouds">,
  { glue }: Pick<Zone, "glue">,
  table: string,
  typeOfChange: "CreateTable" | "UpdateTable" | "DeleteTable",
): string {
  const { accountId, region } = clouds.aws;
  const ofTable = typeOfChange === "UpdateTable";
  return JSON.stringify({
    version: "0",
    id: randomUUID(),
    "detail-type": `Glue Data Catalog ${ofTable ? "Table" : "Database"} State Change`,
    source: "aws.glue",
    account: accountId,
    time: new Date().toISOString(),
    region,
    resources: [`arn:aws:glue:${region}:${accountId}:table/${glue}/${table}`],
    detail: { databaseName: glue, typeOfChange, ...(ofTable ? { tableName: table } : { changedTables: [table] }) },
  });
}

/** Puts a message into the function's queue, as EventBridge does. @param delaySeconds how late it comes, up to 900 */
export async function sendMessage({ aws, queues }: SyncPlace, body: string, delaySeconds = 0): Promise<void> {
  await aws.sqs.send(new SendMessageCommand({ QueueUrl: queues.work, MessageBody: body, DelaySeconds: delaySeconds }));
}

/** The texts of the dead letters; they stay where they are. */
export async function deadLetters({ aws, queues }: SyncPlace): Promise<readonly string[]> {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queues.deadLetters, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body }) => Body ?? "");
}

/** Sends all dead letters to the queue again. */
export async function redrive({ aws, queues }: SyncPlace): Promise<void> {
  const { Attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queues.deadLetters, AttributeNames: ["QueueArn"] }),
  );
  await aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.QueueArn }));
}

const alarmsSchema = z.looseObject({
  MetricAlarms: z.array(
    z.looseObject({
      AlarmName: z.string(),
      StateValue: z.string(),
      Dimensions: z.array(z.looseObject({ Name: z.string(), Value: z.string() })).nullish(),
    }),
  ),
});

/** The state of the alarm on the dead letters: OK, ALARM or INSUFFICIENT_DATA. @throws Error when there is none */
export async function deadLetterAlarm({ clouds, names }: SyncPlace): Promise<string> {
  const action = { service: "monitoring", prefix: "GraniteServiceVersion20100801", name: "DescribeAlarms" };
  const { MetricAlarms } = alarmsSchema.parse(await askLocalAws(clouds.aws, action, {}));
  const found = MetricAlarms.find(({ Dimensions }) => Dimensions?.some(({ Value }) => Value === names.deadLetters));
  if (found === undefined) throw new Error(`there is no alarm on the queue ${names.deadLetters}`);
  return found.StateValue;
}
