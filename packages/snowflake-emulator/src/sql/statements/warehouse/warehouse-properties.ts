import type { Account } from "../../../account";
import { invalidProperty } from "../../../errors";
import {
  SCALING_POLICIES,
  WAREHOUSE_DEFAULTS,
  WAREHOUSE_SIZE_ALIASES,
  WAREHOUSE_SIZES,
  WAREHOUSE_TYPES,
  type Warehouse,
} from "../../../objects/warehouse";
import type { Cursor } from "../../cursor";
import { between, boolean, name, nullable, oneOf, type Properties, readProperties, text } from "../../properties";
import type { ExecutionContext } from "../../statement";

const SPEC = {
  WAREHOUSE_TYPE: oneOf(WAREHOUSE_TYPES),
  WAREHOUSE_SIZE: oneOf(WAREHOUSE_SIZES, WAREHOUSE_SIZE_ALIASES),
  WAIT_FOR_COMPLETION: boolean,
  MAX_CLUSTER_COUNT: between(1, 300),
  MIN_CLUSTER_COUNT: between(1, 300),
  SCALING_POLICY: oneOf(SCALING_POLICIES),
  AUTO_SUSPEND: nullable(between(0, 2_147_483_647)),
  AUTO_RESUME: boolean,
  INITIALLY_SUSPENDED: boolean,
  RESOURCE_MONITOR: nullable(name),
  COMMENT: text,
  ENABLE_QUERY_ACCELERATION: boolean,
  QUERY_ACCELERATION_MAX_SCALE_FACTOR: between(0, 100),
  RESOURCE_CONSTRAINT: oneOf([
    "MEMORY_1X",
    "MEMORY_1X_X86",
    "MEMORY_16X",
    "MEMORY_16X_X86",
    "MEMORY_64X",
    "MEMORY_64X_X86",
    "STANDARD_GEN_1",
    "STANDARD_GEN_2",
  ]),
  GENERATION: oneOf(["1", "2"]),
  MAX_CONCURRENCY_LEVEL: between(1, 256),
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: between(0, 604_800),
  STATEMENT_TIMEOUT_IN_SECONDS: between(0, 604_800),
};

export type WarehouseProperties = Properties<typeof SPEC>;

export const WAREHOUSE_UNSETTABLE = [
  "WAREHOUSE_TYPE",
  "WAREHOUSE_SIZE",
  "WAIT_FOR_COMPLETION",
  "MAX_CLUSTER_COUNT",
  "MIN_CLUSTER_COUNT",
  "SCALING_POLICY",
  "AUTO_SUSPEND",
  "AUTO_RESUME",
  "RESOURCE_MONITOR",
  "COMMENT",
  "ENABLE_QUERY_ACCELERATION",
  "QUERY_ACCELERATION_MAX_SCALE_FACTOR",
  "RESOURCE_CONSTRAINT",
  "GENERATION",
  "MAX_CONCURRENCY_LEVEL",
  "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS",
  "STATEMENT_TIMEOUT_IN_SECONDS",
] as const;

export type WarehouseUnset = (typeof WAREHOUSE_UNSETTABLE)[number];

const PARAMETER_NAMES = [
  "MAX_CONCURRENCY_LEVEL",
  "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS",
  "STATEMENT_TIMEOUT_IN_SECONDS",
] as const;

export function readWarehouseProperties(cursor: Cursor): WarehouseProperties {
  return readProperties(cursor, SPEC);
}

/** Puts properties on a warehouse. Throws, and changes nothing, when they don't go together. */
export function applyWarehouseProperties(
  { account, access }: ExecutionContext,
  warehouse: Warehouse,
  given: WarehouseProperties,
): void {
  const old = warehouse.settings;
  const settings = {
    ...old,
    type: given.WAREHOUSE_TYPE ?? old.type,
    size: given.WAREHOUSE_SIZE ?? old.size,
    minClusterCount: given.MIN_CLUSTER_COUNT ?? old.minClusterCount,
    maxClusterCount: given.MAX_CLUSTER_COUNT ?? old.maxClusterCount,
    scalingPolicy: given.SCALING_POLICY ?? old.scalingPolicy,
    autoSuspend: given.AUTO_SUSPEND === undefined ? old.autoSuspend : given.AUTO_SUSPEND,
    autoResume: given.AUTO_RESUME ?? old.autoResume,
    enableQueryAcceleration: given.ENABLE_QUERY_ACCELERATION ?? old.enableQueryAcceleration,
    queryAccelerationMaxScaleFactor: given.QUERY_ACCELERATION_MAX_SCALE_FACTOR ?? old.queryAccelerationMaxScaleFactor,
    resourceConstraint: given.RESOURCE_CONSTRAINT ?? old.resourceConstraint,
    generation: given.GENERATION ?? old.generation,
  };
  if (settings.minClusterCount > settings.maxClusterCount) {
    throw invalidProperty("MIN_CLUSTER_COUNT", "it must not be larger than MAX_CLUSTER_COUNT");
  }
  if (settings.maxClusterCount > 1 && account.edition === "STANDARD") {
    throw invalidProperty("MAX_CLUSTER_COUNT", "multi-cluster warehouses need Enterprise Edition");
  }
  if (settings.enableQueryAcceleration && account.edition === "STANDARD") {
    throw invalidProperty("ENABLE_QUERY_ACCELERATION", "query acceleration needs Enterprise Edition");
  }
  if (settings.type === "SNOWPARK-OPTIMIZED" && (settings.size === "XSMALL" || settings.size === "SMALL")) {
    const memory = settings.resourceConstraint ?? "MEMORY_16X";
    if (!memory.startsWith("MEMORY_1X")) {
      throw invalidProperty("WAREHOUSE_SIZE", `a Snowpark-optimized warehouse with ${memory} starts at MEDIUM`);
    }
  }
  if (given.RESOURCE_MONITOR !== undefined) {
    const monitor = given.RESOURCE_MONITOR;
    settings.resourceMonitorId =
      monitor === null || monitor === "NULL" ? null : access.require("RESOURCE_MONITOR", monitor, "VISIBLE").id;
  }
  warehouse.settings = settings;
  warehouse.comment = given.COMMENT ?? warehouse.comment;
  warehouse.updatedOn = account.clock.now();
  for (const parameter of PARAMETER_NAMES) {
    const value = given[parameter];
    if (value !== undefined) warehouse.parameters.set(parameter, String(value));
  }
}

/** Puts properties back to what a new warehouse has. */
export function unsetWarehouseProperties(
  account: Account,
  warehouse: Warehouse,
  keys: readonly WarehouseUnset[],
): void {
  const settings = { ...warehouse.settings };
  const defaults = WAREHOUSE_DEFAULTS;
  const reset: Readonly<Record<WarehouseUnset, () => void>> = {
    WAREHOUSE_TYPE: () => (settings.type = defaults.type),
    WAREHOUSE_SIZE: () => (settings.size = defaults.size),
    // It belongs to one ALTER only, so there is nothing to put back.
    WAIT_FOR_COMPLETION: () => undefined,
    MAX_CLUSTER_COUNT: () => (settings.maxClusterCount = defaults.maxClusterCount),
    MIN_CLUSTER_COUNT: () => (settings.minClusterCount = defaults.minClusterCount),
    SCALING_POLICY: () => (settings.scalingPolicy = defaults.scalingPolicy),
    AUTO_SUSPEND: () => (settings.autoSuspend = defaults.autoSuspend),
    AUTO_RESUME: () => (settings.autoResume = defaults.autoResume),
    RESOURCE_MONITOR: () => (settings.resourceMonitorId = null),
    COMMENT: () => (warehouse.comment = null),
    ENABLE_QUERY_ACCELERATION: () => (settings.enableQueryAcceleration = defaults.enableQueryAcceleration),
    QUERY_ACCELERATION_MAX_SCALE_FACTOR: () =>
      (settings.queryAccelerationMaxScaleFactor = defaults.queryAccelerationMaxScaleFactor),
    RESOURCE_CONSTRAINT: () => (settings.resourceConstraint = null),
    GENERATION: () => (settings.generation = null),
    MAX_CONCURRENCY_LEVEL: () => warehouse.parameters.delete("MAX_CONCURRENCY_LEVEL"),
    STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: () => warehouse.parameters.delete("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS"),
    STATEMENT_TIMEOUT_IN_SECONDS: () => warehouse.parameters.delete("STATEMENT_TIMEOUT_IN_SECONDS"),
  };
  for (const key of keys) reset[key]();
  warehouse.settings = settings;
  warehouse.updatedOn = account.clock.now();
}
