import { invalidProperty, missingProperty, notEmulated } from "../../../errors";
import type { TableSource } from "../../../iceberg/lake-session";
import { activeLocation, type ExternalVolume } from "../../../objects/external-volume";
import type { CatalogIntegration } from "../../../objects/integration";
import type { Schema } from "../../../objects/schema";
import { objectById } from "../../../state/account-state";
import { resolveIdentifier } from "../../identifiers";
import type { ExecutionContext } from "../../statement";
import type { IcebergOptions } from "./iceberg-options";

/** Where a new table is to come from: by its catalog, or by a metadata file. */
export interface NewSource extends TableSource {
  readonly integration: CatalogIntegration;
  /** The metadata file's URI, of a table without a catalog. */
  readonly metadataLocation: string | undefined;
}

/** A default of the schema, its database, or the account; "" without one. */
function inherited({ account }: ExecutionContext, schema: Schema, parameter: "EXTERNAL_VOLUME" | "CATALOG"): string {
  const { state } = account;
  const database = objectById(state, "DATABASE", schema.parentId);
  const levels = [schema.parameters, database?.parameters, state.parameters.asMap()];
  return levels.map((values) => values?.get(parameter)).find((value) => value !== undefined) ?? "";
}

/** The integration that a statement or a default names; D: needs USAGE. */
export function findIntegration(
  context: ExecutionContext,
  options: IcebergOptions,
  schema: Schema,
): CatalogIntegration {
  const name = options.catalog?.name ?? resolveIdentifier(inherited(context, schema, "CATALOG"));
  if (name === "" || name === "SNOWFLAKE") {
    throw notEmulated("CREATE ICEBERG TABLE with CATALOG = 'SNOWFLAKE': tables that Snowflake manages");
  }
  const found = context.access.require("INTEGRATION", name, ["USAGE"], (one) => one.kind === "CATALOG");
  if (found.kind !== "CATALOG") throw new Error("require() accepts catalog integrations only");
  return found;
}

/** Do the files of an integration's tables come with credentials of the catalog's? */
export function vendsCredentials(integration: CatalogIntegration): boolean {
  return integration.source === "ICEBERG_REST" && integration.accessDelegationMode === "VENDED_CREDENTIALS";
}

/** The volume that a statement or a default names; D: needs USAGE, and there is none with vended credentials. */
function findVolume(
  context: ExecutionContext,
  options: IcebergOptions,
  schema: Schema,
  integration: CatalogIntegration,
): ExternalVolume | undefined {
  if (vendsCredentials(integration)) {
    if (options.externalVolume === undefined) return undefined;
    throw invalidProperty("EXTERNAL_VOLUME", `catalog integration ${integration.name} vends credentials`);
  }
  const name = options.externalVolume?.name ?? resolveIdentifier(inherited(context, schema, "EXTERNAL_VOLUME"));
  if (name === "") throw missingProperty("EXTERNAL_VOLUME");
  return context.access.require("EXTERNAL_VOLUME", name, ["USAGE"]);
}

/** The URI of a path relative to a volume's active location. */
export function inVolume({ account }: Pick<ExecutionContext, "account">, volume: ExternalVolume, path: string): string {
  const base = activeLocation(volume, account.identity.awsRegion)?.baseUrl ?? "";
  return `${base.endsWith("/") ? base : `${base}/`}${path.replace(/^\//, "")}`;
}

/** Refuses options that belong to another kind of catalog. */
function refuse(options: IcebergOptions, keys: readonly (keyof IcebergOptions & string)[], source: string): void {
  const written = { catalogTableName: "CATALOG_TABLE_NAME", catalogNamespace: "CATALOG_NAMESPACE" } as const;
  for (const key of keys) {
    if (options[key] === undefined) continue;
    const option = key === "metadataFilePath" ? "METADATA_FILE_PATH" : written[key as keyof typeof written];
    throw invalidProperty(option ?? key, `it does not go with CATALOG_SOURCE = ${source}`);
  }
}

/** Finds out where a new table comes from. Throws 002003, 003001, 002029 and 001422. */
export function newSource(context: ExecutionContext, options: IcebergOptions, schema: Schema): NewSource {
  const integration = findIntegration(context, options, schema);
  const volume = findVolume(context, options, schema, integration);
  const common = { integration, integrationId: integration.id, externalVolumeId: volume?.id ?? null };
  if (integration.source === "OBJECT_STORE") {
    refuse(options, ["catalogTableName", "catalogNamespace"], integration.source);
    // D: object storage has automatic refresh for Delta tables only.
    if (options.autoRefresh === true) throw notEmulated("AUTO_REFRESH of a table with an OBJECT_STORE integration");
    if (options.metadataFilePath === undefined || volume === undefined) throw missingProperty("METADATA_FILE_PATH");
    const metadataLocation = inVolume(context, volume, options.metadataFilePath);
    return { ...common, catalogTableName: null, catalogNamespace: null, metadataLocation };
  }
  refuse(options, ["metadataFilePath"], integration.source);
  const { catalogTableName } = options;
  if (catalogTableName === undefined) throw missingProperty("CATALOG_TABLE_NAME");
  const catalogNamespace = options.catalogNamespace ?? integration.catalogNamespace;
  // D: the integration's namespace is the default.
  if (catalogNamespace === null) throw missingProperty("CATALOG_NAMESPACE");
  return { ...common, catalogTableName, catalogNamespace, metadataLocation: undefined };
}
