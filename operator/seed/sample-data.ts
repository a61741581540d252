import type { Engine } from "../../packages/iceberg/src/index";
import {
  campaignsQuery,
  campaignTable,
  clicksQuery,
  conversionsQuery,
  type ImpressionRange,
  impressionsQuery,
  type SampleTable,
} from "./sample-tables";
import type { SeedOptions } from "./seed-options";

/** Impressions whose rows are made by one query: a file of each table, some 100 MB of memory. */
const IMPRESSIONS_PER_QUERY: Readonly<Record<SampleTable, number>> = {
  campaigns: 0,
  impressions: 1_000_000,
  clicks: 5_000_000,
  conversions: 10_000_000,
};

/** Sample data that is ready to be read, piece by piece. */
export interface SampleData {
  /** Impressions in all. */
  readonly impressions: number;
  /** Queries that make a table's rows, one after the other, over the engine that it was prepared with. */
  queries(table: SampleTable): readonly string[];
}

/** Cuts impressions into ranges of at most so many; none is empty. */
export function impressionRanges(total: number, size: number): readonly ImpressionRange[] {
  const count = Math.ceil(total / size);
  return Array.from({ length: count }, (_, index) => ({ from: index * size, to: Math.min(total, (index + 1) * size) }));
}

/** Makes the campaigns in the engine, as the table seed_campaign; everything else is made from it, query by query. */
export async function prepareSampleData(engine: Engine, options: SeedOptions): Promise<SampleData> {
  await engine.run(`CREATE OR REPLACE TABLE seed_campaign AS ${campaignTable(options)}`);
  const [row] = await engine.rows("SELECT sum(impression_count)::DOUBLE AS total FROM seed_campaign");
  const impressions = Number(row?.total ?? 0);
  const facts = { impressions: impressionsQuery, clicks: clicksQuery, conversions: conversionsQuery };
  return {
    impressions,
    queries(table) {
      if (table === "campaigns") return [campaignsQuery];
      return impressionRanges(impressions, IMPRESSIONS_PER_QUERY[table]).map((range) => facts[table](options, range));
    },
  };
}
