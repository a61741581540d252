import { describeRoundTrips } from "./round-trip";

const TABLE = 'CREATE TABLE "D"."S"."B" ("A" NUMBER(38,0), "B" VARCHAR(20))';

describeRoundTrips("databases and what holds data, as the provider makes and reads them:", {
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
});
