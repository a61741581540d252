import { carriedBench } from "./carried";

describe("privileges on failover groups", () => {
  it("CREATE FAILOVER GROUP is given on the account, by ACCOUNTADMIN", async () => {
    const { east } = await carriedBench("OBJECT_TYPES = WAREHOUSES");
    await east.run(
      "CREATE ROLE maker",
      "GRANT ROLE maker TO USER ADMIN",
      "CREATE DATABASE d",
      "GRANT MONITOR ON DATABASE d TO ROLE maker",
    );
    const create = "CREATE FAILOVER GROUP h OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.west";
    expect(await east.error(create, east.sessionOf("ADMIN", "MAKER"))).toMatch(/^003001/);
    expect(
      await east.error(
        "GRANT CREATE FAILOVER GROUP ON ACCOUNT TO ROLE maker",
        east.sessionOf("ADMIN", "SECURITYADMIN"),
      ),
    ).toMatch(/^003102/);
    await east.run("GRANT CREATE FAILOVER GROUP ON ACCOUNT TO ROLE maker");
    await east.rows(create, east.sessionOf("ADMIN", "MAKER"));
    expect(await east.rows("SHOW GRANTS ON FAILOVER GROUP h")).toMatchObject([
      { privilege: "OWNERSHIP", grantee_name: "MAKER" },
    ]);
  });

  it("each opens what it is for, and any of them shows the group", async () => {
    const { west, refresh } = await carriedBench("OBJECT_TYPES = WAREHOUSES");
    await refresh();
    const can = async (privilege: string) => {
      const role = `R_${privilege}`;
      await west.run(`CREATE ROLE ${role}`, `GRANT ${privilege} ON FAILOVER GROUP g TO ROLE ${role}`);
      const session = west.sessionOf("ADMIN", role);
      const allowed = async (statement: string) => {
        const failure = await west.rows(statement, session).then(
          () => undefined,
          (error: unknown) => String(error),
        );
        if (failure !== undefined && !failure.includes("Insufficient privileges")) throw new Error(failure);
        return failure === undefined;
      };
      return {
        shown: (await west.rows("SHOW FAILOVER GROUPS", session)).length > 0,
        refresh: await allowed("ALTER FAILOVER GROUP g REFRESH"),
        suspend: await allowed("ALTER FAILOVER GROUP g SUSPEND"),
        resume: await allowed("ALTER FAILOVER GROUP g RESUME"),
      };
    };
    expect(await can("MONITOR")).toEqual({ shown: true, refresh: false, suspend: false, resume: false });
    expect(await can("REPLICATE")).toEqual({ shown: true, refresh: true, suspend: false, resume: false });
    expect(await can("FAILOVER")).toEqual({ shown: true, refresh: false, suspend: false, resume: false });
    expect(await west.rows("SHOW GRANTS ON FAILOVER GROUP g")).toMatchObject([
      { privilege: "OWNERSHIP", granted_on: "FAILOVER_GROUP", grantee_name: "ACCOUNTADMIN" },
      { privilege: "MONITOR" },
      { privilege: "REPLICATE" },
      { privilege: "FAILOVER" },
    ]);
  });

  it("FAILOVER promotes, REPLICATE does not", async () => {
    const { west, refresh } = await carriedBench("OBJECT_TYPES = WAREHOUSES");
    await refresh();
    await west.run("CREATE ROLE replicator", "CREATE ROLE promoter");
    await west.run(
      "GRANT REPLICATE ON FAILOVER GROUP g TO ROLE replicator",
      "GRANT FAILOVER ON FAILOVER GROUP g TO ROLE promoter",
    );
    const promote = "ALTER FAILOVER GROUP g PRIMARY";
    expect(await west.error(promote, west.sessionOf("ADMIN", "REPLICATOR"))).toMatch(/^003001/);
    await west.rows(promote, west.sessionOf("ADMIN", "PROMOTER"));
  });
});
