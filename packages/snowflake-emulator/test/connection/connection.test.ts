import { type OrganizationBench, organizationBench } from "../support/organization";

let bench: OrganizationBench;

beforeEach(async () => {
  bench = organizationBench();
  await bench.east.run(
    "CREATE CONNECTION IF NOT EXISTS c COMMENT = 'clients'",
    'ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.east, "ORG"."WEST"',
  );
  await bench.west.run('CREATE CONNECTION "C" AS REPLICA OF "ORG"."EAST"."C"');
});

const roles = async () => {
  const rows = await bench.east.rows("SHOW CONNECTIONS");
  return rows.map((row) => [row.account_name, row.is_primary, row.primary, row.failover_allowed_to_accounts]);
};

const EAST_LEADS = [
  ["EAST", "true", "ORG.EAST.C", "ORG.WEST, ORG.EAST"],
  ["WEST", "false", "ORG.EAST.C", ""],
];
const WEST_LEADS = [
  ["EAST", "false", "ORG.WEST.C", ""],
  ["WEST", "true", "ORG.WEST.C", "ORG.EAST, ORG.WEST"],
];

describe("a connection", () => {
  it("is shown with the secondary that belongs to it", async () => {
    const [primary, secondary, ...others] = await bench.west.rows("SHOW CONNECTIONS LIKE 'c'");
    expect(primary).toEqual({
      region_group: "PUBLIC",
      snowflake_region: "AWS_US_EAST_1",
      created_on: expect.any(Date),
      account_name: "EAST",
      name: "C",
      comment: "clients",
      is_primary: "true",
      primary: "ORG.EAST.C",
      failover_allowed_to_accounts: "ORG.WEST, ORG.EAST",
      connection_url: "org-c.snowflakecomputing.com",
      organization_name: "ORG",
      account_locator: bench.east.account.identity.locator,
    });
    expect(secondary).toMatchObject({ account_name: "WEST", is_primary: "false", comment: null });
    expect(others).toEqual([]);
    expect(await bench.west.rows("SHOW CONNECTIONS LIKE 'x%'")).toEqual([]);
  });

  it("changes its primary by PRIMARY on the other side, there and back, and no other account is written to", async () => {
    const { east, west } = bench;
    expect(await roles()).toEqual(EAST_LEADS);
    const before = JSON.stringify(east.account.state.objects.CONNECTION.get("C"));
    await west.run("ALTER CONNECTION c PRIMARY");
    expect(await roles()).toEqual(WEST_LEADS);
    expect(JSON.stringify(east.account.state.objects.CONNECTION.get("C"))).toBe(before);
    expect(await west.error("ALTER CONNECTION c PRIMARY")).toMatch(/^003814/);
    await east.run("ALTER CONNECTION c PRIMARY");
    expect(await roles()).toEqual(EAST_LEADS);
  });

  it("is promoted while the old primary's account can't be reached", async () => {
    const { west } = bench;
    west.reach = ({ name }) => {
      throw new Error(`${name} is out of reach`);
    };
    await west.run("ALTER CONNECTION c PRIMARY");
    expect(await roles()).toEqual(WEST_LEADS);
  });

  it("is promoted by a role that has FAILOVER on it, which may do nothing else with it", async () => {
    const { west } = bench;
    await west.run("CREATE ROLE operator", "GRANT FAILOVER ON CONNECTION c TO ROLE operator");
    const session = west.sessionOf("ADMIN", "OPERATOR");
    expect(await west.error("ALTER CONNECTION c SET COMMENT = 'x'", session)).toMatch(/^003001/);
    await west.rows("ALTER CONNECTION c PRIMARY", session);
    expect(await roles()).toEqual(WEST_LEADS);
    expect(await west.rows("SHOW CONNECTIONS", session)).toHaveLength(2);
    expect(await west.rows("SHOW CONNECTIONS", west.sessionOf("ADMIN", "PUBLIC"))).toEqual([]);
  });

  it("loses accounts by DISABLE FAILOVER, all or some; its secondaries stay", async () => {
    const { east, west } = bench;
    await east.run("ALTER CONNECTION c DISABLE FAILOVER TO ACCOUNTS org.west");
    expect((await roles())[0]).toEqual(["EAST", "true", "ORG.EAST.C", "ORG.EAST"]);
    expect(await west.error("ALTER CONNECTION c PRIMARY")).toMatch(/^003816/);
    await east.run("ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.west");
    await west.run("ALTER CONNECTION c PRIMARY", "ALTER CONNECTION c DISABLE FAILOVER");
    expect(await east.error("ALTER CONNECTION c PRIMARY")).toMatch(/^003816/);
  });

  it("has a comment of its own on each side", async () => {
    const { east, west } = bench;
    await west.run("ALTER CONNECTION IF EXISTS c SET COMMENT = 'there'");
    await east.run("ALTER CONNECTION c UNSET COMMENT");
    expect((await east.rows("SHOW CONNECTIONS")).map(({ comment }) => comment)).toEqual([null, "there"]);
  });

  it("is dropped secondary first; then its name is free", async () => {
    const { east, west } = bench;
    await west.run("ALTER CONNECTION c PRIMARY");
    expect(await west.error("DROP CONNECTION c")).toMatch(/^003812/);
    await east.run("DROP CONNECTION c");
    await west.run(
      "DROP CONNECTION IF EXISTS c",
      "DROP CONNECTION IF EXISTS c",
      "ALTER CONNECTION IF EXISTS c PRIMARY",
    );
    await east.run("CREATE CONNECTION c");
    expect(await roles()).toEqual([["EAST", "true", "ORG.EAST.C", "ORG.EAST"]]);
  });

  it("that was dropped and made again as a replica does not lead", async () => {
    const { east, west } = bench;
    await west.run("ALTER CONNECTION c PRIMARY");
    await east.run("DROP CONNECTION c", "CREATE CONNECTION c AS REPLICA OF org.west.c");
    expect(await roles()).toEqual(WEST_LEADS);
  });

  it("is seen by an administrator of an account that may have a secondary, before there is one", async () => {
    const { east, west } = bench;
    await west.run("DROP CONNECTION c");
    expect(await west.rows("SHOW CONNECTIONS")).toMatchObject([{ account_name: "EAST", primary: "ORG.EAST.C" }]);
    await east.run("ALTER CONNECTION c DISABLE FAILOVER");
    expect(await west.rows("SHOW CONNECTIONS")).toEqual([]);
  });

  it.each([
    "CREATE OR REPLACE CONNECTION c",
    "DESCRIBE CONNECTION c",
    "ALTER CONNECTION c RENAME TO d",
    "ALTER CONNECTION c SET x = 'y'",
    "ALTER CONNECTION c ENABLE FAILOVER",
  ])("knows no %s", async (statement) => {
    expect(await bench.east.error(statement)).toMatch(/^00(?:0002|1003|0900)/);
  });
});
