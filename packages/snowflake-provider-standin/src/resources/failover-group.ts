import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifier, qualified, trimQuotes } from "../sql/identifier";
import { parameter, sql, textParameter } from "../sql/statement";
import { dropIfExists } from "./common";
import { currentLocator } from "./current-account";
import { failoverSchedule, storeSchedule } from "./failover-group-schedule";
import { suppressCase } from "./suppressors";

/** The lists that are altered member by member, in the order in which the real provider alters them. */
const MEMBERS = ["allowed_databases", "allowed_shares", "allowed_accounts"] as const;

type MemberList = (typeof MEMBERS)[number];

/**
 * `snowflake_failover_group`: a primary, or with `from_replica` a secondary, of which nothing but the name is read.
 * https://docs.snowflake.com/en/sql-reference/sql/create-failover-group
 */
export const failoverGroup: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_failover_group",
  previewFeature: "snowflake_failover_group_resource",
  suppress: { name: suppressCase },
  checks: { object_types: checkObjectType },

  async create(data, session) {
    const name = data.string("name");
    const statement = `CREATE FAILOVER GROUP ${identifier(trimQuotes(name))}`;
    const [replica] = data.blocks("from_replica");
    if (replica !== undefined) {
      const primary = ["organization_name", "source_account_name", "name"].map((key) =>
        trimQuotes(String(replica[key])),
      );
      await session.execute(`${statement} AS REPLICA OF ${qualified(...primary)}`);
    } else {
      for (const needed of ["object_types", "allowed_accounts"]) {
        if (!data.isSet(needed)) throw new Error(`${needed} field is required when from_replica is not set`);
      }
      await session.execute(
        sql(
          statement,
          parameter("OBJECT_TYPES", objectTypes(data)),
          parameter("ALLOWED_DATABASES", members("allowed_databases", data.strings("allowed_databases"))),
          parameter("ALLOWED_SHARES", members("allowed_shares", data.strings("allowed_shares"))),
          parameter("ALLOWED_INTEGRATION_TYPES", integrationTypes(data)),
          parameter("ALLOWED_ACCOUNTS", members("allowed_accounts", data.strings("allowed_accounts"))),
          data.boolean("ignore_edition_check") ? "IGNORE EDITION CHECK" : undefined,
          textParameter("REPLICATION_SCHEDULE", failoverSchedule(data, "create")),
        ),
      );
    }
    data.setId(name);
    await this.read(data, session);
  },

  async read(data, session) {
    const name = nameOf(data);
    const rows = await session.query("SHOW FAILOVER GROUPS");
    const locator = await currentLocator(session);
    const row = rows.find((one) => one.text("name") === name && one.text("account_locator") === locator);
    if (row === undefined) {
      data.warn(
        "Failed to query failover group. Marking the resource as removed.",
        `Failover group id: ${identifier(name)}`,
      );
      data.remove();
      return;
    }
    data.set("fully_qualified_name", identifier(name));
    data.set("name", row.text("name"));
    if (data.blocks("from_replica").length > 0) return;
    storeSchedule(data, row.optional("replication_schedule") ?? "");
    const types = row.text("object_types").split(",");
    data.set(
      "object_types",
      types.map((type) => (type.trim() === "PARAMETERS" ? "ACCOUNT PARAMETERS" : type.trim())),
    );
    const integrations = row.text("allowed_integration_types").split(",");
    data.set(
      "allowed_integration_types",
      integrations.filter((type) => type !== "").map((type) => `${type.trim().replaceAll("_", " ")} INTEGRATIONS`),
    );
    const accounts = row.text("allowed_accounts").split(",");
    data.set(
      "allowed_accounts",
      accounts.map((account) => account.trim()).filter((account) => account.split(".").length === 2),
    );
    for (const kind of ["databases", "shares"]) {
      const found = await session.query(`SHOW ${kind.toUpperCase()} IN FAILOVER GROUP ${identifier(name)}`);
      data.set(
        `allowed_${kind}`,
        found.map((one) => one.text("name")),
      );
    }
  },

  async update(data, session) {
    const alter = (change: string): Promise<void> =>
      session.execute(`ALTER FAILOVER GROUP ${identifier(nameOf(data))} ${change}`);
    const set = settings(data);
    if (set !== undefined) await alter(`SET ${set}`);
    if (data.hasChange("replication_schedule")) {
      const schedule = failoverSchedule(data, "update");
      const change = sql("SET", textParameter("REPLICATION_SCHEDULE", schedule));
      await alter(schedule === undefined ? "UNSET REPLICATION_SCHEDULE" : change);
    }
    for (const list of MEMBERS) {
      if (!data.hasChange(list)) continue;
      const before = data.stringsBefore(list);
      const after = data.strings(list);
      const removed = members(
        list,
        before.filter((one) => !after.includes(one)),
      );
      const added = members(
        list,
        after.filter((one) => !before.includes(one)),
      );
      if (removed !== undefined) await alter(`REMOVE ${removed} FROM ${list.toUpperCase()}`);
      if (added !== undefined) await alter(`ADD ${added} TO ${list.toUpperCase()}`);
    }
    await this.read(data, session);
  },

  async delete(data, session) {
    await dropIfExists(session, "FAILOVER GROUP", nameOf(data));
  },

  async importState(data) {
    data.set("name", nameOf(data));
  },
};

function nameOf(data: ResourceData): string {
  return trimQuotes(data.id);
}

function checkObjectType(value: unknown): string | undefined {
  return typeof value !== "string" || /^[a-zA-Z ._]+$/.test(value)
    ? undefined
    : `invalid plural object type: ${value} contains disallowed characters; it must follow this regex: ^[a-zA-Z ._]+$`;
}

function objectTypes(data: ResourceData): string {
  return data
    .strings("object_types")
    .map((type) => type.toUpperCase())
    .join(", ");
}

function integrationTypes(data: ResourceData): string | undefined {
  const types = data.strings("allowed_integration_types");
  return types.length === 0 ? undefined : types.join(", ");
}

/** Members of a list as SQL; undefined: none. @throws Error for an account that is no `organization.account` */
function members(list: MemberList, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  if (list !== "allowed_accounts") return names.map((name) => identifier(trimQuotes(name))).join(", ");
  return names
    .map((account) => {
      const parts = account.split(".");
      if (parts.length === 2) return qualified(...parts.map(trimQuotes));
      throw new Error(
        `allowed_account ${account} cannot be an account locator and must be of the format <org_name>.<target_account_name>`,
      );
    })
    .join(", ");
}

/**
 * What SET has to say about types; undefined: nothing. Integration types can't be changed alone: the real provider refuses it before
 * Snowflake does.
 */
function settings(data: ResourceData): string | undefined {
  const typesChange = data.hasChange("object_types");
  const integrationsChange = data.hasChange("allowed_integration_types");
  if (!typesChange && !integrationsChange) return undefined;
  const types = typesChange ? objectTypes(data) : undefined;
  const carries = types?.split(", ").includes("INTEGRATIONS") === true;
  const integrations = integrationsChange || carries ? integrationTypes(data) : undefined;
  if (integrations !== undefined && !carries) {
    throw new Error("INTEGRATIONS must be set in OBJECT_TYPES when setting allowed integration types");
  }
  return sql(parameter("OBJECT_TYPES", types), parameter("ALLOWED_INTEGRATION_TYPES", integrations));
}
