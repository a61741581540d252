import { restIntegration } from "../catalog-link/link-bench";
import type { Rule } from "./rule";

const SQL = "https://docs.snowflake.com/en/sql-reference/sql";
const CREATE = `${SQL}/create-database-catalog-linked`;
const ALTER = `${SQL}/alter-database-catalog-linked`;
const GUIDE = "https://docs.snowflake.com/en/user-guide/tables-iceberg-catalog-linked-database";
const WRITES = "https://docs.snowflake.com/en/user-guide/tables-iceberg-externally-managed-writes";
const FUNCTIONS = "https://docs.snowflake.com/en/sql-reference/functions";

const CI = restIntegration("ci");
const LAKE = "CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci')";
const READ_ONLY = "CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci', ALLOWED_WRITE_OPERATIONS = NONE)";
const ORDERS = { remote: ["sales.orders"] };

const linked = (options: string, more = "") =>
  `CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'ci', ${options}) ${more}`;

const rule = (
  number: number,
  title: string,
  statement: string,
  [code, sqlState, message]: readonly [string, string, string | RegExp],
  page: string,
  more: Partial<Rule> = {},
): Rule => ({
  id: `catalog-linked-databases-${number}`,
  title,
  setup: [CI],
  statement,
  code,
  sqlState,
  message,
  page,
  ...more,
});

const invalid = (message: RegExp) => ["001008", "22023", message] as const;
const missing = (property: string) => ["002029", "42601", new RegExp(`\\[${property}\\]`)] as const;
const notThere = (message: RegExp) => ["002003", "02000", message] as const;
const denied = (message: RegExp) => ["003001", "42501", message] as const;
const UNSUPPORTED = [
  "093678",
  "0A000",
  "SQL Compilation Error: This operation is not supported in a catalog-linked database.",
] as const;
const IS_READ_ONLY = ["093679", "0A000", /read-only catalog-linked database 'LAKE'/] as const;

/** Rules about catalog-linked databases. */
export const RULES: readonly Rule[] = [
  rule(1, "creating one needs CREATE DATABASE on the account", LAKE, denied(/on account/), CREATE, {
    setup: [CI, "CREATE ROLE r", "GRANT USAGE ON INTEGRATION ci TO ROLE r"],
    role: "R",
  }),
  rule(2, "creating one needs USAGE on the catalog integration", LAKE, notThere(/Integration 'CI'/), CREATE, {
    role: "SYSADMIN",
  }),
  rule(3, "its catalog integration exists", LAKE, notThere(/Integration 'CI'/), CREATE, { setup: [] }),
  rule(
    4,
    "its catalog integration is one for Iceberg REST",
    "CREATE DATABASE lake LINKED_CATALOG = (CATALOG = 'g')",
    ["093680", "0A000", /'G'.*ICEBERG_REST/],
    CREATE,
    {
      setup: [
        "CREATE CATALOG INTEGRATION g CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = 'n' GLUE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' GLUE_CATALOG_ID = '123456789012' ENABLED = TRUE",
      ],
    },
  ),
  rule(
    5,
    "it names a catalog",
    "CREATE DATABASE lake LINKED_CATALOG = (SYNC_INTERVAL_SECONDS = 60)",
    missing("CATALOG"),
    CREATE,
  ),
  rule(6, "it is discovered every 30 seconds at most", linked("SYNC_INTERVAL_SECONDS = 29"), invalid(/\[29\]/), CREATE),
  rule(7, "it is discovered daily at least", linked("SYNC_INTERVAL_SECONDS = 86401"), invalid(/\[86401\]/), CREATE),
  rule(8, "it has an external volume unless the catalog vends credentials", LAKE, missing("EXTERNAL_VOLUME"), CREATE, {
    setup: [restIntegration("ci", "", "EXTERNAL_VOLUME_CREDENTIALS")],
  }),
  rule(9, "its external volume exists", `${LAKE} EXTERNAL_VOLUME = 'ev'`, notThere(/External volume 'EV'/), CREATE),
  rule(
    10,
    "flattening nested namespaces takes a delimiter",
    linked("NAMESPACE_MODE = FLATTEN_NESTED_NAMESPACE"),
    missing("NAMESPACE_FLATTEN_DELIMITER"),
    CREATE,
  ),
  rule(
    11,
    "the delimiter has no letters",
    linked("NAMESPACE_MODE = FLATTEN_NESTED_NAMESPACE, NAMESPACE_FLATTEN_DELIMITER = 'x'"),
    invalid(/\[x\]/),
    CREATE,
  ),
  rule(12, "there are two namespace modes", linked("NAMESPACE_MODE = HIERARCHICAL"), invalid(/HIERARCHICAL/), CREATE),
  rule(13, "all writes are allowed, or none", linked("ALLOWED_WRITE_OPERATIONS = DROP"), invalid(/DROP/), CREATE),
  rule(
    14,
    "names of the catalog differ by case or don't",
    `${LAKE} CATALOG_CASE_SENSITIVITY = MIXED`,
    invalid(/MIXED/),
    CREATE,
  ),
  rule(
    15,
    "suspending discovery needs OWNERSHIP",
    "ALTER DATABASE lake SUSPEND DISCOVERY",
    denied(/database 'LAKE'/),
    ALTER,
    { setup: [CI, LAKE, "CREATE ROLE r", "GRANT USAGE, MODIFY ON DATABASE lake TO ROLE r"], role: "R" },
  ),
  rule(
    16,
    "resuming discovery needs OWNERSHIP",
    "ALTER DATABASE lake RESUME DISCOVERY",
    denied(/database 'LAKE'/),
    ALTER,
    { setup: [CI, LAKE, "CREATE ROLE r", "GRANT USAGE, MODIFY ON DATABASE lake TO ROLE r"], role: "R" },
  ),
  rule(
    17,
    "changing namespaces needs OWNERSHIP or MODIFY",
    "ALTER DATABASE lake UPDATE LINKED_CATALOG ADD ('ns') TO ALLOWED_NAMESPACES",
    denied(/database 'LAKE'/),
    ALTER,
    { setup: [CI, LAKE, "CREATE ROLE r", "GRANT USAGE, MONITOR ON DATABASE lake TO ROLE r"], role: "R" },
  ),
  rule(
    18,
    "the sync interval keeps its bounds when it is changed",
    "ALTER DATABASE lake UPDATE LINKED_CATALOG SET SYNC_INTERVAL_SECONDS = 5",
    invalid(/\[5\]/),
    ALTER,
    { setup: [CI, LAKE] },
  ),
  rule(
    19,
    "a list of namespaces to add has at least one",
    "ALTER DATABASE lake UPDATE LINKED_CATALOG ADD () TO ALLOWED_NAMESPACES",
    ["001003", "42000", /syntax error/],
    ALTER,
    { setup: [CI, LAKE] },
  ),
  rule(
    20,
    "only a catalog-linked database is discovered",
    "ALTER DATABASE d SUSPEND DISCOVERY",
    ["093681", "0A000", /'D' is not a catalog-linked database/],
    ALTER,
    { setup: ["CREATE DATABASE d"] },
  ),
  rule(
    21,
    "the link's status needs OWNERSHIP or MONITOR",
    "SELECT SYSTEM$CATALOG_LINK_STATUS('lake')",
    notThere(/Database 'LAKE'/),
    `${FUNCTIONS}/system_catalog_link_status`,
    { setup: [CI, LAKE, "CREATE ROLE r", "GRANT USAGE ON DATABASE lake TO ROLE r"], role: "R" },
  ),
  rule(
    22,
    "the link's configuration needs a privilege on the database",
    "SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG('lake')",
    notThere(/Database 'LAKE'/),
    `${FUNCTIONS}/system_get_catalog_linked_database_config`,
    { setup: [CI, LAKE, "CREATE ROLE r"], role: "R" },
  ),
  rule(
    23,
    "a standard database has no link status",
    "SELECT SYSTEM$CATALOG_LINK_STATUS('d')",
    notThere(/Database 'D'/),
    `${FUNCTIONS}/system_catalog_link_status`,
    { setup: ["CREATE DATABASE d"] },
  ),
  rule(24, "a view can't be created in it", "CREATE VIEW lake.sales.v AS SELECT 1 AS a", UNSUPPORTED, GUIDE, {
    ...ORDERS,
    setup: [CI, LAKE],
  }),
  rule(25, "a native table can't be created in it", "CREATE TABLE lake.sales.t (a INT)", UNSUPPORTED, GUIDE, {
    ...ORDERS,
    setup: [CI, LAKE],
  }),
  rule(26, "nor a temporary one", "CREATE TEMPORARY TABLE lake.sales.t (a INT)", UNSUPPORTED, GUIDE, {
    ...ORDERS,
    setup: [CI, LAKE],
  }),
  rule(
    27,
    "a task can't be created in it",
    "CREATE TASK lake.sales.t SCHEDULE = '10 MINUTE' AS SELECT 1",
    UNSUPPORTED,
    GUIDE,
    { ...ORDERS, setup: [CI, LAKE] },
  ),
  rule(
    28,
    "a procedure can't be created in it",
    "CREATE PROCEDURE lake.sales.p() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS 'return 1'",
    UNSUPPORTED,
    GUIDE,
    { ...ORDERS, setup: [CI, LAKE] },
  ),
  rule(29, "its schemas keep their names", "ALTER SCHEMA lake.sales RENAME TO lake.s", UNSUPPORTED, GUIDE, {
    ...ORDERS,
    setup: [CI, LAKE],
  }),
  rule(30, "nothing is moved into it", "ALTER SCHEMA d.public RENAME TO lake.public", UNSUPPORTED, GUIDE, {
    setup: [CI, LAKE, "CREATE DATABASE d"],
  }),
  rule(31, "it is not swapped with another database", "ALTER DATABASE d SWAP WITH lake", UNSUPPORTED, ALTER, {
    setup: [CI, LAKE, "CREATE DATABASE d"],
  }),
  rule(32, "where writes are not allowed, no namespace is created", "CREATE SCHEMA lake.s", IS_READ_ONLY, CREATE, {
    setup: [CI, READ_ONLY],
  }),
  rule(33, "where writes are not allowed, no namespace is dropped", "DROP SCHEMA lake.sales", IS_READ_ONLY, CREATE, {
    ...ORDERS,
    setup: [CI, READ_ONLY],
  }),
  rule(
    34,
    "names of new schemas are alphanumeric",
    `CREATE SCHEMA lake."my-schema"`,
    ["004506", "0A000", /Only alphanumeric schema name/],
    WRITES,
    { setup: [CI, LAKE] },
  ),
  rule(
    35,
    "a catalog integration that a database is linked by stays",
    "DROP CATALOG INTEGRATION ci",
    ["002037", "42601", /'CI'.*catalog-linked database 'LAKE'/],
    `${SQL}/drop-catalog-integration`,
    { setup: [CI, LAKE] },
  ),
  rule(
    36,
    "parameters of standard databases are not given when it is created",
    `${LAKE} ICEBERG_VERSION_DEFAULT = 3`,
    ["001422", "22023", /ICEBERG_VERSION_DEFAULT/],
    CREATE,
  ),
  rule(
    37,
    "it is permanent",
    "CREATE TRANSIENT DATABASE lake LINKED_CATALOG = (CATALOG = 'ci')",
    ["001422", "22023", /LINKED_CATALOG/],
    CREATE,
  ),
  rule(
    38,
    "where writes are not allowed, no table is dropped",
    "DROP ICEBERG TABLE lake.sales.orders",
    IS_READ_ONLY,
    CREATE,
    { ...ORDERS, setup: [CI, READ_ONLY] },
  ),
  rule(
    39,
    "where writes are not allowed, no row is written",
    "INSERT INTO lake.sales.orders VALUES (1)",
    IS_READ_ONLY,
    CREATE,
    { ...ORDERS, setup: [CI, READ_ONLY] },
  ),
  rule(
    40,
    "where writes are not allowed, no table is created",
    "CREATE ICEBERG TABLE lake.sales.t (a INT)",
    IS_READ_ONLY,
    CREATE,
    { ...ORDERS, setup: [CI, READ_ONLY] },
  ),
  rule(
    41,
    "dropping a table needs its OWNERSHIP",
    "DROP ICEBERG TABLE lake.sales.orders",
    denied(/'ORDERS'/),
    `${SQL}/drop-iceberg-table`,
    {
      ...ORDERS,
      setup: [
        CI,
        LAKE,
        "CREATE ROLE r",
        "GRANT USAGE ON DATABASE lake TO ROLE r",
        "GRANT USAGE ON SCHEMA lake.sales TO ROLE r",
        "GRANT SELECT ON ICEBERG TABLE lake.sales.orders TO ROLE r",
      ],
      role: "R",
    },
  ),
  rule(42, "it is not replicated", "ALTER DATABASE lake ENABLE REPLICATION TO ACCOUNTS org.west", UNSUPPORTED, GUIDE, {
    setup: [CI, LAKE],
  }),
];
