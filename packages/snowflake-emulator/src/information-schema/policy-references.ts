import { invalidProperty, notEmulated } from "../errors";
import type { TableFunctionArgument } from "../query/compile/scope";
import { TEXT } from "../types/data-type";
import type { InformationSchemaFunction } from "./functions";

const POLICY_COLUMNS = [
  "POLICY_DB",
  "POLICY_SCHEMA",
  "POLICY_NAME",
  "POLICY_KIND",
  "REF_DATABASE_NAME",
  "REF_SCHEMA_NAME",
  "REF_ENTITY_NAME",
  "REF_ENTITY_DOMAIN",
  "REF_COLUMN_NAME",
  "REF_ARG_COLUMN_NAMES",
  "TAG_DATABASE",
  "TAG_SCHEMA",
  "TAG_NAME",
  "POLICY_STATUS",
];

const METRIC_COLUMNS = [
  "METRIC_DATABASE_NAME",
  "METRIC_SCHEMA_NAME",
  "METRIC_NAME",
  "METRIC_SIGNATURE",
  "METRIC_DATA_TYPE",
  "REF_ENTITY_DATABASE_NAME",
  "REF_ENTITY_SCHEMA_NAME",
  "REF_ENTITY_NAME",
  "REF_ENTITY_DOMAIN",
  "REF_ARGUMENTS",
  "REF_ID",
  "SCHEDULE",
  "SCHEDULE_STATUS",
];

function check(name: string, parameters: readonly TableFunctionArgument[], allowed: readonly string[]): void {
  for (const parameter of parameters) {
    if (parameter.name === undefined || !allowed.includes(parameter.name)) {
      throw invalidProperty(`${name}()`, `it takes ${allowed.map((one) => `${one} => …`).join(", ")}`);
    }
  }
}

/** Domains whose objects can't have any of these policies here: the statements that would set them are refused. */
const WITHOUT_POLICIES: readonly unknown[] = ["VIEW", "TABLE", "MATERIALIZED VIEW", "TAG"];

/** A function about things that tables and views can't have here, so there is never a row for them. */
function alwaysEmpty(name: string, columns: readonly string[], allowed: readonly string[]): InformationSchemaFunction {
  return {
    name,
    async bind(_context, parameters) {
      check(name, parameters, allowed);
      const domain = parameters.find((one) => one.name === "REF_ENTITY_DOMAIN")?.value;
      const upper = typeof domain === "string" ? domain.toUpperCase() : domain;
      if (!WITHOUT_POLICIES.includes(upper)) throw notEmulated(`${name} of anything but a table, view or tag`);
      return {
        columns: columns.map((column) => ({ name: column, type: TEXT, nullable: true })),
        source: { kind: "rows", rows: [] },
      };
    },
  };
}

/** D: POLICY_REFERENCES. The provider asks it about each view, and about each tag. */
export const policyReferences = alwaysEmpty("POLICY_REFERENCES", POLICY_COLUMNS, [
  "POLICY_NAME",
  "POLICY_KIND",
  "REF_ENTITY_NAME",
  "REF_ENTITY_DOMAIN",
]);

/** D: DATA_METRIC_FUNCTION_REFERENCES. */
export const dataMetricFunctionReferences = alwaysEmpty("DATA_METRIC_FUNCTION_REFERENCES", METRIC_COLUMNS, [
  "METRIC_NAME",
  "REF_ENTITY_NAME",
  "REF_ENTITY_DOMAIN",
]);
