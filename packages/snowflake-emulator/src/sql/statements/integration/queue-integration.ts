import { invalidProperty, invalidValue, missingProperty, notEmulated } from "../../../errors";
import type { QueueIntegration } from "../../../objects/integration";
import type { ResultTable } from "../../../wire/result-table";
import { roleArn } from "../../aws-values";
import { newExternalId } from "../../external-id";
import { type CreateHead, createObject } from "../../object-statements";
import { oneOf, type Properties, type ValueReader } from "../../properties";
import type { ExecutionContext } from "../../statement";

const topicArn: ValueReader<string> = (cursor, property) => {
  const value = cursor.string();
  if (!/^arn:aws(?:-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/.test(value)) throw invalidValue(value, property);
  return value;
};

/** What ALTER … SET can say of a queue besides ENABLED and COMMENT. */
export const QUEUE_SET = { AWS_SNS_TOPIC_ARN: topicArn, AWS_SNS_ROLE_ARN: roleArn };

/** What CREATE can say of a queue besides TYPE, ENABLED and COMMENT. */
export const QUEUE_CREATE = {
  ...QUEUE_SET,
  DIRECTION: oneOf(["INBOUND", "OUTBOUND"]),
  NOTIFICATION_PROVIDER: oneOf(["AWS_SNS", "AWS_SQS", "GCP_PUBSUB", "AZURE_EVENT_GRID", "AZURE_STORAGE_QUEUE"]),
};

interface Common {
  readonly ENABLED?: boolean;
  readonly COMMENT?: string;
  readonly ALLOWED_RECIPIENTS?: readonly string[];
}

/** Creates an integration that sends to Amazon SNS. Other providers and directions are refused by name. */
export function createQueueIntegration(
  context: ExecutionContext,
  head: CreateHead,
  given: Common & Properties<typeof QUEUE_CREATE>,
): ResultTable {
  const { AWS_SNS_TOPIC_ARN: topic, AWS_SNS_ROLE_ARN: role, NOTIFICATION_PROVIDER: provider } = given;
  if (provider === undefined) throw missingProperty("NOTIFICATION_PROVIDER");
  if (provider !== "AWS_SNS") throw notEmulated(`notification integrations with NOTIFICATION_PROVIDER = ${provider}`);
  if (given.DIRECTION !== "OUTBOUND") throw invalidProperty("DIRECTION", "AWS_SNS needs DIRECTION = OUTBOUND");
  const { ENABLED: enabled, COMMENT: comment = null } = given;
  if (enabled === undefined) throw missingProperty("ENABLED");
  if (topic === undefined) throw missingProperty("AWS_SNS_TOPIC_ARN");
  if (role === undefined) throw missingProperty("AWS_SNS_ROLE_ARN");
  return createObject(context, "INTEGRATION", head, "CREATE INTEGRATION", (base) => ({
    ...base,
    kind: "QUEUE",
    enabled,
    topicArn: topic,
    roleArn: role,
    externalId: newExternalId(context.account),
    comment,
  }));
}

/** ALTER NOTIFICATION INTEGRATION of such an integration. */
export function alterQueueIntegration(
  integration: QueueIntegration,
  given: Common & Properties<typeof QUEUE_SET>,
  unset: readonly string[],
): void {
  const misplaced = [...Object.keys(given), ...unset].find((key) => /RECIPIENTS|SUBJECT/.test(key));
  if (misplaced !== undefined) throw invalidProperty(misplaced, "it goes with TYPE = EMAIL");
  integration.enabled = given.ENABLED ?? integration.enabled;
  integration.topicArn = given.AWS_SNS_TOPIC_ARN ?? integration.topicArn;
  integration.roleArn = given.AWS_SNS_ROLE_ARN ?? integration.roleArn;
  integration.comment = unset.includes("COMMENT") ? null : (given.COMMENT ?? integration.comment);
}
