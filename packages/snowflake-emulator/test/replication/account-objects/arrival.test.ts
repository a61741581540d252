import { carriedBench, catalogIntegration, KEY, storageIntegration, volume } from "./carried";

describe("what a group carries besides databases", () => {
  it("roles come with their hierarchy, and system-defined roles are the same everywhere", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = ROLES");
    await east.run(
      "CREATE ROLE a COMMENT = 'c'",
      "CREATE ROLE b",
      "GRANT ROLE a TO ROLE b",
      "GRANT ROLE b TO ROLE SYSADMIN",
    );
    await refresh();
    expect(await west.row("SHOW ROLES LIKE 'A'")).toMatchObject({ comment: "c", owner: "ACCOUNTADMIN" });
    expect(await west.rows("SHOW GRANTS OF ROLE b")).toMatchObject([{ granted_to: "ROLE", grantee_name: "SYSADMIN" }]);
    await east.run("REVOKE ROLE b FROM ROLE SYSADMIN", "ALTER ROLE a RENAME TO z", "DROP ROLE b");
    await refresh();
    expect(await west.rows("SHOW ROLES LIKE 'B'")).toEqual([]);
    expect(await west.row("SHOW ROLES LIKE 'Z'")).toMatchObject({ comment: "c" });
    expect(await west.rows("SHOW GRANTS TO ROLE SYSADMIN")).toEqual(
      await east
        .rows("SHOW GRANTS TO ROLE SYSADMIN")
        .then((all) =>
          all.map((one) => ({ ...one, name: one.granted_on === "ACCOUNT" ? west.account.identity.locator : one.name })),
        ),
    );
  });

  it("users come with their keys and roles, and keep to themselves when they logged in", async () => {
    const { east, west, refresh, link } = await carriedBench("OBJECT_TYPES = ROLES, USERS");
    await east.run(
      "CREATE ROLE a",
      `CREATE USER u RSA_PUBLIC_KEY = '${KEY}' PASSWORD = 'secret words here' DEFAULT_ROLE = a`,
      "GRANT ROLE a TO USER u",
    );
    await link();
    await refresh();
    const [there, here] = [west, east].map(({ account }) => account.state.objects.USER.get("U"));
    expect(there).toMatchObject({ rsaPublicKey: here?.rsaPublicKey, password: here?.password, defaultRole: "A" });
    expect(await west.rows("SHOW GRANTS TO USER u")).toMatchObject([{ role: "A" }]);
    await east.run("ALTER USER u SET DISABLED = TRUE", "REVOKE ROLE a FROM USER u");
    await refresh();
    expect(await west.row("SHOW USERS LIKE 'U'")).toMatchObject({ disabled: "true" });
    expect(await west.rows("SHOW GRANTS TO USER u")).toEqual([]);
  });

  it("warehouses arrive suspended and are resumed by their own account", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = WAREHOUSES, RESOURCE MONITORS");
    await east.run("CREATE USER u", "CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 7 NOTIFY_USERS = (u)");
    await east.run(
      "CREATE WAREHOUSE w RESOURCE_MONITOR = m STATEMENT_TIMEOUT_IN_SECONDS = 9",
      "ALTER WAREHOUSE w RESUME IF SUSPENDED",
    );
    await refresh();
    expect(await west.row("SHOW WAREHOUSES")).toMatchObject({ name: "W", state: "SUSPENDED", resource_monitor: "M" });
    expect(await west.row("SHOW PARAMETERS LIKE 'STATEMENT_TIMEOUT_IN_SECONDS' IN WAREHOUSE w")).toMatchObject({
      value: "9",
    });
    // Whom to notify comes with USERS only.
    expect(await west.row("SHOW RESOURCE MONITORS")).toMatchObject({ credit_quota: "7.00", notify_users: "" });
    await west.run("ALTER WAREHOUSE w RESUME");
    await east.run("ALTER WAREHOUSE w SET WAREHOUSE_SIZE = LARGE");
    await refresh();
    expect(await west.row("SHOW WAREHOUSES")).toMatchObject({ state: "STARTED", size: "Large" });
  });

  it("integrations come by their types, and catalog integrations never", async () => {
    const { east, west, refresh } = await carriedBench(
      "OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS",
    );
    await east.run(
      storageIntegration("s"),
      catalogIntegration("c"),
      "CREATE NOTIFICATION INTEGRATION n TYPE = EMAIL ENABLED = TRUE",
    );
    await west.run(catalogIntegration("own"));
    await refresh();
    expect((await west.rows("SHOW INTEGRATIONS")).map(({ name }) => name)).toEqual(["OWN", "S"]);
    await east.run(
      "ALTER FAILOVER GROUP g SET OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS, NOTIFICATION INTEGRATIONS",
    );
    await refresh();
    expect((await west.rows("SHOW INTEGRATIONS")).map(({ name }) => name)).toEqual(["N", "OWN", "S"]);
  });

  it("volumes come by name, or all of them", async () => {
    const { east, west } = await carriedBench("OBJECT_TYPES = ROLES");
    await east.run(volume("v"), volume("w"));
    await east.run(
      "CREATE FAILOVER GROUP h OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = v ALLOWED_ACCOUNTS = org.west",
    );
    await west.run(volume("own"), "CREATE FAILOVER GROUP h AS REPLICA OF org.east.h", "ALTER FAILOVER GROUP h REFRESH");
    const names = async () => (await west.rows("SHOW EXTERNAL VOLUMES")).map(({ name }) => name);
    expect(await names()).toEqual(["OWN", "V"]);
    await east.run(
      "ALTER FAILOVER GROUP h ADD w TO ALLOWED_EXTERNAL_VOLUMES",
      "ALTER FAILOVER GROUP h REMOVE v FROM ALLOWED_EXTERNAL_VOLUMES",
    );
    await west.run("ALTER FAILOVER GROUP h REFRESH");
    expect(await names()).toEqual(["OWN", "W"]);
    await east.run("ALTER FAILOVER GROUP h SET ALLOWED_EXTERNAL_VOLUMES = ALL");
    await west.run("ALTER FAILOVER GROUP h REFRESH");
    expect(await names()).toEqual(["V", "W"]);
  });

  it("parameters of the account come with ACCOUNT PARAMETERS, network policies with those and USERS", async () => {
    const { east, west, refresh, link } = await carriedBench(
      "OBJECT_TYPES = NETWORK POLICIES, ACCOUNT PARAMETERS, USERS",
    );
    await east.run(
      "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('0.0.0.0/0')",
      "CREATE USER u NETWORK_POLICY = p",
      "ALTER ACCOUNT SET NETWORK_POLICY = p TIMEZONE = 'UTC'",
    );
    await link();
    await refresh();
    expect(await west.row("SHOW PARAMETERS LIKE 'TIMEZONE' IN ACCOUNT")).toMatchObject({ value: "UTC" });
    expect(await west.row("SHOW PARAMETERS LIKE 'NETWORK_POLICY' IN ACCOUNT")).toMatchObject({ value: "P" });
    await east.run(
      "ALTER ACCOUNT UNSET NETWORK_POLICY",
      "ALTER USER u UNSET NETWORK_POLICY",
      "DROP NETWORK POLICY p",
      "ALTER ACCOUNT UNSET TIMEZONE",
    );
    await refresh();
    expect(await west.rows("SHOW NETWORK POLICIES")).toEqual([]);
    expect(await west.row("SHOW PARAMETERS LIKE 'TIMEZONE' IN ACCOUNT")).toMatchObject({
      value: "America/Los_Angeles",
    });
  });

  it("a network policy's rules are those of the replica of their database", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = NETWORK POLICIES");
    await east.run(
      "CREATE DATABASE d",
      "CREATE SCHEMA d.s",
      "CREATE NETWORK RULE d.s.r TYPE = IPV4 MODE = INGRESS VALUE_LIST = ('10.0.0.0/8')",
    );
    await east.run("CREATE NETWORK POLICY p ALLOWED_NETWORK_RULE_LIST = (d.s.r)");
    expect(await west.error("ALTER FAILOVER GROUP g REFRESH")).toMatch(
      /NETWORK_RULE 'D\.S\.R' <- \[NETWORK_POLICY 'P'\]/,
    );
    await east.run("ALTER FAILOVER GROUP g SET OBJECT_TYPES = NETWORK POLICIES, DATABASES ALLOWED_DATABASES = d");
    await refresh();
    const { state } = west.account;
    const rule = state.objects.NETWORK_RULE.values().next().value;
    expect(state.objects.NETWORK_POLICY.get("P")?.allowedRules).toEqual([rule?.id]);
  });

  it("names may have been exchanged, and what was replaced is new", async () => {
    const { east, west, refresh } = await carriedBench("OBJECT_TYPES = WAREHOUSES");
    await east.run("CREATE WAREHOUSE a COMMENT = 'first'", "CREATE WAREHOUSE b COMMENT = 'second'");
    await refresh();
    const { WAREHOUSE } = west.account.state.objects;
    const ids = ["A", "B"].map((name) => WAREHOUSE.get(name)?.id);
    await east.run("ALTER WAREHOUSE a RENAME TO t", "ALTER WAREHOUSE b RENAME TO a", "ALTER WAREHOUSE t RENAME TO b");
    await refresh();
    expect(["B", "A"].map((name) => WAREHOUSE.get(name)?.id)).toEqual(ids);
    await east.run("CREATE OR REPLACE WAREHOUSE a COMMENT = 'third'");
    await refresh();
    expect(WAREHOUSE.get("A")).toMatchObject({ comment: "third" });
    expect(ids).not.toContain(WAREHOUSE.get("A")?.id);
  });
});
