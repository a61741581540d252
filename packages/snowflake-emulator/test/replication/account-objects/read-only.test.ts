import { carriedBench, catalogIntegration, storageIntegration, volume } from "./carried";

const ALL =
  "OBJECT_TYPES = ROLES, USERS, WAREHOUSES, RESOURCE MONITORS, NETWORK POLICIES, ACCOUNT PARAMETERS, INTEGRATIONS, EXTERNAL VOLUMES " +
  "ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS ALLOWED_EXTERNAL_VOLUMES = v";

async function everythingBench() {
  const bench = await carriedBench("OBJECT_TYPES = ROLES");
  await bench.east.run(
    "CREATE ROLE r",
    "CREATE USER u",
    "CREATE WAREHOUSE w",
    "CREATE RESOURCE MONITOR m",
    "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.1')",
    storageIntegration("i"),
    volume("v"),
    `ALTER FAILOVER GROUP g SET ${ALL}`,
  );
  await bench.link();
  await bench.refresh();
  return bench;
}

describe("replicas of account objects", () => {
  it("can't be created, changed or dropped", async () => {
    const { west } = await everythingBench();
    const refused = [
      "CREATE ROLE other",
      "ALTER ROLE r SET COMMENT = 'c'",
      "DROP ROLE r",
      "CREATE USER other",
      "ALTER USER u SET DISABLED = TRUE",
      "DROP USER u",
      "CREATE WAREHOUSE other",
      "ALTER WAREHOUSE w SET WAREHOUSE_SIZE = LARGE",
      "DROP WAREHOUSE w",
      "ALTER RESOURCE MONITOR m SET CREDIT_QUOTA = 3",
      "DROP RESOURCE MONITOR m",
      "ALTER NETWORK POLICY p SET COMMENT = 'c'",
      "DROP NETWORK POLICY p",
      "ALTER STORAGE INTEGRATION i SET ENABLED = FALSE",
      storageIntegration("other"),
      "DROP INTEGRATION i",
      "ALTER EXTERNAL VOLUME v SET ALLOW_WRITES = FALSE",
      "DROP EXTERNAL VOLUME v",
      "ALTER ACCOUNT SET TIMEZONE = 'UTC'",
    ];
    for (const statement of refused) {
      expect([statement, await west.error(statement)]).toEqual([
        statement,
        expect.stringMatching(
          /^003950 \(55000\): .* replicated to this account by failover group 'G' and are read-only in it\.$/,
        ),
      ]);
    }
    expect(await west.error("DROP ROLE r")).toBe(
      "003950 (55000): Role 'R' cannot be created, modified or dropped: roles are replicated to this account by failover group 'G' and are read-only in it.",
    );
  });

  it("take no grants of their own, nor another owner", async () => {
    const { west } = await everythingBench();
    const refused = [
      "GRANT ROLE r TO ROLE PUBLIC",
      "GRANT ROLE r TO USER u",
      "GRANT USAGE ON WAREHOUSE w TO ROLE r",
      "GRANT USAGE ON INTEGRATION i TO ROLE r",
    ];
    for (const statement of refused) {
      expect([statement, await west.error(statement)]).toEqual([
        statement,
        expect.stringMatching(/^003951 \(55000\): Grants on /),
      ]);
    }
  });

  it("leave alone what is not carried", async () => {
    const { west, refresh } = await everythingBench();
    await west.run(
      "ALTER WAREHOUSE w RESUME",
      "ALTER WAREHOUSE w SUSPEND",
      catalogIntegration("c"),
      volume("own"),
      "ALTER EXTERNAL VOLUME own SET ALLOW_WRITES = FALSE",
      "CREATE DATABASE l",
      "DROP DATABASE l",
    );
    await refresh();
    expect((await west.rows("SHOW EXTERNAL VOLUMES")).map(({ name }) => name)).toEqual(["OWN", "V"]);
    expect((await west.rows("SHOW CATALOG INTEGRATIONS")).map(({ name }) => name)).toEqual(["C"]);
  });

  it("are the account's own once the group is dropped", async () => {
    const { west } = await everythingBench();
    await west.run(
      "DROP FAILOVER GROUP g",
      "ALTER USER u SET COMMENT = 'mine'",
      "CREATE ROLE other",
      "GRANT ROLE r TO ROLE other",
      "DROP EXTERNAL VOLUME v",
    );
  });

  it("change sides with the group, keeping ids and grants", async () => {
    const { east, west } = await everythingBench();
    const { id } = west.account.state.objects.ROLE.get("R") ?? {};
    await west.run(
      "ALTER FAILOVER GROUP g PRIMARY",
      "CREATE ROLE born_west",
      "ALTER WAREHOUSE w SET COMMENT = 'west'",
      "GRANT ROLE r TO ROLE born_west",
    );
    expect(await east.error("CREATE ROLE other")).toMatch(/^003950/);
    const own = east.account.state.objects.WAREHOUSE.get("W")?.id;
    await east.run("ALTER FAILOVER GROUP g REFRESH");
    expect(east.account.state.objects.WAREHOUSE.get("W")).toMatchObject({ id: own, comment: "west" });
    expect(await east.rows("SHOW GRANTS OF ROLE r")).toMatchObject([{ grantee_name: "BORN_WEST" }]);
    await east.run("ALTER FAILOVER GROUP g PRIMARY", "ALTER ROLE born_west SET COMMENT = 'back'");
    await west.run("ALTER FAILOVER GROUP g REFRESH");
    expect(await west.row("SHOW ROLES LIKE 'BORN_WEST'")).toMatchObject({ comment: "back" });
    expect(west.account.state.objects.ROLE.get("R")?.id).toBe(id);
  });
});
