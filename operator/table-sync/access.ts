import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GlueClient } from "@aws-sdk/client-glue";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { FactTable, GlueTables, readPrivateKey, type SyncPorts, type SyncSettings } from "../../lambda-src/table-sync";
import { type CommandContext, UsageError } from "../command";
import { deployerSettings } from "../validate/deployers";
import { type ConfiguredTableSync, configuredTableSync } from "./configured";
import { openSqlApi, type SqlApiUser } from "./sql-api";

/** What the commands of the table sync reach it through. */
export interface TableSyncAccess {
  readonly ports: SyncPorts;
  readonly settings: SyncSettings;
  readonly close: () => void;
}

/** For how long a table is a command's, in milliseconds: the function leaves it alone until then. */
const LEASE_MS = 5 * 60_000;
/** For how long Snowflake is waited for, in milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * Reaches Glue, Snowflake and the fact store as the function does, by the configuration.
 *
 * @throws UsageError for a configuration without a table sync; with workload identity, when the deployer's key isn't in the environment
 */
export function openTableSync({ env, progress }: Pick<CommandContext, "env" | "progress">): TableSyncAccess {
  const configured = configuredTableSync({ env, progress });
  const { aws, names, settings } = configured;
  const glue = new GlueClient(aws);
  const facts = new DynamoDBClient(aws);
  const secrets = new SecretsManagerClient(aws);
  const user = sqlApiUser(configured, env, () => readPrivateKey(secrets, names.secret));
  return {
    ports: {
      glue: new GlueTables(glue, settings.sync.catalog),
      sql: openSqlApi(configured, user, "twinberg:sync", PATIENCE_MS),
      facts: new FactTable(facts, names.factTable),
      now: Date.now,
      leaseMs: LEASE_MS,
    },
    settings: settings.sync,
    close: () => {
      for (const client of [glue, facts, secrets]) client.destroy();
    },
  };
}

/** With workload identity there is no key but the deployer's, who works in the sync's role then. */
function sqlApiUser(
  { config, tableSync, settings }: ConfiguredTableSync,
  env: CommandContext["env"],
  readKey: () => Promise<string>,
): SqlApiUser {
  if (settings.snowflake.authentication === "KEY_PAIR") return { user: settings.snowflake.user, readKey };
  const deployer = deployerSettings(config, tableSync.account, env);
  if (!("privateKeyPem" in deployer)) {
    throw new UsageError(
      `${deployer.user} logs in by workload identity, as the table sync does, and the SQL API takes a key from here: set accounts.${tableSync.account}.deployer.login or tableSync.authentication to key-pair`,
    );
  }
  return { user: deployer.user, readKey: async () => deployer.privateKeyPem };
}
