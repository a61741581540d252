import { carriedBench, storageIntegration, volume } from "./carried";

describe("objects that are there before the first refresh", () => {
  it("without a global id are dropped", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = WAREHOUSES, RESOURCE MONITORS");
    await west.run("CREATE WAREHOUSE mine", "CREATE WAREHOUSE both COMMENT = 'here'", "CREATE RESOURCE MONITOR m");
    await east.run("CREATE WAREHOUSE both COMMENT = 'there'");
    await refresh();
    expect(await west.rows("SHOW WAREHOUSES")).toMatchObject([{ name: "BOTH", comment: "there" }]);
    expect(await west.rows("SHOW RESOURCE MONITORS")).toEqual([]);
  });

  it("are kept, with their grants, when they were linked by name", async () => {
    const { east, west, refresh, link } = await carriedBench("OBJECT_TYPES = ROLES, WAREHOUSES");
    await west.run("CREATE ROLE r", "CREATE WAREHOUSE w", "CREATE DATABASE l", "GRANT USAGE ON DATABASE l TO ROLE r");
    await east.run("CREATE ROLE r", "CREATE WAREHOUSE w COMMENT = 'c'");
    const id = west.account.state.objects.WAREHOUSE.get("W")?.id;
    await link();
    await refresh();
    expect(west.account.state.objects.WAREHOUSE.get("W")).toMatchObject({ id, comment: "c" });
    expect(await west.rows("SHOW GRANTS TO ROLE r")).toMatchObject([{ privilege: "USAGE", granted_on: "DATABASE" }]);
  });

  it("make the first refresh of roles and users fail when their names are taken, unless it is forced", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = ROLES");
    await west.run("CREATE ROLE r COMMENT = 'here'", "CREATE ROLE mine");
    await east.run("CREATE ROLE r COMMENT = 'there'");
    expect(await west.error("ALTER FAILOVER GROUP g REFRESH")).toMatch(
      /^003952 .*ROLE 'R'.*LINK_ACCOUNT_OBJECTS_BY_NAME\('G'\).*REFRESH FORCE/,
    );
    expect(await west.rows("SHOW ROLES LIKE 'MINE'")).toHaveLength(1);
    await west.run("ALTER FAILOVER GROUP g REFRESH FORCE");
    expect(await west.row("SHOW ROLES LIKE 'R'")).toMatchObject({ comment: "there" });
    expect(await west.rows("SHOW ROLES LIKE 'MINE'")).toEqual([]);
    // What is replaced later has the name of its own replica.
    await east.run("CREATE OR REPLACE ROLE r COMMENT = 'again'");
    await refresh();
    expect(await west.row("SHOW ROLES LIKE 'R'")).toMatchObject({ comment: "again" });
  });

  it("who refreshes must be in the source account, and able to refresh afterwards", async () => {
    const { east, west, refresh, link } = await carriedBench("OBJECT_TYPES = ROLES, USERS");
    await west.run("CREATE USER other", "GRANT ROLE ACCOUNTADMIN TO USER other");
    await link();
    const other = west.sessionOf("OTHER", "ACCOUNTADMIN");
    expect(await west.error("ALTER FAILOVER GROUP g REFRESH", other)).toMatch(
      /^003953 .*'OTHER'.*does not exist in the source account/,
    );
    await east.run("CREATE USER other");
    await link();
    expect(await west.error("ALTER FAILOVER GROUP g REFRESH", other)).toMatch(/^003953 .*no role that holds REPLICATE/);
    await refresh();
    expect(await west.rows("SHOW GRANTS TO USER other")).toEqual([]);
  });

  it("integrations of the carried types are dropped; a volume stands in the way of one of its name", async () => {
    const { east, west, refresh } = await carriedBench(
      "OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS",
    );
    await east.run(storageIntegration("s", "chosen"), volume("v"));
    await west.run(storageIntegration("s", "mine"), storageIntegration("t"), volume("v", "mine"));
    await refresh();
    expect((await west.rows("SHOW INTEGRATIONS")).map(({ name }) => name)).toEqual(["S"]);
    expect(await west.properties("DESCRIBE STORAGE INTEGRATION s")).toMatchObject({
      STORAGE_AWS_EXTERNAL_ID: "chosen",
    });
    await east.run(
      "CREATE FAILOVER GROUP h OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = v ALLOWED_ACCOUNTS = org.west",
    );
    await west.run("CREATE FAILOVER GROUP h AS REPLICA OF org.east.h");
    expect(await west.error("ALTER FAILOVER GROUP h REFRESH")).toMatch(/^003954 .*External volume 'V'/);
    await west.run("ALTER FAILOVER GROUP h REFRESH FORCE");
    expect(west.account.state.objects.EXTERNAL_VOLUME.get("V")?.locations[0]?.externalId).toBe("chosen");
  });

  it("linking is for account administrators, and for a secondary group", async () => {
    const { east, west } = await carriedBench("OBJECT_TYPES = ROLES");
    const link = "SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('g')";
    expect(await west.error(link, west.sessionOf("ADMIN", "SECURITYADMIN"))).toMatch(/^003001/);
    expect(await east.error(link)).toMatch(/^003931/);
    expect(await west.error("SELECT SYSTEM$LINK_ACCOUNT_OBJECTS_BY_NAME('x')")).toMatch(/^002003/);
  });
});
