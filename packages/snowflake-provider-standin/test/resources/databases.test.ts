import { UNKNOWN } from "../../src/plugin/cty";
import { Emulator, type EmulatorRunner } from "../support/emulator";
import { describeLives } from "../support/life";

let emulator: Emulator;
let east: EmulatorRunner;

beforeAll(async () => {
  emulator = await Emulator.start();
  east = await emulator.connect();
});
afterAll(() => emulator.stop());

describeLives(
  () => east,
  [
    {
      type: "snowflake_database",
      config: { name: "db-one", comment: "it's", drop_public_schema_on_creation: true, log_level: "info" },
      create: [
        "CREATE DATABASE \"db-one\" LOG_LEVEL = 'INFO' COMMENT = 'it\\'s'",
        'DROP SCHEMA IF EXISTS "db-one"."PUBLIC"',
      ],
      id: "db-one",
      state: { fully_qualified_name: '"db-one"', comment: "it's", log_level: "INFO", data_retention_time_in_days: 1 },
      change: { name: "db-two", data_retention_time_in_days: 3 },
      update: [
        'ALTER DATABASE "db-one" RENAME TO "db-two"',
        'ALTER DATABASE "db-two" SET DATA_RETENTION_TIME_IN_DAYS = 3',
        'ALTER DATABASE "db-two" UNSET LOG_LEVEL, COMMENT',
      ],
      changedId: "db-two",
      meddle: [
        "ALTER DATABASE \"db-two\" SET DATA_RETENTION_TIME_IN_DAYS = 5, COMMENT = 'other', TRACE_LEVEL = 'ALWAYS'",
      ],
      repair: { data_retention_time_in_days: 3, comment: null, trace_level: UNKNOWN },
      destroy: ['DROP DATABASE IF EXISTS "db-two"'],
    },
    {
      type: "snowflake_schema",
      before: ['CREATE DATABASE "D"'],
      config: { database: "D", name: "s-1", comment: "c", with_managed_access: "true", log_level: "INFO" },
      create: ["CREATE SCHEMA \"D\".\"s-1\" WITH MANAGED ACCESS LOG_LEVEL = 'INFO' COMMENT = 'c'"],
      id: '"D"."s-1"',
      state: {
        fully_qualified_name: '"D"."s-1"',
        with_managed_access: "true",
        is_transient: "default",
        show_output: [{ name: "s-1", database_name: "D", options: "MANAGED ACCESS" }],
        parameters: [{ log_level: [{ value: "INFO", level: "SCHEMA" }] }],
      },
      change: {
        database: '"D"',
        name: "s-2",
        data_retention_time_in_days: 0,
        is_transient: "false",
        with_managed_access: "false",
      },
      update: [
        'ALTER SCHEMA "D"."s-1" RENAME TO "D"."s-2"',
        'ALTER SCHEMA "D"."s-2" DISABLE MANAGED ACCESS',
        'ALTER SCHEMA "D"."s-2" SET DATA_RETENTION_TIME_IN_DAYS = 0',
        'ALTER SCHEMA "D"."s-2" UNSET LOG_LEVEL, COMMENT',
      ],
      changedId: '"D"."s-2"',
      meddle: ['ALTER SCHEMA "D"."s-2" ENABLE MANAGED ACCESS'],
      repair: { with_managed_access: "false" },
      destroy: ['DROP SCHEMA IF EXISTS "D"."s-2"'],
    },
  ],
);
