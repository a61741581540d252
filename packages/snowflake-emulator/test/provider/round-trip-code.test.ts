import { describeRoundTrips } from "./round-trip";

describeRoundTrips("procedures, tasks and alerts, as the provider makes and reads them:", {
  procedure_javascript: {
    create: `CREATE SECURE PROCEDURE "D"."S"."X" ("a" VARCHAR(100), "b" FLOAT DEFAULT 1) RETURNS VARCHAR(100) LANGUAGE JAVASCRIPT
      STRICT COMMENT = 'c' EXECUTE AS CALLER AS $$return a;$$`,
    created: [
      {
        sql: `SHOW PROCEDURES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "procedures",
        has: {
          name: "X",
          schema_name: "S",
          catalog_name: "D",
          min_num_arguments: 1,
          max_num_arguments: 2,
          description: "c",
          is_builtin: "N",
          is_secure: "Y",
        },
      },
      {
        sql: 'DESCRIBE PROCEDURE "D"."S"."X"(VARCHAR, FLOAT)',
        row: "values",
        valueIn: "value",
        has: {
          language: "JAVASCRIPT",
          "execute as": "CALLER",
          body: "return a;",
          "null handling": "RETURNS NULL ON NULL INPUT",
        },
      },
      {
        sql: 'SHOW PARAMETERS IN PROCEDURE "D"."S"."X"(VARCHAR, FLOAT)',
        row: "parameters",
        valueIn: "level",
        has: { LOG_LEVEL: "", TRACE_LEVEL: "" },
      },
    ],
    alter: [
      `ALTER PROCEDURE "D"."S"."X"(VARCHAR, FLOAT) SET COMMENT = 'd'`,
      'ALTER PROCEDURE "D"."S"."X"(VARCHAR, FLOAT) EXECUTE AS OWNER',
      `ALTER PROCEDURE "D"."S"."X"(VARCHAR, FLOAT) SET LOG_LEVEL = 'INFO'`,
    ],
    altered: [
      { sql: `SHOW PROCEDURES LIKE 'X' IN SCHEMA "D"."S"`, row: "procedures", has: { description: "d" } },
      {
        sql: 'SHOW PARAMETERS IN PROCEDURE "D"."S"."X"(VARCHAR, FLOAT)',
        row: "parameters",
        valueIn: "value",
        has: { LOG_LEVEL: "INFO" },
      },
    ],
    drop: 'DROP PROCEDURE IF EXISTS "D"."S"."X"(VARCHAR, FLOAT)',
    gone: `SHOW PROCEDURES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  task: {
    create: `CREATE TASK "D"."S"."X" WAREHOUSE = "W" SCHEDULE = '5 MINUTES' CONFIG = '{"a": 1}' ALLOW_OVERLAPPING_EXECUTION = true
      TIMEZONE = 'Europe/Berlin' USER_TASK_TIMEOUT_MS = 60000 SUSPEND_TASK_AFTER_NUM_FAILURES = 3 COMMENT = 'c'
      TASK_AUTO_RETRY_ATTEMPTS = 1 WHEN 1 = 1 AS SELECT 1`,
    created: [
      {
        sql: `SHOW TASKS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "tasks",
        has: {
          name: "X",
          warehouse: "W",
          schedule: "5 MINUTES",
          config: '{"a": 1}',
          condition: "1 = 1",
          definition: "SELECT 1",
          state: "suspended",
          predecessors: "[]",
          allow_overlapping_execution: "true",
          comment: "c",
        },
      },
      {
        sql: 'SHOW PARAMETERS IN TASK "D"."S"."X"',
        row: "parameters",
        valueIn: "value",
        has: { TIMEZONE: "Europe/Berlin", USER_TASK_TIMEOUT_MS: "60000", SUSPEND_TASK_AFTER_NUM_FAILURES: "3" },
      },
    ],
    alter: [
      `ALTER TASK "D"."S"."X" SET SCHEDULE = 'USING CRON 0 9 * * * UTC' COMMENT = 'd'`,
      'ALTER TASK "D"."S"."X" UNSET CONFIG, TIMEZONE',
      'ALTER TASK "D"."S"."X" MODIFY AS SELECT 2',
      'ALTER TASK "D"."S"."X" REMOVE WHEN',
      'ALTER TASK "D"."S"."X" RESUME',
    ],
    altered: [
      {
        sql: `SHOW TASKS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "tasks",
        has: {
          schedule: "USING CRON 0 9 * * * UTC",
          config: null,
          condition: null,
          definition: "SELECT 2",
          state: "started",
        },
      },
    ],
    drop: 'DROP TASK IF EXISTS "D"."S"."X"',
    gone: `SHOW TASKS LIKE 'X' IN SCHEMA "D"."S"`,
  },
  alert: {
    create: `CREATE ALERT "D"."S"."X" WAREHOUSE = "W" SCHEDULE = '10 MINUTE' COMMENT = 'c' IF (EXISTS (SELECT 1 AS c)) THEN SELECT 2 AS c`,
    created: [
      {
        sql: `SHOW ALERTS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "alerts",
        has: {
          warehouse: "W",
          schedule: "10 MINUTE",
          state: "suspended",
          condition: "SELECT 1 AS c",
          action: "SELECT 2 AS c",
          comment: "c",
        },
      },
    ],
    alter: [
      `ALTER ALERT "D"."S"."X" SET COMMENT = 'd'`,
      'ALTER ALERT "D"."S"."X" MODIFY ACTION SELECT 3',
      'ALTER ALERT "D"."S"."X" RESUME',
    ],
    altered: [
      {
        sql: `SHOW ALERTS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "alerts",
        has: { comment: "d", action: "SELECT 3", state: "started" },
      },
    ],
    drop: 'DROP ALERT IF EXISTS "D"."S"."X"',
    gone: `SHOW ALERTS LIKE 'X' IN SCHEMA "D"."S"`,
  },
});
