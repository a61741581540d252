import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { parseBoolean } from "../snowflake/result";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { type Clause, parameter, sql, textListParameter, textParameter } from "../sql/statement";
import { anyCase, checkBooleanText, checkNotEmpty, checkSpelling } from "./checks";
import { commaList, describeProperties, dropIfExists, markDrift, setOutput, showByName } from "./common";
import { suppressCurrent, suppressSpelling } from "./suppressors";

const PROVIDERS = ["S3", "S3GOV", "S3CHINA"];
const toProvider = anyCase(PROVIDERS);
const OBJECT_ACLS = ["bucket-owner-full-control"];
const DESCRIBED = [
  "enabled",
  "storage_allowed_locations",
  "storage_blocked_locations",
  "comment",
  "use_privatelink_endpoint",
  "storage_aws_role_arn",
  "storage_aws_external_id",
  "storage_aws_object_acl",
];

/** `snowflake_storage_integration_aws`. https://docs.snowflake.com/en/sql-reference/sql/create-storage-integration */
export const storageIntegrationAws: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_storage_integration_aws",
  suppress: {
    storage_provider: suppressSpelling(toProvider),
    use_privatelink_endpoint: suppressCurrent("describe_output", "use_privatelink_endpoint"),
    storage_aws_external_id: suppressCurrent("describe_output", "external_id"),
  },
  checks: {
    storage_provider: checkSpelling(toProvider, PROVIDERS),
    use_privatelink_endpoint: checkBooleanText,
    storage_aws_role_arn: checkNotEmpty,
    storage_aws_object_acl: (value) =>
      OBJECT_ACLS.includes(String(value)) ? undefined : `expected one of ${OBJECT_ACLS.join(", ")}`,
  },

  customizePlan(draft) {
    draft.setUnknownIfChanged("show_output", ["enabled", "comment"]);
    draft.setUnknownIfChanged("describe_output", DESCRIBED);
  },

  async create(data, session) {
    const name = trimQuotes(data.string("name"));
    const statement = sql(
      "CREATE STORAGE INTEGRATION",
      identifier(name),
      "TYPE = EXTERNAL_STAGE",
      textParameter("STORAGE_PROVIDER", toProvider(data.string("storage_provider"))),
      textParameter("STORAGE_AWS_ROLE_ARN", data.string("storage_aws_role_arn")),
      textIfSet(data, "storage_aws_external_id"),
      textIfSet(data, "storage_aws_object_acl"),
      data.string("use_privatelink_endpoint") === "default"
        ? undefined
        : parameter("USE_PRIVATELINK_ENDPOINT", data.string("use_privatelink_endpoint")),
      parameter("ENABLED", data.boolean("enabled")),
      textListParameter("STORAGE_ALLOWED_LOCATIONS", data.strings("storage_allowed_locations")),
      textListParameter("STORAGE_BLOCKED_LOCATIONS", data.strings("storage_blocked_locations")),
      textIfSet(data, "comment"),
    );
    await session.execute(statement);
    data.setId(name);
    await readIntegration(data, session, false);
  },

  async read(data, session) {
    await readIntegration(data, session, true);
  },

  async update(data, session) {
    const set: Clause[] = [];
    const unset: string[] = [];
    const text = (key: string): void => {
      if (!data.hasChange(key)) return;
      if (data.isSet(key)) set.push(textIfSet(data, key));
      else unset.push(key.toUpperCase());
    };
    if (data.hasChange("storage_aws_role_arn"))
      set.push(textParameter("STORAGE_AWS_ROLE_ARN", data.string("storage_aws_role_arn")));
    text("storage_aws_external_id");
    text("storage_aws_object_acl");
    // UNSET doesn't work for this one: back to Snowflake's default by SET
    if (data.hasChange("use_privatelink_endpoint")) {
      set.push(parameter("USE_PRIVATELINK_ENDPOINT", data.string("use_privatelink_endpoint") === "true"));
    }
    if (data.hasChange("enabled")) set.push(parameter("ENABLED", data.boolean("enabled")));
    for (const key of ["storage_allowed_locations", "storage_blocked_locations"]) {
      if (!data.hasChange(key)) continue;
      const clause = textListParameter(key.toUpperCase(), data.strings(key));
      if (clause === undefined) unset.push(key.toUpperCase());
      else set.push(clause);
    }
    text("comment");
    const alter = (...clauses: readonly Clause[]): Promise<void> =>
      session.execute(sql("ALTER STORAGE INTEGRATION", identifier(parseName(data.id)), ...clauses));
    if (set.length > 0) await alter("SET", ...set);
    if (unset.length > 0) await alter("UNSET", unset.join(", "));
    await readIntegration(data, session, false);
  },

  async delete(data, session) {
    await dropIfExists(session, "STORAGE INTEGRATION", parseName(data.id));
  },

  async importState(data, session) {
    const name = parseName(data.id);
    const properties = await describeProperties(session, "STORAGE INTEGRATION", name);
    const provider = properties.get("STORAGE_PROVIDER") ?? "";
    if (toProvider(provider) === undefined)
      throw new Error(`storage integration ${identifier(name)} is of provider "${provider}", not an AWS one`);
    data.set("name", name);
    data.set(
      "use_privatelink_endpoint",
      String(parseBoolean(properties.get("USE_PRIVATELINK_ENDPOINT") ?? "false") ?? false),
    );
  },
};

function textIfSet(data: ResourceData, key: string): Clause {
  return data.isSet(key) ? textParameter(key.toUpperCase(), data.string(key)) : undefined;
}

async function readIntegration(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const name = parseName(data.id);
  const row = await showByName(session, "STORAGE INTEGRATIONS", name);
  if (row === undefined) {
    data.warn(
      "Failed to query aws storage integration. Marking the resource as removed.",
      `Aws storage integration id: ${identifier(name)}`,
    );
    data.remove();
    return;
  }
  const properties = await describeProperties(session, "STORAGE INTEGRATION", name);
  const text = (property: string): string => properties.get(property) ?? "";
  const truth = (property: string): boolean => parseBoolean(text(property)) ?? false;
  const privatelink = truth("USE_PRIVATELINK_ENDPOINT");
  const externalId = text("STORAGE_AWS_EXTERNAL_ID");
  if (refreshing) {
    markDrift(data, "describe_output", [
      { field: "external_id", attribute: "storage_aws_external_id", current: externalId },
      {
        field: "use_privatelink_endpoint",
        attribute: "use_privatelink_endpoint",
        current: privatelink,
        becomes: String(privatelink),
      },
    ]);
  }
  const allowed = commaList(text("STORAGE_ALLOWED_LOCATIONS"));
  const blocked = commaList(text("STORAGE_BLOCKED_LOCATIONS"));
  const comment = row.optional("comment") ?? "";
  data.set("storage_provider", text("STORAGE_PROVIDER"));
  data.set("enabled", row.boolean("enabled"));
  data.set("storage_allowed_locations", allowed);
  data.set("storage_blocked_locations", blocked);
  data.set("comment", comment);
  data.set("storage_aws_role_arn", text("STORAGE_AWS_ROLE_ARN"));
  data.set("storage_aws_object_acl", text("STORAGE_AWS_OBJECT_ACL"));
  data.set("fully_qualified_name", identifier(name));
  setOutput(data, "show_output", {
    name: row.text("name"),
    storage_type: row.text("type"),
    category: row.text("category"),
    enabled: row.boolean("enabled"),
    comment,
    created_on: row.time("created_on"),
  });
  setOutput(data, "describe_output", {
    id: name,
    enabled: truth("ENABLED"),
    provider: text("STORAGE_PROVIDER"),
    allowed_locations: allowed,
    blocked_locations: blocked,
    comment: text("COMMENT"),
    use_privatelink_endpoint: privatelink,
    iam_user_arn: text("STORAGE_AWS_IAM_USER_ARN"),
    role_arn: text("STORAGE_AWS_ROLE_ARN"),
    object_acl: text("STORAGE_AWS_OBJECT_ACL"),
    external_id: externalId,
  });
}
