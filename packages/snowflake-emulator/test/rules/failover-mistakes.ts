import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-failover-group";
const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-failover-group";
const SHOW = "https://docs.snowflake.com/en/sql-reference/sql/show-databases-in-failover-group";
const INTRO = "https://docs.snowflake.com/en/user-guide/account-replication-intro";
const CONFIG = "https://docs.snowflake.com/en/user-guide/account-replication-config";
const CONSIDERATIONS = "https://docs.snowflake.com/en/user-guide/account-replication-considerations";
const FAILOVER = "https://docs.snowflake.com/en/user-guide/account-replication-failover-failback";

const ACCOUNTS = "ALLOWED_ACCOUNTS = ORG.WEST REPLICATION_SCHEDULE = '10 MINUTE'";
const ACCOUNT_GROUP = `FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG OBJECT_TYPES = ROLES, INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS ${ACCOUNTS}`;
const VOLUME_GROUP = `FAILOVER GROUP ICEBERG_BCDR_VOLUME_FG OBJECT_TYPES = EXTERNAL VOLUMES ${ACCOUNTS}`;
const DATABASE_GROUP = `FAILOVER GROUP ICEBERG_BCDR_DB_FG OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ICEBERG_DEMO_EXT ${ACCOUNTS}`;

const DATABASE = "CREATE DATABASE ICEBERG_DEMO_EXT";
const PRIMARY = [
  DATABASE,
  `CREATE ${ACCOUNT_GROUP}`,
  `CREATE ${VOLUME_GROUP.replace("VOLUMES", "VOLUMES ALLOWED_EXTERNAL_VOLUMES = ALL")}`,
  `CREATE ${DATABASE_GROUP}`,
];
const replica = (name: string, of = "EAST") =>
  `CREATE FAILOVER GROUP IF NOT EXISTS ${name} AS REPLICA OF ORG.${of}.${name}`;
const SECONDARY = [
  ...PRIMARY,
  ...["ACCOUNT", "VOLUME", "DB"].map((kind) => `WEST: ${replica(`ICEBERG_BCDR_${kind}_FG`)}`),
];
const REFRESHED = [...SECONDARY, "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH"];
const WITH_ROLES = [
  "CREATE ROLE ANALYST",
  "WEST: CREATE ROLE ANALYST",
  ...SECONDARY,
  "WEST: SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('ICEBERG_BCDR_ACCOUNT_FG')",
  "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG REFRESH",
];

type Case = Pick<Rule, "title" | "setup" | "statement" | "code" | "message" | "page"> & Partial<Rule>;

const mistake = (rule: Case): Omit<Rule, "id"> => ({ replication: true, sqlState: "55000", ...rule });
const syntax = (rule: Omit<Case, "code">): Omit<Rule, "id"> => mistake({ code: "001003", sqlState: "42000", ...rule });

const LIST: readonly Omit<Rule, "id">[] = [
  ...[ACCOUNT_GROUP, VOLUME_GROUP, DATABASE_GROUP].map((group) =>
    syntax({
      title: `groups are not replaced: ${group.split(" ")[2]}`,
      setup: [DATABASE],
      statement: `CREATE OR REPLACE ${group} COMMENT = 'Failover group for Iceberg BCDR'`,
      message: /unexpected 'OR'/,
      page: CREATE,
    }),
  ),
  syntax({
    title: "nor described when they are made",
    setup: [],
    statement: `CREATE ${ACCOUNT_GROUP} COMMENT = 'Failover group for Iceberg BCDR - Account objects (roles, storage integrations)'`,
    message: /unexpected 'COMMENT'/,
    page: CREATE,
  }),
  mistake({
    title: "volumes are listed",
    setup: [],
    statement: `CREATE ${VOLUME_GROUP}`,
    code: "003935",
    message: /^Invalid failover group definition: OBJECT_TYPES include EXTERNAL VOLUMES and ALLOWED_EXTERNAL_VOLUMES/,
    page: CREATE,
  }),
  mistake({
    title: "Enterprise Edition is not enough",
    setup: [DATABASE],
    edition: "ENTERPRISE",
    statement: `CREATE ${DATABASE_GROUP}`,
    code: "003908",
    message: /^Failover groups require Business Critical Edition \(or higher\)\./,
    page: INTRO,
  }),
  mistake({
    title: "the organization's administrator was forgotten",
    setup: [DATABASE],
    replication: false,
    statement: `CREATE ${DATABASE_GROUP}`,
    code: "003905",
    message: /^Account 'ORG\.EAST' is not enabled for replication\..*SYSTEM\$GLOBAL_ACCOUNT_SET_PARAMETER/,
    page: CONFIG,
  }),
  ...["ACCOUNT", "VOLUME", "DB"].map((kind) =>
    mistake({
      title: `a source group is not refreshed: ${kind.toLowerCase()}`,
      setup: SECONDARY,
      statement: `ALTER FAILOVER GROUP ICEBERG_BCDR_${kind}_FG REFRESH`,
      code: "003931",
      message: /is not a secondary failover group and cannot be refreshed: /,
      page: ALTER,
    }),
  ),
  mistake({
    title: "groups are shown, there is no DESCRIBE",
    setup: PRIMARY,
    statement: "DESCRIBE FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG",
    code: "000002",
    sqlState: "0A000",
    message: /DESCRIBE FAILOVER GROUP/,
    page: SHOW,
  }),
  ...["INTEGRATIONS", "ROLES"].map((plural) =>
    syntax({
      title: `of a group's contents only databases and shares are shown, not ${plural.toLowerCase()}`,
      setup: PRIMARY,
      statement: `SHOW ${plural} IN FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG`,
      message: /unexpected/,
      page: SHOW,
    }),
  ),
  syntax({
    title: "of a group's contents only databases and shares are shown, not external volumes",
    setup: PRIMARY,
    statement: "SHOW EXTERNAL VOLUMES IN FAILOVER GROUP ICEBERG_BCDR_VOLUME_FG",
    message: /unexpected/,
    page: SHOW,
  }),
  mistake({
    title: "the history has no CREDITS_USED and no BYTES_TRANSFERRED",
    setup: PRIMARY,
    before: ["USE DATABASE ICEBERG_DEMO_EXT"],
    statement:
      "SELECT START_TIME, END_TIME, CREDITS_USED, BYTES_TRANSFERRED FROM TABLE(INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('ICEBERG_BCDR_DB_FG'))",
    code: "000904",
    sqlState: "42000",
    message: /invalid identifier 'CREDITS_USED'/,
    page: "https://docs.snowflake.com/en/sql-reference/functions/replication_group_refresh_history",
  }),
  mistake({
    title: "a table that is not Snowflake's own is not there to be counted",
    setup: [
      DATABASE,
      "CREATE SCHEMA ICEBERG_DEMO_EXT.ADVERTISING",
      "CREATE CATALOG INTEGRATION GLUE_CATALOG_INT CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = 'ads' GLUE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' GLUE_CATALOG_ID = '123456789012' ENABLED = TRUE",
      "CREATE EXTERNAL VOLUME V STORAGE_LOCATIONS = ((NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 's3://lake/'))",
      "CREATE ICEBERG TABLE ICEBERG_DEMO_EXT.ADVERTISING.EXT_CAMPAIGNS EXTERNAL_VOLUME = 'V' CATALOG = 'GLUE_CATALOG_INT' CATALOG_TABLE_NAME = 'campaigns'",
      `CREATE ${DATABASE_GROUP}`,
      `WEST: ${replica("ICEBERG_BCDR_DB_FG")}`,
      "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH",
    ],
    at: "WEST",
    remote: ["ads.campaigns"],
    before: ["USE DATABASE ICEBERG_DEMO_EXT"],
    statement: "SELECT COUNT(*) AS campaign_count FROM ADVERTISING.EXT_CAMPAIGNS",
    code: "002003",
    sqlState: "42S02",
    message: /'(?:ICEBERG_DEMO_EXT\.)?ADVERTISING\.EXT_CAMPAIGNS' does not exist or not authorized/,
    page: CONSIDERATIONS,
  }),
  mistake({
    title: "the first refresh of roles meets those that the target has already",
    setup: ["CREATE ROLE ANALYST", "WEST: CREATE ROLE ANALYST", ...SECONDARY],
    at: "WEST",
    statement: "ALTER FAILOVER GROUP ICEBERG_BCDR_ACCOUNT_FG REFRESH",
    code: "003952",
    message: /would drop .*: ROLE 'ANALYST'\..*LINK_ACCOUNT_OBJECTS_BY_NAME/,
    page: CONFIG,
  }),
  mistake({
    title: "with roles in a group there are no new ones in the target",
    setup: WITH_ROLES,
    at: "WEST",
    statement: "CREATE ROLE ENGINEER",
    code: "003950",
    message: / replicated to this account by failover group 'ICEBERG_BCDR_ACCOUNT_FG' and are read-only in it\.$/,
    page: CONSIDERATIONS,
  }),
  mistake({
    title: "the old primary is a secondary already, it needs no replica: its group is there",
    setup: [...REFRESHED, "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG PRIMARY"],
    statement: replica("ICEBERG_BCDR_DB_FG", "WEST").replace("IF NOT EXISTS ", ""),
    code: "002002",
    sqlState: "42710",
    message: /Object 'ICEBERG_BCDR_DB_FG' already exists/,
    page: FAILOVER,
  }),
  mistake({
    title: "after the failover the old secondary is the source, and not refreshed",
    setup: [...REFRESHED, "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG PRIMARY"],
    at: "WEST",
    statement: "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH",
    code: "003931",
    message: /is not a secondary failover group and cannot be refreshed: /,
    page: FAILOVER,
  }),
  mistake({
    title: "a group is not promoted while its last refresh goes on",
    setup: [
      DATABASE,
      `CREATE ${DATABASE_GROUP.replace("ICEBERG_BCDR_DB_FG", "FG").replace(" REPLICATION_SCHEDULE = '10 MINUTE'", "")}`,
      `WEST: ${replica("FG")}`,
    ],
    at: "WEST",
    refreshIn: "SECONDARY_DOWNLOADING_DATA",
    statement: "ALTER FAILOVER GROUP FG PRIMARY",
    code: "003916",
    message: /cannot currently be set as primary because it is being refreshed/,
    page: FAILOVER,
  }),
  mistake({
    title: "a replicated task is not resumed before the failover",
    setup: [
      ...SECONDARY,
      "CREATE SCHEMA ICEBERG_DEMO_EXT.MONITORING",
      "CREATE TASK ICEBERG_DEMO_EXT.MONITORING.SYNC SCHEDULE = '5 MINUTE' AS SELECT 1",
      "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH",
    ],
    at: "WEST",
    statement: "ALTER TASK ICEBERG_DEMO_EXT.MONITORING.SYNC RESUME",
    code: "003903",
    message: "Database 'ICEBERG_DEMO_EXT' is a read-only secondary database and cannot be modified.",
    page: CONSIDERATIONS,
  }),
  mistake({
    title: "a replica in a group is not dropped by hand to become independent",
    setup: REFRESHED,
    at: "WEST",
    statement: "DROP DATABASE IF EXISTS ICEBERG_DEMO_EXT",
    code: "003941",
    message: "Database 'ICEBERG_DEMO_EXT' is in failover group 'ICEBERG_BCDR_DB_FG' and cannot be dropped on its own.",
    page: CONFIG,
  }),
  mistake({
    title: "nor does IS_TRANSIENT break the link: there is no such property",
    setup: REFRESHED,
    at: "WEST",
    statement: "ALTER DATABASE ICEBERG_DEMO_EXT SET IS_TRANSIENT = FALSE",
    code: "001420",
    sqlState: "22023",
    message: /invalid parameter 'IS_TRANSIENT'/,
    page: "https://docs.snowflake.com/en/sql-reference/sql/alter-database",
  }),
  mistake({
    title: "a database that was taken off the list is gone, with its views, before they could be read",
    setup: [
      "CREATE DATABASE OTHER",
      ...SECONDARY,
      "CREATE VIEW ICEBERG_DEMO_EXT.PUBLIC.V AS SELECT 1 AS ONE",
      "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH",
      "ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG SET ALLOWED_DATABASES = OTHER",
      "WEST: ALTER FAILOVER GROUP ICEBERG_BCDR_DB_FG REFRESH",
    ],
    at: "WEST",
    statement: "SELECT table_schema, table_name, view_definition FROM ICEBERG_DEMO_EXT.INFORMATION_SCHEMA.VIEWS",
    code: "002003",
    sqlState: "02000",
    message: /'ICEBERG_DEMO_EXT' does not exist or not authorized/,
    page: ALTER,
  }),
];

/** What a published demonstration of failover does, in its own words but for the accounts, and what it gets for it. */
export const RULES: readonly Rule[] = LIST.map((rule, index) => ({ ...rule, id: `failover-mistakes-${index + 1}` }));
