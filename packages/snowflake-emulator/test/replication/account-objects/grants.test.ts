import { carriedBench, storageIntegration, volume } from "./carried";

const CONTENTS =
  "OBJECT_TYPES = ROLES, WAREHOUSES, INTEGRATIONS, DATABASES ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS ALLOWED_DATABASES = d";

async function grantBench() {
  const bench = await carriedBench("OBJECT_TYPES = ROLES");
  await bench.east.run(
    "CREATE DATABASE d",
    "CREATE SCHEMA d.s",
    "CREATE TABLE d.s.t (x NUMBER)",
    "CREATE ROLE a",
    "CREATE ROLE owner",
    "CREATE WAREHOUSE w",
    storageIntegration("i"),
    `ALTER FAILOVER GROUP g SET ${CONTENTS}`,
  );
  return bench;
}

describe("grants that come with roles", () => {
  it("on databases, their objects, warehouses and integrations, future ones, and owners", async () => {
    const { east, west, refresh } = await grantBench();
    await east.run(
      "GRANT USAGE ON DATABASE d TO ROLE a",
      "GRANT USAGE ON SCHEMA d.s TO ROLE a WITH GRANT OPTION",
      "GRANT SELECT ON TABLE d.s.t TO ROLE a",
      "GRANT SELECT ON FUTURE TABLES IN SCHEMA d.s TO ROLE a",
      "GRANT OPERATE ON WAREHOUSE w TO ROLE a",
      "GRANT USAGE ON INTEGRATION i TO ROLE a",
      "GRANT OWNERSHIP ON TABLE d.s.t TO ROLE owner COPY CURRENT GRANTS",
      "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE owner COPY CURRENT GRANTS",
    );
    await refresh();
    for (const on of ["DATABASE d", "SCHEMA d.s", "TABLE d.s.t", "WAREHOUSE w", "INTEGRATION i"]) {
      expect(await west.rows(`SHOW GRANTS ON ${on}`)).toEqual(await east.rows(`SHOW GRANTS ON ${on}`));
    }
    expect(await west.rows("SHOW FUTURE GRANTS IN SCHEMA d.s")).toEqual(
      await east.rows("SHOW FUTURE GRANTS IN SCHEMA d.s"),
    );
    await east.run(
      "REVOKE SELECT ON TABLE d.s.t FROM ROLE a",
      "REVOKE SELECT ON FUTURE TABLES IN SCHEMA d.s FROM ROLE a",
    );
    await refresh();
    expect(await west.rows("SHOW GRANTS ON TABLE d.s.t")).toMatchObject([
      { privilege: "OWNERSHIP", grantee_name: "OWNER" },
    ]);
    expect(await west.rows("SHOW FUTURE GRANTS IN SCHEMA d.s")).toEqual([]);
  });

  it("database roles, with what they hold and who has them", async () => {
    const { east, west, refresh } = await grantBench();
    await east.run(
      "CREATE DATABASE ROLE d.reader",
      "GRANT SELECT ON TABLE d.s.t TO DATABASE ROLE d.reader",
      "GRANT DATABASE ROLE d.reader TO ROLE a",
    );
    await refresh();
    expect(await west.rows("SHOW GRANTS TO DATABASE ROLE d.reader")).toEqual(
      await east.rows("SHOW GRANTS TO DATABASE ROLE d.reader"),
    );
    expect(await west.rows("SHOW GRANTS OF DATABASE ROLE d.reader")).toMatchObject([{ grantee_name: "A" }]);
    await east.run("DROP DATABASE ROLE d.reader");
    await refresh();
    expect(await west.rows("SHOW DATABASE ROLES IN DATABASE d")).toEqual([]);
  });

  it("those on the account and on groups are each account's own", async () => {
    const { east, west, refresh } = await grantBench();
    await east.run(
      "GRANT CREATE DATABASE ON ACCOUNT TO ROLE a",
      "GRANT REPLICATE, FAILOVER ON FAILOVER GROUP g TO ROLE a",
    );
    await refresh();
    expect(await west.rows("SHOW GRANTS TO ROLE a")).toEqual([]);
  });

  it("local ones on what is not replicated can be given, and are kept", async () => {
    const { west, refresh } = await grantBench();
    await refresh();
    await west.run(
      "CREATE DATABASE l",
      "CREATE DATABASE ROLE l.r",
      volume("own"),
      "GRANT USAGE ON DATABASE l TO ROLE a",
      "GRANT DATABASE ROLE l.r TO ROLE a",
      "GRANT USAGE ON EXTERNAL VOLUME own TO ROLE a",
      "GRANT EXECUTE TASK ON ACCOUNT TO ROLE a",
      "GRANT REPLICATE ON FAILOVER GROUP g TO ROLE a",
      "GRANT ROLE a TO USER ADMIN",
      "GRANT SELECT ON FUTURE TABLES IN DATABASE l TO ROLE a",
    );
    const before = await west.rows("SHOW GRANTS TO ROLE a");
    expect(before).toHaveLength(5);
    await refresh();
    expect(await west.rows("SHOW GRANTS TO ROLE a")).toEqual(before);
    expect(await west.rows("SHOW GRANTS OF ROLE a")).toMatchObject([{ grantee_name: "ADMIN" }]);
    expect(await west.rows("SHOW FUTURE GRANTS IN DATABASE l")).toHaveLength(1);
  });

  it("without roles in a group all grants are local, and are kept", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = WAREHOUSES");
    await east.run("CREATE ROLE a", "CREATE WAREHOUSE w", "GRANT USAGE ON WAREHOUSE w TO ROLE a");
    await west.run("CREATE ROLE own");
    await refresh();
    await west.run("GRANT OPERATE ON WAREHOUSE w TO ROLE own");
    await refresh();
    expect(await west.rows("SHOW GRANTS ON WAREHOUSE w")).toMatchObject([
      { privilege: "OPERATE", grantee_name: "OWN" },
    ]);
  });

  it("of a database in another group come with that group's refresh, once the roles are there", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = ROLES");
    await east.run("CREATE ROLE a", "CREATE DATABASE d", "GRANT USAGE ON DATABASE d TO ROLE a");
    await east.run(
      "CREATE FAILOVER GROUP h OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.west",
    );
    await west.run("CREATE FAILOVER GROUP h AS REPLICA OF org.east.h", "ALTER FAILOVER GROUP h REFRESH");
    const usage = async () =>
      (await west.rows("SHOW GRANTS ON DATABASE d")).filter(({ privilege }) => privilege === "USAGE");
    expect(await usage()).toEqual([]);
    await refresh();
    expect(await usage()).toEqual([]);
    await west.run("ALTER FAILOVER GROUP h REFRESH");
    expect(await usage()).toMatchObject([{ grantee_name: "A" }]);
  });
});
