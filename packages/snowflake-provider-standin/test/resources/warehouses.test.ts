import { Terraform } from "../support/harness";
import { describeCases, PRINTED, TIME } from "../support/scripted-life";
import { ScriptedRunner } from "../support/scripted-runner";

const WAREHOUSE_ROW = {
  name: "W",
  state: "STARTED",
  type: "STANDARD",
  size: "X-Small",
  auto_suspend: "600",
  auto_resume: "true",
  resource_monitor: "null",
  ...TIME,
};

describeCases([
  {
    type: "snowflake_warehouse",
    config: {
      name: "W",
      warehouse_size: "x-small",
      auto_suspend: 60,
      resource_monitor: '"M"',
      max_concurrency_level: 4,
    },
    script: {
      "SHOW WAREHOUSES": [WAREHOUSE_ROW],
      "SHOW PARAMETERS": [{ key: "MAX_CONCURRENCY_LEVEL", value: "4", default: "8", level: "WAREHOUSE" }],
    },
    create: [
      'CREATE WAREHOUSE "W" WAREHOUSE_SIZE = \'XSMALL\' AUTO_SUSPEND = 60 RESOURCE_MONITOR = "M" MAX_CONCURRENCY_LEVEL = 4',
      "SHOW WAREHOUSES LIKE 'W'",
      'SHOW PARAMETERS IN WAREHOUSE "W"',
    ],
    id: "W",
    state: {
      warehouse_size: "x-small",
      auto_resume: "default",
      max_concurrency_level: 4,
      parameters: [{ max_concurrency_level: [{ value: "4" }] }],
    },
    change: { name: "W", warehouse_size: "LARGE", comment: "c" },
    update: [
      "SHOW WAREHOUSES LIKE 'W'",
      "ALTER WAREHOUSE \"W\" SET WAREHOUSE_SIZE = 'LARGE' WAIT_FOR_COMPLETION = true AUTO_SUSPEND = 600 COMMENT = 'c'",
      'ALTER WAREHOUSE "W" UNSET MAX_CONCURRENCY_LEVEL',
      "SHOW WAREHOUSES LIKE 'W'",
      'SHOW PARAMETERS IN WAREHOUSE "W"',
    ],
    remove: 'DROP WAREHOUSE IF EXISTS "W"',
  },
  {
    type: "snowflake_resource_monitor",
    config: { name: "M", credit_quota: 10, notify_triggers: [50], suspend_trigger: 100 },
    script: {
      "SHOW RESOURCE MONITORS": [
        { name: "M", credit_quota: "10.00", frequency: "MONTHLY", notify_at: "50%", suspend_at: "100%", ...TIME },
      ],
    },
    create: [
      'CREATE RESOURCE MONITOR "M" WITH CREDIT_QUOTA = 10 TRIGGERS ON 50 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND',
      "SHOW RESOURCE MONITORS LIKE 'M'",
    ],
    id: "M",
    state: { show_output: [{ credit_quota: 10, suspend_at: 100, frequency: "MONTHLY", created_on: PRINTED }] },
    change: { name: "M", credit_quota: 10, notify_triggers: [60], suspend_trigger: 100 },
    update: [
      'ALTER RESOURCE MONITOR "M" SET CREDIT_QUOTA = 10 TRIGGERS ON 60 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND',
      "SHOW RESOURCE MONITORS LIKE 'M'",
    ],
    remove: 'DROP RESOURCE MONITOR IF EXISTS "M"',
  },
]);

describe("changes made behind Terraform's back", () => {
  it("show in the plan: a warehouse's size", async () => {
    const runner = new ScriptedRunner({ "SHOW WAREHOUSES": [WAREHOUSE_ROW] });
    const terraform = new Terraform("snowflake_warehouse", runner);
    await terraform.apply({ name: "W", warehouse_size: "XSMALL" });
    runner.script = { "SHOW WAREHOUSES": [{ ...WAREHOUSE_ROW, size: "Large" }] };
    await terraform.refresh();
    expect(terraform.state).toMatchObject({ warehouse_size: "LARGE", auto_suspend: -1 });
    expect((await terraform.plan({ name: "W", warehouse_size: "XSMALL" })).planned).toMatchObject({
      warehouse_size: "XSMALL",
    });
  });
});
