import { Bench } from "./support/accounts";

describe("privileges", () => {
  let bench: Bench;

  /** A user ANA with the role R, and a session of hers. */
  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE ROLE r",
      "CREATE USER ana DEFAULT_ROLE = r",
      "GRANT ROLE r TO USER ana",
      "CREATE WAREHOUSE wh",
    );
  });
  const ana = () => bench.sessionOf("ANA", "R");

  it("hide what no active role may see", async () => {
    expect(await bench.rows("SHOW WAREHOUSES", ana())).toEqual([]);
    for (const statement of ["DESCRIBE WAREHOUSE wh", "ALTER WAREHOUSE wh SUSPEND", "DROP WAREHOUSE wh"]) {
      expect(await bench.error(statement, ana())).toBe(
        "002003 (02000): SQL compilation error:\nWarehouse 'WH' does not exist or not authorized.",
      );
    }
    expect(await bench.error("USE WAREHOUSE wh", ana())).toMatch(/^002043/);
  });

  it("let USAGE see and use, OPERATE suspend, MODIFY set, and only the owner drop", async () => {
    await bench.run("GRANT USAGE ON WAREHOUSE wh TO ROLE r");
    expect(await bench.rows("SHOW WAREHOUSES", ana())).toHaveLength(1);
    await bench.rows("USE WAREHOUSE wh", ana());
    const denied = "003001 (42501): SQL access control error:\nInsufficient privileges to operate on warehouse 'WH'";
    expect(await bench.error("ALTER WAREHOUSE wh SUSPEND", ana())).toBe(denied);
    await bench.run("GRANT OPERATE ON WAREHOUSE wh TO ROLE r");
    await bench.rows("ALTER WAREHOUSE wh SUSPEND", ana());
    expect(await bench.error("ALTER WAREHOUSE wh SET AUTO_SUSPEND = 1", ana())).toBe(denied);
    await bench.run("GRANT MODIFY ON WAREHOUSE wh TO ROLE r");
    await bench.rows("ALTER WAREHOUSE wh SET AUTO_SUSPEND = 1", ana());
    expect(await bench.error("DROP WAREHOUSE wh", ana())).toBe(denied);
  });

  it("on the account allow creating, for the primary role only", async () => {
    const locator = bench.account.identity.locator;
    const denied = `003001 (42501): SQL access control error:\nInsufficient privileges to operate on account '${locator}'`;
    expect(await bench.error("CREATE WAREHOUSE w2", ana())).toBe(denied);
    await bench.run("GRANT ROLE sysadmin TO USER ana");
    expect(await bench.error("CREATE WAREHOUSE w2", { ...ana(), secondaryRoles: "ALL" })).toBe(denied);
    await bench.run("GRANT CREATE WAREHOUSE ON ACCOUNT TO ROLE r");
    await bench.rows("CREATE WAREHOUSE w2", ana());
    expect(await bench.row("SHOW WAREHOUSES LIKE 'W2'")).toMatchObject({ owner: "R" });
    expect(await bench.error("CREATE RESOURCE MONITOR m", ana())).toBe(denied);
  });

  it("of secondary roles count for everything else", async () => {
    await bench.run("CREATE ROLE s", "GRANT USAGE ON WAREHOUSE wh TO ROLE s", "GRANT ROLE s TO USER ana");
    expect(await bench.rows("SHOW WAREHOUSES", ana())).toEqual([]);
    expect(await bench.rows("SHOW WAREHOUSES", { ...ana(), secondaryRoles: "ALL" })).toHaveLength(1);
  });

  it("are inherited along the hierarchy and end with it", async () => {
    await bench.run("CREATE ROLE low", "GRANT USAGE ON WAREHOUSE wh TO ROLE low", "GRANT ROLE low TO ROLE r");
    expect(await bench.rows("SHOW WAREHOUSES", ana())).toHaveLength(1);
    await bench.run("REVOKE ROLE low FROM ROLE r");
    expect(await bench.rows("SHOW WAREHOUSES", ana())).toEqual([]);
  });

  it("let USE ROLE choose only what is granted", async () => {
    expect(await bench.error("USE ROLE sysadmin", ana())).toMatch(/^003013 \(42501\).*Requested role 'SYSADMIN'/s);
    expect(await bench.error("USE ROLE nobody", ana())).toMatch(/^002043/);
    await bench.rows("USE ROLE public", ana());
  });

  it("need the grant option, ownership or MANAGE GRANTS to be passed on", async () => {
    await bench.run("CREATE ROLE s", "GRANT USAGE ON WAREHOUSE wh TO ROLE r");
    expect(await bench.error("GRANT USAGE ON WAREHOUSE wh TO ROLE s", ana())).toMatch(/^003102 \(42501\)/);
    await bench.run("GRANT USAGE ON WAREHOUSE wh TO ROLE r WITH GRANT OPTION");
    await bench.rows("GRANT USAGE ON WAREHOUSE wh TO ROLE s", ana());
    expect(await bench.error("GRANT USAGE, OPERATE ON WAREHOUSE wh TO ROLE s", ana())).toBe(
      "003011 (42501): Grant partially executed: privileges [OPERATE] not granted.",
    );
    const rows = await bench.rows("SHOW GRANTS ON WAREHOUSE wh");
    expect(rows).toContainEqual(expect.objectContaining({ grantee_name: "S", granted_by: "R", grant_option: "false" }));
  });

  it("that were passed on keep REVOKE from succeeding without CASCADE", async () => {
    await bench.run("CREATE ROLE s", "GRANT USAGE ON WAREHOUSE wh TO ROLE r WITH GRANT OPTION");
    await bench.rows("GRANT USAGE ON WAREHOUSE wh TO ROLE s", ana());
    expect(await bench.error("REVOKE USAGE ON WAREHOUSE wh FROM ROLE r")).toMatch(
      /Dependent grant of privilege 'USAGE'/,
    );
    await bench.run("REVOKE GRANT OPTION FOR USAGE ON WAREHOUSE wh FROM ROLE r CASCADE");
    const grantees = (await bench.rows("SHOW GRANTS ON WAREHOUSE wh")).map((row) => row.grantee_name);
    expect(grantees).toEqual(["ACCOUNTADMIN", "R"]);
  });

  it("on the account are ACCOUNTADMIN's to give, not MANAGE GRANTS'", async () => {
    await bench.run("GRANT ROLE securityadmin TO USER ana");
    const security = bench.sessionOf("ANA", "SECURITYADMIN");
    expect(await bench.error("GRANT CREATE INTEGRATION ON ACCOUNT TO ROLE r", security)).toMatch(/^003102/);
    await bench.rows("GRANT USAGE ON WAREHOUSE wh TO ROLE r", security);
    expect(await bench.rows("SHOW GRANTS ON WAREHOUSE wh")).toContainEqual(
      expect.objectContaining({ grantee_name: "R", granted_by: "ACCOUNTADMIN" }),
    );
  });

  it("fit the type of object", async () => {
    expect(await bench.error("GRANT OPERATE ON INTEGRATION i TO ROLE r")).toMatch(/^002003/);
    expect(await bench.error("GRANT FLY ON WAREHOUSE wh TO ROLE r")).toMatch(
      "privilege 'FLY' can not be granted on WAREHOUSE",
    );
    expect(await bench.error("GRANT SELECT ON DYNAMIC TABLE t TO ROLE r")).toMatch(
      "not emulated: grants on DYNAMIC TABLE",
    );
    expect(await bench.error("GRANT SELECT ON FUTURE STREAMS IN DATABASE d TO ROLE r")).toMatch(
      "not emulated: grants on FUTURE STREAMS",
    );
  });

  it("show external volumes as VOLUME and ALL as every privilege", async () => {
    await bench.run(
      "CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = ((NAME = 'a' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/x' STORAGE_BASE_URL = 's3://lake/'))",
      "GRANT ALL PRIVILEGES ON EXTERNAL VOLUME v TO ROLE r",
    );
    expect(await bench.rows("SHOW GRANTS ON EXTERNAL VOLUME v")).toEqual([
      expect.objectContaining({ privilege: "OWNERSHIP", granted_on: "VOLUME", grantee_name: "ACCOUNTADMIN" }),
      expect.objectContaining({ privilege: "USAGE", granted_on: "VOLUME", grantee_name: "R" }),
    ]);
  });

  it("move with ownership only when asked to", async () => {
    await bench.run("CREATE ROLE owner", "GRANT USAGE ON WAREHOUSE wh TO ROLE r");
    expect(await bench.error("GRANT OWNERSHIP ON WAREHOUSE wh TO ROLE owner")).toMatch(/Dependent grant/);
    await bench.run("GRANT OWNERSHIP ON WAREHOUSE wh TO ROLE owner COPY CURRENT GRANTS");
    expect(await bench.rows("SHOW GRANTS ON WAREHOUSE wh")).toEqual([
      expect.objectContaining({ privilege: "OWNERSHIP", grantee_name: "OWNER", granted_by: "OWNER" }),
      expect.objectContaining({ privilege: "USAGE", granted_by: "OWNER" }),
    ]);
    await bench.run("GRANT OWNERSHIP ON WAREHOUSE wh TO ROLE accountadmin REVOKE CURRENT GRANTS");
    expect(await bench.rows("SHOW GRANTS ON WAREHOUSE wh")).toHaveLength(1);
  });

  it("are listed by grantee and by role", async () => {
    await bench.run("GRANT USAGE ON WAREHOUSE wh TO ROLE r");
    expect(await bench.rows("SHOW GRANTS TO ROLE r")).toEqual([
      expect.objectContaining({ privilege: "USAGE", granted_on: "WAREHOUSE", name: "WH" }),
    ]);
    expect(await bench.rows("SHOW GRANTS OF ROLE r")).toEqual([
      expect.objectContaining({ role: "R", granted_to: "USER", grantee_name: "ANA", granted_by: "ACCOUNTADMIN" }),
    ]);
    expect(await bench.rows("SHOW GRANTS", ana())).toHaveLength(1);
    expect(await bench.error("SHOW GRANTS TO SHARE s")).toMatch("not emulated: SHOW GRANTS TO SHARE");
  });

  it("disappear with the object and with the role", async () => {
    await bench.run("GRANT USAGE ON WAREHOUSE wh TO ROLE r", "DROP WAREHOUSE wh", "CREATE WAREHOUSE wh");
    expect(await bench.rows("SHOW GRANTS TO ROLE r")).toEqual([]);
    await bench.run("GRANT USAGE ON WAREHOUSE wh TO ROLE r", "DROP ROLE r");
    expect(await bench.rows("SHOW GRANTS ON WAREHOUSE wh")).toHaveLength(1);
  });

  it("keep roles from containing themselves", async () => {
    await bench.run("CREATE ROLE a", "CREATE ROLE b", "GRANT ROLE a TO ROLE b");
    expect(await bench.error("GRANT ROLE b TO ROLE a")).toMatch("would create a cycle");
    expect(await bench.error("GRANT ROLE a TO ROLE a")).toMatch("would create a cycle");
  });
});
