import { stringLiteral } from "../../sql/literal";
import { RandomSql } from "./random-sql";
import { days, type SeedOptions } from "./seed-options";
import * as words from "./vocabulary";

/** The demo's tables, parents first. */
export const SAMPLE_TABLES = ["campaigns", "impressions", "clicks", "conversions"] as const;

/** One of the demo's tables. */
export type SampleTable = (typeof SAMPLE_TABLES)[number];

/** A part of the impressions, by their numbers: `from` included, `to` not. Clicks and conversions are made from the same. */
export interface ImpressionRange {
  readonly from: number;
  readonly to: number;
}

const ISO_SECONDS = "'%Y-%m-%dT%H:%M:%S'";
const ISO_DAY = "'%Y-%m-%d'";
const numbered = (prefix: string, digits: number, number: string) =>
  `${stringLiteral(prefix)} || lpad((${number})::VARCHAR, ${digits}, '0')`;

/**
 * The campaigns: the columns of their table, and beside them what the other tables are made from (`first_impression`,
 * `impression_count`, `start_seconds`, `length_seconds`).
 */
export function campaignTable(options: SeedOptions): string {
  const { seed, from, to, campaigns, impressions } = options;
  const random = new RandomSql(seed, "number");
  const start = `(DATE ${stringLiteral(from)} + ${random.whole("campaign start", 0, days(from, to) - 7)})`;
  const shown = words.SHOWN_STATUSES.map((status) => stringLiteral(status)).join(", ");
  return `WITH drawn AS (
  SELECT number,
    ${numbered("CMP-", 6, "number")} AS campaign_id,
    ${random.oneOf("campaign theme", words.CAMPAIGN_THEMES)} || ' ' || number AS campaign_name,
    ${random.oneOf("campaign channel", words.CHANNELS)} AS channel,
    ${random.oneOf("campaign format", words.AD_FORMATS)} AS ad_format,
    ${random.between("campaign budget", 1000, 500_000, 2)} AS budget_usd,
    ${random.between("campaign daily budget", 100, 10_000, 2)} AS daily_budget_usd,
    ${random.between("campaign target", 5, 100, 2)} AS target_cpa_usd,
    ${random.oneOf("campaign region", words.REGIONS)} AS target_region,
    ${random.oneOf("campaign status", words.STATUSES)} AS status,
    ${start} AS starts,
    least(${start} + ${random.whole("campaign length", 7, 90)}, DATE ${stringLiteral(to)}) AS ends,
    ${random.oneOf("advertiser", words.ADVERTISERS)} || ' ' || ${random.oneOf("advertiser form", words.ADVERTISER_FORMS)} AS advertiser_name,
    ${random.oneOf("industry", words.INDUSTRIES)} AS advertiser_industry,
    ${random.whole("campaign impressions", Math.ceil(impressions / 2), impressions * 2)} AS drawn_impressions
  FROM range(1, ${campaigns + 1}) AS numbers(number)
), counted AS (
  SELECT *, CASE WHEN status IN (${shown}) THEN drawn_impressions ELSE 0 END::BIGINT AS impression_count FROM drawn
)
SELECT campaign_id, campaign_name, channel, ad_format, budget_usd, daily_budget_usd, target_cpa_usd, target_region, status,
  strftime(starts, ${ISO_DAY}) AS start_date, strftime(ends, ${ISO_DAY}) AS end_date, advertiser_name, advertiser_industry,
  strftime(starts - INTERVAL 14 DAY, ${ISO_SECONDS}) AS created_at, strftime(starts, ${ISO_SECONDS}) AS updated_at,
  (sum(impression_count) OVER (ORDER BY number) - impression_count)::BIGINT AS first_impression, impression_count,
  epoch(starts)::BIGINT AS start_seconds, (epoch(ends) - epoch(starts))::BIGINT AS length_seconds
FROM counted ORDER BY number`;
}

/** The columns of the campaigns' own table. */
export const campaignsQuery = `SELECT campaign_id, campaign_name, channel, ad_format, budget_usd, daily_budget_usd, target_cpa_usd,
  target_region, status, start_date, end_date, advertiser_name, advertiser_industry, created_at, updated_at FROM seed_campaign`;

/**
 * Impressions with what clicks and conversions need of them: each row is made from its number alone.
 * @param chosen which of them, an expression over `number`: what isn't wanted is left out before the join keeps it in memory
 */
function impressionRows({ seed }: SeedOptions, { from, to }: ImpressionRange, chosen = "true"): string {
  const random = new RandomSql(seed, "number");
  return `SELECT number, campaign.campaign_id, campaign.target_cpa_usd,
    campaign.start_seconds + (${random.unit("impression time")} * campaign.length_seconds)::BIGINT AS seconds,
    ${random.oneOf("device", words.DEVICES)} AS device_type,
    CASE WHEN ${random.chance("home region", 0.7)} THEN campaign.target_region ELSE ${random.oneOf("other region", words.REGIONS)} END AS geo_region,
    ${random.oneOf("country", words.COUNTRIES)} AS geo_country
  FROM (SELECT number FROM range(${from}, ${to}) AS numbers(number) WHERE ${chosen})
    ASOF JOIN (SELECT * FROM seed_campaign WHERE impression_count > 0) AS campaign ON number >= campaign.first_impression`;
}

// Casts take a third of strftime's time.
const instant = (seconds: string) => `make_timestamp((${seconds}) * 1000000)`;
const day = (seconds: string) => `${instant(seconds)}::DATE::VARCHAR`;
const time = (seconds: string) => `${day(seconds)} || 'T' || ${instant(seconds)}::TIME::VARCHAR`;

/** Impressions of a range. */
export function impressionsQuery(options: SeedOptions, range: ImpressionRange): string {
  const random = new RandomSql(options.seed, "number");
  return `SELECT ${numbered("IMP-", 10, "number")} AS impression_id, campaign_id, ${time("seconds")} AS "timestamp",
  ${day("seconds")} AS date_key, ((seconds // 3600) % 24)::INTEGER AS "hour", device_type, geo_region, geo_country,
  ${random.oneOf("city", words.CITIES)} AS geo_city, ${random.oneOf("browser", words.BROWSERS)} AS browser,
  ${random.oneOf("operating system", words.OPERATING_SYSTEMS)} AS os, ${random.oneOf("position", words.AD_POSITIONS)} AS ad_position,
  ${random.chance("viewable", 0.8)} AS viewable, ${random.between("impression cost", 0.001, 0.05, 6)} AS cost_usd,
  ${numbered("PUB-", 4, random.whole("publisher", 1, 500))} AS publisher_id,
  ${numbered("PLC-", 5, random.whole("placement", 1, 2000))} AS placement_id
FROM (${impressionRows(options, range)})`;
}

/** Clicks on a range of impressions; a click has its impression's number. @param chosen which of them */
function clickRows(options: SeedOptions, range: ImpressionRange, chosen = "true"): string {
  const random = new RandomSql(options.seed, "number");
  const clicked = `${random.chance("clicked", options.clickRate)} AND ${chosen}`;
  return `SELECT *, seconds + ${random.whole("click delay", 1, 30)} AS click_seconds
  FROM (${impressionRows(options, range, clicked)})`;
}

/** Clicks on a range of impressions. */
export function clicksQuery(options: SeedOptions, range: ImpressionRange): string {
  const random = new RandomSql(options.seed, "number");
  return `SELECT ${numbered("CLK-", 10, "number")} AS click_id, ${numbered("IMP-", 10, "number")} AS impression_id, campaign_id,
  ${time("click_seconds")} AS "timestamp", ${day("click_seconds")} AS date_key, device_type, geo_region, geo_country,
  'https://shop.example/' || lower(campaign_id) || '/' || ${random.whole("landing page", 1, 20)} AS landing_page_url,
  CASE WHEN ${random.chance("no referrer", 0.3)} THEN NULL ELSE 'https://' || ${random.oneOf("referrer", words.REFERRERS)} || '/' END AS referrer_url,
  ${random.whole("time on site", 1, 600)} AS time_on_site_seconds, ${random.whole("pages", 1, 15)} AS pages_viewed,
  ${random.chance("bounce", 0.4)} AS bounce, ${random.between("click cost", 0.1, 2, 4)} AS cost_usd
FROM (${clickRows(options, range)})`;
}

/** Conversions of clicks on a range of impressions. */
export function conversionsQuery(options: SeedOptions, range: ImpressionRange): string {
  const random = new RandomSql(options.seed, "number");
  // Most convert within a week, the others within half an hour.
  const delay = `CASE WHEN ${random.chance("late", 0.7)} THEN ${random.whole("late delay", 60, 7 * 86_400)} ELSE ${random.whole("early delay", 60, 1800)} END`;
  return `SELECT ${numbered("CNV-", 10, "number")} AS conversion_id, ${numbered("CLK-", 10, "number")} AS click_id,
  ${numbered("IMP-", 10, "number")} AS impression_id, campaign_id, ${time("conversion_seconds")} AS "timestamp",
  ${day("conversion_seconds")} AS date_key, ${random.oneOf("conversion type", words.CONVERSION_TYPES)} AS conversion_type,
  round(target_cpa_usd * (0.5 + ${random.unit("revenue")} * 4.5), 2) AS revenue_usd, ${random.whole("quantity", 1, 5)} AS quantity,
  'USD' AS currency, 'ORD-' || lpad(to_hex(${random.bits("order")} % 4294967296), 8, '0') AS order_id,
  ${random.oneOf("product", words.PRODUCT_CATEGORIES)} AS product_category, ${random.chance("new customer", 0.4)} AS new_customer,
  device_type, geo_region, ${random.oneOf("attribution", words.ATTRIBUTION_MODELS)} AS attribution_model
FROM (SELECT *, click_seconds + ${delay} AS conversion_seconds
  FROM (${clickRows(options, range, random.chance("converted", options.conversionRate))}))`;
}
