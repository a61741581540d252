import { Emulator, type EmulatorRunner } from "../support/emulator";
import { Terraform } from "../support/harness";
import { describeLives, expectNoChanges } from "../support/life";
import { describeCases } from "../support/scripted-life";
import { ScriptedRunner } from "../support/scripted-runner";

const SHOWN = {
  name: "G",
  account_locator: "LOC",
  object_types: "DATABASES, INTEGRATIONS, PARAMETERS",
  allowed_integration_types: "STORAGE, EXTERNAL_ACCESS",
  allowed_accounts: "ORG.EAST, ORG.WEST",
  replication_schedule: "10 MINUTE",
};
const HERE = { "SELECT CURRENT_ACCOUNT()": [{ CURRENT_ACCOUNT: "LOC" }] };
const READ = [
  "SHOW FAILOVER GROUPS",
  "SELECT CURRENT_ACCOUNT() as CURRENT_ACCOUNT",
  'SHOW DATABASES IN FAILOVER GROUP "G"',
  'SHOW SHARES IN FAILOVER GROUP "G"',
];

describeCases([
  {
    type: "snowflake_failover_group",
    config: {
      name: "G",
      object_types: ["DATABASES", "INTEGRATIONS", "ACCOUNT PARAMETERS"],
      allowed_databases: ["D"],
      allowed_integration_types: ["STORAGE INTEGRATIONS", "EXTERNAL ACCESS INTEGRATIONS"],
      allowed_accounts: ["ORG.WEST", "ORG.EAST"],
      ignore_edition_check: true,
      replication_schedule: [{ interval: 10 }],
    },
    script: {
      ...HERE,
      "SHOW FAILOVER GROUPS": [{ ...SHOWN, account_locator: "OTHER", replication_schedule: null }, SHOWN],
      "SHOW DATABASES IN": [{ name: "D" }],
    },
    create: [
      'CREATE FAILOVER GROUP "G" OBJECT_TYPES = INTEGRATIONS, ACCOUNT PARAMETERS, DATABASES ALLOWED_DATABASES = "D" ' +
        "ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS, EXTERNAL ACCESS INTEGRATIONS " +
        'ALLOWED_ACCOUNTS = "ORG"."WEST", "ORG"."EAST" IGNORE EDITION CHECK REPLICATION_SCHEDULE = \'10 MINUTE\'',
      ...READ,
    ],
    id: "G",
    state: { fully_qualified_name: '"G"', allowed_shares: null },
    change: {
      name: "g",
      object_types: ["DATABASES", "INTEGRATIONS", "ROLES"],
      allowed_databases: ["D", "E"],
      allowed_integration_types: ["STORAGE INTEGRATIONS"],
      allowed_accounts: ["ORG.EAST"],
      ignore_edition_check: true,
      replication_schedule: [{ cron: [{ expression: "0 0 * * *", time_zone: "UTC" }] }],
    },
    update: [
      'ALTER FAILOVER GROUP "G" SET OBJECT_TYPES = INTEGRATIONS, ROLES, DATABASES ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS',
      "ALTER FAILOVER GROUP \"G\" SET REPLICATION_SCHEDULE = 'USING CRON 0 0 * * * UTC'",
      'ALTER FAILOVER GROUP "G" ADD "E" TO ALLOWED_DATABASES',
      'ALTER FAILOVER GROUP "G" REMOVE "ORG"."WEST" FROM ALLOWED_ACCOUNTS',
      ...READ,
    ],
    remove: 'DROP FAILOVER GROUP IF EXISTS "G"',
  },
  {
    type: "snowflake_failover_group",
    config: {
      name: "G",
      from_replica: [{ organization_name: "ORG", source_account_name: "EAST", name: "G" }],
      timeouts: { create: "1m" },
    },
    script: { ...HERE, "SHOW FAILOVER GROUPS": [{ ...SHOWN, object_types: "" }] },
    create: ['CREATE FAILOVER GROUP "G" AS REPLICA OF "ORG"."EAST"."G"', ...READ.slice(0, 2)],
    id: "G",
    state: { object_types: null, allowed_accounts: null, replication_schedule: [] },
    change: {
      name: "g",
      from_replica: [{ organization_name: "ORG", source_account_name: "EAST", name: "G" }],
      timeouts: { create: "2m" },
    },
    update: READ.slice(0, 2),
    remove: 'DROP FAILOVER GROUP IF EXISTS "G"',
  },
]);

describe("what the real provider does and does not", () => {
  const config = { name: "G", object_types: ["ROLES"], allowed_accounts: ["ORG.WEST"] };
  const row = { ...SHOWN, object_types: "ROLES", allowed_integration_types: "", allowed_accounts: "ORG.WEST" };
  const scripted = (shown: object = {}) =>
    new ScriptedRunner({ ...HERE, "SHOW FAILOVER GROUPS": [{ ...row, replication_schedule: null, ...shown }] });

  it("drops an interval of one minute while it creates, and says nothing", async () => {
    const terraform = new Terraform("snowflake_failover_group", scripted());
    const every = { ...config, replication_schedule: [{ interval: 1 }] };
    const [create] = await terraform.apply(every);
    expect(create).toBe('CREATE FAILOVER GROUP "G" OBJECT_TYPES = ROLES ALLOWED_ACCOUNTS = "ORG"."WEST"');
    expect(terraform.diagnostics).toEqual([]);
    await expectNoChanges(terraform, every);
  });

  it("sets it in an update", async () => {
    const terraform = new Terraform("snowflake_failover_group", scripted());
    await terraform.apply(config);
    const [alter] = await terraform.apply({ ...config, replication_schedule: [{ interval: 1 }] });
    expect(alter).toBe("ALTER FAILOVER GROUP \"G\" SET REPLICATION_SCHEDULE = '1 MINUTE'");
    expect((await terraform.apply(config))[0]).toBe('ALTER FAILOVER GROUP "G" UNSET REPLICATION_SCHEDULE');
  });

  it("shows the own account as a difference when the configuration leaves it out", async () => {
    const terraform = new Terraform("snowflake_failover_group", scripted({ allowed_accounts: "ORG.EAST, ORG.WEST" }));
    await terraform.apply(config);
    await terraform.refresh();
    const { planned } = await terraform.plan(config);
    expect(terraform.state?.allowed_accounts).toEqual(["ORG.EAST", "ORG.WEST"]);
    expect(planned.allowed_accounts).toEqual(["ORG.WEST"]);
  });

  it("reads empty lists of a group that has become a secondary, and keeps the schedule that is no longer shown", async () => {
    const runner = scripted({ replication_schedule: "10 MINUTE" });
    const terraform = new Terraform("snowflake_failover_group", runner);
    await terraform.apply({ ...config, replication_schedule: [{ interval: 10 }] });
    runner.script = {
      ...HERE,
      "SHOW FAILOVER GROUPS": [{ ...row, object_types: "", allowed_accounts: "", replication_schedule: null }],
    };
    await terraform.refresh();
    expect(terraform.state).toMatchObject({
      object_types: [""],
      allowed_accounts: [],
      replication_schedule: [{ interval: 10 }],
    });
  });

  it("refuses to change integration types alone, and a primary without types or accounts", async () => {
    const terraform = new Terraform("snowflake_failover_group", scripted());
    await terraform.apply(config);
    await terraform.apply({ ...config, allowed_integration_types: ["STORAGE INTEGRATIONS"] });
    expect(terraform.diagnostics).toMatchObject([
      { summary: "INTEGRATIONS must be set in OBJECT_TYPES when setting allowed integration types" },
    ]);
    const bare = new Terraform("snowflake_failover_group", scripted());
    expect(await bare.apply({ name: "G" })).toEqual([]);
    expect(bare.diagnostics).toMatchObject([{ summary: /object_types field is required/ }]);
    expect(await bare.validate({ ...config, object_types: ["ROLES; DROP"] })).toEqual([
      expect.stringContaining("disallowed characters"),
    ]);
  });
});

describe("against the emulator", () => {
  let emulator: Emulator;
  let east: EmulatorRunner;
  let west: EmulatorRunner;
  const group = { object_types: ["DATABASES"], allowed_accounts: ["ORG.EAST", "ORG.WEST"] };

  beforeAll(async () => {
    emulator = await Emulator.start();
    east = await emulator.connect("EAST");
    west = await emulator.connect("WEST");
    await east.behind(
      "GRANT ROLE ORGADMIN TO ROLE ACCOUNTADMIN",
      "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('ORG.EAST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')",
      "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('ORG.WEST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')",
      ...["D", "E", "P"].map((name) => `CREATE DATABASE ${name}`),
      "CREATE FAILOVER GROUP P OBJECT_TYPES = DATABASES ALLOWED_DATABASES = P ALLOWED_ACCOUNTS = ORG.EAST, ORG.WEST",
    );
  });
  afterAll(() => emulator.stop());

  describeLives(
    () => east,
    [
      {
        type: "snowflake_failover_group",
        config: { ...group, name: "OPS", allowed_databases: ["D"], replication_schedule: [{ interval: 10 }] },
        create: [
          'CREATE FAILOVER GROUP "OPS" OBJECT_TYPES = DATABASES ALLOWED_DATABASES = "D" ' +
            'ALLOWED_ACCOUNTS = "ORG"."WEST", "ORG"."EAST" REPLICATION_SCHEDULE = \'10 MINUTE\'',
        ],
        id: "OPS",
        state: { allowed_databases: ["D"], fully_qualified_name: '"OPS"' },
        change: { ...group, name: "OPS", allowed_databases: ["E"], replication_schedule: [{ interval: 5 }] },
        update: [
          "ALTER FAILOVER GROUP \"OPS\" SET REPLICATION_SCHEDULE = '5 MINUTE'",
          'ALTER FAILOVER GROUP "OPS" REMOVE "D" FROM ALLOWED_DATABASES',
          'ALTER FAILOVER GROUP "OPS" ADD "E" TO ALLOWED_DATABASES',
        ],
        meddle: ["ALTER FAILOVER GROUP OPS SET REPLICATION_SCHEDULE = '7 MINUTE'"],
        destroy: ['DROP FAILOVER GROUP IF EXISTS "OPS"'],
      },
    ],
  );

  describeLives(
    () => west,
    [
      {
        type: "snowflake_failover_group",
        config: { name: "P", from_replica: [{ organization_name: "ORG", source_account_name: "EAST", name: "P" }] },
        create: ['CREATE FAILOVER GROUP "P" AS REPLICA OF "ORG"."EAST"."P"'],
        id: "P",
        state: { name: "P", object_types: null, allowed_accounts: null },
        change: { name: "p", from_replica: [{ organization_name: "ORG", source_account_name: "EAST", name: "P" }] },
        update: [],
        notImported: ["from_replica"],
        destroy: ['DROP FAILOVER GROUP IF EXISTS "P"'],
      },
    ],
  );

  it("plans nothing for a replica that has been promoted: only its name is read", async () => {
    const config = { name: "P", from_replica: [{ organization_name: "ORG", source_account_name: "EAST", name: "P" }] };
    const terraform = new Terraform("snowflake_failover_group", west);
    await terraform.apply(config);
    await west.behind("ALTER FAILOVER GROUP P REFRESH", "ALTER FAILOVER GROUP P PRIMARY");
    await expectNoChanges(terraform, config);
  });
});
