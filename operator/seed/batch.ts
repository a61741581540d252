import type { Engine } from "../../packages/iceberg/src/index";
import { stringLiteral } from "../../sql/literal";
import type { SampleData } from "./sample-data";
import { clicksQuery, conversionsQuery, type ImpressionRange, impressionsQuery } from "./sample-tables";
import type { SeedOptions } from "./seed-options";

/** A campaign that the lake holds. */
export interface RunningCampaign {
  readonly campaignId: string;
  readonly targetRegion: string;
  readonly targetCpaUsd: number;
}

/** A batch of new impressions, clicks and conversions, as a producer appends them. */
export interface Batch {
  /** The campaigns that are shown, each as often as the others. At least one. */
  readonly campaigns: readonly RunningCampaign[];
  /** Number of the first impression: how many the lake has. */
  readonly firstImpression: number;
  /** Impressions in the batch. */
  readonly impressions: number;
  /** ISO date that all of it falls on. */
  readonly day: string;
}

/** How many impressions each campaign gets: all of them together, no two differing by more than one. */
export function shares(impressions: number, campaigns: number): readonly number[] {
  const [least, more] = [Math.floor(impressions / campaigns), impressions % campaigns];
  return Array.from({ length: campaigns }, (_, index) => least + (index < more ? 1 : 0));
}

/** Makes a batch's campaigns in the engine, as the table seed_campaign; its rows are then made as those of the first load are. */
export async function prepareBatch(engine: Engine, batch: Batch, options: SeedOptions): Promise<SampleData> {
  const counts = shares(batch.impressions, batch.campaigns.length);
  let first = batch.firstImpression;
  const rows = batch.campaigns.map(({ campaignId, targetRegion, targetCpaUsd }, index) => {
    const count = counts[index] ?? 0;
    const row = `(${stringLiteral(campaignId)}, ${stringLiteral(targetRegion)}, ${targetCpaUsd}::DOUBLE, ${first}::BIGINT, ${count}::BIGINT)`;
    first += count;
    return row;
  });
  await engine.run(`CREATE OR REPLACE TABLE seed_campaign AS
    SELECT *, epoch(DATE ${stringLiteral(batch.day)})::BIGINT AS start_seconds, 86400::BIGINT AS length_seconds
    FROM (VALUES ${rows.join(", ")}) AS rows(campaign_id, target_region, target_cpa_usd, first_impression, impression_count)`);
  const range: ImpressionRange = { from: batch.firstImpression, to: first };
  return {
    impressions: batch.impressions,
    queries(table) {
      switch (table) {
        case "campaigns":
          return [];
        case "impressions":
          return [impressionsQuery(options, range)];
        case "clicks":
          return [clicksQuery(options, range)];
        case "conversions":
          return [conversionsQuery(options, range)];
      }
    },
  };
}
