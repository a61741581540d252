import { describeRoundTrips } from "./round-trip";

describeRoundTrips("objects of the account, as the provider makes and reads them:", {
  role: {
    create: `CREATE ROLE "X" COMMENT = 'c' TAG ("D"."S"."T" = 'v')`,
    created: [
      {
        sql: "SHOW ROLES LIKE 'X'",
        row: "roles",
        has: { name: "X", comment: "c", owner: "ACCOUNTADMIN", assigned_to_users: 0, granted_to_roles: 0 },
      },
      { sql: 'SHOW GRANTS ON ROLE "X"', row: "grants", has: { privilege: "OWNERSHIP", granted_on: "ROLE" } },
    ],
    alter: ['ALTER ROLE "X" RENAME TO "Y"', 'ALTER ROLE "Y" UNSET COMMENT', 'GRANT ROLE "Y" TO ROLE "R"'],
    altered: [
      { sql: "SHOW ROLES LIKE 'Y'", row: "roles", has: { comment: "", granted_to_roles: 1 } },
      { sql: 'SHOW GRANTS OF ROLE "Y"', row: "roleGrants", has: { role: "Y", granted_to: "ROLE", grantee_name: "R" } },
    ],
    drop: 'DROP ROLE IF EXISTS "Y"',
    gone: "SHOW ROLES LIKE 'Y'",
  },
  resource_monitor: {
    create: `CREATE RESOURCE MONITOR "X" WITH CREDIT_QUOTA = 100 TRIGGERS ON 80 PERCENT DO NOTIFY ON 90 PERCENT DO SUSPEND ON 100 PERCENT DO SUSPEND_IMMEDIATE`,
    created: [
      {
        sql: "SHOW RESOURCE MONITORS LIKE 'X'",
        row: "resourceMonitors",
        has: {
          name: "X",
          credit_quota: "100.00",
          frequency: "MONTHLY",
          notify_at: "80%",
          suspend_at: "90%",
          suspend_immediately_at: "100%",
          owner: "ACCOUNTADMIN",
        },
      },
    ],
    alter: ['ALTER RESOURCE MONITOR "X" SET CREDIT_QUOTA = 150'],
    altered: [{ sql: "SHOW RESOURCE MONITORS LIKE 'X'", row: "resourceMonitors", has: { credit_quota: "150.00" } }],
    drop: 'DROP RESOURCE MONITOR IF EXISTS "X"',
    gone: "SHOW RESOURCE MONITORS LIKE 'X'",
  },
  grant_privileges_to_account_role: {
    create: 'GRANT USAGE ON SCHEMA "D"."S" TO ROLE "R" WITH GRANT OPTION',
    created: [
      {
        sql: 'SHOW GRANTS TO ROLE "R"',
        row: "grants",
        has: {
          privilege: "USAGE",
          granted_on: "SCHEMA",
          name: "D.S",
          granted_to: "ROLE",
          grantee_name: "R",
          grant_option: "true",
        },
      },
    ],
    alter: ['REVOKE GRANT OPTION FOR USAGE ON SCHEMA "D"."S" FROM ROLE "R"'],
    altered: [{ sql: 'SHOW GRANTS TO ROLE "R"', row: "grants", has: { privilege: "USAGE", grant_option: "false" } }],
    drop: 'REVOKE USAGE ON SCHEMA "D"."S" FROM ROLE "R"',
    gone: 'SHOW GRANTS TO ROLE "R"',
  },
  account_parameter: {
    create: "ALTER ACCOUNT SET ABORT_DETACHED_QUERY = true",
    created: [
      {
        sql: "SHOW PARAMETERS LIKE 'ABORT_DETACHED_QUERY' IN ACCOUNT",
        row: "parameters",
        has: { key: "ABORT_DETACHED_QUERY", value: "true", default: "false", level: "ACCOUNT" },
      },
    ],
    alter: ["ALTER ACCOUNT UNSET ABORT_DETACHED_QUERY"],
    altered: [
      {
        sql: "SHOW PARAMETERS LIKE 'ABORT_DETACHED_QUERY' IN ACCOUNT",
        row: "parameters",
        has: { value: "false", level: "" },
      },
    ],
    drop: 'DROP ROLE "R"',
    gone: "SHOW ROLES LIKE 'R'",
  },
  warehouse: {
    create: `CREATE WAREHOUSE "X" WAREHOUSE_TYPE = 'STANDARD' WAREHOUSE_SIZE = 'SMALL' MAX_CLUSTER_COUNT = 4 MIN_CLUSTER_COUNT = 2
      SCALING_POLICY = 'ECONOMY' AUTO_SUSPEND = 120 AUTO_RESUME = false INITIALLY_SUSPENDED = true COMMENT = 'c'
      ENABLE_QUERY_ACCELERATION = true QUERY_ACCELERATION_MAX_SCALE_FACTOR = 4 MAX_CONCURRENCY_LEVEL = 4
      STATEMENT_QUEUED_TIMEOUT_IN_SECONDS = 5 STATEMENT_TIMEOUT_IN_SECONDS = 86400`,
    created: [
      {
        sql: "SHOW WAREHOUSES LIKE 'X'",
        row: "warehouses",
        has: {
          name: "X",
          state: "SUSPENDED",
          type: "STANDARD",
          size: "Small",
          min_cluster_count: 2,
          max_cluster_count: 4,
          scaling_policy: "ECONOMY",
          auto_suspend: 120,
          auto_resume: "false",
          comment: "c",
          enable_query_acceleration: "true",
          query_acceleration_max_scale_factor: 4,
          resource_monitor: "null",
        },
      },
      {
        sql: 'SHOW PARAMETERS IN WAREHOUSE "X"',
        row: "parameters",
        valueIn: "value",
        has: {
          MAX_CONCURRENCY_LEVEL: "4",
          STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: "5",
          STATEMENT_TIMEOUT_IN_SECONDS: "86400",
        },
      },
    ],
    alter: [
      `ALTER WAREHOUSE "X" SET WAREHOUSE_SIZE = 'LARGE' AUTO_RESUME = true COMMENT = 'd' WAIT_FOR_COMPLETION = true`,
      'ALTER WAREHOUSE "X" UNSET AUTO_SUSPEND, STATEMENT_TIMEOUT_IN_SECONDS',
      'ALTER WAREHOUSE "X" RESUME IF SUSPENDED',
    ],
    altered: [
      {
        sql: "SHOW WAREHOUSES LIKE 'X'",
        row: "warehouses",
        has: { size: "Large", auto_resume: "true", auto_suspend: 600, state: "STARTED", comment: "d" },
      },
      {
        sql: 'SHOW PARAMETERS IN WAREHOUSE "X"',
        row: "parameters",
        valueIn: "level",
        has: { MAX_CONCURRENCY_LEVEL: "WAREHOUSE", STATEMENT_TIMEOUT_IN_SECONDS: "" },
      },
    ],
    drop: 'DROP WAREHOUSE IF EXISTS "X"',
    gone: "SHOW WAREHOUSES LIKE 'X'",
  },
  database: {
    create: `CREATE DATABASE "X" DATA_RETENTION_TIME_IN_DAYS = 2 MAX_DATA_EXTENSION_TIME_IN_DAYS = 3 REPLACE_INVALID_CHARACTERS = true
      STORAGE_SERIALIZATION_POLICY = COMPATIBLE LOG_LEVEL = 'INFO' TRACE_LEVEL = 'ALWAYS' SUSPEND_TASK_AFTER_NUM_FAILURES = 5
      TASK_AUTO_RETRY_ATTEMPTS = 1 USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = SMALL USER_TASK_TIMEOUT_MS = 60000
      USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 60 QUOTED_IDENTIFIERS_IGNORE_CASE = true ENABLE_CONSOLE_OUTPUT = true COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW DATABASES LIKE 'X'",
        row: "databases",
        has: { name: "X", comment: "c", retention_time: "2", kind: "STANDARD", options: "", owner: "ACCOUNTADMIN" },
      },
      {
        sql: 'SHOW PARAMETERS IN DATABASE "X"',
        row: "parameters",
        valueIn: "value",
        has: {
          DATA_RETENTION_TIME_IN_DAYS: "2",
          LOG_LEVEL: "INFO",
          STORAGE_SERIALIZATION_POLICY: "COMPATIBLE",
          USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "SMALL",
          QUOTED_IDENTIFIERS_IGNORE_CASE: "true",
        },
      },
    ],
    alter: [
      `ALTER DATABASE "X" SET COMMENT = 'd', LOG_LEVEL = 'WARN'`,
      'ALTER DATABASE "X" UNSET DATA_RETENTION_TIME_IN_DAYS, TRACE_LEVEL',
      'ALTER DATABASE "X" RENAME TO "Y"',
    ],
    altered: [
      { sql: "SHOW DATABASES LIKE 'Y'", row: "databases", has: { comment: "d", retention_time: "1" } },
      {
        sql: 'SHOW PARAMETERS IN DATABASE "Y"',
        row: "parameters",
        valueIn: "level",
        has: { LOG_LEVEL: "DATABASE", TRACE_LEVEL: "", DATA_RETENTION_TIME_IN_DAYS: "" },
      },
    ],
    drop: 'DROP DATABASE IF EXISTS "Y"',
    gone: "SHOW DATABASES LIKE 'Y'",
  },
  user: {
    create: `CREATE USER "X" PASSWORD = 'Secret-123456' LOGIN_NAME = 'login' DISPLAY_NAME = 'shown' FIRST_NAME = 'f' MIDDLE_NAME = 'm'
      LAST_NAME = 'l' EMAIL = 'e@example.com' MUST_CHANGE_PASSWORD = true DISABLED = false DAYS_TO_EXPIRY = 8 MINS_TO_UNLOCK = 9
      DEFAULT_WAREHOUSE = "W" DEFAULT_NAMESPACE = "D"."S" DEFAULT_ROLE = "R" DEFAULT_SECONDARY_ROLES = ('ALL') COMMENT = 'c'
      TIMEZONE = 'Europe/Berlin' QUERY_TAG = 'q'`,
    created: [
      {
        sql: "SHOW USERS LIKE 'X'",
        row: "users",
        has: {
          login_name: "LOGIN",
          display_name: "shown",
          first_name: "f",
          last_name: "l",
          email: "e@example.com",
          must_change_password: "true",
          disabled: "false",
          default_warehouse: "W",
          default_role: "R",
          comment: "c",
          has_password: "true",
          has_rsa_public_key: "false",
        },
      },
      {
        sql: 'DESCRIBE USER "X"',
        row: "describedProperties",
        valueIn: "value",
        has: { MIDDLE_NAME: "m", LOGIN_NAME: "LOGIN", EMAIL: "e@example.com", DEFAULT_SECONDARY_ROLES: '["ALL"]' },
      },
      {
        sql: 'SHOW PARAMETERS FOR USER "X"',
        row: "parameters",
        valueIn: "value",
        has: { TIMEZONE: "Europe/Berlin", QUERY_TAG: "q" },
      },
    ],
    alter: [
      `ALTER USER "X" SET FIRST_NAME = 'g' DISABLED = true DEFAULT_SECONDARY_ROLES = () TIMEZONE = 'UTC'`,
      'ALTER USER "X" UNSET EMAIL, DAYS_TO_EXPIRY, QUERY_TAG',
    ],
    altered: [
      { sql: "SHOW USERS LIKE 'X'", row: "users", has: { first_name: "g", disabled: "true", days_to_expiry: "" } },
      {
        sql: 'SHOW PARAMETERS FOR USER "X"',
        row: "parameters",
        valueIn: "level",
        has: { TIMEZONE: "USER", QUERY_TAG: "" },
      },
    ],
    drop: 'DROP USER IF EXISTS "X"',
    gone: "SHOW USERS LIKE 'X'",
  },
  service_user: {
    create: `CREATE USER "X" LOGIN_NAME = 'svc' DEFAULT_SECONDARY_ROLES = () TYPE = SERVICE`,
    created: [
      {
        sql: "SHOW USERS LIKE 'X'",
        row: "users",
        has: { type: "SERVICE", has_password: "false", default_secondary_roles: "[]" },
      },
    ],
    drop: 'DROP USER IF EXISTS "X"',
    gone: "SHOW USERS LIKE 'X'",
  },
  network_policy: {
    before: [`CREATE NETWORK RULE "D"."S"."N" TYPE = IPV4 VALUE_LIST = ('10.0.0.0/8') MODE = INGRESS`],
    create: `CREATE NETWORK POLICY "X" ALLOWED_NETWORK_RULE_LIST = ("D"."S"."N") ALLOWED_IP_LIST = ('10.0.0.0/8', '127.0.0.1')
      BLOCKED_IP_LIST = ('10.0.0.1') COMMENT = 'c'`,
    created: [
      {
        sql: "SHOW NETWORK POLICIES LIKE 'X'",
        row: "networkPolicies",
        has: {
          name: "X",
          comment: "c",
          entries_in_allowed_ip_list: 2,
          entries_in_blocked_ip_list: 1,
          entries_in_allowed_network_rules: 1,
          entries_in_blocked_network_rules: 0,
        },
      },
      {
        sql: 'DESCRIBE NETWORK POLICY "X"',
        row: "namedValues",
        valueIn: "value",
        has: { ALLOWED_IP_LIST: "10.0.0.0/8,127.0.0.1", BLOCKED_IP_LIST: "10.0.0.1" },
      },
    ],
    alter: [
      `ALTER NETWORK POLICY "X" SET ALLOWED_IP_LIST = ('127.0.0.1') COMMENT = 'd'`,
      'ALTER NETWORK POLICY "X" UNSET BLOCKED_IP_LIST',
    ],
    altered: [
      {
        sql: "SHOW NETWORK POLICIES LIKE 'X'",
        row: "networkPolicies",
        has: { comment: "d", entries_in_allowed_ip_list: 1, entries_in_blocked_ip_list: 0 },
      },
    ],
    drop: 'DROP NETWORK POLICY IF EXISTS "X"',
    gone: "SHOW NETWORK POLICIES LIKE 'X'",
  },
});
