import { append, type Catalog, type Engine, readRows } from "../../packages/iceberg/src/index";
import { UsageError } from "../command";
import { prepareBatch, type RunningCampaign } from "./batch";
import { type LoadedSample, type LoadProgress, loadTable, recordCount } from "./load-tables";
import type { SeedOptions } from "./seed-options";
import { SHOWN_STATUSES } from "./vocabulary";

/** What a producer appends. */
export interface AppendRequest {
  /** Impressions; clicks and conversions follow from the rates. */
  readonly impressions: number;
  /** ISO date that all of it falls on. */
  readonly day: string;
  readonly options: SeedOptions;
}

/** The campaigns of the lake that are shown. */
async function runningCampaigns(catalog: Catalog, database: string): Promise<readonly RunningCampaign[]> {
  const { metadata } = await loadTable(catalog, database, "campaigns");
  const rows = await readRows({
    metadata,
    files: catalog.files,
    columns: ["campaign_id", "status", "target_region", "target_cpa_usd"],
  });
  const running = rows
    .filter((row) => SHOWN_STATUSES.includes(String(row.status)))
    .map((row) => ({
      campaignId: String(row.campaign_id),
      targetRegion: String(row.target_region),
      targetCpaUsd: Number(row.target_cpa_usd),
    }));
  if (running.length === 0) {
    throw new UsageError(
      `${database}.campaigns has no campaign that is active or completed: run \`twinberg seed\` first`,
    );
  }
  return running.sort((a, b) => (a.campaignId < b.campaignId ? -1 : 1));
}

/**
 * Appends a batch to impressions, clicks and conversions, one commit each, parents first. Its rows follow from the request and
 * from how many impressions the lake has.
 *
 * @throws UsageError when a table is not there, or no campaign is running
 */
export async function appendBatch(
  catalog: Catalog,
  database: string,
  engine: Engine,
  { impressions, day, options }: AppendRequest,
  progress: LoadProgress,
  signal: AbortSignal,
): Promise<readonly LoadedSample[]> {
  const campaigns = await runningCampaigns(catalog, database);
  const firstImpression = recordCount(await loadTable(catalog, database, "impressions"));
  const batch = await prepareBatch(engine, { campaigns, firstImpression, impressions, day }, options);
  const outcomes: LoadedSample[] = [];
  for (const table of ["impressions", "clicks", "conversions"] as const) {
    signal.throwIfAborted();
    const { identifier } = await loadTable(catalog, database, table);
    const { table: committed } = await append(catalog, identifier, {
      engine,
      queries: batch.queries(table),
      signal,
      onFile: ({ recordCount: rows }) => progress(table, rows),
    });
    outcomes.push({
      table,
      outcome: "loaded",
      rows: recordCount(committed),
      snapshotId: committed.metadata["current-snapshot-id"],
    });
  }
  return outcomes;
}
