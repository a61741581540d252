import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifier, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { parameter, sql, textParameter } from "../sql/statement";
import { checkAtLeast, checkDataType } from "./checks";
import {
  configuredPath,
  dropSafely,
  parsePipeId,
  pipeId,
  type SchemaObjectPath,
  showIn,
  showSafely,
} from "./located-object";
import { refuseArguments } from "./refusals";
import { suppressDataType, suppressIdentifierQuoting } from "./suppressors";
import { addedColumn, columnChanges, columnDefinition, columnsOf, describedColumn } from "./table-column";

/** Stands for "as the schema has it". */
const INHERITED = -1;

/** `snowflake_table`, without masking policies, tags and primary keys. https://docs.snowflake.com/en/sql-reference/sql/create-table */
export const table: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_table",
  previewFeature: "snowflake_table_resource",
  suppress: {
    name: suppressIdentifierQuoting,
    schema: suppressIdentifierQuoting,
    database: suppressIdentifierQuoting,
    "column.type": suppressDataType,
    "column.default.sequence": suppressIdentifierQuoting,
  },
  checks: {
    "column.type": checkDataType,
    data_retention_time_in_days: checkAtLeast(INHERITED, 90),
  },

  validate: (config) => refuseArguments(config, ["primary_key", "tag", "column.masking_policy"]),

  customizePlan(draft) {
    draft.replaceIfChanged("database");
    draft.replaceIfChanged("schema");
    draft.setUnknownIfChanged("fully_qualified_name", ["name", "database", "schema"]);
  },

  async create(data, session) {
    const path = configuredPath(data);
    const keys = data.strings("cluster_by");
    const days = data.integer("data_retention_time_in_days");
    await session.execute(
      sql(
        `CREATE TABLE ${qualified(...path)}`,
        `(${columnsOf(data.value("column")).map(columnDefinition).join(", ")})`,
        keys.length > 0 ? `CLUSTER BY (${keys.join(", ")})` : undefined,
        days === INHERITED ? undefined : parameter("DATA_RETENTION_TIME_IN_DAYS", days),
        data.isSet("change_tracking") ? parameter("CHANGE_TRACKING", true) : undefined,
        data.isSet("comment") ? textParameter("COMMENT", data.string("comment")) : undefined,
      ),
    );
    data.setId(pipeId(path));
    await this.read(data, session);
  },

  async read(data, session) {
    const path = parsePipeId(data.id);
    const [database, schema, name] = path;
    const row = await showSafely(session, "TABLES", path);
    if (row === undefined) {
      data.warn("Failed to query table. Marking the resource as removed.", `Table id: ${qualified(...path)}`);
      data.remove();
      return;
    }
    const holder = await showIn(session, "SCHEMAS", [database, schema]);
    if (holder === undefined) {
      data.remove();
      return;
    }
    const described = await session.query(`DESCRIBE TABLE ${qualified(...path)} TYPE = COLUMNS`);
    const days = row.optionalNumber("retention_time") ?? 0;
    const inherited = Number(holder.text("retention_time") || 0);
    data.set("fully_qualified_name", qualified(...path));
    data.set("name", name);
    data.set("owner", row.text("owner"));
    data.set("database", database);
    data.set("schema", schema);
    data.set("comment", row.optional("comment") ?? "");
    data.set("column", described.filter((column) => column.text("kind") === "COLUMN").map(describedColumn));
    data.set("cluster_by", clusteringKeys(row.optional("cluster_by") ?? ""));
    data.set("change_tracking", row.optional("change_tracking") === "ON");
    if (data.integer("data_retention_time_in_days") !== INHERITED || days !== inherited)
      data.set("data_retention_time_in_days", days);
  },

  async update(data, session) {
    let path = parsePipeId(data.id);
    const alter = (change: string): Promise<void> => session.execute(`ALTER TABLE ${qualified(...path)} ${change}`);
    if (data.hasChange("name")) {
      const renamed: SchemaObjectPath = [path[0], path[1], trimQuotes(data.string("name"))];
      await alter(`RENAME TO ${qualified(...renamed)}`);
      data.setId(pipeId(renamed));
      path = renamed;
    }
    await alterProperties(data, alter);
    if (data.hasChange("cluster_by")) {
      const keys = data.strings("cluster_by");
      await alter(keys.length > 0 ? `CLUSTER BY (${keys.join(", ")})` : "DROP CLUSTERING KEY");
    }
    if (data.hasChange("column")) await alterColumns(data, alter);
    await this.read(data, session);
  },

  async delete(data, session) {
    const path = parsePipeId(data.id);
    await dropSafely(session, `DROP TABLE IF EXISTS ${qualified(...path)}`, path);
  },

  async importState() {
    // the id holds all that reading needs
  },
};

async function alterProperties(data: ResourceData, alter: (change: string) => Promise<void>): Promise<void> {
  const set: string[] = [];
  const unset: string[] = [];
  if (data.hasChange("data_retention_time_in_days")) {
    const days = data.integer("data_retention_time_in_days");
    if (days === INHERITED) unset.push("DATA_RETENTION_TIME_IN_DAYS");
    else set.push(`DATA_RETENTION_TIME_IN_DAYS = ${days}`);
  }
  if (data.hasChange("change_tracking")) set.push(`CHANGE_TRACKING = ${data.boolean("change_tracking")}`);
  if (data.hasChange("comment")) {
    const comment = data.string("comment");
    if (comment === "") unset.push("COMMENT");
    else set.push(`COMMENT = ${literal(comment)}`);
  }
  if (set.length > 0) await alter(`SET ${set.join(" ")}`);
  if (unset.length > 0) await alter(`UNSET ${unset.join(" ")}`);
}

async function alterColumns(data: ResourceData, alter: (change: string) => Promise<void>): Promise<void> {
  const before = columnsOf(data.before("column"));
  const after = columnsOf(data.value("column"));
  const names = (columns: typeof before) => columns.map(({ name }) => name);
  const removed = names(before).filter((name) => !names(after).includes(name));
  if (removed.length > 0) await alter(`DROP COLUMN ${removed.map(identifier).join(", ")}`);
  for (const column of after.filter(({ name }) => !names(before).includes(name)))
    await alter(`ADD COLUMN ${addedColumn(column)}`);
  for (const old of before) {
    const column = after.find(({ name }) => name === old.name);
    for (const change of column === undefined ? [] : columnChanges(old, column))
      await alter(`ALTER COLUMN "${old.name}" ${change}`);
  }
}

/** `LINEAR(A, f(B, C))` → A, f(B, C). */
function clusteringKeys(shown: string): readonly string[] {
  const list = shown.replace("LINEAR(", "").replace(/\)$/, "");
  return (list.match(/(?:\((?:[^()]|\([^()]*\))*\)|[^,()])+/g) ?? []).map((key) => key.trim());
}
