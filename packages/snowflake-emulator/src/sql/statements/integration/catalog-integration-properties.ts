import { invalidValue, missingProperty, notEmulated } from "../../../errors";
import {
  ACCESS_DELEGATION_MODES,
  CATALOG_API_TYPES,
  type GlueCatalogIntegration,
  type ObjectStoreIntegration,
  type RestCatalogIntegration,
} from "../../../objects/integration";
import { roleArn } from "../../aws-values";
import { between, boolean, group, nameOrText, oneOf, type Properties, text, type ValueReader } from "../../properties";

/** GLUE, ICEBERG_REST and OBJECT_STORE; other sources by name. */
const source: ValueReader<"GLUE" | "ICEBERG_REST" | "OBJECT_STORE"> = (cursor, property) => {
  const value = nameOrText(cursor, property).toUpperCase();
  if (value === "GLUE" || value === "ICEBERG_REST" || value === "OBJECT_STORE") return value;
  if (["POLARIS", "SAP_BDC"].includes(value)) {
    throw notEmulated(`catalog integration with CATALOG_SOURCE = ${value}`);
  }
  throw invalidValue(value, property);
};

const REST_CONFIG = {
  CATALOG_URI: text,
  PREFIX: text,
  CATALOG_NAME: text,
  /** The name before Snowflake 9.6. */
  WAREHOUSE: text,
  CATALOG_API_TYPE: oneOf(CATALOG_API_TYPES),
  ACCESS_DELEGATION_MODE: oneOf(ACCESS_DELEGATION_MODES),
};

/** SIGV4; other ways by name. */
const authenticationType: ValueReader<"SIGV4"> = (cursor, property) => {
  const value = nameOrText(cursor, property).toUpperCase();
  if (value === "SIGV4") return value;
  if (["OAUTH", "BEARER", "NONE"].includes(value)) throw notEmulated(`REST_AUTHENTICATION with TYPE = ${value}`);
  throw invalidValue(value, property);
};

const REST_AUTHENTICATION = {
  TYPE: authenticationType,
  SIGV4_IAM_ROLE: roleArn,
  SIGV4_SIGNING_REGION: text,
  SIGV4_EXTERNAL_ID: text,
};

export const CATALOG_INTEGRATION_SET = {
  ENABLED: boolean,
  // D: 30 seconds to one day.
  REFRESH_INTERVAL_SECONDS: between(30, 86_400),
  COMMENT: text,
};

export const CATALOG_INTEGRATION_CREATE = {
  ...CATALOG_INTEGRATION_SET,
  CATALOG_SOURCE: source,
  TABLE_FORMAT: oneOf(["ICEBERG"]),
  CATALOG_NAMESPACE: text,
  GLUE_AWS_ROLE_ARN: roleArn,
  GLUE_CATALOG_ID: text,
  GLUE_REGION: text,
  REST_CONFIG: group(REST_CONFIG),
  REST_AUTHENTICATION: group(REST_AUTHENTICATION),
};

type Given = Properties<typeof CATALOG_INTEGRATION_CREATE>;

/** Refuses properties that belong to the other source. */
function refuse(given: Given, keys: readonly (keyof Given)[], sourceName: string): void {
  const wrong = keys.find((key) => given[key] !== undefined);
  if (wrong !== undefined) throw invalidValue(wrong, `CATALOG_SOURCE = ${sourceName}`);
}

/** What is particular to a Glue integration. Throws 002029 for what is missing. */
export function glueSettings(given: Given, accountRegion: string, externalId: () => string) {
  refuse(given, ["REST_CONFIG", "REST_AUTHENTICATION"], "GLUE");
  const { GLUE_AWS_ROLE_ARN: arn, GLUE_CATALOG_ID: catalogId } = given;
  if (arn === undefined) throw missingProperty("GLUE_AWS_ROLE_ARN");
  if (catalogId === undefined) throw missingProperty("GLUE_CATALOG_ID");
  if (!/^\d{12}$/.test(catalogId)) throw invalidValue(catalogId, "GLUE_CATALOG_ID");
  return {
    source: "GLUE",
    roleArn: arn,
    catalogId,
    region: given.GLUE_REGION ?? accountRegion,
    externalId: externalId(),
  } satisfies Partial<GlueCatalogIntegration>;
}

/** What is particular to an Iceberg REST integration. Throws 002029 for what is missing. */
export function restSettings(given: Given, accountRegion: string, externalId: () => string) {
  refuse(given, ["GLUE_AWS_ROLE_ARN", "GLUE_CATALOG_ID", "GLUE_REGION"], "ICEBERG_REST");
  const { REST_CONFIG: config, REST_AUTHENTICATION: authentication } = given;
  if (config === undefined) throw missingProperty("REST_CONFIG");
  if (config.CATALOG_URI === undefined) throw missingProperty("CATALOG_URI");
  if (!/^https?:\/\/\S+$/.test(config.CATALOG_URI)) throw invalidValue(config.CATALOG_URI, "CATALOG_URI");
  if (authentication === undefined) throw missingProperty("REST_AUTHENTICATION");
  if (authentication.TYPE === undefined) throw missingProperty("TYPE");
  if (authentication.SIGV4_IAM_ROLE === undefined) throw missingProperty("SIGV4_IAM_ROLE");
  return {
    source: "ICEBERG_REST",
    catalogUri: config.CATALOG_URI,
    prefix: config.PREFIX ?? null,
    catalogName: config.CATALOG_NAME ?? config.WAREHOUSE ?? null,
    catalogApiType: config.CATALOG_API_TYPE ?? "PUBLIC",
    accessDelegationMode: config.ACCESS_DELEGATION_MODE ?? "EXTERNAL_VOLUME_CREDENTIALS",
    sigv4: {
      roleArn: authentication.SIGV4_IAM_ROLE,
      signingRegion: authentication.SIGV4_SIGNING_REGION ?? accountRegion,
      externalId: authentication.SIGV4_EXTERNAL_ID ?? externalId(),
    },
  } satisfies Partial<RestCatalogIntegration>;
}

/** An integration for metadata files in object storage. D: it has no namespace, role or region. */
export function objectStoreSettings(given: Given) {
  const glue = ["GLUE_AWS_ROLE_ARN", "GLUE_CATALOG_ID", "GLUE_REGION"] as const;
  refuse(given, [...glue, "REST_CONFIG", "REST_AUTHENTICATION", "CATALOG_NAMESPACE"], "OBJECT_STORE");
  return { source: "OBJECT_STORE" } satisfies Partial<ObjectStoreIntegration>;
}
