import type { CtyRecord } from "../plugin/cty";
import type { PlanDraft } from "../plugin/plan-draft";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { parseBoolean } from "../snowflake/result";
import { identifier, parseName } from "../sql/identifier";
import { type Clause, parameter, sql, textParameter } from "../sql/statement";
import { describeProperties, setOutput, showByName } from "./common";

/** Snowflake's own default; the integration can't be told to go back to it. */
const DEFAULT_REFRESH_INTERVAL_SECONDS = 30;

/** What SHOW and DESCRIBE say about a catalog integration. */
export interface CatalogIntegrationDetails {
  /** DESCRIBE's properties by upper-case name. */
  readonly properties: ReadonlyMap<string, string>;
  /** REFRESH_INTERVAL_SECONDS; 0 when not described. */
  readonly refreshInterval: number;
  /** Fields that every kind of catalog integration has in describe_output. */
  readonly common: CtyRecord;
}

/** Outputs that change with the attributes that can be altered; a source changed behind our back replaces the integration. */
export function customizeCatalogIntegration(draft: PlanDraft, source: string): void {
  draft.setUnknownIfChanged("show_output", ["enabled", "comment"]);
  draft.setUnknownIfChanged("describe_output", ["enabled", "refresh_interval_seconds", "comment"]);
  const found = draft.value("catalog_source");
  if (typeof found === "string" && found !== "" && found.toUpperCase() !== source) {
    draft.set("catalog_source", "<changed externally>");
    draft.replaceIfChanged("catalog_source");
  }
}

/** Runs CREATE with the clauses of one kind between the name and what all kinds share. */
export async function createCatalogIntegration(
  data: ResourceData,
  session: ResourceSession,
  ...kind: readonly Clause[]
): Promise<void> {
  const name = parseName(data.string("name"));
  const shared = [
    parameter("ENABLED", data.boolean("enabled")),
    data.isSet("refresh_interval_seconds")
      ? parameter("REFRESH_INTERVAL_SECONDS", data.integer("refresh_interval_seconds"))
      : undefined,
    data.isSet("comment") ? textParameter("COMMENT", data.string("comment")) : undefined,
  ];
  await session.execute(sql("CREATE CATALOG INTEGRATION", identifier(name), ...kind, ...shared));
  data.setId(name);
}

/** Alters what can be altered: whether it is enabled, the refresh interval, the comment. */
export async function alterCatalogIntegration(data: ResourceData, session: ResourceSession): Promise<void> {
  const interval = data.integer("refresh_interval_seconds") || DEFAULT_REFRESH_INTERVAL_SECONDS;
  const changes = sql(
    data.hasChange("enabled") ? parameter("ENABLED", data.boolean("enabled")) : undefined,
    data.hasChange("refresh_interval_seconds") ? parameter("REFRESH_INTERVAL_SECONDS", interval) : undefined,
    data.hasChange("comment") ? textParameter("COMMENT", data.string("comment")) : undefined,
  );
  if (changes !== "")
    await session.execute(sql("ALTER CATALOG INTEGRATION", identifier(parseName(data.id)), "SET", changes));
}

/** DESCRIBE, checked for its catalog source. @throws Error when the integration is of another kind */
export async function describeForImport(
  id: string,
  session: ResourceSession,
  source: string,
): Promise<CatalogIntegrationDetails> {
  const details = await describe(parseName(id), session);
  const found = details.properties.get("CATALOG_SOURCE");
  if (found !== source) throw new Error(`invalid catalog source type, expected ${source}, got ${found ?? "none"}`);
  return details;
}

/**
 * SHOW and DESCRIBE → the state that all kinds share. @param label kind of integration, for messages
 * @returns undefined when the integration is gone (the state is dropped then)
 */
export async function readCatalogIntegration(
  data: ResourceData,
  session: ResourceSession,
  label: string,
): Promise<CatalogIntegrationDetails | undefined> {
  const name = parseName(data.id);
  const row = await showByName(session, "CATALOG INTEGRATIONS", name);
  if (row === undefined) {
    data.warn(
      `Failed to query ${label} catalog integration. Marking the resource as removed.`,
      `${label} catalog integration id: ${identifier(name)}`,
    );
    data.remove();
    return undefined;
  }
  const details = await describe(name, session);
  data.set("name", name);
  data.set("enabled", details.common.enabled ?? false);
  data.set("comment", details.common.comment ?? "");
  data.set("catalog_source", details.common.catalog_source ?? "");
  data.set("catalog_namespace", details.common.catalog_namespace ?? "");
  data.set("fully_qualified_name", identifier(name));
  setOutput(data, "show_output", {
    name: row.text("name"),
    enabled: row.boolean("enabled"),
    type: row.text("type"),
    category: row.text("category"),
    comment: row.optional("comment") ?? "",
    created_on: row.time("created_on"),
  });
  return details;
}

async function describe(name: string, session: ResourceSession): Promise<CatalogIntegrationDetails> {
  const properties = await describeProperties(session, "CATALOG INTEGRATION", name);
  const text = (property: string): string => properties.get(property) ?? "";
  const refreshInterval = Number(text("REFRESH_INTERVAL_SECONDS") || 0);
  const common = {
    id: name,
    catalog_source: text("CATALOG_SOURCE").toUpperCase(),
    table_format: text("TABLE_FORMAT").toUpperCase(),
    enabled: parseBoolean(text("ENABLED")) ?? false,
    refresh_interval_seconds: refreshInterval,
    comment: text("COMMENT"),
    catalog_namespace: text("CATALOG_NAMESPACE"),
  };
  return { properties, refreshInterval, common };
}
