import type { CtyValue } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { isMissing } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { parseParts, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql } from "../sql/statement";
import { checkBooleanText } from "./checks";
import { booleanText, flag, keepConfigured, markDrift, setOutput } from "./common";
import { SCHEMA_PARAMETERS } from "./database-parameters";
import { dropSafely, showIn, showSafely } from "./located-object";
import {
  parameterChanges,
  parameterChecks,
  parameterClauses,
  parameterSuppressors,
  parametersOutput,
  planParameters,
  showParametersIn,
  storeParameters,
} from "./object-parameters";
import { suppressCurrent, suppressIdentifierQuoting } from "./suppressors";

type SchemaPath = readonly [database: string, schema: string];

/** Parameters that the resource has, but not its output `parameters`. */
const NOT_IN_OUTPUT = ["DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU", "DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU"];
const OUTPUT_PARAMETERS = SCHEMA_PARAMETERS.map(({ name }) => name).filter((name) => !NOT_IN_OUTPUT.includes(name));

/** Does the column `options` list this one? */
const lists = (option: string) => (shown: CtyValue) =>
  String(shown ?? "")
    .split(",")
    .map((item) => item.trim())
    .includes(option);
const isManaged = lists("MANAGED ACCESS");
const isTransient = lists("TRANSIENT");

/** `snowflake_schema`; a schema PUBLIC that is there already is altered. https://docs.snowflake.com/en/sql-reference/sql/create-schema */
export const schema: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_schema",
  suppress: {
    ...parameterSuppressors(SCHEMA_PARAMETERS),
    name: suppressIdentifierQuoting,
    database: suppressIdentifierQuoting,
    with_managed_access: suppressCurrent("show_output", "options", isManaged),
    is_transient: suppressCurrent("show_output", "options", isTransient),
  },
  checks: {
    ...parameterChecks(SCHEMA_PARAMETERS),
    with_managed_access: checkBooleanText,
    is_transient: checkBooleanText,
  },

  async customizePlan(draft, session) {
    draft.replaceIfChanged("database");
    draft.setUnknownIfChanged("show_output", ["name", "database", "comment", "with_managed_access", "is_transient"]);
    draft.setUnknownIfChanged("describe_output", ["name", "database"]);
    draft.setUnknownIfChanged("fully_qualified_name", ["name", "database"]);
    draft.setUnknownIfChanged(
      "parameters",
      SCHEMA_PARAMETERS.map(({ name }) => name.toLowerCase()),
    );
    const { prior } = draft.input;
    if (prior === null) return;
    const shown = await showParametersIn(session, `SCHEMA ${qualified(...parsePath(String(prior.id)))}`);
    planParameters(draft, shown, "SCHEMA", SCHEMA_PARAMETERS);
  },

  async create(data, session) {
    const path: SchemaPath = [trimQuotes(data.string("database")), trimQuotes(data.string("name"))];
    if (path[1].trim().toUpperCase() === "PUBLIC" && (await showIn(session, "SCHEMAS", path)) !== undefined) {
      data.setId(qualified(...path));
      await alterSchema(data, session);
      return readSchema(data, session, false);
    }
    const comment = data.configured("comment");
    await session.execute(
      sql(
        "CREATE",
        booleanText(data, "is_transient") ? "TRANSIENT" : undefined,
        "SCHEMA",
        qualified(...path),
        booleanText(data, "with_managed_access") ? "WITH MANAGED ACCESS" : undefined,
        ...parameterClauses(data, SCHEMA_PARAMETERS),
        typeof comment === "string" ? `COMMENT = ${literal(comment)}` : undefined,
      ),
    );
    data.setId(qualified(...path));
    await readSchema(data, session, false);
  },

  async read(data, session) {
    await readSchema(data, session, true);
  },

  async update(data, session) {
    try {
      await alterSchema(data, session);
    } catch (error) {
      data.keepStored();
      throw error;
    }
    await readSchema(data, session, false);
  },

  async delete(data, session) {
    const path = parsePath(data.id);
    await dropSafely(session, `DROP SCHEMA IF EXISTS ${qualified(...path)}`, path);
  },

  async importState(data, session) {
    const path = parsePath(data.id);
    const row = await showIn(session, "SCHEMAS", path);
    if (row === undefined) throw new Error(`schema ${qualified(...path)} does not exist or is not visible to the role`);
    const options = row.optional("options") ?? null;
    data.set("name", path[1]);
    data.set("database", path[0]);
    data.set("comment", row.optional("comment") ?? "");
    data.set("is_transient", String(isTransient(options)));
    data.set("with_managed_access", String(isManaged(options)));
  },
};

function parsePath(id: string): SchemaPath {
  const [database = "", name = ""] = parseParts(id, "<database_name>.<database_object_name>");
  return [database, name];
}

async function alterSchema(data: ResourceData, session: ResourceSession): Promise<void> {
  let path = parsePath(data.id);
  const alter = (change: string): Promise<void> => session.execute(`ALTER SCHEMA ${qualified(...path)} ${change}`);
  if (data.before("name") !== null && data.hasChange("name")) {
    const renamed: SchemaPath = [trimQuotes(data.string("database")), trimQuotes(data.string("name"))];
    await alter(`RENAME TO ${qualified(...renamed)}`);
    data.setId(qualified(...renamed));
    path = renamed;
  }
  // there is no way back to a default: not asked for is switched off
  if (data.hasChange("with_managed_access"))
    await alter(booleanText(data, "with_managed_access") ? "ENABLE MANAGED ACCESS" : "DISABLE MANAGED ACCESS");
  const { set, unset } = parameterChanges(data, SCHEMA_PARAMETERS);
  const comment = data.string("comment");
  const changed = data.hasChange("comment");
  const toSet = changed && comment !== "" ? [...set, `COMMENT = ${literal(comment)}`] : set;
  const toUnset = changed && comment === "" ? [...unset, "COMMENT"] : unset;
  if (toSet.length > 0) await alter(`SET ${toSet.join(", ")}`);
  if (toUnset.length > 0) await alter(`UNSET ${toUnset.join(", ")}`);
}

async function readSchema(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const path = parsePath(data.id);
  const row = await showSafely(session, "SCHEMAS", path);
  if (row === undefined) {
    data.warn("Failed to query schema. Marking the resource as removed.", `Schema id: ${qualified(...path)}`);
    data.remove();
    return;
  }
  data.set("fully_qualified_name", qualified(...path));
  data.set("comment", row.optional("comment") ?? "");
  const parameters = await showParametersIn(session, `SCHEMA ${qualified(...path)}`);
  storeParameters(data, parameters, SCHEMA_PARAMETERS);
  if (refreshing) {
    const options = row.optional("options") ?? null;
    markDrift(data, "show_output", [
      drift("is_transient", isTransient, options),
      drift("with_managed_access", isManaged, options),
    ]);
  }
  keepConfigured(data, ["is_transient", "with_managed_access"]);
  await describeSchema(data, session, path);
  setOutput(data, "show_output", shownSchema(row));
  setOutput(data, "parameters", parametersOutput(parameters, OUTPUT_PARAMETERS));
}

function drift(attribute: string, reading: (options: CtyValue) => boolean, options: CtyValue) {
  const current = reading(options);
  return { field: "options", attribute, current, reading, becomes: String(current) };
}

/** DESCRIBE lists what is in the schema; a role that may not is no reason to fail, as in the real provider. */
async function describeSchema(data: ResourceData, session: ResourceSession, path: SchemaPath): Promise<void> {
  try {
    const rows = await session.query(`DESCRIBE SCHEMA ${qualified(...path)}`);
    const contents = rows.map((row) => ({
      created_on: row.time("created_on"),
      name: row.text("name"),
      kind: row.text("kind"),
    }));
    data.set("describe_output", contents);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function shownSchema(row: Row) {
  return {
    created_on: row.time("created_on"),
    dropped_on: row.optionalTime("dropped_on"),
    name: row.text("name"),
    is_default: flag(row, "is_default"),
    is_current: flag(row, "is_current"),
    database_name: row.text("database_name"),
    owner: row.text("owner"),
    comment: row.optional("comment") ?? "",
    options: row.optional("options") ?? null,
    retention_time: row.text("retention_time"),
    owner_role_type: row.text("owner_role_type"),
  };
}
