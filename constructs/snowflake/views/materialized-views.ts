import type { TableNames } from "./view-definition";

/** A materialized view as it is declared. */
export interface MaterializedViewDefinition {
  /** The view's name. */
  readonly name: string;
  /** The query: one table, no joins, no DISTINCT, only sums and counts, from which a reader makes averages and rates. */
  readonly statement: string;
  /** What one row is. */
  readonly comment: string;
}

/**
 * The demo's materialized views, as far as Snowflake allows them. What is missing: the one over three joined tables
 * (V_CAMPAIGN_PERFORMANCE has it), COUNT(DISTINCT …), and rates made of aggregates.
 *
 * Source: docs.snowflake.com, views-materialized, "Limitations on creating materialized views".
 */
export function materializedViews(tables: TableNames): readonly MaterializedViewDefinition[] {
  return [
    {
      name: "MV_CAMPAIGNS_SUMMARY",
      comment: "One row a campaign: its plan",
      statement: `SELECT "CAMPAIGN_ID", "CAMPAIGN_NAME", "ADVERTISER_NAME", "CHANNEL", "STATUS", "BUDGET_USD",
  "START_DATE", "END_DATE",
  DATEDIFF('day', TRY_TO_DATE("START_DATE", 'YYYY-MM-DD'), TRY_TO_DATE("END_DATE", 'YYYY-MM-DD')) AS "DURATION_DAYS"
FROM ${tables("campaigns")}`,
    },
    daily({
      name: "MV_IMPRESSIONS_DAILY",
      comment: "Impressions by campaign, day, region and device",
      table: tables("impressions"),
      by: ["CAMPAIGN_ID", "DATE_KEY", "GEO_REGION", "DEVICE_TYPE"],
      sums: {
        IMPRESSIONS: "COUNT(*)",
        VIEWABLE_IMPRESSIONS: `SUM(IFF("VIEWABLE", 1, 0))`,
        COST_USD: `SUM("COST_USD")`,
      },
    }),
    daily({
      name: "MV_CLICKS_DAILY",
      comment: "Clicks by campaign, day, region and device",
      table: tables("clicks"),
      by: ["CAMPAIGN_ID", "DATE_KEY", "GEO_REGION", "DEVICE_TYPE"],
      sums: { CLICKS: "COUNT(*)", BOUNCES: `SUM(IFF("BOUNCE", 1, 0))`, COST_USD: `SUM("COST_USD")` },
    }),
    daily({
      name: "MV_CONVERSIONS_DAILY",
      comment: "Conversions by campaign, day and kind",
      table: tables("conversions"),
      by: ["CAMPAIGN_ID", "DATE_KEY", "CONVERSION_TYPE"],
      sums: {
        CONVERSIONS: "COUNT(*)",
        NEW_CUSTOMERS: `SUM(IFF("NEW_CUSTOMER", 1, 0))`,
        QUANTITY: `SUM("QUANTITY")`,
        REVENUE_USD: `SUM("REVENUE_USD")`,
      },
    }),
  ];
}

interface DailyProps {
  readonly name: string;
  readonly comment: string;
  readonly table: string;
  readonly by: readonly string[];
  readonly sums: Readonly<Record<string, string>>;
}

function daily({ name, comment, table, by, sums }: DailyProps): MaterializedViewDefinition {
  const keys = by.map((column) => `"${column}"`).join(", ");
  const values = Object.entries(sums).map(([column, aggregate]) => `  ${aggregate} AS "${column}"`);
  return { name, comment, statement: `SELECT ${keys},\n${values.join(",\n")}\nFROM ${table}\nGROUP BY ${keys}` };
}
