import { Bench } from "../../support/accounts";
import { databases, type GroupBench, groupBench, numbers } from "./group-bench";

let bench: GroupBench;

beforeEach(async () => {
  bench = await groupBench("REPLICATION_SCHEDULE = '10 MINUTE'");
  await bench.refresh();
});

const state = async (at: Bench, account: string) =>
  (await at.rows("SHOW FAILOVER GROUPS")).find((row) => row.account_name === account);

describe("ALTER FAILOVER GROUP … PRIMARY", () => {
  it("exchanges the parts of all databases, and nothing is refreshed by itself until RESUME", async () => {
    const { east, west } = bench;
    await east.run("CREATE DATABASE e", "ALTER FAILOVER GROUP fg ADD e TO ALLOWED_DATABASES");
    await bench.refresh();
    await west.run("ALTER FAILOVER GROUP fg PRIMARY", "INSERT INTO d.s.t VALUES (2)", "CREATE SCHEMA e.n");
    expect(await east.error("INSERT INTO d.s.t VALUES (3)")).toMatch(/^003903/);
    expect(await east.error("CREATE SCHEMA e.n")).toMatch(/^003903/);
    expect(await state(west, "WEST")).toMatchObject({
      is_primary: "true",
      primary: "ORG.WEST.FG",
      object_types: "DATABASES",
      allowed_accounts: "ORG.WEST, ORG.EAST",
      replication_schedule: "10 MINUTE",
      secondary_state: null,
    });
    expect(await state(east, "EAST")).toMatchObject({
      is_primary: "false",
      primary: "ORG.WEST.FG",
      object_types: "",
      secondary_state: "SUSPENDED",
      next_scheduled_refresh: null,
    });
    await east.run("ALTER FAILOVER GROUP fg RESUME");
    expect((await state(east, "EAST"))?.secondary_state).toBe("STARTED");
    await east.run("ALTER FAILOVER GROUP fg REFRESH");
    expect(await numbers(east)).toEqual([1, 2]);
    expect(await east.rows("SHOW SCHEMAS LIKE 'N' IN DATABASE e")).toHaveLength(1);
  });

  it("and back: objects keep their ids and grants on both sides", async () => {
    const { east, west } = bench;
    await east.run("CREATE ROLE r", "GRANT SELECT ON TABLE d.s.t TO ROLE r");
    await west.run("CREATE ROLE w", "GRANT SELECT ON TABLE d.s.t TO ROLE w", "ALTER FAILOVER GROUP fg PRIMARY");
    await west.run("INSERT INTO d.s.t VALUES (2)");
    await east.run(
      "ALTER FAILOVER GROUP fg REFRESH",
      "ALTER FAILOVER GROUP fg PRIMARY",
      "INSERT INTO d.s.t VALUES (3)",
    );
    await west.run("ALTER FAILOVER GROUP fg REFRESH");
    expect(await numbers(west)).toEqual([1, 2, 3]);
    const grantees = async (at: Bench) =>
      (await at.rows("SHOW GRANTS ON TABLE d.s.t")).map((one) => one.grantee_name).sort();
    expect(await grantees(east)).toEqual(["ACCOUNTADMIN", "R"]);
    expect(await grantees(west)).toEqual(["ACCOUNTADMIN", "W"]);
  });

  it("needs nothing of the old primary's account; what was not replicated goes with its next refresh", async () => {
    const { east, west } = bench;
    await east.run("INSERT INTO d.s.t VALUES (9)");
    west.reach = () => {
      throw new Error("nobody is to be reached");
    };
    await west.run("ALTER FAILOVER GROUP fg PRIMARY", "INSERT INTO d.s.t VALUES (2)");
    expect(await numbers(east)).toEqual([1, 9]);
    expect(await east.error("UPDATE d.s.t SET x = 0")).toMatch(/^003903/);
    await east.run("ALTER FAILOVER GROUP fg REFRESH");
    expect(await numbers(east)).toEqual([1, 2]);
  });

  it("leaves a database that never came to the new primary on its own, where it was", async () => {
    const { east, west } = bench;
    await east.run("CREATE DATABASE late", "ALTER FAILOVER GROUP fg ADD late TO ALLOWED_DATABASES");
    await west.run("ALTER FAILOVER GROUP fg PRIMARY");
    await east.run("CREATE SCHEMA late.s", "ALTER FAILOVER GROUP fg REFRESH");
    expect(await databases(east)).toEqual(["D", "LATE"]);
    expect(await west.rows("SHOW DATABASES IN FAILOVER GROUP fg")).toEqual([{ name: "D" }]);
  });

  it("makes the other secondaries follow the new primary, suspended", async () => {
    const { east, west, clock } = bench;
    const north = new Bench(
      undefined,
      { name: "NORTH", region: "AWS_EU_CENTRAL_1", edition: "BUSINESS_CRITICAL", replicationEnabled: true },
      clock,
    );
    for (const one of [east, west]) {
      one.neighbours.push(north.account);
      north.neighbours.push(one.account);
    }
    await east.run("ALTER FAILOVER GROUP fg ADD org.north TO ALLOWED_ACCOUNTS");
    await north.run("CREATE FAILOVER GROUP third AS REPLICA OF org.east.fg", "ALTER FAILOVER GROUP third REFRESH");
    await west.run("ALTER FAILOVER GROUP fg PRIMARY", "INSERT INTO d.s.t VALUES (2)");
    expect(await state(north, "NORTH")).toMatchObject({ primary: "ORG.WEST.FG", secondary_state: "SUSPENDED" });
    await north.run("ALTER FAILOVER GROUP third REFRESH");
    expect(await numbers(north)).toEqual([1, 2]);
    expect(await state(west, "WEST")).toMatchObject({ allowed_accounts: "ORG.WEST, ORG.NORTH, ORG.EAST" });
  });

  it("lets no transaction that is open in the old primary commit", async () => {
    const { east, west } = bench;
    await east.run("BEGIN", "INSERT INTO d.s.t VALUES (9)");
    await west.run("ALTER FAILOVER GROUP fg PRIMARY");
    expect(await east.error("COMMIT")).toMatch(/^003903/);
    expect(await numbers(east)).toEqual([1]);
  });
});

describe("DROP FAILOVER GROUP", () => {
  it("of a secondary leaves databases that can be written to; one that is made again takes them back", async () => {
    const { east, west } = bench;
    await west.run("DROP FAILOVER GROUP fg", "INSERT INTO d.s.t VALUES (9)", "CREATE TABLE d.s.mine (x NUMBER)");
    await west.run("CREATE FAILOVER GROUP again AS REPLICA OF org.east.fg", "ALTER FAILOVER GROUP again REFRESH");
    expect(await numbers(west)).toEqual([1]);
    expect(await west.rows("SHOW TABLES IN SCHEMA d.s")).toHaveLength(1);
    expect(await west.error("INSERT INTO d.s.t VALUES (9)")).toMatch(/^003903/);
    await west.run("DROP FAILOVER GROUP again");
    await east.run("DROP FAILOVER GROUP fg", "DROP DATABASE d");
    expect(await databases(west)).toEqual(["D"]);
  });
});

it("SHOW REPLICATION DATABASES lists the databases of groups, too", async () => {
  const { west } = bench;
  expect(await west.rows("SHOW REPLICATION DATABASES")).toEqual([
    expect.objectContaining({
      account_name: "EAST",
      is_primary: "true",
      primary: "ORG.EAST.D",
      failover_allowed_to_accounts: "ORG.WEST, ORG.EAST",
    }),
    expect.objectContaining({ account_name: "WEST", is_primary: "false", primary: "ORG.EAST.D" }),
  ]);
});
