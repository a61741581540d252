import type { TwinbergConfig } from "./schema";

/** The configuration of the table sync. */
export type TableSyncConfig = NonNullable<TwinbergConfig["tableSync"]>;

/** What the table sync's parts are called in AWS; an IAM role has at most 64 characters, which the longest prefix fits in. */
export interface TableSyncNames {
  /** The Lambda function, its role, and the dashboard. */
  readonly function: string;
  readonly queue: string;
  /** Messages that were tried too often. */
  readonly deadLetters: string;
  /** Events that EventBridge couldn't put in the queue. */
  readonly undelivered: string;
  readonly rules: { readonly glue: string; readonly cloudTrail: string; readonly sweep: string };
  /** The DynamoDB table of what was synced. */
  readonly factTable: string;
  /** The secret of the private key. */
  readonly secret: string;
  readonly logGroup: string;
  /** The role that Snowflake's storage integration assumes. */
  readonly storageRole: string;
}

/** What the table sync's parts are called in AWS. */
export function tableSyncNames({ aws }: Pick<TwinbergConfig, "aws">): TableSyncNames {
  const name = `${aws.rolePrefix}-table-sync`;
  return {
    function: name,
    queue: name,
    deadLetters: `${name}-dead-letters`,
    undelivered: `${name}-undelivered`,
    rules: { glue: `${name}-glue`, cloudTrail: `${name}-cloudtrail`, sweep: `${name}-sweep` },
    factTable: `${name}-facts`,
    secret: `${name}-key`,
    logGroup: `/aws/lambda/${name}`,
    storageRole: `${name}-storage`,
  };
}

/** The schema of the stages in the stages' database. */
export const STAGE_SCHEMA = "STAGES";

/** The table sync's own storage integration. */
export const TABLE_SYNC_INTEGRATION = "TABLE_SYNC_STORAGE_INT";

/** Where a stage points, such as `s3://bucket/raw/`. */
export function stageUrl(config: TwinbergConfig, stage: TableSyncConfig["stages"][number]): string {
  return `s3://${stage.bucket ?? config.lake.bucket}/${stage.prefix}`;
}
