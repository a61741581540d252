import { factMetrics, METRIC_COLUMNS } from "./fact-metrics";
import type { TableNames, ViewDefinition } from "./view-definition";

const CAMPAIGN_COLUMNS = ["CAMPAIGN_NAME", "ADVERTISER_NAME", "CHANNEL", "AD_FORMAT", "STATUS", "BUDGET_USD"] as const;

/**
 * V_CAMPAIGN_PERFORMANCE: one row a campaign id, of campaigns and of facts, whether or not the other has it. A campaign that
 * was written more than once counts as it was last updated.
 */
export function campaignPerformance(tables: TableNames): ViewDefinition {
  const attributes = CAMPAIGN_COLUMNS.map((column) => `"${column}"`).join(", ");
  const latest = `    SELECT "CAMPAIGN_ID", ${attributes}
    FROM ${tables("campaigns")}
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "CAMPAIGN_ID" ORDER BY "UPDATED_AT" DESC NULLS LAST, "CAMPAIGN_NAME") = 1`;
  const columns = [
    `"METRICS"."CAMPAIGN_ID"`,
    ...CAMPAIGN_COLUMNS.map((column) => `"CAMPAIGN"."${column}"`),
    ...METRIC_COLUMNS.map((column) => `"METRICS"."${column}"`),
  ];
  return {
    name: "V_CAMPAIGN_PERFORMANCE",
    columns: ["CAMPAIGN_ID", ...CAMPAIGN_COLUMNS, ...METRIC_COLUMNS],
    comment: "One row a campaign: what was shown, clicked, earned and spent",
    statement: `${factMetrics({ key: "CAMPAIGN_ID", before: { name: "CAMPAIGN", query: latest }, tables })}
SELECT
  ${columns.join(",\n  ")}
FROM "METRICS"
LEFT JOIN "CAMPAIGN" ON "CAMPAIGN"."CAMPAIGN_ID" IS NOT DISTINCT FROM "METRICS"."CAMPAIGN_ID"`,
  };
}
