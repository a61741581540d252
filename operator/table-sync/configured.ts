import { configPath, loadConfig } from "../../config/load";
import type { TwinbergConfig } from "../../config/schema";
import { type TableSyncConfig, type TableSyncNames, tableSyncNames } from "../../config/table-sync-names";
import { tableSyncSettings } from "../../config/table-sync-settings";
import { type DeployedSettings, readSettings } from "../../lambda-src/table-sync";
import { UsageError } from "../command";

/** The table sync as it is configured. */
export interface ConfiguredTableSync {
  readonly config: TwinbergConfig;
  readonly tableSync: TableSyncConfig;
  /** What the deployed function is told. */
  readonly settings: DeployedSettings;
  /** What its parts are called in AWS. */
  readonly names: TableSyncNames;
  /** What clients of AWS are made with. */
  readonly aws: { readonly region: string; readonly endpoint?: string };
}

/**
 * Reads the configuration that the environment chooses.
 *
 * @throws ConfigError when it isn't valid, UsageError when it has no table sync
 */
export function configuredTableSync(env: Readonly<Record<string, string | undefined>>): ConfiguredTableSync {
  const file = configPath(env);
  const config = loadConfig(file);
  const { tableSync, aws, local } = config;
  if (tableSync === undefined) {
    throw new UsageError(`${file} has no tableSync: add that section, and apply the stack table-sync`);
  }
  return {
    config,
    tableSync,
    settings: readSettings(JSON.stringify(tableSyncSettings(config))),
    names: tableSyncNames(config),
    aws: { region: aws.region, ...(local === undefined ? {} : { endpoint: local.awsEndpoint }) },
  };
}
