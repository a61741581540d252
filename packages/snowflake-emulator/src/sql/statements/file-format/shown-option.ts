import type { FormatValue } from "../../../objects/file-format";
import type { ColumnPlan } from "../../../wire/result-table";

/** An option of a file format, or of what is described like one. */
export interface ShownOption {
  readonly value: FormatValue;
  /** What it is unless it is said. */
  readonly fallback: FormatValue;
}

/** What DESCRIBE FILE FORMAT and DESCRIBE STAGE say of an option behind its name. */
export const SHOWN_OPTION_COLUMNS: ColumnPlan<ShownOption> = {
  property_type: ["text", ({ fallback }) => typeName(fallback)],
  property_value: ["text", ({ value }) => shown(value)],
  property_default: ["text", ({ fallback }) => shown(fallback)],
};

const shown = (value: FormatValue) => (typeof value === "object" ? `[${value.join(", ")}]` : String(value));

function typeName(value: FormatValue): string {
  if (typeof value === "object") return "List";
  return typeof value === "boolean" ? "Boolean" : typeof value === "number" ? "Integer" : "String";
}
