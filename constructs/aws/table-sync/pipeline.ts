import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../../config/schema";
import { type TableSyncConfig, tableSyncNames } from "../../../config/table-sync-names";
import { tableSyncSettings } from "../../../config/table-sync-settings";
import { SyncAlarms } from "./alarms";
import { dashboardBody } from "./dashboard";
import { EventRules } from "./event-rules";
import { FactStore } from "./fact-store";
import { SyncFunction } from "./sync-function";
import { SyncQueue } from "./sync-queue";

/** Properties of {@link SyncPipeline}. */
export interface SyncPipelineProps {
  /** The configuration. */
  readonly config: TwinbergConfig;
  /** Its table sync. */
  readonly tableSync: TableSyncConfig;
}

/**
 * A message that failed is out of sight for so many times what the function may take, as Lambda asks for.
 * Source: docs.aws.amazon.com, lambda/latest/dg/services-sqs-configure.
 */
const VISIBILITY_FACTOR = 6;

/** How many times a message may fail before its age counts as wrong: well before it is a dead letter. */
const TRIES_UNTIL_OLD = 5;

/** The AWS side of the table sync: events, queue, function, facts, alarms, dashboard. */
export class SyncPipeline extends Construct {
  /** The queues. */
  readonly queues: SyncQueue;
  /** The function. */
  readonly function: SyncFunction;
  /** What was synced. */
  readonly facts: FactStore;

  constructor(scope: Construct, id: string, props: SyncPipelineProps) {
    super(scope, id);
    const { config, tableSync } = props;
    const { accountId, region, rolePrefix } = config.aws;
    const place = { accountId, region, rolePrefix };
    const names = tableSyncNames(config);
    const visibilitySeconds = VISIBILITY_FACTOR * tableSync.functionTimeoutSeconds;
    this.queues = new SyncQueue(this, "Queues", { place, names, attempts: tableSync.attempts, visibilitySeconds });
    this.facts = new FactStore(this, "Facts", { tableName: names.factTable });
    this.function = new SyncFunction(this, "Function", {
      place,
      names,
      settings: tableSyncSettings(config),
      databases: tableSync.glueDatabases,
      timeoutSeconds: tableSync.functionTimeoutSeconds,
      logDays: tableSync.logDays,
      // A local AWS takes no traces.
      tracing: config.local === undefined,
      onDestroy: config.lake.onDestroy,
      queues: this.queues,
      facts: this.facts,
    });
    new EventRules(this, "Rules", {
      names: names.rules,
      databases: tableSync.glueDatabases,
      cloudTrail: tableSync.cloudTrail,
      sweepMinutes: tableSync.sweepMinutes,
      queues: this.queues,
    });
    new SyncAlarms(this, "Alarms", {
      names,
      oldestSeconds: Math.min(TRIES_UNTIL_OLD, tableSync.attempts) * visibilitySeconds,
      sweepMinutes: tableSync.sweepMinutes,
      topic: tableSync.alarmTopic,
    });
    new CloudwatchDashboard(this, "Dashboard", {
      dashboardName: names.function,
      dashboardBody: dashboardBody(names, region),
    });
  }
}
