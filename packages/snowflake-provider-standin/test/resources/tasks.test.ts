import type { CtyRecord } from "../../src/plugin/cty";
import { Emulator, type EmulatorRunner } from "../support/emulator";
import { Terraform } from "../support/harness";
import { describeLives, expectNoChanges } from "../support/life";

let emulator: Emulator;
let east: EmulatorRunner;

beforeAll(async () => {
  emulator = await Emulator.start();
  east = await emulator.connect();
  await east.behind(
    'CREATE DATABASE "D"',
    'CREATE SCHEMA "D"."S"',
    'CREATE WAREHOUSE "W"',
    "CREATE USER \"U\" EMAIL = 'u@example.com'",
  );
});
afterAll(() => emulator.stop());

const place = { database: "D", schema: "S" };

describeLives(
  () => east,
  [
    {
      type: "snowflake_task",
      config: {
        ...place,
        name: "T",
        warehouse: "W",
        started: true,
        schedule: [{ minutes: 5 }],
        allow_overlapping_execution: "false",
        user_task_timeout_ms: 60000,
        suspend_task_after_num_failures: 3,
        timezone: "Europe/Berlin",
        comment: "it's",
        sql_statement: "SELECT 1",
      },
      create: [
        'CREATE TASK "D"."S"."T" WAREHOUSE = "W" SCHEDULE = \'5 MINUTE\' ALLOW_OVERLAPPING_EXECUTION = false TIMEZONE = \'Europe/Berlin\' USER_TASK_TIMEOUT_MS = 60000 SUSPEND_TASK_AFTER_NUM_FAILURES = 3 COMMENT = \'it\\\'s\' AS SELECT 1',
        'ALTER TASK "D"."S"."T" RESUME',
      ],
      id: '"D"."S"."T"',
      state: {
        fully_qualified_name: '"D"."S"."T"',
        started: true,
        warehouse: "W",
        schedule: [{ minutes: 5, using_cron: "" }],
        user_task_timeout_ms: 60000,
        timezone: "Europe/Berlin",
        show_output: [{ state: "started", schedule: "5 MINUTE", owner: "ACCOUNTADMIN" }],
      },
      change: {
        ...place,
        name: "T",
        user_task_managed_initial_warehouse_size: "x-small",
        started: true,
        schedule: [{ using_cron: "0 9 * * * Europe/Berlin" }],
        when: "1 = 1",
        config: '{"a": 1}',
        sql_statement: "SELECT 2",
      },
      update: [
        'ALTER TASK "D"."S"."T" SUSPEND',
        'ALTER TASK "D"."S"."T" SUSPEND',
        'ALTER TASK "D"."S"."T" UNSET WAREHOUSE, ALLOW_OVERLAPPING_EXECUTION, USER_TASK_TIMEOUT_MS, SUSPEND_TASK_AFTER_NUM_FAILURES, COMMENT, TIMEZONE',
        'ALTER TASK "D"."S"."T" MODIFY WHEN 1 = 1',
        'ALTER TASK "D"."S"."T" MODIFY AS SELECT 2',
        'ALTER TASK "D"."S"."T" SET USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = \'XSMALL\', SCHEDULE = \'USING CRON 0 9 * * * Europe/Berlin\', CONFIG = $${"a": 1}$$',
        'ALTER TASK "D"."S"."T" RESUME',
      ],
      meddle: ['ALTER TASK "D"."S"."T" SUSPEND', 'ALTER TASK "D"."S"."T" SET COMMENT = \'other\''],
      repair: { started: true, comment: null },
      notImported: ["allow_overlapping_execution", "show_output"],
      destroy: ['ALTER TASK "D"."S"."T" SUSPEND', 'DROP TASK IF EXISTS "D"."S"."T"'],
    },
    {
      type: "snowflake_alert",
      config: {
        ...place,
        name: "A",
        warehouse: "W",
        enabled: true,
        alert_schedule: [{ interval: 10 }],
        condition: "SELECT 1 AS C",
        action: "SELECT 2 AS C",
        comment: "c",
      },
      create: [
        'CREATE ALERT "D"."S"."A" WAREHOUSE = "W" SCHEDULE = \'10 MINUTE\' COMMENT = \'c\' IF (EXISTS (SELECT 1 AS C)) THEN SELECT 2 AS C',
        'ALTER ALERT "D"."S"."A" RESUME',
      ],
      id: "D|S|A",
      state: { fully_qualified_name: '"D"."S"."A"', enabled: true, alert_schedule: [{ interval: 10, cron: [] }] },
      change: {
        ...place,
        name: "A",
        warehouse: "W",
        enabled: true,
        alert_schedule: [{ cron: [{ expression: "0 9 * * *", time_zone: "Europe/Berlin" }] }],
        condition: "SELECT 3 AS C",
        action: "SELECT 4 AS C",
        comment: "d",
      },
      update: [
        'ALTER ALERT "D"."S"."A" SUSPEND',
        'ALTER ALERT "D"."S"."A" SET SCHEDULE = \'USING CRON 0 9 * * * Europe/Berlin\' COMMENT = \'d\'',
        'ALTER ALERT "D"."S"."A" MODIFY CONDITION EXISTS (SELECT 3 AS C)',
        'ALTER ALERT "D"."S"."A" MODIFY ACTION SELECT 4 AS C',
        'ALTER ALERT "D"."S"."A" RESUME',
      ],
      meddle: ['ALTER ALERT "D"."S"."A" SUSPEND'],
      repair: { enabled: true },
      destroy: ['DROP ALERT IF EXISTS "D"."S"."A"'],
    },
    {
      type: "snowflake_email_notification_integration",
      config: { name: "E", enabled: true, allowed_recipients: ["u@example.com"], comment: "c" },
      create: [
        "CREATE NOTIFICATION INTEGRATION \"E\" ENABLED = true TYPE = EMAIL ALLOWED_RECIPIENTS = ('u@example.com') COMMENT = 'c'",
      ],
      id: "E",
      state: { fully_qualified_name: '"E"', enabled: true, allowed_recipients: ["u@example.com"] },
      change: { name: "E", enabled: false },
      update: [
        'ALTER NOTIFICATION INTEGRATION "E" SET ENABLED = false',
        'ALTER NOTIFICATION INTEGRATION "E" UNSET ALLOWED_RECIPIENTS, COMMENT',
      ],
      meddle: ["ALTER NOTIFICATION INTEGRATION \"E\" SET COMMENT = 'other' ENABLED = true"],
      repair: { enabled: false, comment: null },
      destroy: ['DROP NOTIFICATION INTEGRATION IF EXISTS "E"'],
    },
  ],
);

describe("a graph of tasks", () => {
  const task = (name: string, more: CtyRecord): CtyRecord => ({
    ...place,
    name,
    warehouse: "W",
    started: true,
    sql_statement: "SELECT 1",
    ...more,
  });
  const alter = (name: string, change: string): string => `ALTER TASK "D"."S"."${name}" ${change}`;
  const changes = (statements: readonly string[]): readonly string[] =>
    statements.filter((statement) => /^(ALTER|CREATE|DROP)/.test(statement));

  it("has its root suspended while it is changed, and resumed in the end", async () => {
    const root = new Terraform("snowflake_task", east);
    await root.apply(task("ROOT", { schedule: [{ hours: 1 }] }));
    expect(root.diagnostics).toEqual([]);

    const child = new Terraform("snowflake_task", east);
    const config = task("CHILD", { after: ['"D"."S"."ROOT"'] });
    expect(changes(await child.apply(config))).toEqual([
      alter("ROOT", "SUSPEND"),
      'CREATE TASK "D"."S"."CHILD" WAREHOUSE = "W" AFTER "D"."S"."ROOT" AS SELECT 1',
      alter("CHILD", "RESUME"),
      alter("ROOT", "RESUME"),
    ]);
    expect(child.diagnostics).toEqual([]);
    await expectNoChanges(child, task("CHILD", { after: ["D.S.ROOT"] }));

    const finalizer = new Terraform("snowflake_task", east);
    expect(changes(await finalizer.apply(task("FIN", { finalize: "D.S.ROOT" })))).toEqual([
      alter("ROOT", "SUSPEND"),
      'CREATE TASK "D"."S"."FIN" WAREHOUSE = "W" FINALIZE = "D"."S"."ROOT" AS SELECT 1',
      alter("FIN", "RESUME"),
      alter("ROOT", "RESUME"),
    ]);
    await expectNoChanges(finalizer, task("FIN", { finalize: "D.S.ROOT" }));

    expect(changes(await child.apply({ ...config, comment: "c" }))).toEqual([
      alter("ROOT", "SUSPEND"),
      alter("CHILD", "SUSPEND"),
      alter("CHILD", "SET COMMENT = 'c'"),
      alter("CHILD", "RESUME"),
      alter("ROOT", "RESUME"),
    ]);
    expect(child.diagnostics).toEqual([]);

    expect(changes(await child.apply(task("CHILD", { schedule: [{ seconds: 30 }] })))).toEqual([
      alter("ROOT", "SUSPEND"),
      alter("CHILD", "SUSPEND"),
      alter("CHILD", "UNSET COMMENT"),
      alter("CHILD", 'REMOVE AFTER "D"."S"."ROOT"'),
      alter("CHILD", "SET SCHEDULE = '30 SECOND'"),
      alter("CHILD", "RESUME"),
      alter("ROOT", "RESUME"),
    ]);
    expect(child.diagnostics).toEqual([]);

    expect(changes(await finalizer.destroy())).toEqual([
      alter("ROOT", "SUSPEND"),
      'DROP TASK IF EXISTS "D"."S"."FIN"',
      alter("ROOT", "RESUME"),
    ]);
    await root.refresh();
    expect(root.state).toMatchObject({ started: true });
  });
});
