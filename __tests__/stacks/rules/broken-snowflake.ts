import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import { GrantPrivilegesToAccountRole } from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import { MaterializedView } from "@cdktf/provider-snowflake/lib/materialized-view";
import { SnowflakeProvider } from "@cdktf/provider-snowflake/lib/provider";
import { Task } from "@cdktf/provider-snowflake/lib/task";
import { View } from "@cdktf/provider-snowflake/lib/view";
import type { RuleId } from "../../../config/rule-ids";
import { CatalogIntegrationIcebergRest } from "../../../constructs/snowflake/resources/catalog-integration-iceberg-rest";
import { ExternalVolume } from "../../../constructs/snowflake/resources/external-volume";
import { IcebergTableFromAwsGlue } from "../../../constructs/snowflake/resources/iceberg-table-from-aws-glue";
import type { BrokenCase } from "./broken-case";

const statement = (rule: RuleId, what: string, stack: string, execute: string, problem: string): BrokenCase => ({
  rule,
  what,
  stack,
  declare: (scope, id) => new Execute(scope, id, { execute, revert: "SELECT 1" }),
  problem,
});

const ROLE = "arn:aws:iam::123456789012:role/x";

/** Mistakes on the Snowflake side, each in a construct of its own. What the original demo does is in original-demo.ts. */
export const brokenSnowflake: readonly BrokenCase[] = [
  {
    rule: "analyst-reads-only-prod",
    what: "an analyst who reads what is behind PROD",
    stack: "primary-data",
    declare: (scope, id) =>
      new GrantPrivilegesToAccountRole(scope, id, {
        accountRoleName: "ICEBERG_ANALYST",
        privileges: ["USAGE"],
        onAccountObject: { objectType: "DATABASE", objectName: "ICEBERG_DEMO_CLD" },
      }),
    problem: "it isn't in ICEBERG_PROD, nor on a warehouse",
  },
  {
    rule: "grants-are-on-both-sides",
    what: "a grant in one account",
    stack: "secondary-account",
    declare: (scope, id) =>
      new GrantPrivilegesToAccountRole(scope, id, {
        accountRoleName: "ICEBERG_ENGINEER",
        privileges: ["MONITOR"],
        onAccount: true,
      }),
    problem: "the primary account has no such grant: MONITOR with account_role_name ICEBERG_ENGINEER, on_account true",
  },
  {
    rule: "each-account-has-its-twin",
    what: "a view in one account",
    stack: "primary-data",
    declare: (scope, id) =>
      new View(scope, id, { database: "ICEBERG_PROD", schema: "ADVERTISING", name: "LONELY", statement: "SELECT 1" }),
    problem: "the secondary account has no view ICEBERG_PROD.ADVERTISING.LONELY",
  },
  {
    rule: "replacement-keeps-grants",
    what: "a view that loses its grants when its text changes",
    stack: "primary-data",
    declare: (scope, id) =>
      new View(scope, id, { database: "ICEBERG_PROD", schema: "ADVERTISING", name: "V", statement: "SELECT 1" }),
    problem: "copy_grants isn't true",
  },
  {
    rule: "materialized-views-are-legal",
    what: "a materialized view of two tables",
    stack: "primary-data",
    declare: (scope, id) =>
      new MaterializedView(scope, id, {
        database: "D",
        schema: "S",
        name: "M",
        warehouse: "W",
        statement: "SELECT A FROM T JOIN U ON T.A = U.A",
      }),
    problem: "JOIN isn't allowed there",
  },
  {
    rule: "tasks-do-not-overlap",
    what: "a task that may overlap",
    stack: "primary-data",
    declare: (scope, id) =>
      new Task(scope, id, { database: "D", schema: "S", name: "T", started: true, sqlStatement: "SELECT 1" }),
    problem: "allow_overlapping_execution isn't false",
  },
  {
    rule: "external-volume-does-not-write",
    what: "a volume that writes",
    stack: "failover-primary",
    declare: (scope, id) =>
      new ExternalVolume(scope, id, { name: "V", allowWrites: true, storageLocation: [location] }),
    problem: "allow_writes isn't false",
  },
  {
    rule: "external-ids-are-set-and-unique",
    what: "a volume with the external id of the storage integration",
    stack: "failover-primary",
    declare: (scope, id) =>
      new ExternalVolume(scope, id, { name: "V", allowWrites: false, storageLocation: [location] }),
    problem: "the external id twinberg-storage is that of primary-account/Account/LakeAccess/StorageIntegration, too",
  },
  {
    rule: "catalog-is-signed-for-its-region",
    what: "a catalog of another region than the signature's",
    stack: "secondary-account",
    declare: (scope, id) =>
      new CatalogIntegrationIcebergRest(scope, id, {
        name: "C",
        enabled: true,
        catalogNamespace: "n",
        restConfig: {
          catalogUri: "https://glue.us-east-1.amazonaws.com/iceberg",
          catalogApiType: "AWS_GLUE",
          catalogName: "123456789012",
          accessDelegationMode: "VENDED_CREDENTIALS",
        },
        sigv4RestAuthentication: { sigv4IamRole: ROLE, sigv4SigningRegion: "us-west-2", sigv4ExternalId: "own" },
      }),
    problem: "it is signed for us-west-2, and the catalog is in us-east-1",
  },
  {
    rule: "replicated-database-holds-native-tables",
    what: "an Iceberg table of Glue's in a database that is carried",
    stack: "failover-primary",
    declare: (scope, id) =>
      new IcebergTableFromAwsGlue(scope, id, {
        database: "ICEBERG_OPS",
        schema: "MONITORING",
        name: "CAMPAIGNS",
        externalVolume: "ICEBERG_EXT_VOLUME",
        catalog: "GLUE_CATALOG_INT",
        catalogNamespace: "iceberg_advertising_db",
        catalogTableName: "campaigns",
        autoRefresh: true,
      }),
    problem: "ICEBERG_OPS is replicated, and this table would not be",
  },
  {
    rule: "failover-path-avoids-the-lost-region",
    what: "a stack of the secondary that logs in to the primary's account",
    stack: "secondary-data",
    declare: (scope, id) =>
      new SnowflakeProvider(scope, id, { alias: "primary", organizationName: "TWINBERG", accountName: "EAST" }),
    problem: "it logs in to EAST, the primary's account",
  },
  statement(
    "catalog-linked-database-is-never-replaced",
    "a catalog-linked database that is made anew",
    "primary-data",
    "CREATE OR REPLACE DATABASE \"C\" LINKED_CATALOG = (CATALOG = 'X', ALLOWED_WRITE_OPERATIONS = NONE)",
    "it says OR REPLACE",
  ),
  statement(
    "catalog-linked-database-states-its-writes",
    "a catalog-linked database that doesn't say whether it writes",
    "primary-data",
    "CREATE DATABASE IF NOT EXISTS \"C\" LINKED_CATALOG = (CATALOG = 'X')",
    "it doesn't say ALLOWED_WRITE_OPERATIONS = NONE",
  ),
  statement(
    "one-catalog-linked-database-writes",
    "a second writer",
    "secondary-data",
    'ALTER DATABASE "ICEBERG_DEMO_CLD" UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ALL',
    "primary-data/Data/CatalogLinked/Writes writes already",
  ),
  statement(
    "connection-leads-to-another-region",
    "a connection with one half",
    "failover-primary",
    'CREATE CONNECTION IF NOT EXISTS "HALF"',
    "HALF has no replica in the other account",
  ),
  statement(
    "failover-needs-business-critical",
    "a failover group of an account that is ENTERPRISE",
    "failover-primary",
    'CREATE FAILOVER GROUP IF NOT EXISTS "E" OBJECT_TYPES = ROLES ALLOWED_ACCOUNTS = "TWINBERG"."WEST"',
    "the secondary account WEST is ENTERPRISE",
  ),
  statement(
    "replication-keeps-the-recovery-point",
    "a group that is never refreshed by itself",
    "failover-primary",
    'CREATE FAILOVER GROUP IF NOT EXISTS "LAZY" OBJECT_TYPES = SHARES ALLOWED_SHARES = "S" ALLOWED_ACCOUNTS = "TWINBERG"."WEST"',
    "LAZY has neither REPLICATION_SCHEDULE nor RPO_ASSURANCE",
  ),
  statement(
    "replication-keeps-the-recovery-point",
    "a group that is refreshed every eight days",
    "primary-data",
    "ALTER FAILOVER GROUP \"ICEBERG_BCDR_DB_FG\" SET REPLICATION_SCHEDULE = 'USING CRON 0 3 */8 * * UTC'",
    "twice 'USING CRON 0 3 */8 * * UTC' is 23040 minutes, and the objective is 11520",
  ),
  statement(
    "failover-group-schedule-is-possible",
    "a schedule of more than 11520 minutes",
    "primary-data",
    "ALTER FAILOVER GROUP \"ICEBERG_BCDR_DB_FG\" SET REPLICATION_SCHEDULE = '11521 MINUTE'",
    "'11521 MINUTE' is neither 1 to 11520 MINUTE nor USING CRON with five fields and a time zone",
  ),
  statement(
    "failover-group-lists-what-it-carries",
    "security integrations without roles",
    "failover-primary",
    'ALTER FAILOVER GROUP "A" SET OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = SECURITY INTEGRATIONS',
    "SECURITY INTEGRATIONS need ROLES among OBJECT_TYPES",
  ),
  statement(
    "failover-group-carries-what-replicates",
    "a catalog-linked database in a group",
    "failover-primary",
    'ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" ADD "ICEBERG_DEMO_CLD" TO ALLOWED_DATABASES',
    "ICEBERG_DEMO_CLD is catalog-linked, which can't be replicated",
  ),
  statement(
    "object-is-in-one-failover-group",
    "a database in two groups",
    "failover-primary",
    'ALTER FAILOVER GROUP "OTHER" ADD "ICEBERG_OPS" TO ALLOWED_DATABASES',
    "database ICEBERG_OPS would be in ICEBERG_BCDR_DB_FG and in OTHER",
  ),
  statement(
    "failover-group-creation-is-legal",
    "a group that is made anew",
    "failover-primary",
    'CREATE OR REPLACE FAILOVER GROUP "R" OBJECT_TYPES = SHARES ALLOWED_SHARES = "S" ALLOWED_ACCOUNTS = "TWINBERG"."WEST"',
    "CREATE OR REPLACE FAILOVER GROUP R isn't a statement",
  ),
  statement(
    "failover-group-commands-run-on-their-side",
    "a promotion",
    "failover-secondary",
    'ALTER FAILOVER GROUP "ICEBERG_BCDR_DB_FG" PRIMARY',
    "PRIMARY of ICEBERG_BCDR_DB_FG is the controller's to say, at run time",
  ),
  statement(
    "names-are-legal",
    "a name that isn't quoted",
    "primary-data",
    "ALTER DATABASE IF EXISTS iceberg_prod SET COMMENT = 'x'",
    "the name iceberg_prod isn't quoted",
  ),
  {
    rule: "names-are-legal",
    what: "a name of 256 characters",
    stack: "primary-data",
    declare: (scope, id) =>
      new Task(scope, id, {
        database: "D",
        schema: "S",
        name: "N".repeat(256),
        started: true,
        sqlStatement: "SELECT 1",
        allowOverlappingExecution: "false",
      }),
    problem: "name has 256 characters, and 1 to 255 are allowed",
  },
];

const location = {
  storageLocationName: "l",
  storageBaseUrl: "s3://x/",
  storageAwsRoleArn: ROLE,
  storageAwsExternalId: "twinberg-storage",
};
