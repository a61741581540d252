import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { parseName } from "../sql/identifier";
import { type Clause, textParameter } from "../sql/statement";
import {
  alterCatalogIntegration,
  createCatalogIntegration,
  customizeCatalogIntegration,
  describeForImport,
  readCatalogIntegration,
} from "./catalog-integration";
import { checkAtLeast, checkNotEmpty } from "./checks";
import { dropIfExists, markDrift, setOutput } from "./common";
import { suppressCurrent } from "./suppressors";

const SOURCE = "GLUE";

/** `snowflake_catalog_integration_aws_glue`. https://docs.snowflake.com/en/sql-reference/sql/create-catalog-integration-glue */
export const catalogIntegrationAwsGlue: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_catalog_integration_aws_glue",
  suppress: {
    refresh_interval_seconds: suppressCurrent("describe_output", "refresh_interval_seconds"),
    glue_region: suppressCurrent("describe_output", "glue_region"),
  },
  checks: {
    refresh_interval_seconds: checkAtLeast(1),
    glue_aws_role_arn: checkNotEmpty,
    glue_catalog_id: checkNotEmpty,
    glue_region: checkNotEmpty,
    catalog_namespace: checkNotEmpty,
  },

  customizePlan(draft) {
    customizeCatalogIntegration(draft, SOURCE);
  },

  async create(data, session) {
    await createCatalogIntegration(
      data,
      session,
      `CATALOG_SOURCE = ${SOURCE} TABLE_FORMAT = ICEBERG`,
      textParameter("GLUE_AWS_ROLE_ARN", data.string("glue_aws_role_arn")),
      textParameter("GLUE_CATALOG_ID", data.string("glue_catalog_id")),
      textIfSet(data, "glue_region"),
      textIfSet(data, "catalog_namespace"),
    );
    await readGlue(data, session, false);
  },

  async read(data, session) {
    await readGlue(data, session, true);
  },

  async update(data, session) {
    await alterCatalogIntegration(data, session);
    await readGlue(data, session, false);
  },

  async delete(data, session) {
    await dropIfExists(session, "CATALOG INTEGRATION", parseName(data.id));
  },

  async importState(data, session) {
    await describeForImport(data.id, session, SOURCE);
  },
};

function textIfSet(data: ResourceData, key: string): Clause {
  return data.isSet(key) ? textParameter(key.toUpperCase(), data.string(key)) : undefined;
}

async function readGlue(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const details = await readCatalogIntegration(data, session, "AWS Glue");
  if (details === undefined) return;
  const text = (property: string): string => details.properties.get(property) ?? "";
  if (refreshing) {
    markDrift(data, "describe_output", [
      { field: "refresh_interval_seconds", attribute: "refresh_interval_seconds", current: details.refreshInterval },
      { field: "glue_region", attribute: "glue_region", current: text("GLUE_REGION") },
    ]);
  }
  data.set("glue_aws_role_arn", text("GLUE_AWS_ROLE_ARN"));
  data.set("glue_catalog_id", text("GLUE_CATALOG_ID"));
  setOutput(data, "describe_output", {
    ...details.common,
    glue_aws_role_arn: text("GLUE_AWS_ROLE_ARN"),
    glue_catalog_id: text("GLUE_CATALOG_ID"),
    glue_region: text("GLUE_REGION"),
    glue_aws_iam_user_arn: text("GLUE_AWS_IAM_USER_ARN"),
    glue_aws_external_id: text("GLUE_AWS_EXTERNAL_ID"),
  });
}
