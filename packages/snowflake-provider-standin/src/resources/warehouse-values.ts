import { anyCase } from "./checks";

/** Warehouse types that can be asked for. */
export const WAREHOUSE_TYPES = ["STANDARD", "SNOWPARK-OPTIMIZED"] as const;
/** Scaling policies. */
export const SCALING_POLICIES = ["STANDARD", "ECONOMY"] as const;
/** Resource constraints of Snowpark-optimized warehouses. */
export const RESOURCE_CONSTRAINTS = [
  "MEMORY_1X",
  "MEMORY_1X_x86",
  "MEMORY_16X",
  "MEMORY_16X_x86",
  "MEMORY_64X",
  "MEMORY_64X_x86",
] as const;
/** Generations of standard warehouses. */
export const GENERATIONS = ["1", "2"] as const;

/** Sizes, and other spellings of them. https://docs.snowflake.com/en/sql-reference/sql/create-warehouse#optional-properties-objectproperties */
const SIZES: Readonly<Record<string, readonly string[]>> = {
  XSMALL: ["X-SMALL"],
  SMALL: [],
  MEDIUM: [],
  LARGE: [],
  XLARGE: ["X-LARGE"],
  XXLARGE: ["X2LARGE", "2X-LARGE"],
  XXXLARGE: ["X3LARGE", "3X-LARGE"],
  X4LARGE: ["4X-LARGE"],
  X5LARGE: ["5X-LARGE"],
  X6LARGE: ["6X-LARGE"],
};
const SIZE_OF = new Map(
  Object.entries(SIZES).flatMap(([size, others]) => [size, ...others].map((spelling) => [spelling, size] as const)),
);

/** All sizes in their own spelling. */
export const WAREHOUSE_SIZES: readonly string[] = Object.keys(SIZES);

/** A warehouse type in Snowflake's spelling; undefined when it isn't one that can be asked for. */
export const toWarehouseType = anyCase(WAREHOUSE_TYPES);
/** Any warehouse type that Snowflake may show. */
export const toShownWarehouseType = anyCase([...WAREHOUSE_TYPES, "ADAPTIVE", "INTERACTIVE"]);
/** A scaling policy in Snowflake's spelling. */
export const toScalingPolicy = anyCase(SCALING_POLICIES);
/** A resource constraint in Snowflake's spelling. */
export const toResourceConstraint = anyCase(RESOURCE_CONSTRAINTS);
/** A generation. */
export const toGeneration = anyCase(GENERATIONS);

/** A size in the spelling without hyphens; undefined when it isn't one. */
export function toWarehouseSize(text: string): string | undefined {
  return SIZE_OF.get(text.toUpperCase());
}
