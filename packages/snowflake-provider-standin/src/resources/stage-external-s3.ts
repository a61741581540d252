import { type CtyValue, isList, isRecord } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { identifier, parseName, qualified } from "../sql/identifier";
import { type Clause, parameter, sql, textParameter } from "../sql/statement";
import { checkIdentifier } from "./checks";
import { flag, markDrift, setOutput } from "./common";
import { configuredPath, dropSafely, parsePath, type SchemaObjectPath, showIn, showSafely } from "./located-object";
import { refuseArguments } from "./refusals";
import { describedStage, stageProperties } from "./stage-describe";
import { suppressIdentifierQuoting } from "./suppressors";

const LOCATION = ["url", "storage_integration", "encryption"] as const;
const NOT_CARRIED_OUT = [
  "aws_access_point_arn",
  "credentials",
  "directory",
  "file_format",
  "use_privatelink_endpoint",
  "encryption.aws_cse",
  "encryption.aws_sse_kms",
];

/** `snowflake_stage_external_s3` with a storage integration. https://docs.snowflake.com/en/sql-reference/sql/create-stage */
export const stageExternalS3: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_stage_external_s3",
  suppress: {
    name: suppressIdentifierQuoting,
    database: suppressIdentifierQuoting,
    schema: suppressIdentifierQuoting,
    storage_integration: suppressIdentifierQuoting,
  },
  checks: { storage_integration: checkIdentifier },
  validate: (config) => refuseArguments(config, NOT_CARRIED_OUT),

  customizePlan(draft) {
    draft.setUnknownIfChanged("show_output", ["name", "comment", ...LOCATION]);
    draft.setUnknownIfChanged("describe_output", ["url"]);
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
    const { prior } = draft.input;
    if (prior === null) return;
    const none = (value: CtyValue): boolean => value === null || value === "" || (isList(value) && value.length === 0);
    // there is no statement that takes these away
    for (const name of ["storage_integration", "encryption"]) {
      if (none(draft.value(name))) draft.replaceIfChanged(name);
    }
    if (String(prior.url).startsWith("s3compat://")) draft.replaceIfChanged("url");
    for (const [name, expected] of [
      ["stage_type", "EXTERNAL"],
      ["cloud", "AWS"],
    ] as const) {
      if (prior[name] === expected) continue;
      draft.set(name, "<changed externally>");
      draft.replaceIfChanged(name);
    }
  },

  async create(data, session) {
    const path = configuredPath(data);
    const comment = data.isSet("comment") ? data.string("comment") : undefined;
    const location = locationClauses(data, LOCATION);
    await session.execute(sql("CREATE STAGE", qualified(...path), ...location, textParameter("COMMENT", comment)));
    data.setId(qualified(...path));
    await readStage(data, session, false);
  },

  async read(data, session) {
    await readStage(data, session, true);
  },

  async update(data, session) {
    try {
      await alterStage(data, session);
    } catch (error) {
      data.keepStored();
      throw error;
    }
    await readStage(data, session, false);
  },

  async delete(data, session) {
    const path = parsePath(data.id);
    await dropSafely(session, `DROP STAGE IF EXISTS ${qualified(...path)}`, path);
  },

  async importState(data, session) {
    const path = parsePath(data.id);
    const row = await showIn(session, "STAGES", path);
    if (row === undefined) throw new Error(`stage ${qualified(...path)} does not exist or is not visible to the role`);
    const [database, schema, name] = path;
    data.set("name", name);
    data.set("database", database);
    data.set("schema", schema);
    data.set("url", row.text("url"));
    const integration = integrationOf(row);
    if (integration !== "") data.set("storage_integration", integration);
  },
};

async function alterStage(data: ResourceData, session: ResourceSession): Promise<void> {
  let path = parsePath(data.id);
  if (data.hasChange("name")) {
    const [database, schema] = path;
    const renamed: SchemaObjectPath = [database, schema, configuredPath(data)[2]];
    await session.execute(`ALTER STAGE ${qualified(...path)} RENAME TO ${qualified(...renamed)}`);
    data.setId(qualified(...renamed));
    path = renamed;
  }
  const changed = LOCATION.filter((name) => data.hasChange(name));
  // the URL is there whenever anything about the location is said
  const said = LOCATION.filter((name) => name === "url" || changed.includes(name));
  const location = changed.length > 0 ? locationClauses(data, said) : [];
  const comment = data.hasChange("comment") ? textParameter("COMMENT", data.string("comment")) : undefined;
  const set = sql(...location, comment);
  if (set !== "") await session.execute(`ALTER STAGE ${qualified(...path)} SET ${set}`);
}

function locationClauses(data: ResourceData, names: readonly (typeof LOCATION)[number][]): readonly Clause[] {
  return names.map((name) => {
    if (name === "url") return textParameter("URL", data.string("url"));
    if (name === "encryption") return encryptionClause(data);
    const integration = data.string(name);
    return parameter("STORAGE_INTEGRATION", integration === "" ? undefined : identifier(parseName(integration)));
  });
}

function encryptionClause(data: ResourceData): Clause {
  const [block] = data.blocks("encryption");
  if (block === undefined) return undefined;
  const has = (kind: string): boolean => {
    const value = block[kind] ?? null;
    return isList(value) && value.some(isRecord);
  };
  return `ENCRYPTION = (TYPE = '${has("aws_sse_s3") ? "AWS_SSE_S3" : "NONE"}')`;
}

/** The integration's name; quotes that SHOW STAGES puts around some names are taken off. */
function integrationOf(row: Row): string {
  const shown = row.optional("storage_integration") ?? "";
  return shown === "" ? "" : parseName(shown);
}

async function readStage(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const path = parsePath(data.id);
  const row = await showSafely(session, "STAGES", path);
  if (row === undefined) {
    data.warn(
      "Failed to query external S3 stage. Marking the resource as removed.",
      `External S3 stage id: ${qualified(...path)}`,
    );
    data.remove();
    return;
  }
  const properties = await stageProperties(session, path);
  const integration = integrationOf(row);
  if (refreshing) {
    const mapping = { field: "storage_integration", attribute: "storage_integration", current: integration };
    markDrift(data, "show_output", [mapping]);
  }
  const comment = row.optional("comment") ?? "";
  data.set("url", row.text("url"));
  data.set("stage_type", row.text("type"));
  data.set("cloud", row.optional("cloud") ?? "");
  data.set("comment", comment);
  data.set("fully_qualified_name", qualified(...path));
  setOutput(data, "describe_output", describedStage(properties));
  setOutput(data, "show_output", {
    created_on: row.time("created_on"),
    name: row.text("name"),
    database_name: row.text("database_name"),
    schema_name: row.text("schema_name"),
    url: row.text("url"),
    has_credentials: flag(row, "has_credentials"),
    has_encryption_key: flag(row, "has_encryption_key"),
    owner: row.text("owner"),
    comment,
    region: row.optional("region") ?? "",
    type: row.text("type"),
    cloud: row.optional("cloud") ?? "",
    storage_integration: integration,
    endpoint: row.optional("endpoint") ?? "",
    owner_role_type: row.optional("owner_role_type") ?? "",
    directory_enabled: flag(row, "directory_enabled"),
  });
}
