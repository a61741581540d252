import { factMetrics, METRIC_COLUMNS } from "./fact-metrics";
import type { TableNames, ViewDefinition } from "./view-definition";

/** V_DAILY_METRICS: one row for each day on which anything was shown, clicked or earned. */
export function dailyMetrics(tables: TableNames): ViewDefinition {
  const columns = ["DATE_KEY", ...METRIC_COLUMNS];
  return {
    name: "V_DAILY_METRICS",
    columns,
    comment: "One row a day: what was shown, clicked, earned and spent",
    statement: `${factMetrics({ key: "DATE_KEY", tables })}
SELECT
  ${columns.map((column) => `"${column}"`).join(",\n  ")}
FROM "METRICS"`,
  };
}
