import { type CtyRecord, type CtyValue, isList, isRecord } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { parseDataType, typeSql } from "../sql/data-type";
import { identifier, identifierParts, parseName, qualified } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql, textParameter } from "../sql/statement";
import { checkBooleanText, checkIdentifier, checkNotEmpty } from "./checks";
import { booleanText, markDrift, setOutput } from "./common";
import { configuredPath, dropSafely, parsePath, type SchemaObjectPath, showIn, showSafely } from "./located-object";
import {
  type ObjectParameter,
  parameterChanges,
  parametersOutput,
  planParameters,
  showParametersIn,
  storeParameters,
} from "./object-parameters";
import { suppressCurrent, suppressIdentifierQuoting } from "./suppressors";

const REPLACE_INVALID: ObjectParameter = { name: "REPLACE_INVALID_CHARACTERS", kind: "boolean" };
const PARAMETERS: readonly ObjectParameter[] = [
  { name: "EXTERNAL_VOLUME", kind: "identifier" },
  { name: "CATALOG", kind: "identifier" },
  REPLACE_INVALID,
];
const PARAMETER_ATTRIBUTES = ["external_volume", "catalog", "replace_invalid_characters"];

/** Is there a status of automatic refresh at all? */
const refreshes = (status: CtyValue): boolean => isList(status) && status.length > 0;

/** `snowflake_iceberg_table_from_aws_glue`. https://docs.snowflake.com/en/sql-reference/sql/create-iceberg-table-aws-glue */
export const icebergTableFromAwsGlue: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_iceberg_table_from_aws_glue",
  previewFeature: "snowflake_iceberg_table_from_aws_glue_resource",
  suppress: {
    database: suppressIdentifierQuoting,
    schema: suppressIdentifierQuoting,
    name: suppressIdentifierQuoting,
    external_volume: suppressIdentifierQuoting,
    catalog: suppressIdentifierQuoting,
    auto_refresh: suppressCurrent("show_output", "auto_refresh_status", refreshes),
  },
  checks: {
    database: checkIdentifier,
    schema: checkIdentifier,
    name: checkIdentifier,
    catalog_table_name: checkNotEmpty,
    auto_refresh: checkBooleanText,
  },

  async customizePlan(draft, session) {
    draft.setUnknownIfChanged("show_output", ["comment", "auto_refresh"]);
    draft.setUnknownIfChanged("parameters", PARAMETER_ATTRIBUTES);
    const { prior } = draft.input;
    if (prior === null) return;
    const shown = await showParametersIn(session, `TABLE ${qualified(...parsePath(String(prior.id)))}`);
    planParameters(draft, shown, "TABLE", PARAMETERS);
  },

  async create(data, session) {
    const path = configuredPath(data);
    const refresh = booleanText(data, "auto_refresh");
    const replaceInvalid = data.configured("replace_invalid_characters");
    await session.execute(
      sql(
        `CREATE ICEBERG TABLE ${qualified(...path)}`,
        quotedName(data, "external_volume"),
        quotedName(data, "catalog"),
        textParameter("CATALOG_TABLE_NAME", data.string("catalog_table_name")),
        data.isSet("catalog_namespace")
          ? textParameter("CATALOG_NAMESPACE", data.string("catalog_namespace"))
          : undefined,
        replaceInvalid === null ? undefined : `REPLACE_INVALID_CHARACTERS = ${String(replaceInvalid)}`,
        refresh === undefined ? undefined : `AUTO_REFRESH = ${refresh}`,
        data.isSet("comment") ? textParameter("COMMENT", data.string("comment")) : undefined,
      ),
    );
    data.setId(qualified(...path));
    await readTable(data, session, false);
  },

  async read(data, session) {
    await readTable(data, session, true);
  },

  async update(data, session) {
    const path = parsePath(data.id);
    const alter = (change: string): Promise<void> =>
      session.execute(`ALTER ICEBERG TABLE ${qualified(...path)} ${change}`);
    const { set, unset } = parameterChanges(data, [REPLACE_INVALID]);
    const comment = data.hasChange("comment") ? data.string("comment") : undefined;
    const changes = sql(
      ...set,
      data.hasChange("auto_refresh") ? `AUTO_REFRESH = ${booleanText(data, "auto_refresh") ?? false}` : undefined,
      comment ? `COMMENT = ${literal(comment)}` : undefined,
    );
    const removals = comment === "" ? [...unset, "COMMENT"] : unset;
    if (changes !== "") await alter(`SET ${changes}`);
    if (removals.length > 0) await alter(`UNSET ${removals.join(", ")}`);
    await readTable(data, session, false);
  },

  async delete(data, session) {
    const path = parsePath(data.id);
    await dropSafely(session, `DROP ICEBERG TABLE IF EXISTS ${qualified(...path)}`, path);
  },

  async importState(data, session) {
    const path = parsePath(data.id);
    const row = await showIn(session, "ICEBERG TABLES", path);
    if (row === undefined)
      throw new Error(`Iceberg table ${qualified(...path)} does not exist or is not visible to the role`);
    const [database, schema, name] = path;
    data.set("name", name);
    data.set("database", database);
    data.set("schema", schema);
    data.set("auto_refresh", String(refreshStatus(row).length > 0));
  },
};

/** `CATALOG = '\"name\"'`: a quoted name as a text. */
function quotedName(data: ResourceData, attribute: string): string | undefined {
  const configured = data.configured(attribute);
  return typeof configured === "string"
    ? `${attribute.toUpperCase()} = ${literal(identifier(parseName(configured)))}`
    : undefined;
}

async function readTable(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const path = parsePath(data.id);
  const row = await showSafely(session, "ICEBERG TABLES", path);
  if (row === undefined) {
    data.warn(
      "Failed to query Iceberg table. Marking the resource as removed.",
      `Iceberg table id: ${qualified(...path)}`,
    );
    data.remove();
    return;
  }
  const described = await session.query(`DESCRIBE ICEBERG TABLE ${qualified(...path)}`);
  const parameters = await showParametersIn(session, `TABLE ${qualified(...path)}`);
  if (refreshing) markChanges(data, row);
  data.set("catalog_table_name", row.optional("catalog_table_name") ?? "");
  data.set("database", row.text("database_name"));
  data.set("schema", row.text("schema_name"));
  data.set("name", row.text("name"));
  data.set("comment", row.optional("comment") ?? "");
  data.set("fully_qualified_name", qualified(...path));
  setOutput(data, "show_output", shownTable(row, path));
  data.set("describe_output", described.map(describedColumn));
  setOutput(
    data,
    "parameters",
    parametersOutput(
      parameters,
      PARAMETERS.map(({ name }) => name),
    ),
  );
  storeParameters(data, parameters, PARAMETERS);
}

/** Takes over what was changed outside: whether the table refreshes itself (where it did), and the namespace. */
function markChanges(data: ResourceData, row: Row): void {
  const stored = data.storedOutput("show_output", "auto_refresh_status");
  const [before] = isList(stored) ? stored.filter(isRecord) : [];
  const [now] = refreshStatus(row);
  if (before !== undefined && (before.execution_state ?? "") !== (now?.execution_state ?? ""))
    data.set("auto_refresh", String(now !== undefined));
  const namespace = row.optional("catalog_namespace") ?? "";
  markDrift(data, "show_output", [{ field: "catalog_namespace", attribute: "catalog_namespace", current: namespace }]);
}

function shownTable(row: Row, [database, schema, name]: SchemaObjectPath): CtyRecord {
  const object = (column: string): CtyValue => {
    const text = row.optional(column);
    return text === undefined ? null : (identifierParts(text)?.[0] ?? text);
  };
  return {
    created_on: row.time("created_on"),
    name,
    database_name: database,
    schema_name: schema,
    owner: row.optional("owner") ?? null,
    external_volume_name: object("external_volume_name"),
    catalog_name: object("catalog_name"),
    iceberg_table_type: row.text("iceberg_table_type").toUpperCase(),
    catalog_table_name: row.optional("catalog_table_name") ?? null,
    catalog_namespace: row.optional("catalog_namespace") ?? null,
    base_location: row.optional("base_location") ?? null,
    can_write_metadata: row.text("can_write_metadata") === "Y",
    comment: row.optional("comment") ?? null,
    name_mapping: row.optional("name_mapping") ?? null,
    owner_role_type: row.text("owner_role_type"),
    catalog_sync_name: row.text("catalog_sync_name"),
    auto_refresh_status: refreshStatus(row),
    partition_specs: partitionSpecs(row),
    current_partition_spec_id: row.number("current_partition_spec_id"),
    iceberg_table_format_version: row.number("iceberg_table_format_version"),
  };
}

/** The column `auto_refresh_status`, JSON or "": a list of one, or none. */
function refreshStatus(row: Row): readonly CtyRecord[] {
  const text = row.text("auto_refresh_status");
  if (text === "") return [];
  const status = fields(JSON.parse(text));
  return [
    {
      current_snapshot_id: numberOf(status.currentSnapshotId),
      last_snapshot_time: textOf(status.lastSnapshotTime),
      pending_snapshot_count: numberOf(status.pendingSnapshotCount),
      execution_state: textOf(status.executionState),
      last_updated_time: textOf(status.lastUpdatedTime),
    },
  ];
}

function partitionSpecs(row: Row): readonly CtyRecord[] {
  const specs: unknown = JSON.parse(row.text("partition_specs"));
  return listOf(specs).map((spec) => ({
    spec_id: numberOf(spec["spec-id"]),
    fields: listOf(spec.fields).map((field) => ({
      name: textOf(field.name),
      transform: textOf(field.transform),
      source_id: numberOf(field["source-id"]),
      field_id: numberOf(field["field-id"]),
    })),
  }));
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function describedColumn(row: Row): CtyRecord {
  const type = parseDataType(row.text("type"));
  const optional = (column: string): CtyValue => row.optional(column) ?? null;
  return {
    name: row.text("name"),
    type: type === undefined ? row.text("type") : typeSql(type),
    source_iceberg_type: optional("source iceberg type"),
    kind: row.text("kind"),
    is_nullable: row.text("null?") === "Y",
    default: optional("default"),
    primary_key: row.text("primary key") === "Y",
    unique_key: row.text("unique key") === "Y",
    check: optional("check"),
    expression: optional("expression"),
    comment: optional("comment"),
    policy_name: optional("policy name"),
    privacy_domain: optional("privacy domain"),
    name_mapping: optional("name mapping"),
    write_default: optional("write default"),
  };
}
