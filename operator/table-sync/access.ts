import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GlueClient } from "@aws-sdk/client-glue";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  FactTable,
  GlueTables,
  keyPairTokens,
  readPrivateKey,
  readSettings,
  SqlApiClient,
  type SyncPorts,
  type SyncSettings,
} from "../../lambda-src/table-sync";
import { type CommandContext, UsageError } from "../command";

/** What the commands of the table sync reach it through. */
export interface TableSyncAccess {
  readonly ports: SyncPorts;
  readonly settings: SyncSettings;
  readonly close: () => void;
}

/** What the deployed function has in its environment, and the commands take from theirs. */
export const ENVIRONMENT = ["TABLE_SYNC_SETTINGS", "TABLE_SYNC_SECRET", "TABLE_SYNC_FACT_TABLE"] as const;

/** For how long a table is a command's, in milliseconds: the function leaves it alone until then. */
const LEASE_MS = 5 * 60_000;
/** For how long Snowflake is waited for, in milliseconds. */
const PATIENCE_MS = 120_000;

/** Reaches Glue, Snowflake and the fact store as the function does. @throws UsageError for settings that can't be used */
export function openTableSync({ env }: Pick<CommandContext, "env">): TableSyncAccess {
  const [source, secret, factTable] = ENVIRONMENT.map((name) => {
    const value = env[name];
    if (value === undefined || value === "") {
      throw new UsageError(`${name} isn't set; the deployed function has it in its environment`);
    }
    return value;
  });
  if (source === undefined || secret === undefined || factTable === undefined) throw new UsageError("nothing is set");
  const { sync, snowflake } = usable(source);
  const glue = new GlueClient();
  const facts = new DynamoDBClient();
  const secrets = new SecretsManagerClient();
  const tokens = keyPairTokens(snowflake, () => readPrivateKey(secrets, secret), Date.now);
  const end = Date.now() + PATIENCE_MS;
  const sql = new SqlApiClient({ ...snowflake, queryTag: "twinberg:sync" }, tokens, {
    fetch,
    sleep: (milliseconds) => sleep(milliseconds),
    random: Math.random,
    newId: randomUUID,
    remainingMs: () => Math.max(end - Date.now(), PATIENCE_MS / 4),
  });
  return {
    ports: {
      glue: new GlueTables(glue, sync.catalog),
      sql,
      facts: new FactTable(facts, factTable),
      now: Date.now,
      leaseMs: LEASE_MS,
    },
    settings: sync,
    close: () => {
      for (const client of [glue, facts, secrets]) client.destroy();
    },
  };
}

function usable(source: string): ReturnType<typeof readSettings> {
  try {
    return readSettings(source);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) {
      throw new UsageError(`TABLE_SYNC_SETTINGS can't be used: ${error.message}`);
    }
    throw error;
  }
}
