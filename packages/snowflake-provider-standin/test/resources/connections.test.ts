import { Emulator, type EmulatorRunner } from "../support/emulator";
import { Terraform } from "../support/harness";
import { describeLives, expectNoChanges } from "../support/life";

let emulator: Emulator;
let east: EmulatorRunner;
let west: EmulatorRunner;

beforeAll(async () => {
  emulator = await Emulator.start();
  east = await emulator.connect("EAST");
  west = await emulator.connect("WEST");
});
afterAll(() => emulator.stop());

describeLives(
  () => east,
  [
    {
      type: "snowflake_primary_connection",
      config: { name: "CLIENTS", enable_failover_to_accounts: ['"ORG"."WEST"'], comment: "c" },
      create: [
        "CREATE CONNECTION \"CLIENTS\" COMMENT = 'c'",
        'ALTER CONNECTION "CLIENTS" ENABLE FAILOVER TO ACCOUNTS "ORG"."WEST"',
      ],
      id: "CLIENTS",
      state: {
        is_primary: true,
        comment: "c",
        enable_failover_to_accounts: ["ORG.WEST"],
        fully_qualified_name: '"CLIENTS"',
        show_output: [
          expect.objectContaining({
            name: "CLIENTS",
            primary: '"ORG"."EAST"."CLIENTS"',
            failover_allowed_to_accounts: ["ORG.WEST", "ORG.EAST"],
            connection_url: "org-clients.snowflakecomputing.com",
          }),
        ],
      },
      change: { name: '"CLIENTS"' },
      update: [
        'ALTER CONNECTION "CLIENTS" DISABLE FAILOVER TO ACCOUNTS "ORG"."WEST"',
        'ALTER CONNECTION "CLIENTS" UNSET COMMENT',
      ],
      meddle: ["ALTER CONNECTION CLIENTS SET COMMENT = 'other'"],
      repair: { comment: null },
      destroy: ['DROP CONNECTION IF EXISTS "CLIENTS"'],
    },
  ],
);

describe("snowflake_secondary_connection", () => {
  beforeAll(async () => {
    await east.behind("CREATE CONNECTION c", "ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.west");
  });

  describeLives(
    () => west,
    [
      {
        type: "snowflake_secondary_connection",
        config: { name: "C", as_replica_of: '"ORG"."EAST"."C"' },
        create: ['CREATE CONNECTION "C" AS REPLICA OF "ORG"."EAST"."C"'],
        id: "C",
        state: { is_primary: false, as_replica_of: '"ORG"."EAST"."C"', comment: "", fully_qualified_name: '"C"' },
        change: { name: "C", as_replica_of: "ORG.EAST.C", comment: "d" },
        update: ["ALTER CONNECTION \"C\" SET COMMENT = 'd'"],
        meddle: ["ALTER CONNECTION C UNSET COMMENT"],
        repair: { comment: "d" },
        destroy: ['DROP CONNECTION IF EXISTS "C"'],
      },
    ],
  );
});

describe("a connection whose primary has changed", () => {
  const PRIMARY = { name: "P", enable_failover_to_accounts: ["ORG.WEST"] };
  const SECONDARY = { name: "P", as_replica_of: '"ORG"."EAST"."P"' };
  let primary: Terraform;
  let secondary: Terraform;

  beforeAll(async () => {
    primary = new Terraform("snowflake_primary_connection", east);
    await primary.apply(PRIMARY);
    secondary = new Terraform("snowflake_secondary_connection", west);
    await secondary.apply(SECONDARY);
    await expectNoChanges(primary, PRIMARY);
    await expectNoChanges(secondary, SECONDARY);
    await west.behind("ALTER CONNECTION P PRIMARY");
  });

  it("is replaced by the plan on both sides: the provider's own rule", async () => {
    await primary.refresh();
    await secondary.refresh();
    expect(primary.state).toMatchObject({ is_primary: false });
    expect(secondary.state).toMatchObject({ is_primary: true, as_replica_of: '"ORG"."WEST"."P"' });
    expect((await primary.plan(PRIMARY)).replace).toContain("is_primary");
    expect((await secondary.plan(SECONDARY)).replace).toContain("is_primary");
  });

  it("is as before when the primary has changed back", async () => {
    await east.behind("ALTER CONNECTION P PRIMARY");
    await expectStateAfterRefresh(primary, PRIMARY);
    await expectStateAfterRefresh(secondary, SECONDARY);
  });

  it("is destroyed secondary first", async () => {
    expect(await secondary.destroy()).toEqual(['DROP CONNECTION IF EXISTS "P"']);
    expect(await primary.destroy()).toEqual(['DROP CONNECTION IF EXISTS "P"']);
    expect([...primary.diagnostics, ...secondary.diagnostics]).toEqual([]);
  });
});

async function expectStateAfterRefresh(terraform: Terraform, config: typeof terraform.state & object): Promise<void> {
  await terraform.refresh();
  expect((await terraform.plan(config)).replace).toEqual([]);
  await expectNoChanges(terraform, config);
}

describe("a refusal that may pass", () => {
  it("is met by trying again: the primary is made in the same apply", async () => {
    const secondary = new Terraform("snowflake_secondary_connection", west);
    const applied = secondary.apply({ name: "LATE", as_replica_of: "ORG.EAST.LATE" });
    while (!west.statements.some((statement) => statement.startsWith("CREATE CONNECTION"))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await east.behind("CREATE CONNECTION late", "ALTER CONNECTION late ENABLE FAILOVER TO ACCOUNTS org.west");
    const statements = await applied;
    expect(secondary.diagnostics).toEqual([]);
    expect(statements.filter((statement) => statement.startsWith("CREATE"))).toEqual(
      Array(2).fill('CREATE CONNECTION "LATE" AS REPLICA OF "ORG"."EAST"."LATE"'),
    );
  });
});
