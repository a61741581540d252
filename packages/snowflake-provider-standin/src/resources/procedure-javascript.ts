import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { callableName, parseCallableName } from "../sql/callable-name";
import { isOtherType, parseDataType, typeAsWritten, typeSql } from "../sql/data-type";
import { identifier, qualified, trimQuotes } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql } from "../sql/statement";
import { anyCase, checkBooleanText, checkDataType, checkSpelling } from "./checks";
import { booleanText, flag, setOutput } from "./common";
import { configuredPath, dropSafely, type SchemaObjectPath, showIn, showSafely } from "./located-object";
import {
  type ObjectParameter,
  parameterChanges,
  parameterChecks,
  parameterClauses,
  parameterSuppressors,
  parametersOutput,
  planParameters,
  showParametersIn,
  storeParameters,
} from "./object-parameters";
import { LOG_LEVELS, METRIC_LEVELS, TRACE_LEVELS, toLogLevel, toMetricLevel, toTraceLevel } from "./parameter-values";
import { describeProcedure, matching, readArguments, shownProcedure, signatureOf, typeOf } from "./procedure-read";
import { refuseArguments } from "./refusals";
import {
  suppressCurrent,
  suppressDataType,
  suppressIdentifierQuoting,
  suppressSpelling,
  suppressStatement,
} from "./suppressors";

const PARAMETERS: readonly ObjectParameter[] = [
  { name: "ENABLE_CONSOLE_OUTPUT", kind: "boolean" },
  { name: "LOG_LEVEL", kind: "text" },
  { name: "LOG_EVENT_LEVEL", kind: "text", normalize: toLogLevel, valid: LOG_LEVELS },
  { name: "METRIC_LEVEL", kind: "text", normalize: toMetricLevel, valid: METRIC_LEVELS },
  { name: "TRACE_LEVEL", kind: "text", normalize: toTraceLevel, valid: TRACE_LEVELS },
];
const NULL_BEHAVIORS: Readonly<Record<string, string>> = {
  "CALLED ON NULL INPUT": "CALLED ON NULL INPUT",
  "RETURNS NULL ON NULL INPUT": "RETURNS NULL ON NULL INPUT",
  STRICT: "RETURNS NULL ON NULL INPUT",
};
const EXECUTE_AS = ["CALLER", "OWNER"] as const;
const toExecuteAs = anyCase(EXECUTE_AS);
const toNullBehavior = (text: string): string | undefined => NULL_BEHAVIORS[text.toUpperCase()];
const fullType = (text: string): string => {
  const type = parseDataType(text);
  return type === undefined ? text : typeSql(type);
};

/** `snowflake_procedure_javascript`, without defaults of arguments. https://docs.snowflake.com/en/sql-reference/sql/create-procedure */
export const procedureJavascript: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_procedure_javascript",
  previewFeature: "snowflake_procedure_javascript_resource",
  suppress: {
    ...parameterSuppressors(PARAMETERS),
    name: suppressIdentifierQuoting,
    database: suppressIdentifierQuoting,
    schema: suppressIdentifierQuoting,
    is_secure: suppressCurrent("show_output", "is_secure"),
    "arguments.arg_data_type": suppressDataType,
    return_type: suppressDataType,
    null_input_behavior: suppressSpelling(toNullBehavior),
    execute_as: suppressSpelling(toExecuteAs),
    procedure_definition: suppressStatement,
  },
  spelling: { return_type: fullType, "arguments.arg_data_type": fullType },
  checks: {
    ...parameterChecks(PARAMETERS),
    is_secure: checkBooleanText,
    "arguments.arg_data_type": checkDataType,
    return_type: checkDataType,
    null_input_behavior: checkSpelling(toNullBehavior, Object.keys(NULL_BEHAVIORS)),
    execute_as: checkSpelling(toExecuteAs, EXECUTE_AS),
  },

  validate: (config) => refuseArguments(config, ["arguments.arg_default_value"]),

  async customizePlan(draft, session) {
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
    draft.setUnknownIfChanged(
      "parameters",
      PARAMETERS.map(({ name }) => name.toLowerCase()),
    );
    const { prior } = draft.input;
    if (prior !== null) {
      const shown = await showParametersIn(session, `PROCEDURE ${parseCallableName(String(prior.id)).sql}`);
      planParameters(draft, shown, "PROCEDURE", PARAMETERS);
    }
    const language = draft.value("procedure_language");
    if (typeof language === "string" && language !== "" && language !== "JAVASCRIPT") {
      draft.set("procedure_language", "JAVASCRIPT");
      draft.replaceIfChanged("procedure_language");
    }
  },

  async create(data, session) {
    const path = configuredPath(data);
    const args = data.blocks("arguments").map((argument) => ({
      name: String(argument.arg_name ?? ""),
      type: typeOf(String(argument.arg_data_type ?? "")),
    }));
    const nullBehavior = toNullBehavior(data.string("null_input_behavior"));
    const executeAs = toExecuteAs(data.string("execute_as"));
    await session.execute(
      sql(
        "CREATE",
        booleanText(data, "is_secure") ? "SECURE" : undefined,
        "PROCEDURE",
        qualified(...path),
        `(${args.map(({ name, type }) => `${identifier(name)} ${typeSql(type)}`).join(", ")})`,
        `RETURNS ${typeSql(typeOf(data.string("return_type")))}`,
        "LANGUAGE JAVASCRIPT",
        nullBehavior,
        data.isSet("comment") ? `COMMENT = ${literal(data.string("comment"))}` : undefined,
        executeAs && `EXECUTE AS ${executeAs}`,
        `AS $$${data.string("procedure_definition")}$$`,
      ),
    );
    const procedure = callableName(
      path,
      args.map(({ type }) => type.name),
    );
    data.setId(procedure.sql);
    // CREATE takes no parameters
    const parameters = parameterClauses(data, PARAMETERS);
    if (parameters.length > 0) await session.execute(`ALTER PROCEDURE ${procedure.sql} SET ${parameters.join(", ")}`);
    await this.read(data, session);
  },

  async read(data, session) {
    const procedure = parseCallableName(data.id);
    const row = await showSafely(session, "PROCEDURES", procedure.path, matching(procedure));
    const details = row && (await describeProcedure(session, procedure));
    if (row === undefined || details === undefined) {
      data.warn("Failed to query procedure. Marking the resource as removed.", `Procedure: ${procedure.sql}`);
      data.remove();
      return;
    }
    const parameters = await showParametersIn(session, `PROCEDURE ${procedure.sql}`);
    readArguments(data, details.get("signature") ?? "()");
    const returned = parseDataType((details.get("returns") ?? "").replace(/ NOT NULL$/, ""));
    if (returned !== undefined && isOtherType(typeOf(data.string("return_type")), returned))
      data.set("return_type", typeAsWritten(returned));
    data.set("comment", row.text("description"));
    const body = details.get("body");
    if (body !== undefined) data.set("procedure_definition", body);
    data.set("procedure_language", details.get("language") ?? "");
    storeParameters(data, parameters, PARAMETERS);
    data.set("fully_qualified_name", procedure.sql);
    setOutput(data, "show_output", shownProcedure(row));
    setOutput(
      data,
      "parameters",
      parametersOutput(
        parameters,
        PARAMETERS.map(({ name }) => name),
      ),
    );
  },

  async update(data, session) {
    let procedure = parseCallableName(data.id);
    const alter = (change: string): Promise<void> => session.execute(`ALTER PROCEDURE ${procedure.sql} ${change}`);
    if (data.hasChange("name")) {
      const [database, schema] = procedure.path;
      const renamed: SchemaObjectPath = [database, schema, trimQuotes(data.string("name"))];
      await alter(`RENAME TO ${qualified(...renamed)}`);
      procedure = callableName(renamed, procedure.types);
      data.setId(procedure.sql);
    }
    const { set, unset } = parameterChanges(data, PARAMETERS);
    const comment = data.hasChange("comment") ? data.string("comment") : undefined;
    const toSet = comment ? [`COMMENT = ${literal(comment)}`, ...set] : set;
    const toUnset = comment === "" ? ["COMMENT", ...unset] : unset;
    try {
      if (toSet.length > 0) await alter(`SET ${toSet.join(", ")}`);
      if (toUnset.length > 0) await alter(`UNSET ${toUnset.join(", ")}`);
      // there is no UNSET: OWNER is Snowflake's default
      if (data.hasChange("execute_as")) await alter(`EXECUTE AS ${toExecuteAs(data.string("execute_as")) ?? "OWNER"}`);
    } catch (error) {
      data.keepStored();
      throw error;
    }
    await this.read(data, session);
  },

  async delete(data, session) {
    const procedure = parseCallableName(data.id);
    await dropSafely(session, `DROP PROCEDURE IF EXISTS ${procedure.sql}`, procedure.path);
  },

  async importState(data, session) {
    const procedure = parseCallableName(data.id);
    const details = await describeProcedure(session, procedure);
    const row = await showIn(session, "PROCEDURES", procedure.path, matching(procedure));
    if (details === undefined || row === undefined)
      throw new Error(`procedure ${procedure.sql} does not exist or is not visible to the role`);
    const [database, schema, name] = procedure.path;
    data.set("database", database);
    data.set("schema", schema);
    data.set("name", name);
    data.set("is_secure", String(flag(row, "is_secure")));
    data.set("null_input_behavior", details.get("null handling") ?? null);
    data.set("execute_as", details.get("execute as") ?? "");
    data.set(
      "arguments",
      signatureOf(details.get("signature") ?? "()").map(({ name: argument, type }) => ({
        arg_name: argument,
        arg_data_type: typeSql(type),
        arg_default_value: "",
      })),
    );
    data.set("return_type", fullType((details.get("returns") ?? "").replace(/ NOT NULL$/, "")));
  },
};
