import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { identifier, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql } from "../sql/statement";
import { viewQuery } from "../sql/view-statement";
import { configuredPath, dropSafely, parsePipeId, pipeId, type SchemaObjectPath, showSafely } from "./located-object";
import { refuseArguments } from "./refusals";
import { suppressStatement } from "./suppressors";

/** `snowflake_materialized_view`, without tags. https://docs.snowflake.com/en/sql-reference/sql/create-materialized-view */
export const materializedView: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_materialized_view",
  previewFeature: "snowflake_materialized_view_resource",
  suppress: { statement: suppressStatement },

  validate: (config) => refuseArguments(config, ["tag"]),

  customizePlan(draft) {
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
  },

  async create(data, session) {
    const path = configuredPath(data);
    await session.execute(`USE WAREHOUSE ${identifier(trimQuotes(data.string("warehouse")))}`);
    await session.execute(
      sql(
        "CREATE",
        data.boolean("or_replace") ? "OR REPLACE" : undefined,
        data.boolean("is_secure") ? "SECURE" : undefined,
        "MATERIALIZED VIEW",
        qualified(...path),
        data.isSet("comment") ? `COMMENT = ${literal(data.string("comment"))}` : undefined,
        `AS ${data.string("statement")}`,
      ),
    );
    data.setId(pipeId(path));
    await this.read(data, session);
  },

  async read(data, session) {
    const path = parsePipeId(data.id);
    const row = await showSafely(session, "MATERIALIZED VIEWS", path);
    if (row === undefined) {
      data.warn(
        "Failed to query materialized view. Marking the resource as removed.",
        `Materialized view id: ${qualified(...path)}`,
      );
      data.remove();
      return;
    }
    const [database, schema, name] = path;
    const [text = ""] = row.text("text").split(" --terraform_provider_usage_tracking");
    data.set("fully_qualified_name", qualified(...path));
    data.set("name", name);
    data.set("is_secure", row.boolean("is_secure"));
    data.set("comment", row.optional("comment") ?? "");
    data.set("schema", schema);
    data.set("database", database);
    data.set("statement", viewQuery(text));
  },

  async update(data, session) {
    let path = parsePipeId(data.id);
    const alter = (change: string): Promise<void> =>
      session.execute(`ALTER MATERIALIZED VIEW ${qualified(...path)} ${change}`);
    if (data.hasChange("name")) {
      const renamed: SchemaObjectPath = [path[0], path[1], trimQuotes(data.string("name"))];
      await alter(`RENAME TO ${qualified(...renamed)}`);
      data.setId(pipeId(renamed));
      path = renamed;
    }
    const secure = data.hasChange("is_secure") ? data.boolean("is_secure") : undefined;
    const comment = data.hasChange("comment") ? data.string("comment") : undefined;
    const set = sql(secure ? "SECURE" : undefined, comment ? `COMMENT = ${literal(comment)}` : undefined);
    const unset = sql(secure === false ? "SECURE" : undefined, comment === "" ? "COMMENT" : undefined);
    // the real provider refuses its own statement
    if ((secure && comment) || (secure === false && comment === ""))
      throw new Error(
        "error updating materialized view: is_secure and comment can't be set, or unset, in one update: change one after the other",
      );
    if (set !== "") await alter(`SET ${set}`);
    if (unset !== "") await alter(`UNSET ${unset}`);
    await this.read(data, session);
  },

  async delete(data, session) {
    const path = parsePipeId(data.id);
    await dropSafely(session, `DROP MATERIALIZED VIEW IF EXISTS ${qualified(...path)}`, path);
  },

  async importState() {
    // the id holds all that reading needs
  },
};
