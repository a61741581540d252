import { describeRoundTrips } from "./round-trip";

const TABLE = 'CREATE TABLE "D"."S"."B" ("A" NUMBER(38,0), "B" VARCHAR(20))';

describeRoundTrips("objects of databases and schemas, as the provider makes and reads them:", {
  database_role: {
    create: `CREATE DATABASE ROLE "D"."X" COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW DATABASE ROLES LIKE 'X' IN DATABASE "D"`,
        row: "databaseRoles",
        has: { name: "X", comment: "c", owner: "ACCOUNTADMIN", granted_to_roles: 0 },
      },
    ],
    alter: [
      `ALTER DATABASE ROLE "D"."X" SET COMMENT = 'd'`,
      'ALTER DATABASE ROLE "D"."X" RENAME TO "D"."Y"',
      'GRANT DATABASE ROLE "D"."Y" TO ROLE "R"',
      'GRANT USAGE ON SCHEMA "D"."S" TO DATABASE ROLE "D"."Y"',
      'GRANT SELECT ON FUTURE TABLES IN SCHEMA "D"."S" TO DATABASE ROLE "D"."Y" WITH GRANT OPTION',
    ],
    altered: [
      {
        sql: `SHOW DATABASE ROLES LIKE 'Y' IN DATABASE "D"`,
        row: "databaseRoles",
        has: { comment: "d", granted_to_roles: 1 },
      },
      {
        sql: `SHOW FUTURE GRANTS IN SCHEMA "D"."S"`,
        row: "futureGrants",
        has: {
          privilege: "SELECT",
          grant_on: "TABLE",
          name: "D.S.<TABLE>",
          grant_to: "DATABASE_ROLE",
          grantee_name: "Y",
          grant_option: "true",
        },
      },
    ],
    drop: 'DROP DATABASE ROLE IF EXISTS "D"."Y"',
    gone: `SHOW DATABASE ROLES LIKE 'Y' IN DATABASE "D"`,
  },
  schema: {
    create: `CREATE TRANSIENT SCHEMA "D"."X" WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 1 LOG_LEVEL = 'INFO'
      PIPE_EXECUTION_PAUSED = true COMMENT = 'c' TAG ("D"."S"."T" = 'v')`,
    created: [
      {
        sql: `SHOW SCHEMAS LIKE 'X' IN DATABASE "D"`,
        row: "schemas",
        has: { name: "X", database_name: "D", options: "TRANSIENT, MANAGED ACCESS", retention_time: "1", comment: "c" },
      },
      {
        sql: 'SHOW PARAMETERS IN SCHEMA "D"."X"',
        row: "parameters",
        valueIn: "value",
        has: { LOG_LEVEL: "INFO", PIPE_EXECUTION_PAUSED: "true" },
      },
    ],
    alter: [
      'ALTER SCHEMA "D"."X" DISABLE MANAGED ACCESS',
      `ALTER SCHEMA "D"."X" SET COMMENT = 'd', LOG_LEVEL = 'WARN'`,
      'ALTER SCHEMA "D"."X" UNSET DATA_RETENTION_TIME_IN_DAYS, PIPE_EXECUTION_PAUSED',
      'ALTER SCHEMA "D"."X" RENAME TO "D"."Y"',
      'CREATE TABLE "D"."Y"."T" ("A" INT)',
    ],
    altered: [
      { sql: `SHOW SCHEMAS LIKE 'Y' IN DATABASE "D"`, row: "schemas", has: { options: "TRANSIENT", comment: "d" } },
      { sql: 'DESCRIBE SCHEMA "D"."Y"', row: "contents", has: { name: "T", kind: "TABLE" } },
    ],
    drop: 'DROP SCHEMA IF EXISTS "D"."Y" CASCADE',
    gone: `SHOW SCHEMAS LIKE 'Y' IN DATABASE "D"`,
  },
  table: {
    create: `CREATE TABLE "D"."S"."X" ("A" NUMBER(38,0) NOT NULL COMMENT 'a', "B" VARCHAR(20) COLLATE '' DEFAULT 'x' COMMENT '',
      "C" TIMESTAMP_NTZ(9) DEFAULT CURRENT_TIMESTAMP(), "D" NUMBER(38,0) IDENTITY START 1 INCREMENT 1 NOORDER,
      CONSTRAINT "PK" PRIMARY KEY ("A")) CLUSTER BY ("A") DATA_RETENTION_TIME_IN_DAYS = 1 CHANGE_TRACKING = true
      TAG ("D"."S"."T" = 'v') COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW TABLES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "tables",
        has: {
          name: "X",
          kind: "TABLE",
          comment: "c",
          cluster_by: 'LINEAR("A")',
          retention_time: "1",
          change_tracking: "ON",
          automatic_clustering: "ON",
          rows: 0,
        },
      },
      {
        sql: 'DESCRIBE TABLE "D"."S"."X" TYPE = COLUMNS',
        row: "tableColumns",
        valueIn: "type",
        has: { A: "NUMBER(38,0)", B: "VARCHAR(20)", C: "TIMESTAMP_NTZ(9)", D: "NUMBER(38,0)" },
      },
      {
        sql: 'DESCRIBE TABLE "D"."S"."X" TYPE = COLUMNS',
        row: "tableColumns",
        valueIn: "null?",
        has: { A: "N", B: "Y" },
      },
      {
        sql: 'DESCRIBE TABLE "D"."S"."X" TYPE = COLUMNS',
        row: "tableColumns",
        valueIn: "default",
        has: { A: null, B: "'x'", C: "CURRENT_TIMESTAMP()", D: "IDENTITY START 1 INCREMENT 1 NOORDER" },
      },
    ],
    alter: [
      'ALTER TABLE "D"."S"."X" ADD COLUMN "E" BOOLEAN',
      'ALTER TABLE "D"."S"."X" DROP COLUMN "C"',
      `ALTER TABLE "D"."S"."X" MODIFY COLUMN "B" COMMENT 'b'`,
      'ALTER TABLE "D"."S"."X" ALTER COLUMN "B" SET DATA TYPE VARCHAR(30)',
      'ALTER TABLE "D"."S"."X" ALTER COLUMN "B" SET NOT NULL',
      'ALTER TABLE "D"."S"."X" SET CHANGE_TRACKING = false',
      `ALTER TABLE "D"."S"."X" SET COMMENT = 'd'`,
      'ALTER TABLE "D"."S"."X" DROP CLUSTERING KEY',
    ],
    altered: [
      {
        sql: `SHOW TABLES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "tables",
        has: { comment: "d", cluster_by: "", change_tracking: "OFF" },
      },
      {
        sql: 'DESCRIBE TABLE "D"."S"."X" TYPE = COLUMNS',
        row: "tableColumns",
        valueIn: "type",
        has: { B: "VARCHAR(30)", E: "BOOLEAN" },
      },
    ],
    drop: 'DROP TABLE IF EXISTS "D"."S"."X"',
    gone: `SHOW TABLES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  view: {
    before: [TABLE],
    create: `CREATE SECURE VIEW "D"."S"."X" ("A" COMMENT 'a', "B") COPY GRANTS COMMENT = 'c' TAG ("D"."S"."T" = 'v') AS SELECT * FROM "D"."S"."B"`,
    created: [
      {
        sql: `SHOW VIEWS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "views",
        has: {
          name: "X",
          comment: "c",
          is_secure: "true",
          is_materialized: "false",
          change_tracking: "OFF",
          text: expect.stringMatching(/^CREATE SECURE VIEW .* AS SELECT \* FROM "D"\."S"\."B"$/s),
        },
      },
      { sql: 'DESCRIBE VIEW "D"."S"."X"', row: "viewColumns", valueIn: "comment", has: { A: "a", B: null } },
    ],
    alter: [
      'ALTER VIEW "D"."S"."X" UNSET SECURE',
      `ALTER VIEW "D"."S"."X" SET COMMENT = 'd'`,
      'ALTER VIEW "D"."S"."X" SET CHANGE_TRACKING = true',
      'ALTER VIEW "D"."S"."X" RENAME TO "D"."S"."Y"',
    ],
    altered: [
      {
        sql: `SHOW VIEWS LIKE 'Y' IN SCHEMA "D"."S"`,
        row: "views",
        has: { is_secure: "false", comment: "d", change_tracking: "ON" },
      },
    ],
    drop: 'DROP VIEW IF EXISTS "D"."S"."Y"',
    gone: `SHOW VIEWS LIKE 'Y' IN SCHEMA "D"."S"`,
  },
  materialized_view: {
    before: [TABLE],
    create: `CREATE SECURE MATERIALIZED VIEW "D"."S"."X" COMMENT = 'c' AS SELECT "A" FROM "D"."S"."B"`,
    created: [
      {
        sql: `SHOW MATERIALIZED VIEWS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "materializedViews",
        has: {
          name: "X",
          comment: "c",
          is_secure: "true",
          invalid: "false",
          source_database_name: "D",
          source_schema_name: "S",
          source_table_name: "B",
        },
      },
    ],
    alter: [
      'ALTER MATERIALIZED VIEW "D"."S"."X" UNSET SECURE',
      `ALTER MATERIALIZED VIEW "D"."S"."X" SET COMMENT = 'd'`,
      'ALTER MATERIALIZED VIEW "D"."S"."X" RENAME TO "D"."S"."Y"',
    ],
    altered: [
      {
        sql: `SHOW MATERIALIZED VIEWS LIKE 'Y' IN SCHEMA "D"."S"`,
        row: "materializedViews",
        has: { is_secure: "false", comment: "d" },
      },
    ],
    drop: 'DROP MATERIALIZED VIEW IF EXISTS "D"."S"."Y"',
    gone: `SHOW MATERIALIZED VIEWS LIKE 'Y' IN SCHEMA "D"."S"`,
  },
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
  network_rule: {
    create: `CREATE NETWORK RULE "D"."S"."X" TYPE = HOST_PORT VALUE_LIST = ('example.com', 'company.com:443') MODE = EGRESS COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW NETWORK RULES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "networkRules",
        has: { type: "HOST_PORT", mode: "EGRESS", entries_in_valuelist: 2, comment: "c" },
      },
      {
        sql: 'DESCRIBE NETWORK RULE "D"."S"."X"',
        row: "networkRule",
        has: { value_list: "example.com,company.com:443" },
      },
    ],
    alter: [
      `ALTER NETWORK RULE "D"."S"."X" SET VALUE_LIST = ('example.com')`,
      'ALTER NETWORK RULE "D"."S"."X" UNSET COMMENT',
    ],
    altered: [
      {
        sql: `SHOW NETWORK RULES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "networkRules",
        has: { entries_in_valuelist: 1, comment: "" },
      },
    ],
    drop: 'DROP NETWORK RULE IF EXISTS "D"."S"."X"',
    gone: `SHOW NETWORK RULES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  secret_with_generic_string: {
    create: `CREATE SECRET "D"."S"."X" TYPE = GENERIC_STRING SECRET_STRING = 's' COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW SECRETS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "secrets",
        has: { secret_type: "GENERIC_STRING", comment: "c" },
      },
      { sql: 'DESCRIBE SECRET "D"."S"."X"', row: "secret", has: { secret_type: "GENERIC_STRING", comment: "c" } },
    ],
    alter: [`ALTER SECRET "D"."S"."X" SET SECRET_STRING = 't'`, 'ALTER SECRET "D"."S"."X" UNSET COMMENT'],
    altered: [{ sql: `SHOW SECRETS LIKE 'X' IN SCHEMA "D"."S"`, row: "secrets", has: { name: "X" } }],
    drop: 'DROP SECRET IF EXISTS "D"."S"."X"',
    gone: `SHOW SECRETS LIKE 'X' IN SCHEMA "D"."S"`,
  },
  tag: {
    create: `CREATE TAG "D"."S"."X" ALLOWED_VALUES 'a', 'b' COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW TAGS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "tags",
        has: { allowed_values: '["a","b"]', comment: "c", owner_role_type: "ROLE" },
      },
      {
        sql: `SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.POLICY_REFERENCES(REF_ENTITY_NAME => '"D"."S"."X"', REF_ENTITY_DOMAIN => 'TAG'))`,
        row: "policyReferences",
        valueIn: "POLICY_KIND",
        has: {},
      },
    ],
    alter: [
      `ALTER TAG "D"."S"."X" DROP ALLOWED_VALUES 'a'`,
      'ALTER TAG "D"."S"."X" UNSET COMMENT',
      'ALTER TAG "D"."S"."X" RENAME TO "D"."S"."Y"',
    ],
    altered: [
      { sql: `SHOW TAGS LIKE 'Y' IN SCHEMA "D"."S"`, row: "tags", has: { allowed_values: '["b"]', comment: "" } },
    ],
    drop: 'DROP TAG IF EXISTS "D"."S"."Y"',
    gone: `SHOW TAGS LIKE 'Y' IN SCHEMA "D"."S"`,
  },
  authentication_policy: {
    create: `CREATE AUTHENTICATION POLICY "D"."S"."X" AUTHENTICATION_METHODS = ('KEYPAIR', 'PASSWORD') CLIENT_TYPES = ('ALL') COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW AUTHENTICATION POLICIES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "authenticationPolicies",
        has: { name: "X", kind: "AUTHENTICATION_POLICY", comment: "c" },
      },
      {
        sql: 'DESCRIBE AUTHENTICATION POLICY "D"."S"."X"',
        row: "describedProperties",
        valueIn: "value",
        has: { AUTHENTICATION_METHODS: "[KEYPAIR, PASSWORD]", CLIENT_TYPES: "[ALL]", COMMENT: "c" },
      },
    ],
    alter: [
      `ALTER AUTHENTICATION POLICY "D"."S"."X" SET AUTHENTICATION_METHODS = ('ALL')`,
      'ALTER AUTHENTICATION POLICY "D"."S"."X" UNSET COMMENT',
    ],
    altered: [
      {
        sql: 'DESCRIBE AUTHENTICATION POLICY "D"."S"."X"',
        row: "describedProperties",
        valueIn: "value",
        has: { AUTHENTICATION_METHODS: "[ALL]" },
      },
    ],
    drop: 'DROP AUTHENTICATION POLICY IF EXISTS "D"."S"."X"',
    gone: `SHOW AUTHENTICATION POLICIES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  sequence: {
    create: `CREATE SEQUENCE "D"."S"."X" START = 5 INCREMENT = 2 ORDER COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW SEQUENCES LIKE 'X' IN SCHEMA "D"."S"`,
        row: "sequences",
        has: { next_value: "5", interval: "2", ordered: "Y", comment: "c" },
      },
      { sql: 'DESCRIBE SEQUENCE "D"."S"."X"', row: "sequences", has: { next_value: "5", interval: "2" } },
    ],
    alter: ['ALTER SEQUENCE "D"."S"."X" SET INCREMENT = 3'],
    altered: [{ sql: `SHOW SEQUENCES LIKE 'X' IN SCHEMA "D"."S"`, row: "sequences", has: { interval: "3" } }],
    drop: 'DROP SEQUENCE IF EXISTS "D"."S"."X"',
    gone: `SHOW SEQUENCES LIKE 'X' IN SCHEMA "D"."S"`,
  },
  file_format: {
    create: `CREATE FILE FORMAT "D"."S"."X" TYPE = CSV FIELD_DELIMITER = ';' SKIP_HEADER = 1 NULL_IF = ('NULL', '') TRIM_SPACE = true
      FIELD_OPTIONALLY_ENCLOSED_BY = '"' COMPRESSION = GZIP COMMENT = 'c'`,
    created: [
      {
        sql: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`,
        row: "fileFormats",
        has: { type: "CSV", comment: "c", format_options: expect.stringContaining('"FIELD_DELIMITER":";"') },
      },
      {
        sql: 'DESCRIBE FILE FORMAT "D"."S"."X"',
        row: "properties",
        valueIn: "property_value",
        has: { TYPE: "CSV", FIELD_DELIMITER: ";", SKIP_HEADER: "1", TRIM_SPACE: "true", COMPRESSION: "GZIP" },
      },
    ],
    alter: [`ALTER FILE FORMAT "D"."S"."X" SET SKIP_HEADER = 2 COMMENT = 'd'`],
    altered: [
      {
        sql: 'DESCRIBE FILE FORMAT "D"."S"."X"',
        row: "properties",
        valueIn: "property_value",
        has: { SKIP_HEADER: "2", FIELD_DELIMITER: ";" },
      },
    ],
    drop: 'DROP FILE FORMAT IF EXISTS "D"."S"."X"',
    gone: `SHOW FILE FORMATS LIKE 'X' IN SCHEMA "D"."S"`,
  },
});
