import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-failover-group";
const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-failover-group";
const DROP = "https://docs.snowflake.com/en/sql-reference/sql/drop-failover-group";
const INTRO = "https://docs.snowflake.com/en/user-guide/account-replication-intro";
const CONFIG = "https://docs.snowflake.com/en/user-guide/account-replication-config";
const CONSIDERATIONS = "https://docs.snowflake.com/en/user-guide/account-replication-considerations";
const FAILOVER = "https://docs.snowflake.com/en/user-guide/account-replication-failover-failback";

const TO_WEST = "ALLOWED_ACCOUNTS = org.west";
const GROUP = `CREATE FAILOVER GROUP fg OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ${TO_WEST}`;
const PRIMARY = ["CREATE DATABASE d", GROUP];
const SECONDARY = [...PRIMARY, "WEST: CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg"];
const REFRESHED = [...SECONDARY, "WEST: ALTER FAILOVER GROUP fg REFRESH"];

interface Refused extends Pick<Rule, "title" | "setup" | "statement" | "code" | "page"> {
  readonly message: string | RegExp;
}

const refused = (rule: Refused & Partial<Rule>): Omit<Rule, "id"> => ({
  replication: true,
  sqlState: "55000",
  ...rule,
});

const denied = (rule: Omit<Refused, "code" | "message"> & Partial<Rule>): Omit<Rule, "id"> =>
  refused({ code: "003001", sqlState: "42501", message: /Insufficient privileges to operate on /, ...rule });

const syntax = (rule: Omit<Refused, "code"> & Partial<Rule>): Omit<Rule, "id"> =>
  refused({ code: "001003", sqlState: "42000", ...rule });

/** A statement that is for the account of a secondary group. */
const targetOnly = (words: string, action: string): Omit<Rule, "id"> =>
  refused({
    title: `${words} is a statement for the target account`,
    setup: PRIMARY,
    statement: `ALTER FAILOVER GROUP fg ${words}`,
    code: "003931",
    message: new RegExp(
      `^Failover group 'FG' is not a secondary failover group and cannot be ${action}: .*account of a secondary`,
    ),
    page: ALTER,
  });

/** A statement that is for the account of the primary group. */
const sourceOnly = (words: string): Omit<Rule, "id"> =>
  refused({
    title: `${words.split(" ")[0]} is a statement for the source account: ${words}`,
    setup: [...REFRESHED, "WEST: CREATE DATABASE own"],
    at: "WEST",
    statement: `ALTER FAILOVER GROUP fg ${words}`,
    code: "003932",
    message: /^Failover group 'FG' is a secondary failover group and cannot be modified: .*'ORG\.EAST\.FG'\.$/,
    page: ALTER,
  });

/** What only the group does for a database that is in it. */
const onItsOwn = (statement: string, at: "EAST" | "WEST", action: string): Omit<Rule, "id"> =>
  refused({
    title: `a database of a group is not ${action} on its own: ${statement}`,
    setup: REFRESHED,
    at,
    statement,
    code: "003941",
    message: `Database 'D' is in failover group 'FG' and cannot be ${action} on its own.`,
    page: CONFIG,
  });

/** Object types and lists that do not go together. */
const disagree = (title: string, definition: string, why: string): Omit<Rule, "id"> =>
  refused({
    title,
    setup: ["CREATE DATABASE d"],
    statement: `CREATE FAILOVER GROUP fg ${definition} ${TO_WEST}`,
    code: "003935",
    message: `Invalid failover group definition: ${why}.`,
    page: CREATE,
  });

const LIST: readonly Omit<Rule, "id">[] = [
  syntax({
    title: "there is no CREATE OR REPLACE FAILOVER GROUP",
    setup: ["CREATE DATABASE d"],
    statement: GROUP.replace("CREATE", "CREATE OR REPLACE"),
    message: /unexpected 'OR'/,
    page: CREATE,
  }),
  syntax({
    title: "CREATE FAILOVER GROUP takes no COMMENT",
    setup: ["CREATE DATABASE d"],
    statement: `${GROUP} REPLICATION_SCHEDULE = '10 MINUTE' COMMENT = 'bcdr'`,
    message: /unexpected 'COMMENT'/,
    page: CREATE,
  }),
  refused({
    title: "OBJECT_TYPES must be given",
    setup: [],
    statement: `CREATE FAILOVER GROUP fg ${TO_WEST}`,
    code: "002029",
    sqlState: "42601",
    message: /OBJECT_TYPES/,
    page: CREATE,
  }),
  refused({
    title: "ALLOWED_ACCOUNTS must be given",
    setup: [],
    statement: "CREATE FAILOVER GROUP fg OBJECT_TYPES = ROLES",
    code: "002029",
    sqlState: "42601",
    message: /ALLOWED_ACCOUNTS/,
    page: CREATE,
  }),
  disagree(
    "DATABASES needs ALLOWED_DATABASES",
    "OBJECT_TYPES = DATABASES",
    "OBJECT_TYPES include DATABASES and ALLOWED_DATABASES is not set",
  ),
  disagree(
    "ALLOWED_DATABASES needs DATABASES",
    "OBJECT_TYPES = ROLES ALLOWED_DATABASES = d",
    "ALLOWED_DATABASES is set and OBJECT_TYPES do not include DATABASES",
  ),
  disagree(
    "EXTERNAL VOLUMES needs ALLOWED_EXTERNAL_VOLUMES",
    "OBJECT_TYPES = EXTERNAL VOLUMES",
    "OBJECT_TYPES include EXTERNAL VOLUMES and ALLOWED_EXTERNAL_VOLUMES is not set",
  ),
  disagree(
    "ALLOWED_EXTERNAL_VOLUMES needs EXTERNAL VOLUMES",
    "OBJECT_TYPES = ROLES ALLOWED_EXTERNAL_VOLUMES = ALL",
    "ALLOWED_EXTERNAL_VOLUMES is set and OBJECT_TYPES do not include EXTERNAL VOLUMES",
  ),
  disagree(
    "INTEGRATIONS needs ALLOWED_INTEGRATION_TYPES",
    "OBJECT_TYPES = ROLES, INTEGRATIONS",
    "OBJECT_TYPES include INTEGRATIONS and ALLOWED_INTEGRATION_TYPES is not set",
  ),
  disagree(
    "ALLOWED_INTEGRATION_TYPES needs INTEGRATIONS",
    "OBJECT_TYPES = ROLES ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS",
    "ALLOWED_INTEGRATION_TYPES is set and OBJECT_TYPES do not include INTEGRATIONS",
  ),
  disagree(
    "SECURITY INTEGRATIONS need ROLES",
    "OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = SECURITY INTEGRATIONS",
    "SECURITY INTEGRATIONS require ROLES in OBJECT_TYPES",
  ),
  refused({
    title: "catalog integrations are not replicated",
    setup: [],
    statement: `CREATE FAILOVER GROUP fg OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = CATALOG INTEGRATIONS ${TO_WEST}`,
    code: "001008",
    sqlState: "22023",
    message: /invalid value \[CATALOG INTEGRATIONS\] for parameter 'ALLOWED_INTEGRATION_TYPES'/,
    page: INTRO,
  }),
  refused({
    title: "a database can be in one failover group only",
    setup: PRIMARY,
    statement: GROUP.replace("fg", "g2"),
    code: "003936",
    message: "Database 'D' is in failover group 'FG' already, and can be in one only.",
    page: CREATE,
  }),
  refused({
    title: "an external volume can be in one failover group only",
    setup: [
      "CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = ((NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 's3://bucket/'))",
      `CREATE FAILOVER GROUP fg OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = v ${TO_WEST}`,
    ],
    statement: `CREATE FAILOVER GROUP g2 OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = v ${TO_WEST}`,
    code: "003936",
    message: "External volume 'V' is in failover group 'FG' already, and can be in one only.",
    page: CREATE,
  }),
  refused({
    title: "account objects are in one failover group only",
    setup: [`CREATE FAILOVER GROUP fg OBJECT_TYPES = ROLES ${TO_WEST}`],
    statement: `CREATE FAILOVER GROUP g2 OBJECT_TYPES = WAREHOUSES ${TO_WEST}`,
    code: "003937",
    message:
      /^An account can have one failover group .*'FG' has them already, so WAREHOUSES can only be added there\.$/,
    page: CONSIDERATIONS,
  }),
  refused({
    title: "a database that is replicated on its own must be disabled first",
    setup: ["CREATE DATABASE d", "ALTER DATABASE d ENABLE REPLICATION TO ACCOUNTS org.west"],
    statement: GROUP,
    code: "003938",
    message: /SYSTEM\$DISABLE_DATABASE_REPLICATION\('D'\)\.$/,
    page: CONFIG,
  }),
  refused({
    title: "a secondary database is in no primary group",
    setup: REFRESHED,
    at: "WEST",
    statement: `CREATE FAILOVER GROUP g2 OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.east`,
    code: "003936",
    message: /^Database 'D' is in failover group 'FG' already/,
    page: CONSIDERATIONS,
  }),
  refused({
    title: "names of groups are unique in an account",
    setup: PRIMARY,
    statement: `CREATE FAILOVER GROUP fg OBJECT_TYPES = ROLES ${TO_WEST}`,
    code: "002002",
    sqlState: "42710",
    message: /Object 'FG' already exists/,
    page: CREATE,
  }),
  refused({
    title: "the organization's administrator enables accounts first",
    setup: ["CREATE DATABASE d"],
    replication: false,
    statement: GROUP,
    code: "003905",
    message: /^Account 'ORG\.EAST' is not enabled for replication\./,
    page: CONFIG,
  }),
  refused({
    title: "accounts are accounts of the organization",
    setup: ["CREATE DATABASE d"],
    statement: GROUP.replace("org.west", "org.north"),
    code: "003904",
    message: "Account 'ORG.NORTH' does not exist in the organization or is not authorized.",
    page: CREATE,
  }),
  refused({
    title: "failover groups need Business Critical",
    setup: ["CREATE DATABASE d"],
    edition: "ENTERPRISE",
    statement: GROUP,
    code: "003908",
    message: "Failover groups require Business Critical Edition (or higher). On lower editions: ORG.EAST.",
    page: INTRO,
  }),
  refused({
    title: "an account on a lower edition is not listed without IGNORE EDITION CHECK",
    setup: ["CREATE DATABASE d"],
    otherEdition: "ENTERPRISE",
    statement: GROUP,
    code: "003907",
    message: /lower editions: ORG\.WEST\. .*IGNORE EDITION CHECK/,
    page: INTRO,
  }),
  refused({
    title: "with IGNORE EDITION CHECK it still can't have a secondary failover group",
    setup: ["CREATE DATABASE d", `${GROUP} IGNORE EDITION CHECK`],
    otherEdition: "ENTERPRISE",
    at: "WEST",
    statement: "CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg",
    code: "003908",
    message: /On lower editions: ORG\.WEST\.$/,
    page: INTRO,
  }),
  denied({
    title: "creating a group needs CREATE FAILOVER GROUP",
    setup: ["CREATE DATABASE d", "CREATE ROLE r", "GRANT OWNERSHIP ON DATABASE d TO ROLE r"],
    role: "R",
    statement: GROUP,
    page: CREATE,
  }),
  refused({
    title: "adding a database needs MONITOR on it",
    setup: [
      "CREATE DATABASE d",
      "CREATE ROLE r",
      "GRANT CREATE FAILOVER GROUP ON ACCOUNT TO ROLE r",
      "GRANT USAGE ON DATABASE d TO ROLE r",
    ],
    role: "R",
    statement: GROUP,
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on database 'D'/,
    page: CREATE,
  }),
  refused({
    title: "a replica is one of a primary failover group",
    setup: SECONDARY,
    statement: "CREATE FAILOVER GROUP g2 AS REPLICA OF org.west.fg",
    code: "003930",
    message: "Failover group 'ORG.WEST.FG' does not exist or is not authorized.",
    page: CREATE,
  }),
  refused({
    title: "a secondary is made only in an account that the primary lists",
    setup: [...PRIMARY, "ALTER FAILOVER GROUP fg REMOVE org.west FROM ALLOWED_ACCOUNTS"],
    at: "WEST",
    statement: "CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg",
    code: "003934",
    message: "Replication of failover group 'ORG.EAST.FG' to account 'ORG.WEST' is not enabled.",
    page: CREATE,
  }),
  refused({
    title: "removing an account disables its refreshes",
    setup: [...REFRESHED, "ALTER FAILOVER GROUP fg REMOVE org.west FROM ALLOWED_ACCOUNTS"],
    at: "WEST",
    statement: "ALTER FAILOVER GROUP fg REFRESH",
    code: "003934",
    message: /to account 'ORG\.WEST' is not enabled\.$/,
    page: ALTER,
  }),
  refused({
    title: "removing an account disables failover to it",
    setup: [...REFRESHED, "ALTER FAILOVER GROUP fg REMOVE org.west FROM ALLOWED_ACCOUNTS"],
    at: "WEST",
    statement: "ALTER FAILOVER GROUP fg PRIMARY",
    code: "003934",
    message: /to account 'ORG\.WEST' is not enabled\.$/,
    page: ALTER,
  }),
  targetOnly("REFRESH", "refreshed"),
  targetOnly("PRIMARY", "set as primary"),
  targetOnly("SUSPEND", "suspended"),
  targetOnly("SUSPEND IMMEDIATE", "suspended"),
  targetOnly("RESUME", "resumed"),
  sourceOnly("RENAME TO other"),
  sourceOnly("SET OBJECT_TYPES = ROLES"),
  sourceOnly("SET REPLICATION_SCHEDULE = '10 MINUTE'"),
  sourceOnly("UNSET REPLICATION_SCHEDULE"),
  sourceOnly("SET ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS"),
  sourceOnly("SET OPTIMIZED_REFRESH = TRUE"),
  sourceOnly("SET COMMENT = 'c'"),
  sourceOnly("ADD org.west TO ALLOWED_ACCOUNTS"),
  sourceOnly("REMOVE org.east FROM ALLOWED_ACCOUNTS"),
  sourceOnly("ADD own TO ALLOWED_DATABASES"),
  sourceOnly("REMOVE d FROM ALLOWED_DATABASES"),
  sourceOnly("MOVE DATABASES d TO FAILOVER GROUP g2"),
  ...[
    "DESCRIBE FAILOVER GROUP fg",
    "SHOW ROLES IN FAILOVER GROUP fg",
    "SHOW EXTERNAL VOLUMES IN FAILOVER GROUP fg",
  ].map((statement) =>
    refused({
      title: `there is no ${statement}`,
      setup: PRIMARY,
      statement,
      code: statement.startsWith("DESCRIBE") ? "000002" : "001003",
      sqlState: statement.startsWith("DESCRIBE") ? "0A000" : "42000",
      message: /./,
      page: "https://docs.snowflake.com/en/sql-reference/sql/show-databases-in-failover-group",
    }),
  ),
  refused({
    title: "a group to which databases move includes DATABASES",
    setup: [...PRIMARY, `CREATE FAILOVER GROUP g2 OBJECT_TYPES = ROLES ${TO_WEST}`],
    statement: "ALTER FAILOVER GROUP fg MOVE DATABASES d TO FAILOVER GROUP g2",
    code: "003944",
    message: "OBJECT_TYPES of failover group 'G2' do not include DATABASES. Add it first.",
    page: ALTER,
  }),
  refused({
    title: "a group to which a database is added includes DATABASES",
    setup: ["CREATE DATABASE d", `CREATE FAILOVER GROUP fg OBJECT_TYPES = ROLES ${TO_WEST}`],
    statement: "ALTER FAILOVER GROUP fg ADD d TO ALLOWED_DATABASES",
    code: "003944",
    message: "OBJECT_TYPES of failover group 'FG' do not include DATABASES. Add it first.",
    page: ALTER,
  }),
  refused({
    title: "a schedule is minutes or a cron expression",
    setup: PRIMARY,
    statement: "ALTER FAILOVER GROUP fg SET REPLICATION_SCHEDULE = '1 HOUR'",
    code: "001008",
    sqlState: "22023",
    message: /invalid value \[1 HOUR\] for parameter 'REPLICATION_SCHEDULE'/,
    page: ALTER,
  }),
  refused({
    title: "an optimized refresh needs a schedule",
    setup: PRIMARY,
    statement: "ALTER FAILOVER GROUP fg SET OPTIMIZED_REFRESH = TRUE",
    code: "003935",
    message: /OPTIMIZED_REFRESH requires a REPLICATION_SCHEDULE/,
    page: ALTER,
  }),
  refused({
    title: "an optimized refresh comes every six hours at least",
    setup: PRIMARY,
    statement: "ALTER FAILOVER GROUP fg SET REPLICATION_SCHEDULE = '361 MINUTE' OPTIMIZED_REFRESH = TRUE",
    code: "003935",
    message: /no more than 6 hours/,
    page: ALTER,
  }),
  refused({
    title: "a primary with secondaries is not dropped",
    setup: SECONDARY,
    statement: "DROP FAILOVER GROUP fg",
    code: "003939",
    message: "Primary failover group 'FG' cannot be dropped: it has secondary failover groups (ORG.WEST.FG).",
    page: DROP,
  }),
  denied({
    title: "a group is dropped by its owner or by ACCOUNTADMIN",
    setup: [...PRIMARY, "CREATE ROLE r", "GRANT MONITOR ON FAILOVER GROUP fg TO ROLE r"],
    role: "R",
    statement: "DROP FAILOVER GROUP fg",
    page: DROP,
  }),
  denied({
    title: "REFRESH needs REPLICATE or OWNERSHIP",
    setup: [...SECONDARY, "WEST: CREATE ROLE r", "WEST: GRANT FAILOVER ON FAILOVER GROUP fg TO ROLE r"],
    at: "WEST",
    role: "R",
    statement: "ALTER FAILOVER GROUP fg REFRESH",
    page: ALTER,
  }),
  denied({
    title: "PRIMARY needs FAILOVER or OWNERSHIP",
    setup: [...REFRESHED, "WEST: CREATE ROLE r", "WEST: GRANT REPLICATE ON FAILOVER GROUP fg TO ROLE r"],
    at: "WEST",
    role: "R",
    statement: "ALTER FAILOVER GROUP fg PRIMARY",
    page: ALTER,
  }),
  denied({
    title: "RESUME needs OWNERSHIP",
    setup: [...REFRESHED, "WEST: CREATE ROLE r", "WEST: GRANT FAILOVER ON FAILOVER GROUP fg TO ROLE r"],
    at: "WEST",
    role: "R",
    statement: "ALTER FAILOVER GROUP fg RESUME",
    page: ALTER,
  }),
  refused({
    title: "secondary databases are read-only",
    setup: REFRESHED,
    at: "WEST",
    statement: "CREATE SCHEMA d.s",
    code: "003903",
    message: "Database 'D' is a read-only secondary database and cannot be modified.",
    page: CONSIDERATIONS,
  }),
  refused({
    title: "after PRIMARY the old primary's databases are read-only",
    setup: [...REFRESHED, "WEST: ALTER FAILOVER GROUP fg PRIMARY"],
    statement: "CREATE SCHEMA d.s",
    code: "003903",
    message: "Database 'D' is a read-only secondary database and cannot be modified.",
    page: FAILOVER,
  }),
  onItsOwn("DROP DATABASE d", "EAST", "dropped"),
  onItsOwn("CREATE OR REPLACE DATABASE d", "EAST", "replaced"),
  onItsOwn("DROP DATABASE d", "WEST", "dropped"),
  onItsOwn("ALTER DATABASE d REFRESH", "WEST", "refreshed"),
  onItsOwn("ALTER DATABASE d PRIMARY", "WEST", "set as primary"),
  onItsOwn("ALTER DATABASE d ENABLE REPLICATION TO ACCOUNTS org.west", "EAST", "enabled for replication or failover"),
  onItsOwn("SELECT SYSTEM$DISABLE_DATABASE_REPLICATION('d')", "EAST", "disabled for replication or failover"),
  onItsOwn("CREATE DATABASE x AS REPLICA OF org.east.d", "WEST", "replicated"),
  refused({
    title: "a foreign key does not leave the group",
    setup: [
      ...SECONDARY,
      "CREATE DATABASE e",
      "CREATE TABLE e.public.p (x NUMBER PRIMARY KEY)",
      "CREATE TABLE d.public.c (x NUMBER REFERENCES e.public.p (x))",
    ],
    at: "WEST",
    statement: "ALTER FAILOVER GROUP fg REFRESH",
    code: "003131",
    message: /^Dangling references in the snapshot\./,
    page: INTRO,
  }),
];

export const RULES: readonly Rule[] = [
  ...LIST.map((rule, index) => ({ ...rule, id: `failover-groups-${index + 1}` })),
  {
    id: "failover-groups-cld",
    title: "a catalog-linked database is not replicated",
    setup: [
      "CREATE CATALOG INTEGRATION c CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG REST_CONFIG = (CATALOG_URI = 'https://glue.us-east-1.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE WAREHOUSE = '123456789012') REST_AUTHENTICATION = (TYPE = SIGV4 SIGV4_IAM_ROLE = 'arn:aws:iam::123456789012:role/r' SIGV4_SIGNING_REGION = 'us-east-1') ENABLED = TRUE",
      "CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = ((NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 's3://bucket/'))",
      "CREATE DATABASE d LINKED_CATALOG = (CATALOG = 'C') EXTERNAL_VOLUME = 'V'",
    ],
    replication: true,
    statement: GROUP,
    code: "003922",
    sqlState: "55000",
    message: "Database 'D' cannot be replicated: it is a catalog-linked database.",
    page: "https://docs.snowflake.com/en/user-guide/tables-iceberg-catalog-linked-database",
  },
];
