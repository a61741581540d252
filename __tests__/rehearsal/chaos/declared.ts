import type { AccountRole } from "../../../config/schema";
import type { FailoverTopology } from "../../../operator/failover/topology";
import { MONITORING_TABLES, type MonitoringTable } from "../../../procedures/monitoring-tables";
import { qualifiedName, quoteIdentifier } from "../../../sql/identifier";
import { stringLiteral } from "../../../sql/literal";

/** How often the writer runs: a drill looks whether the last two runs were well. */
export const BEAT_MINUTES = 10;
/** How often the groups are refreshed. */
export const SCHEDULE_MINUTES = 10;

const ROLE_ARN = "arn:aws:iam::123456789012:role/lake";
const LOCATION = `STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE_ARN}'`;

const CATALOG = `CREATE CATALOG INTEGRATION ICEBERG_CATALOG CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG REST_CONFIG = (
  CATALOG_URI = 'https://glue.us-east-1.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE CATALOG_NAME = '123456789012'
  ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS) REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = '${ROLE_ARN}') ENABLED = TRUE`;

/** What each group carries. */
const CARRIED = {
  account: "OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS",
  volume: "OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = ICEBERG_EXT_VOLUME",
  database: "OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ",
} as const;

/** What an account has for itself, as the stacks declare it: catalog link, PROD, monitoring, tasks. */
export function ownObjects(topology: FailoverTopology, account: AccountRole): readonly string[] {
  const { catalogLinked, monitoring, prod } = topology;
  const writes = account === "primary" && catalogLinked.writes ? "ALL" : "NONE";
  return [
    "CREATE WAREHOUSE ICEBERG_DEMO_WH",
    CATALOG,
    `CREATE DATABASE ${quoteIdentifier(catalogLinked.name)} LINKED_CATALOG = (CATALOG = 'ICEBERG_CATALOG', ALLOWED_WRITE_OPERATIONS = ${writes})`,
    `CREATE DATABASE ${quoteIdentifier(prod.name)}`,
    `CREATE VIEW ${qualifiedName(prod.name, "PUBLIC", "CAMPAIGNS")} AS SELECT 1 AS CAMPAIGN_ID`,
    `CREATE DATABASE ${quoteIdentifier(monitoring.name)}`,
    `CREATE SCHEMA ${qualifiedName(monitoring.name, monitoring.schema)}`,
    ...tables("local", monitoring),
    beat(topology, account),
  ];
}

/** The tasks, which run. The first is the heartbeat, which writes; of the others it only matters whether they are suspended. */
export function tasks({ monitoring, writerTasks }: FailoverTopology): readonly string[] {
  const inMonitoring = (name: string) => qualifiedName(monitoring.name, monitoring.schema, name);
  return writerTasks.flatMap((name, index) => [
    `CREATE TASK ${inMonitoring(name)} SCHEDULE = '${index === 0 ? BEAT_MINUTES : 10_000} MINUTE' AS ${index === 0 ? `CALL ${inMonitoring("BEAT")}()` : "SELECT 1"}`,
    `ALTER TASK ${inMonitoring(name)} RESUME`,
  ]);
}

/** What only the source of the groups makes: the replicated objects, the groups, the connection. */
export function sourceObjects(topology: FailoverTopology): readonly string[] {
  const { organization, accounts, groups, operations, connection } = topology;
  return [
    `CREATE STORAGE INTEGRATION ICEBERG_S3 TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE_ARN}' ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('s3://lake/')`,
    `CREATE EXTERNAL VOLUME ICEBERG_EXT_VOLUME STORAGE_LOCATIONS = ((NAME = 'east' ${LOCATION} STORAGE_BASE_URL = 's3://lake/iceberg/' STORAGE_AWS_EXTERNAL_ID = 'volume'))`,
    `CREATE DATABASE ${quoteIdentifier(operations.name)}`,
    ...[operations.schema, operations.lastGoodSchema].map(
      (name) => `CREATE SCHEMA ${qualifiedName(operations.name, name)}`,
    ),
    ...tables("replicated", { name: operations.name, schema: operations.schema }),
    ...groups.map(
      ({ name, kind }) =>
        `CREATE FAILOVER GROUP ${quoteIdentifier(name)} ${CARRIED[kind]}${kind === "database" ? quoteIdentifier(operations.name) : ""} ` +
        `ALLOWED_ACCOUNTS = ${organization}.${accounts.primary}, ${organization}.${accounts.secondary} REPLICATION_SCHEDULE = '${SCHEDULE_MINUTES} MINUTE'`,
    ),
    ...(connection === undefined
      ? []
      : [
          `CREATE CONNECTION ${quoteIdentifier(connection)}`,
          `ALTER CONNECTION ${quoteIdentifier(connection)} ENABLE FAILOVER TO ACCOUNTS ${organization}.${accounts.secondary}`,
        ]),
  ];
}

/** The other account's halves. */
export function replicaObjects({ organization, accounts, groups, connection }: FailoverTopology): readonly string[] {
  const source = `${organization}.${accounts.primary}`;
  return [
    ...groups.map(
      ({ name }) => `CREATE FAILOVER GROUP ${quoteIdentifier(name)} AS REPLICA OF ${source}.${quoteIdentifier(name)}`,
    ),
    ...(connection === undefined
      ? []
      : [`CREATE CONNECTION ${quoteIdentifier(connection)} AS REPLICA OF ${source}.${quoteIdentifier(connection)}`]),
  ];
}

/** Refreshes a secondary's groups and lets both tell that they are well. */
export function refreshes({ groups }: FailoverTopology): readonly string[] {
  return groups.map(({ name }) => `ALTER FAILOVER GROUP ${quoteIdentifier(name)} REFRESH`);
}

/** The heartbeat's call. */
export function callBeat({ monitoring }: FailoverTopology): string {
  return `CALL ${qualifiedName(monitoring.name, monitoring.schema, "BEAT")}()`;
}

function tables(place: MonitoringTable["place"], into: { readonly name: string; readonly schema: string }): string[] {
  return MONITORING_TABLES.filter((table) => table.place === place).map((table) => {
    const columns = table.columns.map(
      ({ name, type, nullable }) => `${quoteIdentifier(name)} ${type}${nullable ? "" : " NOT NULL"}`,
    );
    return `CREATE TABLE ${qualifiedName(into.name, into.schema, table.name)} (${columns.join(", ")})`;
  });
}

/** A heartbeat that finds all well; where the replicated database can be written, it writes the recovery point. */
function beat({ monitoring, operations }: FailoverTopology, account: AccountRole): string {
  const name = (table: string) => qualifiedName(monitoring.name, monitoring.schema, table);
  const log = `INSERT INTO ${name("HEARTBEAT_LOG")} (RUN_ID, CHECKED_AT, HEALTHY, GOOD, BAD, UNKNOWN, CHECKS) SELECT UUID_STRING(), CURRENT_TIMESTAMP(), TRUE, 1, 0, 0, PARSE_JSON('[]')`;
  const point = `INSERT INTO ${qualifiedName(operations.name, operations.schema, "RECOVERY_POINT")} SELECT ${stringLiteral(account)}, CURRENT_TIMESTAMP(), UUID_STRING()`;
  const run = (sql: string) => `snowflake.execute({ sqlText: ${JSON.stringify(sql)} });`;
  const body = `${run(log)} try { ${run(point)} } catch (error) { if (!/read-only/i.test(error.message)) throw error; } return "";`;
  return `CREATE PROCEDURE ${name("BEAT")}() RETURNS VARCHAR LANGUAGE JAVASCRIPT EXECUTE AS OWNER AS $$${body}$$`;
}
