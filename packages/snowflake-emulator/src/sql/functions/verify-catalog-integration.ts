import { noAwsEndpoint, notEmulated } from "../../errors";
import type { GlueCatalogIntegration, RestCatalogIntegration } from "../../objects/integration";
import { TEXT } from "../../types/data-type";
import { partitionOf } from "../aws-values";
import { resolveIdentifier } from "../identifiers";
import { assumeRoleMessage } from "./s3-checks";
import type { SqlFunction } from "./sql-function";

const NAME = "SYSTEM$VERIFY_CATALOG_INTEGRATION";

/** Stands for a table of the namespace: a policy is asked of a name, not of a pattern. */
const ANY_TABLE = "verify_0";

/** A request that the integration would make of AWS. */
interface CatalogCheck {
  readonly action: string;
  readonly resourceArn: string;
}

/** What the integration's role has to be allowed to do in Glue, and in Lake Formation for vended credentials. */
function checksOf(integration: GlueCatalogIntegration | RestCatalogIntegration): {
  readonly region: string;
  readonly checks: readonly CatalogCheck[];
} {
  const isRest = integration.source === "ICEBERG_REST";
  const region = isRest ? integration.sigv4.signingRegion : integration.region;
  const catalogId = (isRest ? (integration.catalogName ?? "") : integration.catalogId).split(":")[0] ?? "";
  const { roleArn } = isRest ? integration.sigv4 : integration;
  const arn = (resource: string) => `arn:${partitionOf(roleArn)}:glue:${region}:${catalogId}:${resource}`;
  const namespace = integration.catalogNamespace;
  const checks: CatalogCheck[] = [];
  if (isRest) checks.push({ action: "glue:GetCatalog", resourceArn: arn("catalog") });
  if (namespace === null) {
    checks.push({ action: "glue:GetDatabases", resourceArn: arn("catalog") });
  } else {
    checks.push(
      { action: "glue:GetDatabase", resourceArn: arn(`database/${namespace}`) },
      { action: "glue:GetTables", resourceArn: arn(`table/${namespace}/${ANY_TABLE}`) },
    );
  }
  if (isRest && integration.accessDelegationMode === "VENDED_CREDENTIALS") {
    checks.push({ action: "lakeformation:GetDataAccess", resourceArn: "*" });
  }
  return { region, checks };
}

/**
 * SYSTEM$VERIFY_CATALOG_INTEGRATION('integration'). D: {"success", "errorCode", "errorMessage"}; the code and text of
 * failures are assumed. Asks whether the role can be assumed and is allowed what reading the catalog needs.
 */
export const verifyCatalogIntegration: SqlFunction = {
  name: NAME,
  type: TEXT,
  minArguments: 1,
  maxArguments: 1,
  async evaluate({ access, account, aws }, [argument]) {
    const name = resolveIdentifier(String(argument));
    const integration = access.require("INTEGRATION", name, ["USAGE"], (one) => one.kind === "CATALOG");
    if (integration.kind !== "CATALOG") throw new Error("require() accepts catalog integrations only");
    if (aws === undefined) throw noAwsEndpoint(NAME);
    if (integration.source === "OBJECT_STORE") throw notEmulated(`${NAME} of an integration with OBJECT_STORE`);
    const { roleArn, externalId } = integration.source === "GLUE" ? integration : integration.sigv4;
    const failure = (message: string) =>
      JSON.stringify({
        success: false,
        errorCode: "004155",
        errorMessage: `SQL Execution Error: Failed to access the catalog of integration ${integration.name} due to error: ${message}`,
      });
    if (!integration.enabled) return failure("the integration is not enabled");
    const principalArn = account.identity.awsPrincipalArn;
    const assumed = await aws.assumeRole({ roleArn, principalArn, externalId });
    if (!assumed.allowed) return failure(assumeRoleMessage(principalArn, roleArn, assumed.reason));
    const { region, checks } = checksOf(integration);
    for (const check of checks) {
      const decision = await aws.isAllowed({ roleArn, ...check, region });
      if (!decision.allowed) {
        return failure(
          `${roleArn} is not authorized to perform: ${check.action} on resource: ${check.resourceArn} because ${decision.reason}`,
        );
      }
    }
    return JSON.stringify({ success: true, errorCode: "", errorMessage: "" });
  },
};
