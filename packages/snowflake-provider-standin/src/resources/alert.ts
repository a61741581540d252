import { type CtyRecord, isList, isRecord } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { SnowflakeError } from "../snowflake/errors";
import { identifier, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql } from "../sql/statement";
import { checkAtLeast } from "./checks";
import {
  configuredPath,
  dropSafely,
  parsePipeId,
  pipeId,
  type SchemaObjectPath,
  showIn,
  showSafely,
} from "./located-object";
import { suppressStatement } from "./suppressors";

const ATTRIBUTES = ["enabled", "warehouse", "alert_schedule", "condition", "action", "comment"];

/** `snowflake_alert`: suspended while it is changed. https://docs.snowflake.com/en/sql-reference/sql/create-alert */
export const alert: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_alert",
  previewFeature: "snowflake_alert_resource",
  suppress: { condition: suppressStatement, action: suppressStatement },
  checks: { "alert_schedule.interval": checkAtLeast(1) },

  async create(data, session) {
    const path = configuredPath(data);
    await session.execute(
      sql(
        `CREATE ALERT ${qualified(...path)}`,
        `WAREHOUSE = ${identifier(trimQuotes(data.string("warehouse")))}`,
        `SCHEDULE = ${literal(scheduleOf(data))}`,
        data.isSet("comment") ? `COMMENT = ${literal(data.string("comment"))}` : undefined,
        `IF (EXISTS (${data.string("condition")})) THEN ${data.string("action")}`,
      ),
    );
    data.setId(pipeId(path));
    if (data.boolean("enabled")) {
      try {
        await session.execute(`ALTER ALERT ${qualified(...path)} RESUME`);
      } catch (error) {
        if (!(error instanceof SnowflakeError)) throw error;
        data.warn(`Enabling alert: ${error.message}`, `Alert id: ${qualified(...path)}`);
      }
    }
    await this.read(data, session);
  },

  async read(data, session) {
    const path = parsePipeId(data.id);
    const row = await showSafely(session, "ALERTS", path);
    if (row === undefined) {
      data.warn("Failed to query alert. Marking the resource as removed.", `Alert id: ${qualified(...path)}`);
      data.remove();
      return;
    }
    const schedule = row.text("schedule");
    data.set("enabled", row.text("state") === "started");
    data.set("fully_qualified_name", qualified(...path));
    data.set("name", row.text("name"));
    data.set("database", row.text("database_name"));
    data.set("schema", row.text("schema_name"));
    data.set("warehouse", row.text("warehouse"));
    data.set("comment", row.optional("comment") ?? "");
    data.set("condition", row.text("condition"));
    data.set("action", row.text("action"));
    if (schedule !== "") data.set("alert_schedule", [scheduleBlock(schedule)]);
  },

  async update(data, session) {
    const path = parsePipeId(data.id);
    const alter = (change: string): Promise<void> => session.execute(`ALTER ALERT ${qualified(...path)} ${change}`);
    if (ATTRIBUTES.some((name) => data.hasChange(name))) await switchAlert(data, session, path, "SUSPEND");
    const set = sql(
      data.hasChange("alert_schedule") ? `SCHEDULE = ${literal(scheduleOf(data))}` : undefined,
      data.hasChange("comment") ? `COMMENT = ${literal(data.string("comment"))}` : undefined,
    );
    if (set !== "") await alter(`SET ${set}`);
    if (data.hasChange("condition")) await alter(`MODIFY CONDITION EXISTS (${data.string("condition")})`);
    if (data.hasChange("action")) await alter(`MODIFY ACTION ${data.string("action")}`);
    await switchAlert(data, session, path, data.boolean("enabled") ? "RESUME" : "SUSPEND");
    await this.read(data, session);
  },

  async delete(data, session) {
    const path = parsePipeId(data.id);
    await dropSafely(session, `DROP ALERT IF EXISTS ${qualified(...path)}`, path);
  },

  async importState() {
    // the id holds all that reading needs
  },
};

/** What SCHEDULE says: an interval where there is one, else the cron expression. */
function scheduleOf(data: ResourceData): string {
  const [schedule] = data.blocks("alert_schedule");
  if (schedule === undefined) throw new Error("alert_schedule is missing: give it an interval or a cron block");
  const interval = Number(schedule.interval ?? 0);
  if (interval > 0) return `${interval} MINUTE`;
  const [cron] = (isList(schedule.cron) ? schedule.cron : []).filter(isRecord);
  return cron === undefined ? "" : `USING CRON ${String(cron.expression)} ${String(cron.time_zone)}`;
}

function scheduleBlock(shown: string): CtyRecord {
  if (shown.includes("MINUTE")) return { interval: Number(shown.replace(/ MINUTE$/, "")), cron: [] };
  const zone = shown.slice(shown.lastIndexOf(" ") + 1);
  const expression = shown.replace(/^USING CRON /, "").slice(0, -zone.length - 1);
  return { interval: 0, cron: [{ expression, time_zone: zone }] };
}

/** Suspends or resumes, and looks whether it did; Snowflake's refusal is a warning, as in the real provider. */
async function switchAlert(
  data: ResourceData,
  session: ResourceSession,
  path: SchemaObjectPath,
  action: "SUSPEND" | "RESUME",
): Promise<void> {
  const failed = (reason: string): void =>
    data.warn(`failed to ${action.toLowerCase()} alert ${path[2]}`, `Alert id: ${qualified(...path)}. ${reason}`);
  try {
    await session.execute(`ALTER ALERT ${qualified(...path)} ${action}`);
    const state = (await showIn(session, "ALERTS", path))?.text("state");
    if (state !== (action === "RESUME" ? "started" : "suspended")) failed(`It is ${state ?? "gone"}`);
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    failed(error.message);
  }
}
