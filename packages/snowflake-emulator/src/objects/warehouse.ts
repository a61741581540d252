import type { ObjectId, SnowflakeObject } from "./snowflake-object";

export const WAREHOUSE_SIZES = [
  "XSMALL",
  "SMALL",
  "MEDIUM",
  "LARGE",
  "XLARGE",
  "XXLARGE",
  "XXXLARGE",
  "X4LARGE",
  "X5LARGE",
  "X6LARGE",
] as const;
export type WarehouseSize = (typeof WAREHOUSE_SIZES)[number];

/** Other spellings that Snowflake takes (D: CREATE WAREHOUSE). */
export const WAREHOUSE_SIZE_ALIASES: Readonly<Record<string, WarehouseSize>> = {
  "X-SMALL": "XSMALL",
  "X-LARGE": "XLARGE",
  X2LARGE: "XXLARGE",
  "2X-LARGE": "XXLARGE",
  X3LARGE: "XXXLARGE",
  "3X-LARGE": "XXXLARGE",
  "4X-LARGE": "X4LARGE",
  "5X-LARGE": "X5LARGE",
  "6X-LARGE": "X6LARGE",
};

/** How SHOW WAREHOUSES writes a size. */
export const WAREHOUSE_SIZE_LABELS: Readonly<Record<WarehouseSize, string>> = {
  XSMALL: "X-Small",
  SMALL: "Small",
  MEDIUM: "Medium",
  LARGE: "Large",
  XLARGE: "X-Large",
  XXLARGE: "2X-Large",
  XXXLARGE: "3X-Large",
  X4LARGE: "4X-Large",
  X5LARGE: "5X-Large",
  X6LARGE: "6X-Large",
};

export const WAREHOUSE_TYPES = ["STANDARD", "SNOWPARK-OPTIMIZED"] as const;
export type WarehouseType = (typeof WAREHOUSE_TYPES)[number];
export const SCALING_POLICIES = ["STANDARD", "ECONOMY"] as const;

/** What CREATE and ALTER … SET change. */
export interface WarehouseSettings {
  type: WarehouseType;
  size: WarehouseSize;
  minClusterCount: number;
  maxClusterCount: number;
  scalingPolicy: (typeof SCALING_POLICIES)[number];
  /** Seconds of rest before it suspends; null: never. */
  autoSuspend: number | null;
  autoResume: boolean;
  enableQueryAcceleration: boolean;
  queryAccelerationMaxScaleFactor: number;
  /** Generation of a standard warehouse, '1' or '2'; null when never set. */
  generation: string | null;
  /** Memory and processor of a Snowpark-optimized warehouse; null when never set. */
  resourceConstraint: string | null;
  resourceMonitorId: ObjectId | null;
}

/** A virtual warehouse. It runs no queries of its own here: state changes by statement only. */
export interface Warehouse extends SnowflakeObject {
  settings: WarehouseSettings;
  state: "STARTED" | "SUSPENDED";
  resumedOn: number;
  updatedOn: number;
  /** Parameters set on this warehouse, by name. */
  parameters: Map<string, string>;
}

/** D: CREATE WAREHOUSE, defaults. */
export const WAREHOUSE_DEFAULTS: Readonly<WarehouseSettings> = {
  type: "STANDARD",
  size: "XSMALL",
  minClusterCount: 1,
  maxClusterCount: 1,
  scalingPolicy: "STANDARD",
  autoSuspend: 600,
  autoResume: true,
  enableQueryAcceleration: false,
  queryAccelerationMaxScaleFactor: 8,
  generation: null,
  resourceConstraint: null,
  resourceMonitorId: null,
};
