import type { TwinbergConfig } from "../../config/schema";
import { type TableSyncConfig, type TableSyncNames, tableSyncNames } from "../../config/table-sync-names";
import { tableSyncSettings } from "../../config/table-sync-settings";
import { type DeployedSettings, readSettings } from "../../lambda-src/table-sync";
import { type AwsPatience, QUESTION } from "../aws/patience";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, UsageError } from "../command";

/** The table sync as it is configured. */
export interface ConfiguredTableSync {
  readonly config: TwinbergConfig;
  readonly tableSync: TableSyncConfig;
  /** What the deployed function is told. */
  readonly settings: DeployedSettings;
  /** What its parts are called in AWS. */
  readonly names: TableSyncNames;
  /** What clients of AWS are made with. */
  readonly aws: AwsPatience & { readonly region: string; readonly endpoint?: string };
}

/**
 * Reads the configuration that the environment chooses.
 *
 * @throws ConfigError when it isn't valid, UsageError when it has no table sync
 */
export function configuredTableSync(context: Pick<CommandContext, "env" | "progress">): ConfiguredTableSync {
  const { file, config } = chosenConfig(context);
  const { tableSync, aws, local } = config;
  if (tableSync === undefined) {
    throw new UsageError(`${file} has no tableSync: add that section, and apply the stack table-sync`);
  }
  return {
    config,
    tableSync,
    settings: readSettings(JSON.stringify(tableSyncSettings(config))),
    names: tableSyncNames(config),
    aws: { ...QUESTION, region: aws.region, ...(local === undefined ? {} : { endpoint: local.awsEndpoint }) },
  };
}
