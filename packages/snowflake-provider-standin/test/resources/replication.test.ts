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
  await east.behind(
    "GRANT ROLE ORGADMIN TO ROLE ACCOUNTADMIN",
    "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('ORG.EAST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')",
    "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('ORG.WEST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true')",
    'CREATE DATABASE "OPS"',
    'ALTER DATABASE "OPS" ENABLE REPLICATION TO ACCOUNTS "ORG"."WEST" IGNORE EDITION CHECK',
  );
});
afterAll(() => emulator.stop());

const block = (withFailover: boolean) => [
  {
    enable_to_account: [{ account_identifier: '"ORG"."WEST"', with_failover: withFailover }],
    ignore_edition_check: true,
  },
];

describeLives(
  () => east,
  [
    {
      type: "snowflake_database",
      config: { name: "PRIMARY", replication: block(true) },
      create: [
        'CREATE DATABASE "PRIMARY"',
        'ALTER DATABASE "PRIMARY" ENABLE REPLICATION TO ACCOUNTS "ORG"."WEST" IGNORE EDITION CHECK',
        'ALTER DATABASE "PRIMARY" ENABLE FAILOVER TO ACCOUNTS "ORG"."WEST"',
      ],
      id: "PRIMARY",
      state: { replication: block(true) },
      change: { name: "PRIMARY", replication: block(false) },
      update: ['ALTER DATABASE "PRIMARY" DISABLE FAILOVER TO ACCOUNTS "ORG"."WEST"'],
      meddle: ['ALTER DATABASE "PRIMARY" DISABLE REPLICATION TO ACCOUNTS "ORG"."WEST"'],
      repair: { replication: block(false) },
      notImported: ["replication"],
      destroy: ['DROP DATABASE IF EXISTS "PRIMARY"'],
    },
  ],
);

describeLives(
  () => west,
  [
    {
      type: "snowflake_secondary_database",
      config: { name: "OPS", as_replica_of: '"ORG"."EAST"."OPS"', comment: "c" },
      create: ['CREATE DATABASE "OPS" AS REPLICA OF "ORG"."EAST"."OPS" COMMENT = \'c\''],
      id: "OPS",
      state: { as_replica_of: '"ORG"."EAST"."OPS"', comment: "c", fully_qualified_name: '"OPS"', is_transient: false },
      change: { name: "OPS", as_replica_of: "ORG.EAST.OPS", comment: "d" },
      update: ["ALTER DATABASE \"OPS\" SET COMMENT = 'd'"],
      meddle: ["ALTER DATABASE \"OPS\" SET COMMENT = 'other'"],
      repair: { comment: "d" },
      destroy: ['DROP DATABASE IF EXISTS "OPS"'],
    },
  ],
);

describe("a database whose replication is arranged elsewhere", () => {
  it("is read with it as long as there is no replica, and not any more when there is one", async () => {
    const terraform = new Terraform("snowflake_database", east);
    await terraform.import("OPS");
    await terraform.refresh();
    expect(terraform.diagnostics).toEqual([]);
    const replication = [{ enable_to_account: [{ account_identifier: '"ORG"."WEST"', with_failover: false }] }];
    expect(terraform.state).toMatchObject({ replication });
    expect((await terraform.plan({ name: "OPS" })).planned).not.toEqual(terraform.state);
    await expectNoChanges(terraform, { name: "OPS", replication });

    await west.behind('CREATE DATABASE "OPS" AS REPLICA OF "ORG"."EAST"."OPS"');
    const later = new Terraform("snowflake_database", east);
    await later.import("OPS");
    await later.refresh();
    expect(later.diagnostics).toEqual([]);
    await expectNoChanges(later, { name: "OPS" });
  });

  it("is replaced when it is to be a replica of another database", async () => {
    const terraform = new Terraform("snowflake_secondary_database", west);
    await terraform.import("OPS");
    await terraform.refresh();
    expect(terraform.diagnostics).toEqual([]);
    const other = { name: "OPS", as_replica_of: "ORG.EAST.OTHER" };
    expect((await terraform.plan(other)).replace).toEqual(["as_replica_of"]);
  });
});
