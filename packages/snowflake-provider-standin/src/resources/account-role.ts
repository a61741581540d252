import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { identifier, parseName } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql, textParameter } from "../sql/statement";
import { flag, setOutput, showByName } from "./common";
import { suppressIdentifierQuoting } from "./suppressors";

/** `snowflake_account_role`. https://docs.snowflake.com/en/sql-reference/sql/create-role */
export const accountRole: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_account_role",
  suppress: { name: suppressIdentifierQuoting },

  customizePlan(draft) {
    draft.setUnknownIfChanged("show_output", ["comment", "name"]);
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
  },

  async create(data, session) {
    const name = parseName(data.string("name"));
    const comment = data.isSet("comment") ? data.string("comment") : undefined;
    await session.execute(sql("CREATE ROLE", identifier(name), textParameter("COMMENT", comment)));
    data.setId(name);
    await this.read(data, session);
  },

  async read(data, session) {
    const name = parseName(data.id);
    const row = await showByName(session, "ROLES", name);
    if (row === undefined) {
      data.warn("Account role not found; marking it as removed", `Account role name: ${name}`);
      data.remove();
      return;
    }
    const comment = row.optional("comment") ?? "";
    data.set("fully_qualified_name", identifier(name));
    data.set("comment", comment);
    setOutput(data, "show_output", {
      created_on: row.time("created_on"),
      name: row.text("name"),
      is_default: flag(row, "is_default"),
      is_current: flag(row, "is_current"),
      is_inherited: flag(row, "is_inherited"),
      assigned_to_users: row.number("assigned_to_users"),
      granted_to_roles: row.number("granted_to_roles"),
      granted_roles: row.number("granted_roles"),
      owner: row.optional("owner") ?? "",
      comment,
    });
  },

  async update(data, session) {
    if (data.hasChange("name")) {
      const name = parseName(data.string("name"));
      await session.execute(sql("ALTER ROLE", identifier(parseName(data.id)), "RENAME TO", identifier(name)));
      data.setId(name);
    }
    if (data.hasChange("comment")) {
      const change = data.isSet("comment") ? `SET COMMENT = ${literal(data.string("comment"))}` : "UNSET COMMENT";
      await session.execute(sql("ALTER ROLE", identifier(parseName(data.id)), change));
    }
    await this.read(data, session);
  },

  async delete(data, session) {
    await session.execute(sql("DROP ROLE IF EXISTS", identifier(parseName(data.id))));
  },

  async importState(data) {
    data.set("name", parseName(data.id));
  },
};
