import type { Rule } from "./rule";

const CREATE = "https://docs.snowflake.com/en/sql-reference/sql/create-resource-monitor";

/** Rules about resource monitors. */
export const RULES: readonly Rule[] = [
  {
    id: "resource-monitors-1",
    title: "only ACCOUNTADMIN creates resource monitors",
    setup: [],
    role: "SYSADMIN",
    statement: "CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 10",
    code: "003001",
    sqlState: "42501",
    message: /Insufficient privileges to operate on account/,
    page: CREATE,
  },
  {
    id: "resource-monitors-2",
    title: "a frequency needs a start",
    setup: [],
    statement: "CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 10 FREQUENCY = WEEKLY",
    code: "001422",
    sqlState: "22023",
    message: /START_TIMESTAMP/,
    page: CREATE,
  },
  {
    id: "resource-monitors-3",
    title: "a frequency is one of five",
    setup: [],
    statement: "CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 10 FREQUENCY = HOURLY START_TIMESTAMP = IMMEDIATELY",
    code: "001008",
    sqlState: "22023",
    message: /HOURLY/,
    page: CREATE,
  },
  {
    id: "resource-monitors-4",
    title: "only one trigger suspends",
    setup: [],
    statement:
      "CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 10 TRIGGERS ON 80 PERCENT DO SUSPEND ON 90 PERCENT DO SUSPEND",
    code: "001422",
    sqlState: "22023",
    message: /SUSPEND/,
    page: CREATE,
  },
];
