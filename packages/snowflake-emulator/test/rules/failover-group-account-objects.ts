import type { Rule } from "./rule";

const CONFIG = "https://docs.snowflake.com/en/user-guide/account-replication-config";
const CONSIDERATIONS = "https://docs.snowflake.com/en/user-guide/account-replication-considerations";
const INTRO = "https://docs.snowflake.com/en/user-guide/account-replication-intro";
const LINK = "https://docs.snowflake.com/en/sql-reference/functions/system_link_account_objects_by_name";

const REFRESH = "ALTER FAILOVER GROUP g REFRESH";
const LINKED = "WEST: SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('g')";
const REPLICA = "WEST: CREATE FAILOVER GROUP g AS REPLICA OF org.east.g";

/** EAST's group of these contents, and its replica, not refreshed yet. */
const group = (contents: string) => [`CREATE FAILOVER GROUP g ${contents} ALLOWED_ACCOUNTS = org.west`, REPLICA];

type Case = Pick<Rule, "id" | "title" | "setup" | "statement" | "code" | "message" | "page"> & Partial<Rule>;

const atWest = (rule: Case): Rule => ({ replication: true, at: "WEST", sqlState: "55000", ...rule });

/** A change of what a refresh has brought. */
const readOnly = (id: string, what: string, types: string, setup: readonly string[], statement: string): Rule =>
  atWest({
    id,
    title: `${types.toLowerCase()} that are replicated are read-only in the target account: ${what}`,
    setup: [...setup, ...group(`OBJECT_TYPES = ${types}`), LINKED, `WEST: ${REFRESH}`],
    statement,
    code: "003950",
    message: / replicated to this account by failover group 'G' and are read-only in it\.$/,
    page: CONSIDERATIONS,
  });

const dangling = (id: string, title: string, setup: readonly string[], types: string, reference: RegExp): Rule =>
  atWest({
    id,
    title,
    setup: [
      "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('0.0.0.0/0')",
      ...setup,
      ...group(`OBJECT_TYPES = ${types}`),
      LINKED,
    ],
    statement: REFRESH,
    code: "003131",
    message: new RegExp(`^Dangling references in the snapshot\\.[^]*${reference.source}`),
    page: CONSIDERATIONS,
  });

const POLICIES = "policies that use network rules are replicated with the rules' database";

export const RULES: readonly Rule[] = [
  atWest({
    id: "failover-group-account-objects-1",
    title: "the initial refresh of users fails when there are users of the same names",
    setup: group("OBJECT_TYPES = USERS"),
    statement: REFRESH,
    code: "003952",
    message: /would drop .*: USER 'ADMIN'\..*LINK_ACCOUNT_OBJECTS_BY_NAME.*REFRESH FORCE/,
    page: CONFIG,
  }),
  atWest({
    id: "failover-group-account-objects-2",
    title: "the initial refresh of roles fails when there are roles of the same names",
    setup: ["CREATE ROLE r", "WEST: CREATE ROLE r", ...group("OBJECT_TYPES = ROLES")],
    statement: REFRESH,
    code: "003952",
    message: /would drop .*: ROLE 'R'\./,
    page: CONFIG,
  }),
  atWest({
    id: "failover-group-account-objects-3",
    title: "a refresh fails when its user does not exist in the source account",
    setup: [
      ...group("OBJECT_TYPES = USERS"),
      "WEST: CREATE USER other",
      "WEST: GRANT ROLE ACCOUNTADMIN TO USER other",
      LINKED,
    ],
    user: "OTHER",
    statement: REFRESH,
    code: "003953",
    message: /^User 'OTHER' cannot refresh failover group 'G': the user does not exist in the source account/,
    page: INTRO,
  }),
  atWest({
    id: "failover-group-account-objects-4",
    title: "a refresh fails when its user has no role with REPLICATE in the source account",
    setup: [
      "CREATE USER other",
      ...group("OBJECT_TYPES = USERS, ROLES"),
      "WEST: CREATE USER other",
      "WEST: GRANT ROLE ACCOUNTADMIN TO USER other",
      LINKED,
    ],
    user: "OTHER",
    statement: REFRESH,
    code: "003953",
    message:
      /^User 'OTHER' cannot refresh failover group 'G': in the source account the user has no role that holds REPLICATE/,
    page: INTRO,
  }),
  readOnly("failover-group-account-objects-5", "CREATE ROLE", "ROLES", [], "CREATE ROLE r"),
  readOnly("failover-group-account-objects-6", "DROP ROLE", "ROLES", ["CREATE ROLE r"], "DROP ROLE r"),
  readOnly("failover-group-account-objects-7", "CREATE USER", "USERS", [], "CREATE USER u"),
  readOnly(
    "failover-group-account-objects-8",
    "ALTER USER",
    "USERS",
    ["CREATE USER u"],
    "ALTER USER u SET COMMENT = 'c'",
  ),
  readOnly(
    "failover-group-account-objects-9",
    "ALTER WAREHOUSE",
    "WAREHOUSES",
    ["CREATE WAREHOUSE w"],
    "ALTER WAREHOUSE w SET COMMENT = 'c'",
  ),
  readOnly(
    "failover-group-account-objects-10",
    "CREATE RESOURCE MONITOR",
    "RESOURCE MONITORS",
    [],
    "CREATE RESOURCE MONITOR m",
  ),
  readOnly(
    "failover-group-account-objects-11",
    "ALTER ACCOUNT",
    "ACCOUNT PARAMETERS",
    [],
    "ALTER ACCOUNT SET TIMEZONE = 'UTC'",
  ),
  readOnly(
    "failover-group-account-objects-12",
    "CREATE STORAGE INTEGRATION",
    "INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS",
    [],
    "CREATE STORAGE INTEGRATION i TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('s3://lake/a/')",
  ),
  atWest({
    id: "failover-group-account-objects-13",
    title: "privileges cannot be granted to a role on a secondary object",
    setup: ["CREATE ROLE r", "CREATE WAREHOUSE w", ...group("OBJECT_TYPES = ROLES, WAREHOUSES"), `WEST: ${REFRESH}`],
    statement: "GRANT USAGE ON WAREHOUSE w TO ROLE r",
    code: "003951",
    message: "Grants on warehouse 'W' cannot be changed: they are replicated to this account by failover group 'G'.",
    page: CONSIDERATIONS,
  }),
  atWest({
    id: "failover-group-account-objects-14",
    title: "nor on objects of a secondary database, once roles are replicated",
    setup: [
      "CREATE ROLE r",
      "CREATE DATABASE d",
      ...group("OBJECT_TYPES = ROLES, DATABASES ALLOWED_DATABASES = d"),
      `WEST: ${REFRESH}`,
    ],
    statement: "GRANT USAGE ON SCHEMA d.public TO ROLE r",
    code: "003951",
    message: "Grants on schema 'PUBLIC' cannot be changed: they are replicated to this account by failover group 'G'.",
    page: CONSIDERATIONS,
  }),
  dangling(
    "failover-group-account-objects-15",
    POLICIES,
    [
      "CREATE DATABASE d",
      "CREATE NETWORK RULE d.public.r TYPE = IPV4 MODE = INGRESS VALUE_LIST = ('10.0.0.0/8')",
      "CREATE NETWORK POLICY q ALLOWED_NETWORK_RULE_LIST = (d.public.r)",
    ],
    "NETWORK POLICIES",
    /NETWORK_RULE 'D\.PUBLIC\.R' <- \[NETWORK_POLICY 'Q'\]/,
  ),
  dangling(
    "failover-group-account-objects-16",
    "a network policy of the account is replicated with ACCOUNT PARAMETERS",
    ["ALTER ACCOUNT SET NETWORK_POLICY = p"],
    "NETWORK POLICIES",
    /ACCOUNT 'EAST' <- \[NETWORK_POLICY 'P'\]/,
  ),
  dangling(
    "failover-group-account-objects-17",
    "and ACCOUNT PARAMETERS with NETWORK POLICIES",
    ["ALTER ACCOUNT SET NETWORK_POLICY = p"],
    "ACCOUNT PARAMETERS",
    /NETWORK_POLICY 'P' <- \[ACCOUNT 'EAST'\]/,
  ),
  dangling(
    "failover-group-account-objects-18",
    "a network policy of a user is replicated with USERS",
    ["CREATE USER u NETWORK_POLICY = p"],
    "NETWORK POLICIES",
    /USER 'U' <- \[NETWORK_POLICY 'P'\]/,
  ),
  atWest({
    id: "failover-group-account-objects-19",
    title: "only account administrators link objects by name",
    setup: group("OBJECT_TYPES = ROLES"),
    role: "SECURITYADMIN",
    statement: "SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('g')",
    code: "003001",
    sqlState: "42501",
    message: /^SQL access control error:\nInsufficient privileges to operate on account/,
    page: LINK,
  }),
  {
    id: "failover-group-account-objects-20",
    title: "CREATE FAILOVER GROUP is granted by ACCOUNTADMIN",
    setup: ["CREATE ROLE r"],
    role: "SECURITYADMIN",
    statement: "GRANT CREATE FAILOVER GROUP ON ACCOUNT TO ROLE r",
    code: "003102",
    sqlState: "42501",
    message: "Grant not executed: Insufficient privileges.",
    page: CONSIDERATIONS,
  },
  atWest({
    id: "failover-group-account-objects-21",
    title: "REPLICATE and FAILOVER are granted by a role with OWNERSHIP on the group",
    setup: [
      "WEST: CREATE ROLE r",
      ...group("OBJECT_TYPES = WAREHOUSES"),
      "WEST: GRANT MONITOR ON FAILOVER GROUP g TO ROLE r",
      "WEST: GRANT ROLE r TO USER ADMIN",
    ],
    role: "R",
    statement: "GRANT REPLICATE ON FAILOVER GROUP g TO ROLE r",
    code: "003102",
    sqlState: "42501",
    message: "Grant not executed: Insufficient privileges.",
    page: CONSIDERATIONS,
  }),
];
