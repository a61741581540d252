import { invalidProperty, missingProperty, notEmulated } from "../../../errors";
import { type EmailIntegration, integrationCategory } from "../../../objects/integration";
import { recipientsNotAllowed } from "../../../tasks/task-errors";
import { alterObject, createObject, readCreateHead, readTarget } from "../../object-statements";
import { boolean, list, oneOf, type Properties, readKeys, readProperties, text } from "../../properties";
import type { ExecutionContext, StatementKind } from "../../statement";
import { alterQueueIntegration, createQueueIntegration, QUEUE_CREATE, QUEUE_SET } from "./queue-integration";

const SET = {
  ENABLED: boolean,
  ALLOWED_RECIPIENTS: list(text),
  DEFAULT_RECIPIENTS: list(text),
  DEFAULT_SUBJECT: text,
  COMMENT: text,
};

/** What belongs to queues and webhooks. */
const ELSEWHERE = ["WEBHOOK_URL", "GCP_PUBSUB_TOPIC_NAME", "GCP_PUBSUB_SUBSCRIPTION_NAME", "AZURE_TENANT_ID"];

const CREATE = { ...SET, ...QUEUE_CREATE, TYPE: oneOf(["EMAIL", "QUEUE", "WEBHOOK"]) };

/** Throws 394209 unless each address is that of a user of the account (D: verified addresses of users only). */
function checkRecipients({ account }: ExecutionContext, addresses: readonly string[]): void {
  const known = new Set([...account.state.objects.USER.values()].map(({ email }) => email?.toLowerCase()));
  const strangers = addresses.flatMap((address, index) => (known.has(address.trim().toLowerCase()) ? [] : [index + 1]));
  if (strangers.length > 0) throw recipientsNotAllowed(strangers);
}

function apply(context: ExecutionContext, integration: EmailIntegration, given: Properties<typeof SET>): void {
  checkRecipients(context, given.ALLOWED_RECIPIENTS ?? []);
  checkRecipients(context, given.DEFAULT_RECIPIENTS ?? []);
  integration.enabled = given.ENABLED ?? integration.enabled;
  integration.allowedRecipients = given.ALLOWED_RECIPIENTS ?? integration.allowedRecipients;
  integration.defaultRecipients = given.DEFAULT_RECIPIENTS ?? integration.defaultRecipients;
  integration.defaultSubject = given.DEFAULT_SUBJECT ?? integration.defaultSubject;
  integration.comment = given.COMMENT ?? integration.comment;
}

/** CREATE [OR REPLACE] NOTIFICATION INTEGRATION [IF NOT EXISTS] name TYPE = EMAIL ENABLED = { TRUE | FALSE } … */
const createNotificationIntegration: StatementKind = {
  leading: "CREATE NOTIFICATION INTEGRATION",
  remark: "email, and outbound queues with AWS_SNS",
  parse(cursor) {
    const head = readCreateHead(cursor, "NOTIFICATION INTEGRATION");
    const given = readProperties(cursor, CREATE);
    const { value } = cursor.peek();
    if (ELSEWHERE.includes(value))
      throw notEmulated(`notification integrations with ${value} (only EMAIL and AWS_SNS)`);
    return (context) => {
      if (given.TYPE === undefined) throw missingProperty("TYPE");
      if (given.TYPE === "QUEUE") return createQueueIntegration(context, head, given);
      const misplaced = Object.keys(QUEUE_CREATE).find((key) => key in given);
      if (misplaced !== undefined) throw invalidProperty(misplaced, "it goes with TYPE = QUEUE");
      if (given.TYPE !== "EMAIL") throw notEmulated(`notification integrations of TYPE = ${given.TYPE}`);
      if (given.ENABLED === undefined) throw missingProperty("ENABLED");
      return createObject(context, "INTEGRATION", head, "CREATE INTEGRATION", (base) => {
        const integration: EmailIntegration = {
          ...base,
          kind: "NOTIFICATION",
          enabled: false,
          allowedRecipients: [],
          defaultRecipients: [],
          defaultSubject: null,
        };
        apply(context, integration, given);
        return integration;
      });
    };
  },
};

/** ALTER NOTIFICATION INTEGRATION [IF EXISTS] name { SET … | UNSET { ALLOWED_RECIPIENTS | … | COMMENT }, … } */
const alterNotificationIntegration: StatementKind = {
  leading: "ALTER NOTIFICATION INTEGRATION",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "NOTIFICATION INTEGRATION");
    const unset = cursor.take("UNSET")
      ? readKeys(cursor, ["ALLOWED_RECIPIENTS", "DEFAULT_RECIPIENTS", "DEFAULT_SUBJECT", "COMMENT"])
      : [];
    if (unset.length === 0) cursor.expect("SET");
    const given = unset.length === 0 ? readProperties(cursor, { ...SET, ...QUEUE_SET }) : {};
    if (unset.length === 0 && Object.keys(given).length === 0) throw cursor.unexpected();
    return (context) =>
      alterObject(
        context,
        "INTEGRATION",
        target,
        "OWNERSHIP",
        (integration) => {
          if (integration.kind === "QUEUE") return alterQueueIntegration(integration, given, unset);
          if (integration.kind !== "NOTIFICATION") throw invalidProperty("SET", "the integration sends no email");
          const misplaced = Object.keys(QUEUE_SET).find((key) => key in given);
          if (misplaced !== undefined) throw invalidProperty(misplaced, "it goes with TYPE = QUEUE");
          apply(context, integration, given);
          if (unset.includes("ALLOWED_RECIPIENTS")) integration.allowedRecipients = [];
          if (unset.includes("DEFAULT_RECIPIENTS")) integration.defaultRecipients = [];
          if (unset.includes("DEFAULT_SUBJECT")) integration.defaultSubject = null;
          if (unset.includes("COMMENT")) integration.comment = null;
        },
        (integration) => integrationCategory(integration) === "NOTIFICATION",
      );
  },
};

export const notificationIntegrationStatements: readonly StatementKind[] = [
  createNotificationIntegration,
  alterNotificationIntegration,
];
