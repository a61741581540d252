import { type CtyRecord, isList } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { isMissing } from "../snowflake/errors";
import { parseBoolean, type Row } from "../snowflake/result";
import { identifier, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql } from "../sql/statement";
import { viewQuery } from "../sql/view-statement";
import { checkBooleanText } from "./checks";
import { booleanText, keepConfigured, markDrift, setOutput } from "./common";
import { configuredPath, dropSafely, parsePath, type SchemaObjectPath, showIn, showSafely } from "./located-object";
import { refuseArguments } from "./refusals";
import { suppressAfterCreation, suppressCurrent, suppressIdentifierQuoting, suppressStatement } from "./suppressors";

/** Attributes of which a change makes the view anew, over the old one: replacing it would lose its grants. */
const RECREATING = ["statement", "is_temporary", "is_recursive", "column"];
const REFUSED = [
  "data_metric_function",
  "data_metric_schedule",
  "row_access_policy",
  "aggregation_policy",
  "column.masking_policy",
  "column.projection_policy",
];

/** `snowflake_view`, without policies and data metric functions. https://docs.snowflake.com/en/sql-reference/sql/create-view */
export const view: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_view",
  suppress: {
    name: suppressIdentifierQuoting,
    database: suppressIdentifierQuoting,
    schema: suppressIdentifierQuoting,
    copy_grants: suppressAfterCreation,
    is_secure: suppressCurrent("show_output", "is_secure"),
    change_tracking: suppressCurrent("show_output", "change_tracking", (shown) => shown === "ON"),
    statement: suppressStatement,
    // columns that the configuration doesn't list are Snowflake's
    "column.#": (_before, after) => after === "0",
  },
  checks: {
    is_secure: checkBooleanText,
    is_temporary: checkBooleanText,
    is_recursive: checkBooleanText,
    change_tracking: checkBooleanText,
  },

  validate: (config) => refuseArguments(config, REFUSED),

  customizePlan(draft) {
    draft.setUnknownIfChanged("show_output", [
      "comment",
      "change_tracking",
      "is_secure",
      "is_temporary",
      "is_recursive",
      "statement",
    ]);
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
  },

  async create(data, session) {
    await createView(data, session, false);
    await readView(data, session, false);
  },

  async read(data, session) {
    await readView(data, session, true);
  },

  async update(data, session) {
    let path = parsePath(data.id);
    const alter = (change: string): Promise<void> => session.execute(`ALTER VIEW ${qualified(...path)} ${change}`);
    if (data.hasChange("name")) {
      const renamed: SchemaObjectPath = [path[0], path[1], trimQuotes(data.string("name"))];
      await alter(`RENAME TO ${qualified(...renamed)}`);
      data.setId(qualified(...renamed));
      path = renamed;
    }
    if (RECREATING.some((name) => data.hasChange(name))) {
      await createView(data, session, true);
      return readView(data, session, false);
    }
    if (data.hasChange("comment")) {
      const comment = data.string("comment");
      await alter(comment === "" ? "UNSET COMMENT" : `SET COMMENT = ${literal(comment)}`);
    }
    if (data.hasChange("is_secure")) {
      const secure = booleanText(data, "is_secure");
      await alter(secure === undefined ? "UNSET SECURE" : `SET SECURE${secure ? "" : " = false"}`);
    }
    if (data.hasChange("change_tracking"))
      await alter(`SET CHANGE_TRACKING = ${booleanText(data, "change_tracking") ?? false}`);
    await readView(data, session, false);
  },

  async delete(data, session) {
    const path = parsePath(data.id);
    await dropSafely(session, `DROP VIEW IF EXISTS ${qualified(...path)}`, path);
  },

  async importState(data, session) {
    const path = parsePath(data.id);
    const row = await showIn(session, "VIEWS", path);
    if (row === undefined) throw new Error(`view ${qualified(...path)} does not exist or is not visible to the role`);
    const [database, schema, name] = path;
    data.set("name", name);
    data.set("database", database);
    data.set("schema", schema);
    for (const { attribute, current } of traits(shownView(row))) data.set(attribute, String(current));
  },
};

async function createView(data: ResourceData, session: ResourceSession, over: boolean): Promise<void> {
  const path = configuredPath(data);
  const configured = data.configured("column");
  const columns = isList(configured) && configured.length > 0 ? data.blocks("column").map(columnSql) : [];
  await session.execute(
    sql(
      "CREATE",
      over ? "OR REPLACE" : undefined,
      booleanText(data, "is_secure") ? "SECURE" : undefined,
      booleanText(data, "is_temporary") ? "TEMPORARY" : undefined,
      booleanText(data, "is_recursive") ? "RECURSIVE" : undefined,
      "VIEW",
      qualified(...path),
      columns.length > 0 ? `(${columns.join(", ")})` : undefined,
      over && data.configured("copy_grants") === true ? "COPY GRANTS" : undefined,
      data.isSet("comment") ? `COMMENT = ${literal(data.string("comment"))}` : undefined,
      `AS ${data.string("statement")}`,
    ),
  );
  data.setId(qualified(...path));
  const tracking = booleanText(data, "change_tracking");
  if (tracking !== undefined)
    await session.execute(`ALTER VIEW ${qualified(...path)} SET CHANGE_TRACKING = ${tracking}`);
}

function columnSql(column: CtyRecord): string {
  const comment = typeof column.comment === "string" && column.comment !== "" ? column.comment : undefined;
  return sql(identifier(String(column.column_name ?? "")), comment && `COMMENT ${literal(comment)}`);
}

async function readView(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const path = parsePath(data.id);
  const row = await showSafely(session, "VIEWS", path);
  if (row === undefined) {
    data.warn("Failed to query view. Marking the resource as removed.", `View id: ${qualified(...path)}`);
    data.remove();
    return;
  }
  const shown = shownView(row);
  data.set("name", String(shown.name));
  data.set("fully_qualified_name", qualified(...path));
  data.set("comment", shown.comment ?? "");
  if (refreshing) markDrift(data, "show_output", traits(shown));
  keepConfigured(data, ["change_tracking", "is_recursive", "is_secure", "is_temporary"]);
  await refuseReferences(session, path, "POLICY_REFERENCES", "policies");
  await refuseReferences(session, path, "DATA_METRIC_FUNCTION_REFERENCES", "data metric functions");
  if (shown.text === "") {
    throw new Error(
      `error reading view ${data.id}: \`text\` is missing; if the view is secure then the role used by the provider must own the view`,
    );
  }
  data.set("statement", viewQuery(String(shown.text)));
  await describeView(data, session, path);
  setOutput(data, "show_output", shown);
}

/** Attributes that follow SHOW VIEWS, and how. */
function traits(shown: CtyRecord) {
  const trait = (attribute: string, field: string, reading: (value: unknown) => boolean) => {
    const current = reading(shown[field]);
    return { attribute, field, current, reading, becomes: String(current) };
  };
  return [
    trait("is_secure", "is_secure", (value) => value === true),
    trait("is_recursive", "text", (value) => String(value).includes("RECURSIVE")),
    trait("is_temporary", "text", (value) => String(value).includes("TEMPORARY")),
    trait("change_tracking", "change_tracking", (value) => value === "ON"),
  ];
}

function shownView(row: Row): CtyRecord {
  const optional = (column: string): string => row.optional(column) ?? "";
  return {
    created_on: row.timeText("created_on"),
    name: row.text("name"),
    kind: optional("kind"),
    reserved: optional("reserved"),
    database_name: row.text("database_name"),
    schema_name: row.text("schema_name"),
    owner: optional("owner"),
    comment: optional("comment"),
    text: optional("text").split(" --terraform_provider_usage_tracking")[0] ?? "",
    is_secure: parseBoolean(optional("is_secure")) ?? false,
    is_materialized: parseBoolean(optional("is_materialized")) ?? false,
    owner_role_type: optional("owner_role_type"),
    change_tracking: optional("change_tracking"),
  };
}

/** What hangs on the view but isn't carried out. @throws Error naming it */
async function refuseReferences(
  session: ResourceSession,
  path: SchemaObjectPath,
  table: string,
  what: string,
): Promise<void> {
  const [found] = await session.query(
    `SELECT * FROM TABLE (SNOWFLAKE.INFORMATION_SCHEMA.${table} (REF_ENTITY_NAME => ${literal(qualified(...path))}, REF_ENTITY_DOMAIN => 'VIEW'))`,
  );
  if (found !== undefined)
    throw new Error(
      `view ${qualified(...path)} has ${what}, which are not carried out by the stand-in: drop them, or use the real provider`,
    );
}

/** DESCRIBE VIEW; a role that may not is no reason to fail, as in the real provider. */
async function describeView(data: ResourceData, session: ResourceSession, path: SchemaObjectPath): Promise<void> {
  let rows: readonly Row[];
  try {
    rows = await session.query(`DESCRIBE VIEW ${qualified(...path)}`);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return;
  }
  data.set("describe_output", rows.map(describedColumn));
  data.set(
    "column",
    rows.map((row) => ({
      column_name: row.text("name"),
      comment: row.optional("comment") ?? "",
      masking_policy: [],
      projection_policy: [],
    })),
  );
}

function describedColumn(row: Row): CtyRecord {
  return {
    name: row.text("name"),
    type: row.text("type"),
    kind: row.text("kind"),
    is_nullable: row.text("null?") === "Y",
    default: row.optional("default") ?? null,
    is_primary: row.text("primary key") === "Y",
    is_unique: row.text("unique key") === "Y",
    check: row.optional("check") === undefined ? null : row.optional("check") === "Y",
    expression: row.optional("expression") ?? null,
    comment: row.optional("comment") ?? null,
    policy_name: row.optional("policy name") ?? null,
    privacy_domain: row.optional("privacy domain") ?? null,
  };
}
