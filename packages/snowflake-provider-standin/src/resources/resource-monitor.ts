import { type CtyRecord, UNKNOWN } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import { type Diagnostic, problem } from "../plugin/diagnostics";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { type Clause, parameter, sql, textParameter } from "../sql/statement";
import { anyCase, checkAtLeast, checkSpelling } from "./checks";
import { commaList, dropIfExists, markDrift, setOutput, showByName } from "./common";
import { suppressAny, suppressCurrent, suppressIdentifierQuoting, suppressSpelling } from "./suppressors";

const FREQUENCIES = ["MONTHLY", "DAILY", "WEEKLY", "YEARLY", "NEVER"];
const LEVELS = anyCase(["ACCOUNT", "WAREHOUSE"]);
const toFrequency = anyCase(FREQUENCIES);
const TRIGGERS = ["notify_triggers", "suspend_trigger", "suspend_immediate_trigger"] as const;

/** `snowflake_resource_monitor`. https://docs.snowflake.com/en/sql-reference/sql/create-resource-monitor */
export const resourceMonitor: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_resource_monitor",
  suppress: {
    name: suppressIdentifierQuoting,
    credit_quota: suppressCurrent("show_output", "credit_quota"),
    frequency: suppressAny(suppressSpelling(toFrequency), suppressCurrent("show_output", "frequency")),
    start_timestamp: suppressCurrent("show_output", "start_time"),
    end_timestamp: suppressCurrent("show_output", "end_time"),
    suspend_trigger: suppressCurrent("show_output", "suspend_at"),
    // the real provider looks for a field that its show_output doesn't have: this never suppresses anything
    suspend_immediate_trigger: suppressCurrent("show_output", "suspend_immediately_at"),
  },
  checks: {
    credit_quota: checkAtLeast(1),
    frequency: checkSpelling(toFrequency, FREQUENCIES),
    notify_triggers: checkAtLeast(1),
    suspend_trigger: checkAtLeast(1),
    suspend_immediate_trigger: checkAtLeast(1),
  },

  validate(config) {
    return [
      ...requiredWith(config, "frequency", "start_timestamp"),
      ...requiredWith(config, "start_timestamp", "frequency"),
    ];
  },

  customizePlan(draft) {
    const outputs = ["notify_users", "credit_quota", "frequency", "start_timestamp", "end_timestamp", ...TRIGGERS];
    draft.setUnknownIfChanged("show_output", outputs);
    // Snowflake can't take the last trigger away
    const triggerLeft = TRIGGERS.some((name) => {
      const value = draft.value(name);
      return value === UNKNOWN || (value !== null && value !== 0 && !(Array.isArray(value) && value.length === 0));
    });
    if (!triggerLeft) for (const name of TRIGGERS) draft.replaceIfChanged(name);
  },

  async create(data, session) {
    const name = trimQuotes(data.string("name"));
    const properties = [
      data.isSet("credit_quota") ? parameter("CREDIT_QUOTA", data.integer("credit_quota")) : undefined,
      data.isSet("frequency") ? parameter("FREQUENCY", toFrequency(data.string("frequency"))) : undefined,
      data.isSet("start_timestamp") ? textParameter("START_TIMESTAMP", data.string("start_timestamp")) : undefined,
      data.isSet("end_timestamp") ? textParameter("END_TIMESTAMP", data.string("end_timestamp")) : undefined,
      data.isSet("notify_users") ? notifyUsers(data) : undefined,
    ];
    const triggers = triggerClause(data);
    const given = sql(...properties);
    if (given === "" && triggers !== undefined) {
      throw new Error(
        `resource monitor ${identifier(name)}: Snowflake doesn't create one with triggers only; set credit_quota or another property as well`,
      );
    }
    await session.execute(
      sql("CREATE RESOURCE MONITOR", identifier(name), given === "" ? undefined : "WITH", given, triggers),
    );
    data.setId(name);
    await readMonitor(data, session, false);
  },

  async read(data, session) {
    await readMonitor(data, session, true);
  },

  async update(data, session) {
    const set: Clause[] = [];
    const unset: string[] = [];
    const change = (attribute: string, clause: Clause, clearing: string): void => {
      if (!data.hasChange(attribute)) return;
      if (data.isSet(attribute)) set.push(clause);
      else unset.push(clearing);
    };
    change("credit_quota", parameter("CREDIT_QUOTA", data.integer("credit_quota")), "CREDIT_QUOTA = null");
    const schedule = data.isSet("frequency") && data.isSet("start_timestamp");
    if (schedule && (data.hasChange("frequency") || data.hasChange("start_timestamp"))) {
      set.push(
        parameter("FREQUENCY", toFrequency(data.string("frequency"))),
        textParameter("START_TIMESTAMP", data.string("start_timestamp")),
      );
    }
    change("end_timestamp", textParameter("END_TIMESTAMP", data.string("end_timestamp")), "END_TIMESTAMP = null");
    change("notify_users", notifyUsers(data), "NOTIFY_USERS = ()");
    const triggers = TRIGGERS.some((name) => data.hasChange(name)) ? triggerClause(data) : undefined;
    // triggers can't be altered alone: the quota is set to what it is
    if (triggers !== undefined && set.length === 0 && unset.length === 0) {
      if (data.isSet("credit_quota")) set.push(parameter("CREDIT_QUOTA", data.integer("credit_quota")));
      else unset.push("CREDIT_QUOTA = null");
    }
    const alter = (clauses: readonly Clause[]): Promise<void> =>
      session.execute(sql("ALTER RESOURCE MONITOR", identifier(parseName(data.id)), "SET", ...clauses, triggers));
    try {
      if (set.length > 0) await alter(set);
      if (unset.length > 0) await alter(unset);
    } catch (error) {
      data.keepStored();
      throw error;
    }
    await readMonitor(data, session, false);
  },

  async delete(data, session) {
    await dropIfExists(session, "RESOURCE MONITOR", parseName(data.id));
  },

  async importState(data, session) {
    const name = parseName(data.id);
    const row = await showByName(session, "RESOURCE MONITORS", name);
    if (row === undefined)
      throw new Error(`resource monitor ${identifier(name)} does not exist or is not visible to the role`);
    const shown = shownMonitor(row);
    data.set("name", name);
    data.set("credit_quota", shown.credit_quota ?? null);
    data.set("frequency", shown.frequency ?? null);
    data.set("start_timestamp", shown.start_time ?? null);
    data.set("end_timestamp", shown.end_time ?? null);
    data.set("notify_triggers", percentages(row, "notify_at"));
    data.set("suspend_trigger", shown.suspend_at ?? null);
    data.set("suspend_immediate_trigger", shown.suspend_immediate_at ?? null);
  },
};

async function readMonitor(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const name = parseName(data.id);
  const row = await showByName(session, "RESOURCE MONITORS", name);
  if (row === undefined) {
    data.warn(
      "Failed to query resource monitor. Marking the resource as removed.",
      `Resource Monitor: ${identifier(name)}`,
    );
    data.remove();
    return;
  }
  const shown = shownMonitor(row);
  data.set("notify_users", commaList(row.optional("notify_users") ?? ""));
  if (refreshing) {
    markDrift(data, "show_output", [
      { field: "credit_quota", attribute: "credit_quota", current: shown.credit_quota ?? 0 },
      { field: "frequency", attribute: "frequency", current: shown.frequency ?? "" },
      { field: "start_time", attribute: "start_timestamp", current: shown.start_time ?? "" },
      { field: "end_time", attribute: "end_timestamp", current: shown.end_time ?? "" },
    ]);
    // fields that show_output doesn't have, or in another shape, count as changed on every refresh: what is shown is what is stored
    data.set("notify_triggers", percentages(row, "notify_at"));
    data.set("suspend_trigger", shown.suspend_at ?? 0);
    data.set("suspend_immediate_trigger", shown.suspend_immediate_at ?? 0);
  }
  setOutput(data, "show_output", shown);
  data.set("fully_qualified_name", identifier(name));
}

function shownMonitor(row: Row): CtyRecord {
  return {
    name: row.text("name"),
    credit_quota: row.optionalNumber("credit_quota") ?? 0,
    used_credits: row.optionalNumber("used_credits") ?? 0,
    remaining_credits: row.optionalNumber("remaining_credits") ?? 0,
    level: LEVELS(row.optional("level") ?? "") ?? null,
    frequency: toFrequency(row.optional("frequency") ?? "") ?? null,
    start_time: row.optional("start_time") ?? "",
    end_time: row.optional("end_time") ?? "",
    suspend_at: percentages(row, "suspend_at")[0] ?? null,
    suspend_immediate_at: percentages(row, "suspend_immediately_at")[0] ?? null,
    created_on: row.time("created_on"),
    owner: row.text("owner"),
    comment: row.optional("comment") ?? "",
  };
}

/** `50%,80%` → [50, 80]. */
function percentages(row: Row, column: string): readonly number[] {
  const text = row.optional(column) ?? "";
  return text === "" ? [] : text.split(",").map((item) => Number(item.replace(/%+$/, "")));
}

function notifyUsers(data: ResourceData): Clause {
  return `NOTIFY_USERS = (${data
    .strings("notify_users")
    .map((user) => identifier(trimQuotes(user)))
    .join(", ")})`;
}

function triggerClause(data: ResourceData): Clause {
  const on = (percent: number, action: string): string => `ON ${percent} PERCENT DO ${action}`;
  const triggers = [
    ...data.integers("notify_triggers").map((percent) => on(percent, "NOTIFY")),
    ...(data.isSet("suspend_trigger") ? [on(data.integer("suspend_trigger"), "SUSPEND")] : []),
    ...(data.isSet("suspend_immediate_trigger")
      ? [on(data.integer("suspend_immediate_trigger"), "SUSPEND_IMMEDIATE")]
      : []),
  ];
  return triggers.length === 0 ? undefined : `TRIGGERS ${triggers.join(" ")}`;
}

function requiredWith(config: CtyRecord, given: string, needed: string): readonly Diagnostic[] {
  if ((config[given] ?? null) === null || (config[needed] ?? null) !== null) return [];
  return [problem("Missing required argument", `"${given}": all of \`${given},${needed}\` must be specified`, [given])];
}
