import type { TableNames } from "./view-definition";

/** What the advertising views tell of a campaign or a day, in order. */
export const METRIC_COLUMNS = [
  "IMPRESSIONS",
  "VIEWABLE_IMPRESSIONS",
  "CLICKS",
  "CONVERSIONS",
  "IMPRESSION_COST_USD",
  "CLICK_COST_USD",
  "COST_USD",
  "REVENUE_USD",
  "CLICK_THROUGH_RATE",
  "CONVERSION_RATE",
  "RETURN_ON_AD_SPEND",
] as const;

/** What {@link factMetrics} needs. */
export interface FactMetricsProps {
  /** The column that the facts are summed by: upper case, and a column of each fact table. */
  readonly key: string;
  /** A common table expression that stands before these, and whose keys get a row too. Default: none. */
  readonly before?: { readonly name: string; readonly query: string };
  /** The tables' names in SQL. */
  readonly tables: TableNames;
}

/**
 * The common table expressions that end in METRICS: one row a key, with {@link METRIC_COLUMNS}.
 *
 * Each fact is summed before anything is joined: joining impressions, clicks and conversions first multiplies them with each
 * other. The keys are those of all facts together, so that a key with conversions and no impressions keeps its row; NULL is
 * a key like any other. Where there is no row, counts and sums are 0, which is known; a sum over rows that all lack the
 * value is NULL, and so is a rate of nothing.
 */
export function factMetrics({ key, before, tables }: FactMetricsProps): string {
  const column = `"${key}"`;
  const keys = [...(before === undefined ? [] : [before.name]), "SHOWN", "CLICKED", "CONVERTED"].map(
    (facts) => `    SELECT ${column} FROM "${facts}"`,
  );
  const joined = (fact: string) =>
    `    LEFT JOIN "${fact}" ON "${fact}".${column} IS NOT DISTINCT FROM "KEYS".${column}`;
  const count = (fact: string, name: string) => `      COALESCE("${fact}"."${name}", 0) AS "${name}"`;
  const sum = (fact: string, rows: string, name: string) =>
    `      CASE WHEN "${fact}"."${rows}" IS NULL THEN 0 ELSE "${fact}"."${name}" END AS "${name}"`;
  return `WITH
${before === undefined ? "" : `  "${before.name}" AS (\n${before.query}\n  ),\n`}  "SHOWN" AS (
    SELECT ${column}, COUNT(*) AS "IMPRESSIONS", COUNT_IF("VIEWABLE") AS "VIEWABLE_IMPRESSIONS",
      SUM("COST_USD") AS "IMPRESSION_COST_USD"
    FROM ${tables("impressions")}
    GROUP BY ${column}
  ),
  "CLICKED" AS (
    SELECT ${column}, COUNT(*) AS "CLICKS", SUM("COST_USD") AS "CLICK_COST_USD"
    FROM ${tables("clicks")}
    GROUP BY ${column}
  ),
  "CONVERTED" AS (
    SELECT ${column}, COUNT(*) AS "CONVERSIONS", SUM("REVENUE_USD") AS "REVENUE_USD"
    FROM ${tables("conversions")}
    GROUP BY ${column}
  ),
  "KEYS" AS (
${keys.join("\n    UNION\n")}
  ),
  "TOTALS" AS (
    SELECT "KEYS".${column},
${[
  count("SHOWN", "IMPRESSIONS"),
  count("SHOWN", "VIEWABLE_IMPRESSIONS"),
  count("CLICKED", "CLICKS"),
  count("CONVERTED", "CONVERSIONS"),
  sum("SHOWN", "IMPRESSIONS", "IMPRESSION_COST_USD"),
  sum("CLICKED", "CLICKS", "CLICK_COST_USD"),
  sum("CONVERTED", "CONVERSIONS", "REVENUE_USD"),
].join(",\n")}
    FROM "KEYS"
${["SHOWN", "CLICKED", "CONVERTED"].map(joined).join("\n")}
  ),
  "METRICS" AS (
    SELECT *,
      "IMPRESSION_COST_USD" + "CLICK_COST_USD" AS "COST_USD",
      CAST("CLICKS" AS DOUBLE) / NULLIF("IMPRESSIONS", 0) AS "CLICK_THROUGH_RATE",
      CAST("CONVERSIONS" AS DOUBLE) / NULLIF("CLICKS", 0) AS "CONVERSION_RATE",
      "REVENUE_USD" / NULLIF("IMPRESSION_COST_USD" + "CLICK_COST_USD", 0) AS "RETURN_ON_AD_SPEND"
    FROM "TOTALS"
  )`;
}
