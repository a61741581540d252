import type { CtyRecord, CtyValue } from "../plugin/cty";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import type { Row } from "../snowflake/result";
import { parseBoolean } from "../snowflake/result";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { type DriftMapping, flag, keepConfigured, markDrift, setOutput, showByName } from "./common";
import {
  type ObjectParameter,
  parametersOutput,
  type ShownParameters,
  showParametersIn,
  storeParameters,
} from "./object-parameters";
import { toResourceConstraint, toScalingPolicy, toWarehouseSize } from "./warehouse-values";

const PARAMETERS: readonly ObjectParameter[] = [
  { name: "MAX_CONCURRENCY_LEVEL", kind: "number" },
  { name: "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", kind: "number" },
  { name: "STATEMENT_TIMEOUT_IN_SECONDS", kind: "number" },
];

/** The warehouse's parameters by upper-case name. */
export async function showParameters(session: ResourceSession, name: string): Promise<ShownParameters> {
  return showParametersIn(session, `WAREHOUSE ${identifier(name)}`);
}

/** SHOW WAREHOUSES and SHOW PARAMETERS → state. @param refreshing take over outside changes (not after a change of our own) */
export async function readWarehouse(data: ResourceData, session: ResourceSession, refreshing: boolean): Promise<void> {
  const name = parseName(data.id);
  const row = await showByName(session, "WAREHOUSES", name);
  if (row === undefined) {
    data.warn("Failed to query warehouse. Marking the resource as removed.", `Warehouse id: ${identifier(name)}`);
    data.remove();
    return;
  }
  const parameters = await showParameters(session, name);
  const shown = shownWarehouse(row);
  if (refreshing) markWarehouseDrift(data, shown);
  data.set("fully_qualified_name", identifier(name));
  data.set("comment", row.text("comment"));
  keepConfigured(
    data,
    FOLLOWING.map(([attribute]) => attribute),
  );
  storeParameters(data, parameters, PARAMETERS);
  setOutput(data, "show_output", shown);
  setOutput(
    data,
    "parameters",
    parametersOutput(
      parameters,
      PARAMETERS.map(({ name }) => name),
    ),
  );
}

/** Fills the attributes that a configuration would give, from SHOW WAREHOUSES. */
export async function importWarehouse(data: ResourceData, session: ResourceSession): Promise<void> {
  const name = parseName(data.id);
  const row = await showByName(session, "WAREHOUSES", name);
  if (row === undefined) throw new Error(`warehouse ${identifier(name)} does not exist or is not visible to the role`);
  const shown = shownWarehouse(row);
  data.set("name", name);
  data.set("comment", row.text("comment"));
  for (const [attribute, field] of FOLLOWING) data.set(attribute, attributeValue(shown[field] ?? null));
}

/** Attribute → field of show_output that it follows. */
const FOLLOWING = [
  ["warehouse_type", "type"],
  ["warehouse_size", "size"],
  ["max_cluster_count", "max_cluster_count"],
  ["min_cluster_count", "min_cluster_count"],
  ["scaling_policy", "scaling_policy"],
  ["auto_suspend", "auto_suspend"],
  ["auto_resume", "auto_resume"],
  ["resource_monitor", "resource_monitor"],
  ["enable_query_acceleration", "enable_query_acceleration"],
  ["query_acceleration_max_scale_factor", "query_acceleration_max_scale_factor"],
  ["resource_constraint", "resource_constraint"],
  ["generation", "generation"],
] as const;

/** What fields count as while Snowflake shows nothing for them. */
const NOTHING_SHOWN: Readonly<Record<string, CtyValue>> = {
  max_cluster_count: 0,
  min_cluster_count: 0,
  auto_suspend: -1,
  query_acceleration_max_scale_factor: -1,
  enable_query_acceleration: "default",
};

function markWarehouseDrift(data: ResourceData, shown: CtyRecord): void {
  const mappings = FOLLOWING.map(([attribute, field]): DriftMapping => {
    const value = shown[field] ?? null;
    const current: CtyValue = value ?? NOTHING_SHOWN[field] ?? "";
    return { field, attribute, current, becomes: value === null ? current : attributeValue(value) };
  });
  markDrift(data, "show_output", mappings);
}

/** Booleans are texts in the configuration. */
function attributeValue(shown: CtyValue): CtyValue {
  return typeof shown === "boolean" ? String(shown) : shown;
}

function shownWarehouse(row: Row): CtyRecord {
  const decimal = (column: string): number => Number(row.text(column).trim() || 0);
  const mapped = (column: string, normalize: (text: string) => string | undefined): CtyValue =>
    normalize(row.optional(column) ?? "") ?? null;
  const monitor = trimQuotes(row.text("resource_monitor"));
  return {
    name: row.text("name"),
    state: row.text("state"),
    type: row.text("type"),
    size: mapped("size", toWarehouseSize),
    min_cluster_count: row.optionalNumber("min_cluster_count") ?? null,
    max_cluster_count: row.optionalNumber("max_cluster_count") ?? null,
    started_clusters: row.optionalNumber("started_clusters") ?? null,
    running: row.optionalNumber("running") ?? null,
    queued: row.optionalNumber("queued") ?? null,
    is_default: flag(row, "is_default"),
    is_current: flag(row, "is_current"),
    auto_suspend: row.optionalNumber("auto_suspend") ?? null,
    auto_resume: row.boolean("auto_resume"),
    available: decimal("available"),
    provisioning: decimal("provisioning"),
    quiescing: decimal("quiescing"),
    other: decimal("other"),
    created_on: row.time("created_on"),
    resumed_on: row.time("resumed_on"),
    updated_on: row.time("updated_on"),
    owner: row.text("owner"),
    comment: row.text("comment"),
    enable_query_acceleration: parseBoolean(row.optional("enable_query_acceleration") ?? "") ?? null,
    query_acceleration_max_scale_factor: row.optionalNumber("query_acceleration_max_scale_factor") ?? null,
    resource_monitor: monitor === "null" ? "" : monitor,
    scaling_policy: mapped("scaling_policy", toScalingPolicy),
    owner_role_type: row.optional("owner_role_type") ?? "",
    resource_constraint:
      row.text("type") === "SNOWPARK-OPTIMIZED"
        ? (toResourceConstraint(row.optional("resource_constraint") ?? "") ?? null)
        : null,
    generation: row.optional("generation") ?? null,
  };
}
