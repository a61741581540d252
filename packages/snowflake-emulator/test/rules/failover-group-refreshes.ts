import { LAKE_SETUP } from "../iceberg/lake-setup";
import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-failover-group";
const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-failover-group";
const INTRO = "https://docs.snowflake.com/en/user-guide/account-replication-intro";
const CONFIG = "https://docs.snowflake.com/en/user-guide/account-replication-config";
const CONSIDERATIONS = "https://docs.snowflake.com/en/user-guide/account-replication-considerations";
const FAILOVER = "https://docs.snowflake.com/en/user-guide/account-replication-failover-failback";
const SKIPPED = "https://docs.snowflake.com/en/release-notes/bcr-bundles/2024_02/bcr-1528";
const HISTORY = "https://docs.snowflake.com/en/sql-reference/functions/replication_group_refresh_history";

const REFRESH = "ALTER FAILOVER GROUP fg REFRESH";
const REPLICA = "WEST: CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg";

/** EAST's group of these contents and its replica, not refreshed yet. */
const group = (contents: string) => [`CREATE FAILOVER GROUP fg ${contents} ALLOWED_ACCOUNTS = org.west`, REPLICA];
const OF_DATABASE = group("OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d");
const SECONDARY = ["CREATE DATABASE d", ...OF_DATABASE];
const REFRESHED = [...SECONDARY, `WEST: ${REFRESH}`];

type Case = Pick<Rule, "title" | "setup" | "statement" | "code" | "message" | "page"> & Partial<Rule>;

const atWest = (rule: Case): Omit<Rule, "id"> => ({ replication: true, at: "WEST", sqlState: "55000", ...rule });

/** What a refresh has not brought, or has taken away, is not there. */
const absent = (
  title: string,
  setup: readonly string[],
  statement: string,
  page: string,
  more: Partial<Rule> = {},
): Omit<Rule, "id"> =>
  atWest({
    title,
    setup,
    statement,
    code: "002003",
    sqlState: "02000",
    message: /does not exist or not authorized/,
    page,
    ...more,
  });

/** What can't be done while a refresh goes on. */
const during = (phase: NonNullable<Rule["refreshIn"]>, setup = REFRESHED): Omit<Rule, "id"> =>
  atWest({
    title: `a secondary group is not promoted while it is being refreshed: ${phase}`,
    setup,
    refreshIn: phase,
    statement: "ALTER FAILOVER GROUP fg PRIMARY",
    code: "003916",
    message:
      'Replication group "FG" cannot currently be set as primary because it is being refreshed. Either wait for the refresh to finish or cancel the refresh and try again.',
    page: FAILOVER,
  });

const ICEBERG = [
  ...LAKE_SETUP,
  "CREATE ICEBERG TABLE d.public.orders CATALOG = rest CATALOG_NAMESPACE = 'sales' CATALOG_TABLE_NAME = 'orders'",
  ...OF_DATABASE,
];

const LIST: readonly Omit<Rule, "id">[] = [
  during("SECONDARY_SYNCHRONIZING_MEMBERSHIP"),
  during("SECONDARY_UPLOADING_INVENTORY"),
  during("PRIMARY_UPLOADING_METADATA"),
  during("PRIMARY_UPLOADING_DATA"),
  during("SECONDARY_DOWNLOADING_METADATA"),
  during("SECONDARY_DOWNLOADING_DATA"),
  during("SECONDARY_COMMITTING"),
  during("SECONDARY_DOWNLOADING_METADATA", SECONDARY),
  atWest({
    title: "a group is refreshed once at a time",
    setup: REFRESHED,
    refreshIn: "PRIMARY_UPLOADING_DATA",
    statement: REFRESH,
    code: "003915",
    message: /^Failover group 'FG' is being refreshed already/,
    page: INTRO,
  }),
  atWest({
    title: "a group that has never been refreshed is not promoted",
    setup: SECONDARY,
    statement: "ALTER FAILOVER GROUP fg PRIMARY",
    code: "003943",
    message: "Failover group 'FG' cannot be set as primary: it has not been refreshed yet.",
    page: FAILOVER,
  }),
  absent(
    "a secondary has nothing before its first refresh",
    [...SECONDARY, "CREATE TABLE d.public.t (x NUMBER)"],
    "SELECT x FROM d.public.t",
    CONFIG,
  ),
  absent(
    "a database that leaves the list is dropped in the target by the next refresh",
    [
      "CREATE TABLE d.public.t (x NUMBER)",
      `WEST: ${REFRESH}`,
      "ALTER FAILOVER GROUP fg REMOVE d FROM ALLOWED_DATABASES",
      `WEST: ${REFRESH}`,
    ].toSpliced(0, 0, ...SECONDARY),
    "SELECT x FROM d.public.t",
    ALTER,
  ),
  absent(
    "so are all when DATABASES leaves the object types",
    [
      ...SECONDARY,
      "CREATE TABLE d.public.t (x NUMBER)",
      `WEST: ${REFRESH}`,
      "ALTER FAILOVER GROUP fg SET OBJECT_TYPES = WAREHOUSES",
      `WEST: ${REFRESH}`,
    ],
    "SELECT x FROM d.public.t",
    ALTER,
  ),
  absent(
    "externally managed Iceberg tables are skipped",
    [...ICEBERG, `WEST: ${REFRESH}`],
    "SELECT COUNT(*) FROM d.public.orders",
    SKIPPED,
    { remote: ["sales.orders"], sqlState: "42S02" },
  ),
  atWest({
    title: "before 2024_02 they made the refresh fail",
    setup: ICEBERG,
    remote: ["sales.orders"],
    disabledBehaviorChanges: ["2024_02"],
    statement: REFRESH,
    code: "003906",
    message:
      "Primary database contains an external table 'D.PUBLIC.ORDERS'. Replication of a database with external table is not supported.",
    page: SKIPPED,
  }),
  atWest({
    title: "before 2024_02, in database replication too",
    setup: [
      ...ICEBERG.filter((statement) => !OF_DATABASE.includes(statement)),
      "ALTER DATABASE d ENABLE REPLICATION TO ACCOUNTS org.west",
      "WEST: CREATE DATABASE d AS REPLICA OF org.east.d",
    ],
    remote: ["sales.orders"],
    disabledBehaviorChanges: ["2024_02"],
    statement: "ALTER DATABASE d REFRESH",
    code: "003906",
    message: /^Primary database contains an external table 'D\.PUBLIC\.ORDERS'\./,
    page: SKIPPED,
  }),
  absent(
    "temporary tables are not replicated",
    [...SECONDARY, "CREATE TEMPORARY TABLE d.public.t (x NUMBER)", `WEST: ${REFRESH}`],
    "SELECT x FROM d.public.t",
    INTRO,
    { sqlState: "42S02" },
  ),
  atWest({
    title: "a view over a database that is not replicated comes, and finds nothing",
    setup: [
      ...SECONDARY,
      "CREATE DATABASE e",
      "CREATE TABLE e.public.t (x NUMBER)",
      "CREATE VIEW d.public.v AS SELECT x FROM e.public.t",
      `WEST: ${REFRESH}`,
    ],
    statement: "SELECT x FROM d.public.v",
    code: "002037",
    sqlState: "42601",
    message: /Failure during expansion of view 'V'.*'E(?:\.PUBLIC(?:\.T)?)?' does not exist or not authorized/s,
    page: CONSIDERATIONS,
  }),
  atWest({
    title: "a task of a secondary database can't be resumed there",
    setup: [...SECONDARY, "CREATE TASK d.public.t SCHEDULE = '5 MINUTE' AS SELECT 1", `WEST: ${REFRESH}`],
    statement: "ALTER TASK d.public.t RESUME",
    code: "003903",
    message: "Database 'D' is a read-only secondary database and cannot be modified.",
    page: CONSIDERATIONS,
  }),
  atWest({
    title: "nor be executed",
    setup: [...SECONDARY, "CREATE TASK d.public.t SCHEDULE = '5 MINUTE' AS SELECT 1", `WEST: ${REFRESH}`],
    statement: "EXECUTE TASK d.public.t",
    code: "003903",
    message: "Database 'D' is a read-only secondary database and cannot be modified.",
    page: CONSIDERATIONS,
  }),
  absent(
    "account objects that are not replicas are dropped by the first refresh of their type",
    ["WEST: CREATE WAREHOUSE w", ...group("OBJECT_TYPES = WAREHOUSES"), `WEST: ${REFRESH}`],
    "ALTER WAREHOUSE w RESUME",
    CONFIG,
  ),
  absent(
    "also those that are only in the target when others have been linked by name",
    [
      "CREATE WAREHOUSE w",
      "WEST: CREATE WAREHOUSE w",
      "WEST: CREATE WAREHOUSE only_here",
      ...group("OBJECT_TYPES = WAREHOUSES"),
      "WEST: SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('fg')",
      `WEST: ${REFRESH}`,
    ],
    "ALTER WAREHOUSE only_here RESUME",
    CONFIG,
  ),
  atWest({
    title: "replicated warehouses arrive suspended",
    setup: ["CREATE WAREHOUSE w", ...group("OBJECT_TYPES = WAREHOUSES"), `WEST: ${REFRESH}`],
    statement: "ALTER WAREHOUSE w SUSPEND",
    code: "090064",
    sqlState: "22000",
    message: "Invalid state. Warehouse 'W' cannot be suspended.",
    page: INTRO,
  }),
  atWest({
    title: "an external volume that a group has brought is read-only",
    setup: [
      "CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = ((NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 's3://bucket/'))",
      ...group("OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = v"),
      `WEST: ${REFRESH}`,
    ],
    statement: "ALTER EXTERNAL VOLUME v SET ALLOW_WRITES = FALSE",
    code: "003950",
    message: / replicated to this account by failover group 'FG' and are read-only in it\.$/,
    page: CONSIDERATIONS,
  }),
  atWest({
    title: "FAILOVER is not replicated with the roles that have it",
    setup: [
      "CREATE ROLE r",
      ...group("OBJECT_TYPES = ROLES"),
      "GRANT FAILOVER ON FAILOVER GROUP fg TO ROLE r",
      `WEST: ${REFRESH}`,
      "WEST: GRANT MONITOR ON FAILOVER GROUP fg TO ROLE r",
    ],
    role: "R",
    statement: "ALTER FAILOVER GROUP fg PRIMARY",
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on /,
    page: CONSIDERATIONS,
  }),
  atWest({
    title: "neither is REPLICATE",
    setup: [
      "CREATE ROLE r",
      ...group("OBJECT_TYPES = ROLES"),
      "GRANT REPLICATE ON FAILOVER GROUP fg TO ROLE r",
      `WEST: ${REFRESH}`,
      "WEST: GRANT MONITOR ON FAILOVER GROUP fg TO ROLE r",
    ],
    role: "R",
    statement: REFRESH,
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on /,
    page: CONSIDERATIONS,
  }),
  ...["CONNECTIONS", "CATALOG INTEGRATIONS", "TABLES"].map(
    (type): Omit<Rule, "id"> => ({
      title: `OBJECT_TYPES are those that can be replicated: no ${type}`,
      setup: [],
      replication: true,
      statement: `CREATE FAILOVER GROUP fg OBJECT_TYPES = ${type} ALLOWED_ACCOUNTS = org.west`,
      code: "001003",
      sqlState: "42000",
      message: new RegExp(`unexpected '${type.split(" ")[0]}'`),
      page: CREATE,
    }),
  ),
  atWest({
    title: "a replica has no options of its own",
    setup: ["CREATE DATABASE d", ...OF_DATABASE.slice(0, 1)],
    statement: "CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg REPLICATION_SCHEDULE = '10 MINUTE'",
    code: "001003",
    sqlState: "42000",
    message: /unexpected 'REPLICATION_SCHEDULE'/,
    page: CREATE,
  }),
  {
    title: "the target account must be enabled for replication, too",
    setup: [
      "CREATE DATABASE d",
      "GRANT ROLE ORGADMIN TO ROLE ACCOUNTADMIN",
      "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('org.east', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')",
    ],
    replication: false,
    statement: OF_DATABASE[0] ?? "",
    code: "003905",
    sqlState: "55000",
    message: /^Account 'ORG\.WEST' is not enabled for replication\./,
    page: CONFIG,
  },
  atWest({
    title: "the history of refreshes is for roles with a privilege on the group",
    setup: [...REFRESHED, "WEST: CREATE ROLE r", "WEST: GRANT USAGE ON DATABASE d TO ROLE r"],
    role: "R",
    before: ["USE DATABASE d"],
    statement: "SELECT phase_name FROM TABLE(INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg'))",
    code: "002003",
    sqlState: "02000",
    message: /'FG' does not exist or not authorized/,
    page: HISTORY,
  }),
];

/** What a refresh brings, what it does not, and what waits for it. */
export const RULES: readonly Rule[] = LIST.map((rule, index) => ({
  ...rule,
  id: `failover-group-refreshes-${index + 1}`,
}));
