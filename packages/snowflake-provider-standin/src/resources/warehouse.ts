import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifier, parseName, trimQuotes } from "../sql/identifier";
import { type Clause, parameter, sql, textParameter } from "../sql/statement";
import { checkAtLeast, checkBooleanText, checkIdentifier, checkSpelling } from "./checks";
import { dropIfExists, showByName } from "./common";
import {
  suppressAfterCreation,
  suppressAny,
  suppressCurrent,
  suppressIdentifierQuoting,
  suppressSpelling,
} from "./suppressors";
import { importWarehouse, readWarehouse, showParameters } from "./warehouse-read";
import {
  GENERATIONS,
  RESOURCE_CONSTRAINTS,
  SCALING_POLICIES,
  toGeneration,
  toResourceConstraint,
  toScalingPolicy,
  toShownWarehouseType,
  toWarehouseSize,
  toWarehouseType,
  WAREHOUSE_SIZES,
  WAREHOUSE_TYPES,
} from "./warehouse-values";

const UNSET_NUMBER = -1;
const UNSET_BOOLEAN = "default";
/** Snowflake's own default; UNSET AUTO_SUSPEND does not bring it back. */
const DEFAULT_AUTO_SUSPEND = 600;
const SHOWN = [
  "name",
  "warehouse_type",
  "warehouse_size",
  "max_cluster_count",
  "min_cluster_count",
  "scaling_policy",
  "auto_suspend",
  "auto_resume",
  "resource_monitor",
  "comment",
  "enable_query_acceleration",
  "query_acceleration_max_scale_factor",
  "resource_constraint",
  "generation",
] as const;
const PARAMETERS = [
  "max_concurrency_level",
  "statement_queued_timeout_in_seconds",
  "statement_timeout_in_seconds",
] as const;

const current = (field: string) => suppressCurrent("show_output", field);

/** `snowflake_warehouse`. https://docs.snowflake.com/en/sql-reference/sql/create-warehouse */
export const warehouse: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_warehouse",
  suppress: {
    name: suppressIdentifierQuoting,
    warehouse_type: suppressAny(suppressSpelling(toWarehouseType), current("type")),
    warehouse_size: suppressAny(suppressSpelling(toWarehouseSize), current("size")),
    max_cluster_count: current("max_cluster_count"),
    min_cluster_count: current("min_cluster_count"),
    scaling_policy: suppressAny(suppressSpelling(toShownWarehouseType), current("scaling_policy")),
    auto_suspend: current("auto_suspend"),
    auto_resume: current("auto_resume"),
    initially_suspended: suppressAfterCreation,
    resource_monitor: suppressAny(suppressIdentifierQuoting, current("resource_monitor")),
    enable_query_acceleration: current("enable_query_acceleration"),
    query_acceleration_max_scale_factor: current("query_acceleration_max_scale_factor"),
    resource_constraint: suppressAny(suppressSpelling(toResourceConstraint), current("resource_constraint")),
    generation: suppressAny(suppressSpelling(toGeneration), current("generation")),
  },
  checks: {
    warehouse_type: checkSpelling(toWarehouseType, WAREHOUSE_TYPES),
    warehouse_size: checkSpelling(toWarehouseSize, WAREHOUSE_SIZES),
    max_cluster_count: checkAtLeast(1),
    min_cluster_count: checkAtLeast(1),
    scaling_policy: checkSpelling(toScalingPolicy, SCALING_POLICIES),
    auto_suspend: checkAtLeast(0),
    auto_resume: checkBooleanText,
    resource_monitor: checkIdentifier,
    enable_query_acceleration: checkBooleanText,
    query_acceleration_max_scale_factor: checkAtLeast(0, 100),
    resource_constraint: checkSpelling(toResourceConstraint, RESOURCE_CONSTRAINTS),
    generation: checkSpelling(toGeneration, GENERATIONS),
    max_concurrency_level: checkAtLeast(1),
    statement_queued_timeout_in_seconds: checkAtLeast(0),
    statement_timeout_in_seconds: checkAtLeast(0, 604_800),
  },

  async customizePlan(draft, session) {
    draft.setUnknownIfChanged("show_output", SHOWN);
    draft.setUnknownIfChanged("parameters", PARAMETERS);
    draft.setUnknownIfChanged("fully_qualified_name", ["name"]);
    const { prior } = draft.input;
    if (prior === null) return;
    if (prior.warehouse_size !== "" && (draft.value("warehouse_size") ?? "") === "")
      draft.replaceIfChanged("warehouse_size");
    if (prior.warehouse_type === "INTERACTIVE") draft.replaceIfChanged("warehouse_type");
    const shown = await showParameters(session, parseName(String(prior.id)));
    for (const name of PARAMETERS) {
      const found = shown.get(name.toUpperCase());
      if (found === undefined) continue;
      const configured = (draft.input.config[name] ?? null) !== null;
      const own = found.level === "WAREHOUSE";
      if (configured ? !own : own || found.value !== String(draft.value(name) ?? 0)) draft.setUnknown(name);
    }
  },

  async create(data, session) {
    const name = trimQuotes(data.string("name"));
    const clauses = [
      ...["warehouse_type", "warehouse_size", "max_cluster_count", "min_cluster_count", "scaling_policy"].map((key) =>
        given(data, key),
      ),
      given(data, "auto_suspend"),
      given(data, "auto_resume"),
      data.boolean("initially_suspended") ? "INITIALLY_SUSPENDED = true" : undefined,
      ...["resource_monitor", "comment", "enable_query_acceleration", "query_acceleration_max_scale_factor"].map(
        (key) => given(data, key),
      ),
      given(data, "resource_constraint"),
      given(data, "generation"),
      ...PARAMETERS.map((key) => parameter(key.toUpperCase(), configuredNumber(data, key))),
    ];
    await session.execute(sql("CREATE WAREHOUSE", identifier(name), ...clauses));
    data.setId(name);
    await readWarehouse(data, session, false);
  },

  async read(data, session) {
    await readWarehouse(data, session, true);
  },

  async update(data, session) {
    if (data.hasChange("name")) {
      const name = trimQuotes(data.string("name"));
      await session.execute(sql("ALTER WAREHOUSE", identifier(parseName(data.id)), "RENAME TO", identifier(name)));
      data.setId(name);
    }
    const name = parseName(data.id);
    const { set, unset } = changes(data);
    if (set.length > 0)
      await alterSuspended(
        session,
        name,
        data.hasChange("warehouse_type"),
        data.hasChange("warehouse_size"),
        sql("SET", ...set),
      );
    if (unset.length > 0) await session.execute(sql("ALTER WAREHOUSE", identifier(name), "UNSET", unset.join(", ")));
    await readWarehouse(data, session, false);
  },

  async delete(data, session) {
    await dropIfExists(session, "WAREHOUSE", parseName(data.id));
  },

  importState: importWarehouse,
};

/** The clause of one attribute, undefined when it is not set (each attribute has its own "not set"). */
function given(data: ResourceData, key: string): Clause {
  const value = data.value(key);
  const keyword = key.toUpperCase();
  switch (key) {
    case "auto_suspend":
    case "query_acceleration_max_scale_factor":
      return typeof value === "number" && value !== UNSET_NUMBER ? parameter(keyword, value) : undefined;
    case "auto_resume":
    case "enable_query_acceleration":
      return value === null || value === UNSET_BOOLEAN ? undefined : parameter(keyword, String(value));
    case "max_cluster_count":
    case "min_cluster_count":
      return typeof value === "number" && value !== 0 ? parameter(keyword, value) : undefined;
    case "resource_monitor":
      return data.isSet(key) ? parameter(keyword, identifier(trimQuotes(data.string(key)))) : undefined;
    default:
      return data.isSet(key) ? textParameter(keyword, normalized(key, data.string(key))) : undefined;
  }
}

function normalized(key: string, text: string): string {
  const normalize = {
    warehouse_type: toWarehouseType,
    warehouse_size: toWarehouseSize,
    scaling_policy: toScalingPolicy,
    resource_constraint: toResourceConstraint,
  }[key];
  return normalize?.(text) ?? text;
}

function configuredNumber(data: ResourceData, key: string): number | undefined {
  const value = data.configured(key);
  return typeof value === "number" ? value : undefined;
}

/** SET clauses and UNSET keywords, in Snowflake's order of properties. */
function changes(data: ResourceData): { set: readonly string[]; unset: readonly string[] } {
  const set: string[] = [];
  const unset: string[] = [];
  const type = data.isSet("warehouse_type") ? toShownWarehouseType(data.string("warehouse_type")) : undefined;
  for (const key of SHOWN) {
    if (key === "name" || !data.hasChange(key)) continue;
    if (key === "resource_constraint" && type !== "SNOWPARK-OPTIMIZED") continue;
    if (key === "generation" && type !== undefined && type !== "STANDARD") continue;
    const clause = given(data, key) ?? (key === "auto_suspend" ? `AUTO_SUSPEND = ${DEFAULT_AUTO_SUSPEND}` : undefined);
    if (clause === undefined) unset.push(key.toUpperCase());
    else set.push(clause);
    // the resize is waited for
    if (key === "warehouse_size" && clause !== undefined) set.push("WAIT_FOR_COMPLETION = true");
  }
  for (const key of PARAMETERS) {
    if (!data.hasChange(key) && !data.plannedUnknown(key)) continue;
    const value = configuredNumber(data, key);
    if (value === undefined) unset.push(key.toUpperCase());
    else set.push(`${key.toUpperCase()} = ${value}`);
  }
  return { set, unset };
}

/** A running warehouse can't change its type: it is suspended first and resumed afterwards. */
async function alterSuspended(
  session: ResourceSession,
  name: string,
  type: boolean,
  size: boolean,
  change: string,
): Promise<void> {
  const alter = (what: string): Promise<void> => session.execute(sql("ALTER WAREHOUSE", identifier(name), what));
  if (!type && !size) return alter(change);
  const shown = await showByName(session, "WAREHOUSES", name);
  if (shown === undefined) throw new Error(`warehouse ${identifier(name)} is gone: run plan again`);
  const suspend = (type || shown.text("type") === "INTERACTIVE") && shown.text("state") === "STARTED";
  if (!suspend) return alter(change);
  await alter("SUSPEND");
  try {
    const suspended = await showByName(session, "WAREHOUSES", name);
    if (suspended?.text("state") !== "SUSPENDED")
      throw new Error(`warehouse ${identifier(name)} did not suspend: try again when its queries have ended`);
    await alter(change);
  } finally {
    await alter("RESUME IF SUSPENDED");
  }
}
