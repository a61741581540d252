import type { Rule } from "./rule";

const PAGE = "https://docs.snowflake.com/en/sql-reference/parameters";

const invalid = (
  id: string,
  title: string,
  statement: string,
  message: RegExp,
  setup: readonly string[] = [],
): Rule => ({
  id,
  title,
  setup,
  statement,
  code: "001008",
  sqlState: "22023",
  message,
  page: PAGE,
});

const unknown = (id: string, title: string, statement: string, setup: readonly string[] = []): Rule => ({
  ...invalid(id, title, statement, /invalid parameter/, setup),
  code: "001420",
});

/** Rules about parameters. */
export const RULES: readonly Rule[] = [
  unknown("parameters-1", "a parameter has to exist", "ALTER SESSION SET NO_SUCH_PARAMETER = 1"),
  unknown(
    "parameters-2",
    "account parameters can't be set on a session",
    "ALTER SESSION SET PERIODIC_DATA_REKEYING = TRUE",
  ),
  unknown("parameters-3", "network policies can't be set on a session", "ALTER SESSION SET NETWORK_POLICY = 'P'"),
  invalid("parameters-4", "a boolean is TRUE or FALSE", "ALTER SESSION SET AUTOCOMMIT = 'maybe'", /maybe/),
  invalid("parameters-5", "a number is a number", "ALTER SESSION SET LOCK_TIMEOUT = 'long'", /long/),
  invalid("parameters-6", "WEEK_START is 0 to 7", "ALTER SESSION SET WEEK_START = 8", /\[8\].*WEEK_START/),
  invalid(
    "parameters-7",
    "WEEK_OF_YEAR_POLICY is 0 or 1",
    "ALTER SESSION SET WEEK_OF_YEAR_POLICY = 2",
    /WEEK_OF_YEAR_POLICY/,
  ),
  invalid("parameters-8", "JSON_INDENT is 0 to 16", "ALTER SESSION SET JSON_INDENT = 17", /JSON_INDENT/),
  invalid(
    "parameters-9",
    "TWO_DIGIT_CENTURY_START is 1900 to 2100",
    "ALTER SESSION SET TWO_DIGIT_CENTURY_START = 1800",
    /TWO_DIGIT_CENTURY_START/,
  ),
  invalid(
    "parameters-10",
    "STATEMENT_TIMEOUT_IN_SECONDS is at most seven days",
    "ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 604801",
    /STATEMENT_TIMEOUT_IN_SECONDS/,
  ),
  invalid("parameters-11", "LOG_LEVEL is one of seven words", "ALTER SESSION SET LOG_LEVEL = 'LOUD'", /LOUD/),
  invalid("parameters-12", "TRACE_LEVEL is one of four words", "ALTER SESSION SET TRACE_LEVEL = 'ALL'", /TRACE_LEVEL/),
  invalid(
    "parameters-13",
    "TIMESTAMP_TYPE_MAPPING is one of three types",
    "ALTER SESSION SET TIMESTAMP_TYPE_MAPPING = 'TIMESTAMP'",
    /TIMESTAMP_TYPE_MAPPING/,
  ),
  invalid(
    "parameters-14",
    "BINARY_OUTPUT_FORMAT is HEX or BASE64",
    "ALTER SESSION SET BINARY_OUTPUT_FORMAT = 'OCT'",
    /OCT/,
  ),
  invalid(
    "parameters-15",
    "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY is 900 to 3600",
    "ALTER SESSION SET CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY = 60",
    /HEARTBEAT_FREQUENCY/,
  ),
  invalid(
    "parameters-16",
    "DATA_RETENTION_TIME_IN_DAYS is at most 90",
    "ALTER ACCOUNT SET DATA_RETENTION_TIME_IN_DAYS = 91",
    /91/,
  ),
  invalid(
    "parameters-17",
    "CLIENT_ENCRYPTION_KEY_SIZE is 128 or 256",
    "ALTER ACCOUNT SET CLIENT_ENCRYPTION_KEY_SIZE = 64",
    /CLIENT_ENCRYPTION_KEY_SIZE/,
  ),
  invalid("parameters-18", "TIMEZONE is a known zone", "ALTER SESSION SET TIMEZONE = 'Moon/Tycho'", /Moon/),
  {
    id: "parameters-19",
    title: "the account's parameters are ACCOUNTADMIN's",
    setup: [],
    role: "SYSADMIN",
    statement: "ALTER ACCOUNT SET TIMEZONE = 'UTC'",
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on account/,
    page: "https://docs.snowflake.com/en/sql-reference/sql/alter-account",
  },
  invalid(
    "parameters-20",
    "QUERY_TAG has at most 2000 characters",
    `ALTER SESSION SET QUERY_TAG = '${"x".repeat(2001)}'`,
    /QUERY_TAG/,
  ),
];
