import { type CtyRecord, type CtyValue, isList } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import { problem } from "../plugin/diagnostics";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { parseName } from "../sql/identifier";
import { type Clause, parameter, parenthesized, textParameter } from "../sql/statement";
import {
  alterCatalogIntegration,
  createCatalogIntegration,
  customizeCatalogIntegration,
  describeForImport,
  readCatalogIntegration,
} from "./catalog-integration";
import { anyCase, checkAtLeast, checkNotEmpty, checkSpelling } from "./checks";
import { dropIfExists, markDrift, setOutput } from "./common";
import { suppressCurrent, suppressSpelling } from "./suppressors";

const SOURCE = "ICEBERG_REST";
const API_TYPES = ["PUBLIC", "PRIVATE", "AWS_API_GATEWAY", "AWS_PRIVATE_API_GATEWAY", "AWS_GLUE", "AWS_PRIVATE_GLUE"];
const DELEGATION_MODES = ["VENDED_CREDENTIALS", "EXTERNAL_VOLUME_CREDENTIALS"];
const toApiType = anyCase(API_TYPES);
const toDelegationMode = anyCase(DELEGATION_MODES);

/**
 * `snowflake_catalog_integration_iceberg_rest` with SIGV4 authentication; OAuth and bearer tokens are refused.
 * https://docs.snowflake.com/en/sql-reference/sql/create-catalog-integration-rest
 */
export const catalogIntegrationIcebergRest: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_catalog_integration_iceberg_rest",
  suppress: {
    refresh_interval_seconds: suppressCurrent("describe_output", "refresh_interval_seconds"),
    "rest_config.catalog_api_type": suppressSpelling(toApiType),
    "rest_config.access_delegation_mode": suppressSpelling(toDelegationMode),
  },
  checks: {
    refresh_interval_seconds: checkAtLeast(1),
    catalog_namespace: checkNotEmpty,
    "rest_config.catalog_uri": checkNotEmpty,
    "rest_config.catalog_name": checkNotEmpty,
    "rest_config.catalog_api_type": checkSpelling(toApiType, API_TYPES),
    "rest_config.access_delegation_mode": checkSpelling(toDelegationMode, DELEGATION_MODES),
    "sigv4_rest_authentication.sigv4_iam_role": checkNotEmpty,
    "sigv4_rest_authentication.sigv4_signing_region": checkNotEmpty,
    "sigv4_rest_authentication.sigv4_external_id": checkNotEmpty,
  },

  validate(config) {
    return ["oauth_rest_authentication", "bearer_rest_authentication"].flatMap((name) => {
      const given = config[name] ?? null;
      if (!isList(given) || given.length === 0) return [];
      return [
        problem(`${name} is not carried out by the stand-in`, "use sigv4_rest_authentication, or the real provider", [
          name,
        ]),
      ];
    });
  },

  customizePlan(draft) {
    customizeCatalogIntegration(draft, SOURCE);
  },

  async create(data, session) {
    const [rest = {}] = data.blocks("rest_config");
    const [sigv4] = data.blocks("sigv4_rest_authentication");
    if (sigv4 === undefined) throw new Error("sigv4_rest_authentication must be set");
    await createCatalogIntegration(
      data,
      session,
      `CATALOG_SOURCE = ${SOURCE} TABLE_FORMAT = ICEBERG`,
      data.isSet("catalog_namespace")
        ? textParameter("CATALOG_NAMESPACE", data.string("catalog_namespace"))
        : undefined,
      `REST_CONFIG = ${parenthesized(
        textOf(rest, "catalog_uri"),
        textOf(rest, "prefix"),
        textOf(rest, "catalog_name"),
        parameter("CATALOG_API_TYPE", toApiType(String(rest.catalog_api_type ?? ""))),
        parameter("ACCESS_DELEGATION_MODE", toDelegationMode(String(rest.access_delegation_mode ?? ""))),
      )}`,
      `REST_AUTHENTICATION = ${parenthesized(
        "TYPE = SIGV4",
        textOf(sigv4, "sigv4_iam_role"),
        textOf(sigv4, "sigv4_signing_region"),
        textOf(sigv4, "sigv4_external_id"),
      )}`,
    );
    await readIcebergRest(data, session, false);
  },

  async read(data, session) {
    await readIcebergRest(data, session, true);
  },

  async update(data, session) {
    await alterCatalogIntegration(data, session);
    await readIcebergRest(data, session, false);
  },

  async delete(data, session) {
    await dropIfExists(session, "CATALOG INTEGRATION", parseName(data.id));
  },

  async importState(data, session) {
    const { properties } = await describeForImport(data.id, session, SOURCE);
    data.set("rest_config", [restConfig(properties)]);
    const sigv4 = sigv4Authentication(properties);
    if (sigv4 !== undefined) data.set("sigv4_rest_authentication", [{ ...sigv4, sigv4_external_id: null }]);
  },
};

function textOf(block: CtyRecord, key: string): Clause {
  const value = block[key] ?? null;
  return typeof value === "string" && value !== "" ? textParameter(key.toUpperCase(), value) : undefined;
}

async function readIcebergRest(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const details = await readCatalogIntegration(data, session, "Iceberg REST");
  if (details === undefined) return;
  const rest = restConfig(details.properties);
  const sigv4 = sigv4Authentication(details.properties);
  if (refreshing) {
    markDrift(data, "describe_output", [
      { field: "refresh_interval_seconds", attribute: "refresh_interval_seconds", current: details.refreshInterval },
    ]);
    markBlockDrift(data, "rest_config", rest);
    if (sigv4 !== undefined) markBlockDrift(data, "sigv4_rest_authentication", sigv4);
    else data.set("sigv4_rest_authentication", []);
  }
  setOutput(data, "describe_output", {
    ...details.common,
    rest_config: [rest],
    oauth_rest_authentication: [],
    bearer_rest_authentication: [],
    sigv4_rest_authentication: sigv4 === undefined ? [] : [sigv4],
  });
}

/** Takes a block over from DESCRIBE when what DESCRIBE says about it has changed. */
function markBlockDrift(data: ResourceData, name: string, current: CtyRecord): void {
  const stored = data.storedOutput("describe_output", name);
  if (!isList(stored)) return;
  const same = Object.entries(current).every(([key, value]) => fieldOf(stored[0], key) === value);
  const missing: CtyRecord = name === "sigv4_rest_authentication" ? { sigv4_external_id: null } : {};
  if (!same || stored.length !== 1) data.set(name, [{ ...missing, ...current }]);
}

function fieldOf(record: CtyValue | undefined, key: string): CtyValue {
  return typeof record === "object" && record !== null && !isList(record) ? (record[key] ?? "") : "";
}

function restConfig(properties: ReadonlyMap<string, string>): CtyRecord {
  const parts = settings(properties.get("REST_CONFIG") ?? "");
  const emptyIfNull = (text: string | undefined): string => (text === undefined || text === "null" ? "" : text);
  return {
    catalog_uri: parts.get("CATALOG_URI") ?? "",
    prefix: emptyIfNull(parts.get("PREFIX")),
    catalog_name: emptyIfNull(parts.get("CATALOG_NAME")),
    catalog_api_type: shownChoice(parts, "CATALOG_API_TYPE", toApiType),
    access_delegation_mode: shownChoice(parts, "ACCESS_DELEGATION_MODE", toDelegationMode),
  };
}

function shownChoice(
  parts: ReadonlyMap<string, string>,
  key: string,
  normalize: (text: string) => string | undefined,
): string {
  const text = parts.get(key);
  if (text === undefined) return "";
  const choice = normalize(text);
  if (choice === undefined)
    throw new Error(
      `DESCRIBE CATALOG INTEGRATION shows ${key} = ${JSON.stringify(text)}, which this provider doesn't know`,
    );
  return choice;
}

function sigv4Authentication(properties: ReadonlyMap<string, string>): CtyRecord | undefined {
  const parts = settings(properties.get("REST_AUTHENTICATION") ?? "");
  if (parts.get("TYPE") !== "SIGV4") return undefined;
  return {
    sigv4_iam_role: parts.get("SIGV4_IAM_ROLE") ?? "",
    sigv4_signing_region: parts.get("SIGV4_SIGNING_REGION") ?? "",
  };
}

/** `{A=1, B=[x, y]}` → A, B; values keep their text. */
function settings(text: string): ReadonlyMap<string, string> {
  const inner = text.replace(/^\{/, "").replace(/\}$/, "");
  const items = inner.match(/(?:\[[^\]]*\]|"[^"]*"|[^,])+/g) ?? [];
  return new Map(
    items.map((item) => {
      const [key = "", ...value] = item.trim().split("=");
      return [key, value.join("=")] as const;
    }),
  );
}
