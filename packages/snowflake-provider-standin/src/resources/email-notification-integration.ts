import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { identifier, trimQuotes } from "../sql/identifier";
import { parameter, sql, textListParameter, textParameter } from "../sql/statement";
import { describeProperties, dropIfExists, showByName } from "./common";

/** `snowflake_email_notification_integration`. https://docs.snowflake.com/en/sql-reference/sql/create-notification-integration-email */
export const emailNotificationIntegration: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_email_notification_integration",
  previewFeature: "snowflake_email_notification_integration_resource",

  async create(data, session) {
    const name = trimQuotes(data.string("name"));
    await session.execute(
      sql(
        `CREATE NOTIFICATION INTEGRATION ${identifier(name)}`,
        parameter("ENABLED", data.boolean("enabled")),
        "TYPE = EMAIL",
        textListParameter("ALLOWED_RECIPIENTS", data.strings("allowed_recipients")),
        data.isSet("comment") ? textParameter("COMMENT", data.string("comment")) : undefined,
      ),
    );
    data.setId(name);
    await this.read(data, session);
  },

  async read(data, session) {
    const name = trimQuotes(data.id);
    const row = await showByName(session, "NOTIFICATION INTEGRATIONS", name);
    if (row === undefined) {
      data.warn(
        "Failed to email notification integration. Marking the resource as removed.",
        `Email notification integration id: ${identifier(name)}`,
      );
      data.remove();
      return;
    }
    data.set("fully_qualified_name", identifier(name));
    data.set("name", row.text("name"));
    data.set("enabled", row.boolean("enabled"));
    data.set("comment", row.optional("comment") ?? "");
    const recipients = (await describeProperties(session, "NOTIFICATION INTEGRATION", name)).get("ALLOWED_RECIPIENTS");
    if (recipients !== undefined) data.set("allowed_recipients", recipients === "" ? [] : recipients.split(","));
  },

  async update(data, session) {
    const name = trimQuotes(data.id);
    const comment = data.hasChange("comment") ? data.string("comment") : undefined;
    const recipients = data.hasChange("allowed_recipients") ? data.strings("allowed_recipients") : undefined;
    const set = sql(
      data.hasChange("enabled") ? parameter("ENABLED", data.boolean("enabled")) : undefined,
      textListParameter("ALLOWED_RECIPIENTS", recipients),
      comment ? textParameter("COMMENT", comment) : undefined,
    );
    const unset = [...(recipients?.length === 0 ? ["ALLOWED_RECIPIENTS"] : []), ...(comment === "" ? ["COMMENT"] : [])];
    const alter = (change: string): Promise<void> =>
      session.execute(`ALTER NOTIFICATION INTEGRATION ${identifier(name)} ${change}`);
    if (set !== "") await alter(`SET ${set}`);
    if (unset.length > 0) await alter(`UNSET ${unset.join(", ")}`);
    await this.read(data, session);
  },

  async delete(data, session) {
    await dropIfExists(session, "NOTIFICATION INTEGRATION", trimQuotes(data.id));
  },

  async importState() {
    // the id holds all that reading needs
  },
};
