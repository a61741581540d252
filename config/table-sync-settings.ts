import type { TwinbergConfig } from "./schema";
import { STAGE_SCHEMA, stageUrl, type TableSyncConfig } from "./table-sync-names";

/** What the function of the table sync is told, in the form that it reads (its own `readSettings` checks it). */
export interface TableSyncSettings {
  readonly sync: {
    /** The Glue catalog: the AWS account's id. */
    readonly catalog: string;
    /** Glue databases: names, or beginnings that end in `*`. */
    readonly databases: readonly string[];
    readonly naming: TableSyncConfig["naming"];
    readonly stages: readonly { readonly name: readonly [string, string, string]; readonly url: string }[];
    readonly orphans: "DROP" | "MARK";
    readonly autoRefresh: boolean;
    readonly snsTopic?: string;
    readonly createSchemas: boolean;
    readonly adopt: boolean;
    readonly sweepPartitions: "ALL" | "USER_SPECIFIED";
  };
  readonly snowflake: {
    /** Where the SQL API is. */
    readonly url: string;
    /** `ORGANIZATION-ACCOUNT`. */
    readonly account: string;
    readonly user: string;
    readonly role: string;
    readonly authentication: "KEY_PAIR" | "WORKLOAD_IDENTITY";
    readonly statementTimeoutSeconds: number;
  };
}

/** The longest that a statement may take, in seconds: all are DDL, of which REFRESH takes the longest. */
const STATEMENT_SECONDS = 60;

/**
 * What the function is told, for a configuration that has a table sync. The same configuration gives the same settings.
 *
 * @throws RangeError for a configuration without `tableSync`
 */
export function tableSyncSettings(config: TwinbergConfig): TableSyncSettings {
  const { aws, organization, accounts, tableSync } = config;
  if (tableSync === undefined) {
    throw new RangeError("the configuration has no tableSync: add the section, or leave the table sync alone");
  }
  const account = `${organization}-${accounts[tableSync.account].name}`;
  return {
    sync: {
      catalog: aws.accountId,
      databases: tableSync.glueDatabases,
      naming: tableSync.naming,
      stages: tableSync.stages.map((stage) => ({
        name: [tableSync.stageDatabase, STAGE_SCHEMA, stage.name],
        url: stageUrl(config, stage),
      })),
      orphans: tableSync.orphans === "drop" ? "DROP" : "MARK",
      autoRefresh: tableSync.autoRefresh,
      ...(tableSync.snsTopic === undefined ? {} : { snsTopic: tableSync.snsTopic }),
      createSchemas: tableSync.createSchemas,
      adopt: tableSync.adopt,
      sweepPartitions: tableSync.sweepPartitions === "all" ? "ALL" : "USER_SPECIFIED",
    },
    snowflake: {
      url: config.local?.snowflakeEndpoint ?? accountUrl(account),
      account,
      user: tableSync.user,
      role: tableSync.role,
      authentication: tableSync.authentication.type === "key-pair" ? "KEY_PAIR" : "WORKLOAD_IDENTITY",
      statementTimeoutSeconds: Math.min(STATEMENT_SECONDS, tableSync.functionTimeoutSeconds / 2),
    },
  };
}

/** An account's address: host names have no underscores. Source: docs.snowflake.com, admin-account-identifier. */
function accountUrl(account: string): string {
  return `https://${account.toLowerCase().replaceAll("_", "-")}.snowflakecomputing.com`;
}
