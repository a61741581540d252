/** The columns that the demo's views take of each of its tables, in Glue's spelling. */
export const ADVERTISING_COLUMNS = {
  campaigns: [
    "campaign_id",
    "campaign_name",
    "advertiser_name",
    "channel",
    "ad_format",
    "status",
    "start_date",
    "end_date",
    "budget_usd",
    "updated_at",
  ],
  impressions: ["campaign_id", "date_key", "device_type", "geo_region", "viewable", "cost_usd"],
  clicks: ["campaign_id", "date_key", "device_type", "geo_region", "cost_usd", "bounce"],
  conversions: ["campaign_id", "date_key", "conversion_type", "revenue_usd", "quantity", "new_customer"],
} as const;

/** One of the demo's tables. */
export type AdvertisingTable = keyof typeof ADVERTISING_COLUMNS;

/** What the demo's views and materialized views are called; no table of the lake may have such a name. */
export const ADVERTISING_VIEWS = ["V_CAMPAIGN_PERFORMANCE", "V_DAILY_METRICS"] as const;

/** The names of the demo's materialized views. */
export const ADVERTISING_MATERIALIZED_VIEWS = [
  "MV_CAMPAIGNS_SUMMARY",
  "MV_IMPRESSIONS_DAILY",
  "MV_CLICKS_DAILY",
  "MV_CONVERSIONS_DAILY",
] as const;
