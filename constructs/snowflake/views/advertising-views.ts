import type { TwinbergConfig } from "../../../config/schema";
import { campaignPerformance } from "./campaign-performance";
import { dailyMetrics } from "./daily-metrics";
import type { TableNames, ViewDefinition } from "./view-definition";

/** The advertising views over some tables; none where the configuration doesn't ask for them. */
export function advertisingViews(config: TwinbergConfig, tables: TableNames): ViewDefinition[] {
  return config.databases.external.advertisingViews ? [campaignPerformance(tables), dailyMetrics(tables)] : [];
}
