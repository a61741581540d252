import type { SentMessage } from "../../control/outbox";
import { doesNotExist, invalidValue, notEmulated } from "../../errors";
import { type EmailIntegration, integrationCategory } from "../../objects/integration";
import { emptyMail, integrationDisabled, recipientsNotInIntegration } from "../../tasks/task-errors";
import { BOOLEAN, TEXT } from "../../types/data-type";
import type { Cell } from "../../wire/result-table";
import { resolveIdentifier } from "../identifiers";
import type { ExecutionContext } from "../statement";
import type { SqlFunction } from "./sql-function";

/** D: SEND_SNOWFLAKE_NOTIFICATION, what mail is called that has no subject. */
const SUBJECT = "Snowflake Email Notification";

type Mail = Pick<SentMessage, "recipients" | "subject" | "body" | "mimeType">;

function integrationOf({ access }: ExecutionContext, written: string): EmailIntegration {
  const name = resolveIdentifier(written);
  const found = access.require("INTEGRATION", name, ["USAGE"], (one) => integrationCategory(one) === "NOTIFICATION");
  if (found.kind === "QUEUE") throw notEmulated("messages to a queue");
  if (found.kind !== "NOTIFICATION") throw doesNotExist("Integration", name);
  if (!found.enabled) throw integrationDisabled(found.name);
  return found;
}

/** Puts mail into the outbox. Throws when the integration does not allow all of its recipients: then nobody gets any (D). */
function send({ account }: ExecutionContext, integration: EmailIntegration, mail: Mail): void {
  const allowed = integration.allowedRecipients.map((address) => address.trim().toLowerCase());
  const refused = allowed.length === 0 ? [] : mail.recipients.filter((one) => !allowed.includes(one.toLowerCase()));
  if (refused.length > 0) throw recipientsNotInIntegration(integration.name, refused);
  if (mail.recipients.length === 0) throw emptyMail("list of recipients");
  if (mail.subject === "") throw emptyMail("subject");
  if (mail.body === "") throw emptyMail("content");
  account.automation.services.outbox.send({
    account: account.identifier,
    integration: integration.name,
    kind: "email",
    ...mail,
  });
}

const addresses = (text: string): readonly string[] => text.split(",").flatMap((one) => one.trim() || []);

function mimeTypeOf(written: Cell | undefined): Mail["mimeType"] {
  if (written === undefined || written === null) return "text/plain";
  const type = String(written).toLowerCase();
  if (type === "text/plain" || type === "text/html") return type;
  throw invalidValue(String(written), "mime_type");
}

/** SYSTEM$SEND_EMAIL('integration', 'a@x, b@y', 'subject', 'content' [, 'mime type']). D. */
const sendEmail: SqlFunction = {
  name: "SYSTEM$SEND_EMAIL",
  type: BOOLEAN,
  minArguments: 4,
  maxArguments: 5,
  evaluate(context, [integration, to, subject, body, type]) {
    send(context, integrationOf(context, String(integration)), {
      recipients: addresses(String(to)),
      subject: String(subject ?? ""),
      body: String(body ?? ""),
      mimeType: mimeTypeOf(type),
    });
    return true;
  },
};

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON object in an argument. */
function readJson(value: Cell | undefined, argument: string): Members {
  try {
    const read: unknown = JSON.parse(String(value));
    if (isMembers(read)) return read;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw notEmulated(`SYSTEM$SEND_SNOWFLAKE_NOTIFICATION with a ${argument} that is no single JSON object in a text`);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** SYSTEM$SEND_SNOWFLAKE_NOTIFICATION('{"text/plain": "…"}', '{"integration": {"subject": "…", "toAddress": […]}}'). D. */
const sendNotification: SqlFunction = {
  name: "SYSTEM$SEND_SNOWFLAKE_NOTIFICATION",
  type: TEXT,
  minArguments: 2,
  maxArguments: 2,
  evaluate(context, [message, target]) {
    const content = readJson(message, "message");
    const html = content["text/html"];
    const plain = content["text/plain"] ?? content["application/json"];
    if (html === undefined && plain === undefined)
      throw notEmulated(`a message of type ${Object.keys(content).join(", ")}`);
    for (const [name, options] of Object.entries(readJson(target, "target"))) {
      const integration = integrationOf(context, name);
      const given = isMembers(options) ? options : {};
      const written = [...listOf(given.toAddress), ...listOf(given.ccAddress), ...listOf(given.bccAddress)];
      send(context, integration, {
        recipients: written.length > 0 ? written : integration.defaultRecipients,
        subject: typeof given.subject === "string" ? given.subject : (integration.defaultSubject ?? SUBJECT),
        body: String(html ?? plain),
        mimeType: html === undefined ? "text/plain" : "text/html",
      });
    }
    // D: the notification was enqueued.
    return "Enqueued notifications.";
  },
};

export const notificationFunctions: readonly SqlFunction[] = [sendEmail, sendNotification];
