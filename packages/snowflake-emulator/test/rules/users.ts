import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-user";
const ALTER = "https://docs.snowflake.com/en/sql-reference/sql/alter-user";
const TYPES = "https://docs.snowflake.com/en/user-guide/admin-user-management";

const service = (id: string, property: string, value: string, type = "SERVICE"): Rule => ({
  id,
  title: `a user of TYPE = ${type} has no ${property}`,
  setup: [`CREATE USER u TYPE = ${type}`],
  statement: `ALTER USER u SET ${property} = ${value}`,
  code: "001422",
  sqlState: "22023",
  message: `SQL compilation error:\nCannot set ${property} on users with TYPE=${type}.`,
  page: TYPES,
});

/** Rules about users. */
export const RULES: readonly Rule[] = [
  service("users-1", "PASSWORD", "'x'"),
  service("users-2", "FIRST_NAME", "'x'"),
  service("users-3", "MIDDLE_NAME", "'x'"),
  service("users-4", "LAST_NAME", "'x'"),
  service("users-5", "MUST_CHANGE_PASSWORD", "TRUE"),
  service("users-6", "MINS_TO_BYPASS_MFA", "5"),
  service("users-7", "FIRST_NAME", "'x'", "LEGACY_SERVICE"),
  service("users-8", "MINS_TO_BYPASS_MFA", "5", "LEGACY_SERVICE"),
  {
    id: "users-9",
    title: "login names are unique in the account",
    setup: ["CREATE USER a LOGIN_NAME = 'same'"],
    statement: "CREATE USER b LOGIN_NAME = 'SAME'",
    code: "002002",
    sqlState: "42710",
    message: /'SAME' already exists/,
    page: CREATE,
  },
  {
    id: "users-10",
    title: "creating a user needs CREATE USER on the account",
    setup: ["CREATE ROLE r"],
    role: "R",
    statement: "CREATE USER b",
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on account/,
    page: CREATE,
  },
  {
    id: "users-11",
    title: "users can't change their own email address by ALTER USER",
    setup: ["CREATE USER ana"],
    user: "ANA",
    role: "PUBLIC",
    statement: "ALTER USER ana SET EMAIL = 'a@example.com'",
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on user 'ANA'/,
    page: ALTER,
  },
  {
    id: "users-12",
    title: "a public key has to be one",
    setup: [],
    statement: "CREATE USER u RSA_PUBLIC_KEY = 'abc'",
    code: "001008",
    sqlState: "22023",
    message: /RSA_PUBLIC_KEY/,
    page: CREATE,
  },
  {
    id: "users-13",
    title: "default secondary roles are all or none",
    setup: [],
    statement: "CREATE USER u DEFAULT_SECONDARY_ROLES = ('R')",
    code: "000002",
    sqlState: "0A000",
    message: /DEFAULT_SECONDARY_ROLES/,
    page: CREATE,
  },
  {
    id: "users-14",
    title: "a type has to be one of the three",
    setup: [],
    statement: "CREATE USER u TYPE = ROBOT",
    code: "001008",
    sqlState: "22023",
    message: /ROBOT/,
    page: CREATE,
  },
];
