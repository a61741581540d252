import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { TwinbergConfig } from "../../config/schema";
import { stageUrl, type TableSyncConfig, type TableSyncNames, tableSyncNames } from "../../config/table-sync-names";
import { type Row, type SessionSettings, withSession } from "../../operator/snowflake/session";
import { awsClientSettings } from "../clouds/aws-target";
import { SnowflakeControl } from "../clouds/control";
import { LocalAwsControl } from "../clouds/local-aws-control";
import type { CloudFacts } from "../steps/step";
import type { RehearsalTools } from "../tools";

/** A Glue database of the rehearsal, and the schema that it goes to. */
export interface Zone {
  readonly glue: string;
  readonly database: string;
  readonly schema: string;
}

/** Where the table sync is rehearsed: both clouds, and what things are called there. */
export interface SyncPlace {
  readonly tools: RehearsalTools;
  readonly clouds: CloudFacts;
  readonly settings: TableSyncConfig;
  readonly names: TableSyncNames;
  readonly aws: {
    readonly glue: GlueClient;
    readonly s3: S3Client;
    readonly sqs: SQSClient;
    readonly dynamodb: DynamoDBClient;
    readonly secrets: SecretsManagerClient;
  };
  /** URLs of the queues. */
  readonly queues: { readonly work: string; readonly deadLetters: string; readonly undelivered: string };
  readonly localAws: LocalAwsControl;
  readonly snowflake: SnowflakeControl;
  /** `ORGANIZATION-ACCOUNT` of the account that has the external tables. */
  readonly account: string;
  /** Most of what is rehearsed is here. */
  readonly zone: Zone;
  /** Its names try to be SQL. */
  readonly hostileZone: Zone;
  /** Where a folder of the rehearsal's files is: its URL, bucket and key. */
  readonly folder: (name: string) => { readonly url: string; readonly bucket: string; readonly key: string };
  /** Runs statements as the deployer, or in another of its roles, in a session of their own. @returns the last one's rows */
  readonly run: (statements: readonly string[], role?: string) => Promise<readonly Row[]>;
}

/** Text in a name that would end an identifier and drop the database, were it not quoted. */
const HOSTILE = (database: string) => `x"; drop database "${database.toLowerCase()}"; --`;

/**
 * The Glue databases of the rehearsal.
 *
 * @throws Error for a configuration that takes none of another name
 */
export function zonesOf({ glueDatabases, databases, naming }: TableSyncConfig): readonly [Zone, Zone] {
  for (const database of databases) {
    const beginning = `${database.toLowerCase()}${naming.separator}`;
    const taken = glueDatabases.some((one) => one.endsWith("*") && beginning.startsWith(one.slice(0, -1)));
    if (!taken) continue;
    const zone = (schema: string): Zone => ({
      glue: `${beginning}${schema}`,
      database,
      schema: schema.toUpperCase(),
    });
    return [zone("rehearsal"), zone(HOSTILE(database))];
  }
  throw new Error(
    `tableSync.glueDatabases takes no database that is made for the rehearsal, such as ${databases[0]?.toLowerCase() ?? ""}${naming.separator}rehearsal: add ${databases[0]?.toLowerCase() ?? ""}${naming.separator}*`,
  );
}

/** Opens the place, does something there, and closes what was opened. @throws Error for a configuration without tableSync */
export async function withSyncPlace<T>(
  tools: RehearsalTools,
  clouds: CloudFacts,
  work: (place: SyncPlace) => Promise<T>,
): Promise<T> {
  const { config } = tools;
  const { tableSync: settings } = config;
  if (settings === undefined) throw new Error("the configuration has no tableSync");
  const names = tableSyncNames(config);
  const client = awsClientSettings(clouds.aws);
  const sqs = new SQSClient(client);
  const aws = {
    glue: new GlueClient(client),
    s3: new S3Client({ ...client, forcePathStyle: true }),
    sqs,
    dynamodb: new DynamoDBClient(client),
    secrets: new SecretsManagerClient(client),
  };
  const urlOf = async (QueueName: string) => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    if (QueueUrl === undefined) throw new Error(`the queue ${QueueName} has no URL`);
    return QueueUrl;
  };
  const session = clouds.sessions[settings.account];
  const [zone, hostileZone] = zonesOf(settings);
  try {
    const [queue, deadLetters, undelivered] = await Promise.all(
      [names.queue, names.deadLetters, names.undelivered].map(urlOf),
    );
    return await work({
      tools,
      clouds,
      settings,
      names,
      aws,
      queues: { work: queue ?? "", deadLetters: deadLetters ?? "", undelivered: undelivered ?? "" },
      localAws: new LocalAwsControl(clouds.aws.endpoint),
      snowflake: new SnowflakeControl(clouds.controlUrl),
      account: `${session.organization}-${session.account}`,
      zone,
      hostileZone,
      folder: folderOf(config, settings),
      run: (statements, role) => runAs(session, statements, role),
    });
  } finally {
    for (const one of Object.values(aws)) one.destroy();
  }
}

function folderOf(config: TwinbergConfig, { stages }: TableSyncConfig): SyncPlace["folder"] {
  const [stage] = stages;
  if (stage === undefined) throw new Error("tableSync.stages is empty");
  const bucket = stage.bucket ?? config.lake.bucket;
  return (name) => ({
    url: `${stageUrl(config, stage)}rehearsal/${name}/`,
    bucket,
    key: `${stage.prefix}rehearsal/${name}/`,
  });
}

function runAs(session: SessionSettings, statements: readonly string[], role = session.role): Promise<readonly Row[]> {
  return withSession({ ...session, role }, async (open) => {
    let rows: readonly Row[] = [];
    await open.execute("USE SECONDARY ROLES NONE");
    for (const statement of statements) rows = await open.execute(statement);
    return rows;
  });
}
