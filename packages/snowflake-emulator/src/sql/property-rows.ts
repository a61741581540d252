import { type ColumnPlan, tableOf } from "../wire/result-table";

/** One row of DESCRIBE for integrations and external volumes. */
export interface PropertyRow {
  readonly parent?: string;
  readonly property: string;
  readonly type: "String" | "Boolean" | "Integer" | "Long" | "List";
  readonly value: string;
  readonly fallback: string;
}

export function row(property: string, type: PropertyRow["type"], value: string, fallback = ""): PropertyRow {
  return { property, type, value, fallback };
}

const COLUMNS: ColumnPlan<PropertyRow> = {
  property: ["text", (one) => one.property],
  property_type: ["text", (one) => one.type],
  property_value: ["text", (one) => one.value],
  property_default: ["text", (one) => one.fallback],
};

/** property, property_type, property_value, property_default */
export const propertyTable = (rows: readonly PropertyRow[]) => tableOf(COLUMNS, rows);

/** The same with parent_property in front. */
export const nestedPropertyTable = (rows: readonly PropertyRow[]) =>
  tableOf<PropertyRow>({ parent_property: ["text", (one) => one.parent ?? ""], ...COLUMNS }, rows);
