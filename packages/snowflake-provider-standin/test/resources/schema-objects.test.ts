import { Emulator, type EmulatorRunner } from "../support/emulator";
import { describeLives } from "../support/life";

let emulator: Emulator;
let east: EmulatorRunner;

beforeAll(async () => {
  emulator = await Emulator.start();
  east = await emulator.connect();
  await east.behind('CREATE DATABASE "D"', 'CREATE SCHEMA "D"."S"', 'CREATE WAREHOUSE "W"');
});
afterAll(() => emulator.stop());

const place = { database: "D", schema: "S" };

describeLives(
  () => east,
  [
    {
      type: "snowflake_table",
      config: {
        ...place,
        name: "T",
        comment: "it's",
        column: [
          { name: "ID", type: "VARCHAR(36)", nullable: false },
          { name: "text", type: "varchar", comment: "long" },
          { name: "AT", type: "TIMESTAMP_TZ(3)" },
          { name: "N", type: "NUMBER(38,0)", default: [{ constant: "7" }] },
          { name: "B", type: "BOOLEAN" },
          { name: "V", type: "VARIANT" },
        ],
      },
      create: [
        "CREATE TABLE \"D\".\"S\".\"T\" (\"ID\" VARCHAR(36) NOT NULL COLLATE '' COMMENT '', \"text\" varchar COLLATE '' COMMENT 'long', \"AT\" TIMESTAMP_TZ(3) COMMENT '', \"N\" NUMBER(38,0) DEFAULT 7 COMMENT '', \"B\" BOOLEAN COMMENT '', \"V\" VARIANT COMMENT '') COMMENT = 'it\\'s'",
      ],
      id: "D|S|T",
      state: {
        fully_qualified_name: '"D"."S"."T"',
        owner: "ACCOUNTADMIN",
        data_retention_time_in_days: -1,
        column: [
          { name: "ID", nullable: false, type: "VARCHAR(36)" },
          { name: "text", comment: "long" },
          { type: "TIMESTAMP_TZ(3)" },
          { default: [{ constant: "7" }] },
          {},
          {},
        ],
      },
      change: {
        ...place,
        name: "T2",
        change_tracking: true,
        column: [
          { name: "ID", type: "VARCHAR(64)", nullable: false },
          { name: "text", type: "varchar" },
          { name: "AT", type: "TIMESTAMP_TZ(3)" },
          { name: "N", type: "NUMBER(38,0)" },
          { name: "B", type: "BOOLEAN", nullable: false },
          { name: "ADDED", type: "VARCHAR", comment: "new" },
        ],
      },
      update: [
        'ALTER TABLE "D"."S"."T" RENAME TO "D"."S"."T2"',
        'ALTER TABLE "D"."S"."T2" SET CHANGE_TRACKING = true',
        'ALTER TABLE "D"."S"."T2" UNSET COMMENT',
        'ALTER TABLE "D"."S"."T2" DROP COLUMN "V"',
        'ALTER TABLE "D"."S"."T2" ADD COLUMN "ADDED" VARCHAR COMMENT \'new\'',
        'ALTER TABLE "D"."S"."T2" ALTER COLUMN "ID" SET DATA TYPE VARCHAR(64)',
        'ALTER TABLE "D"."S"."T2" ALTER COLUMN "text" UNSET COMMENT',
        'ALTER TABLE "D"."S"."T2" ALTER COLUMN "N" DROP DEFAULT',
        'ALTER TABLE "D"."S"."T2" ALTER COLUMN "B" SET NOT NULL',
      ],
      changedId: "D|S|T2",
      meddle: [
        'ALTER TABLE "D"."S"."T2" ADD COLUMN OTHER FLOAT',
        'ALTER TABLE "D"."S"."T2" SET COMMENT = \'other\' DATA_RETENTION_TIME_IN_DAYS = 5',
      ],
      repair: { comment: null, data_retention_time_in_days: -1 },
      notImported: ["data_retention_time_in_days"],
      destroy: ['DROP TABLE IF EXISTS "D"."S"."T2"'],
    },
    {
      type: "snowflake_view",
      before: ['CREATE TABLE "D"."S"."SOURCE" (A INT, "b" VARCHAR)'],
      config: {
        ...place,
        name: "V",
        comment: "c",
        is_secure: "true",
        statement: 'SELECT A, "b"\n  FROM "D"."S"."SOURCE"',
        column: [{ column_name: "A", comment: "first" }, { column_name: "b" }],
      },
      create: [
        'CREATE SECURE VIEW "D"."S"."V" ("A" COMMENT \'first\', "b") COMMENT = \'c\' AS SELECT A, "b"\n  FROM "D"."S"."SOURCE"',
      ],
      id: '"D"."S"."V"',
      state: {
        is_secure: "true",
        is_temporary: "default",
        change_tracking: "default",
        show_output: [{ name: "V", is_secure: true, owner: "ACCOUNTADMIN" }],
        describe_output: [
          { name: "A", comment: "first", type: "NUMBER(38,0)" },
          { name: "b", comment: "" },
        ],
      },
      change: { ...place, name: "V2", statement: 'select a from "D"."S"."SOURCE"', column: [{ column_name: "A" }] },
      update: [
        'ALTER VIEW "D"."S"."V" RENAME TO "D"."S"."V2"',
        'CREATE OR REPLACE VIEW "D"."S"."V2" ("A") AS select a from "D"."S"."SOURCE"',
      ],
      changedId: '"D"."S"."V2"',
      meddle: ['ALTER VIEW "D"."S"."V2" SET COMMENT = \'other\'', 'ALTER VIEW "D"."S"."V2" SET SECURE'],
      repair: { comment: null, is_secure: "default" },
      notImported: ["change_tracking", "is_recursive", "is_secure", "is_temporary", "show_output"],
      destroy: ['DROP VIEW IF EXISTS "D"."S"."V2"'],
    },
    {
      type: "snowflake_materialized_view",
      before: ['CREATE TABLE "D"."S"."MSOURCE" (A INT, "b" VARCHAR)'],
      config: { ...place, name: "MV", warehouse: "W", statement: 'SELECT A FROM "D"."S"."MSOURCE"', comment: "c" },
      create: [
        'USE WAREHOUSE "W"',
        'CREATE MATERIALIZED VIEW "D"."S"."MV" COMMENT = \'c\' AS SELECT A FROM "D"."S"."MSOURCE"',
      ],
      id: "D|S|MV",
      state: { statement: 'SELECT A FROM "D"."S"."MSOURCE"', is_secure: false, comment: "c" },
      change: { ...place, name: "MV", warehouse: "W", statement: 'select a  from "D"."S"."MSOURCE"', is_secure: true },
      update: ['ALTER MATERIALIZED VIEW "D"."S"."MV" SET SECURE', 'ALTER MATERIALIZED VIEW "D"."S"."MV" UNSET COMMENT'],
      meddle: ['ALTER MATERIALIZED VIEW "D"."S"."MV" SET COMMENT = \'other\''],
      repair: { comment: null },
      notImported: ["warehouse"],
      destroy: ['DROP MATERIALIZED VIEW IF EXISTS "D"."S"."MV"'],
    },
    {
      type: "snowflake_procedure_javascript",
      config: {
        ...place,
        name: "P",
        arguments: [
          { arg_name: "x", arg_data_type: "VARCHAR(100)" },
          { arg_name: "n", arg_data_type: "float" },
        ],
        return_type: "string",
        execute_as: "owner",
        procedure_definition: "return x;",
        log_level: "INFO",
      },
      create: [
        'CREATE PROCEDURE "D"."S"."P" ("x" VARCHAR(100), "n" FLOAT) RETURNS STRING(16777216) LANGUAGE JAVASCRIPT COMMENT = \'user-defined procedure\' EXECUTE AS OWNER AS $$return x;$$',
        'ALTER PROCEDURE "D"."S"."P"(VARCHAR, FLOAT) SET LOG_LEVEL = \'INFO\'',
      ],
      id: '"D"."S"."P"(VARCHAR, FLOAT)',
      state: {
        fully_qualified_name: '"D"."S"."P"(VARCHAR, FLOAT)',
        return_type: "STRING(16777216)",
        arguments: [
          { arg_name: "x", arg_data_type: "VARCHAR(100)" },
          { arg_name: "n", arg_data_type: "FLOAT" },
        ],
        procedure_language: "JAVASCRIPT",
        log_level: "INFO",
        show_output: [{ name: "P", schema_name: "S", catalog_name: "D", is_secure: false }],
      },
      change: {
        ...place,
        name: "P2",
        arguments: [
          { arg_name: "x", arg_data_type: "VARCHAR(100)" },
          { arg_name: "n", arg_data_type: "float" },
        ],
        return_type: "VARCHAR",
        execute_as: "CALLER",
        procedure_definition: " return   x;",
        comment: "c",
      },
      update: [
        'ALTER PROCEDURE "D"."S"."P"(VARCHAR, FLOAT) RENAME TO "D"."S"."P2"',
        'ALTER PROCEDURE "D"."S"."P2"(VARCHAR, FLOAT) SET COMMENT = \'c\'',
        'ALTER PROCEDURE "D"."S"."P2"(VARCHAR, FLOAT) UNSET LOG_LEVEL',
        'ALTER PROCEDURE "D"."S"."P2"(VARCHAR, FLOAT) EXECUTE AS CALLER',
      ],
      changedId: '"D"."S"."P2"(VARCHAR, FLOAT)',
      meddle: ['ALTER PROCEDURE "D"."S"."P2"(VARCHAR, FLOAT) SET COMMENT = \'other\''],
      repair: { comment: "c" },
      notImported: ["null_input_behavior"],
      destroy: ['DROP PROCEDURE IF EXISTS "D"."S"."P2"(VARCHAR, FLOAT)'],
    },
  ],
);
