import { type OrganizationBench, organizationBench } from "../../support/organization";

let bench: OrganizationBench;

beforeEach(async () => {
  bench = organizationBench();
  await bench.east.run("CREATE DATABASE d", 'CREATE DATABASE "e f"', "CREATE ROLE r");
});

const shown = async () => (await bench.east.rows("SHOW FAILOVER GROUPS"))[0];

describe("CREATE FAILOVER GROUP", () => {
  it("takes what the Terraform provider sends", async () => {
    const { east, west } = bench;
    await east.run(
      'CREATE FAILOVER GROUP IF NOT EXISTS "Fg" OBJECT_TYPES = DATABASES, ROLES, INTEGRATIONS ALLOWED_DATABASES = "D", "e f" ' +
        'ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS, NOTIFICATION INTEGRATIONS ALLOWED_ACCOUNTS = "ORG"."EAST", "ORG"."WEST" ' +
        "IGNORE EDITION CHECK REPLICATION_SCHEDULE = 'USING CRON 0 0 10-20 * TUE,THU UTC'",
    );
    await west.run('CREATE FAILOVER GROUP "Fg" AS REPLICA OF "ORG"."EAST"."Fg"');
    const [primary, secondary] = await east.rows("SHOW FAILOVER GROUPS");
    expect(primary).toEqual({
      region_group: "PUBLIC",
      snowflake_region: "AWS_US_EAST_1",
      created_on: new Date(bench.clock.now()),
      account_name: "EAST",
      name: "Fg",
      type: "FAILOVER",
      comment: null,
      is_primary: "true",
      primary: "ORG.EAST.Fg",
      object_types: "DATABASES, INTEGRATIONS, ROLES",
      allowed_integration_types: "STORAGE, NOTIFICATION",
      allowed_accounts: "ORG.EAST, ORG.WEST",
      organization_name: "ORG",
      account_locator: east.account.identity.locator,
      replication_schedule: "USING CRON 0 0 10-20 * TUE,THU UTC",
      secondary_state: null,
      next_scheduled_refresh: null,
      owner: "ACCOUNTADMIN",
      is_listing_auto_fulfillment_group: "false",
      is_optimized_refresh_enabled: "false",
      rpo_assurance: "false",
    });
    expect(secondary).toMatchObject({
      account_name: "WEST",
      is_primary: "false",
      primary: "ORG.EAST.Fg",
      object_types: "",
      allowed_integration_types: "",
      allowed_accounts: "",
      replication_schedule: "USING CRON 0 0 10-20 * TUE,THU UTC",
      secondary_state: "STARTED",
      owner: null,
    });
    expect(await east.rows('SHOW DATABASES IN FAILOVER GROUP "Fg"')).toEqual([{ name: "D" }, { name: "e f" }]);
    expect(await east.rows('SHOW SHARES IN FAILOVER GROUP "Fg"')).toEqual([]);
    expect(await east.rows('SHOW FAILOVER GROUPS IN ACCOUNT "WEST"')).toHaveLength(1);
    expect(await west.rows("SHOW FAILOVER GROUPS IN ACCOUNT west")).toHaveLength(1);
  });

  it("refuses by name what is not built: shares, listings, profiles, tags, RPO assurance, error notifications", async () => {
    const { east } = bench;
    const group = (rest: string) => `CREATE FAILOVER GROUP g ${rest} ALLOWED_ACCOUNTS = org.west`;
    for (const [sql, what] of [
      [group("OBJECT_TYPES = SHARES ALLOWED_SHARES = s"), "SHARES"],
      [group("OBJECT_TYPES = LISTINGS"), "LISTINGS"],
      [group("OBJECT_TYPES = PROFILES"), "PROFILES"],
      [`${group("OBJECT_TYPES = ROLES")} ERROR_INTEGRATION = i`, "ERROR_INTEGRATION"],
    ] as const)
      expect(await east.error(sql)).toMatch(new RegExp(`^000002 .*not emulated: .*${what}`, "s"));
    await east.run(group("OBJECT_TYPES = ROLES"));
    for (const property of ["RPO_ASSURANCE = TRUE", "ERROR_INTEGRATION = i"])
      expect(await east.error(`ALTER FAILOVER GROUP g SET ${property}`)).toMatch(
        new RegExp(`^000002 .*not emulated: .*${property.split(" ")[0]}`, "s"),
      );
  });

  it("is for Business Critical and for Virtual Private Snowflake", async () => {
    const { east, west } = organizationBench({ edition: "VIRTUAL_PRIVATE" }, { edition: "VIRTUAL_PRIVATE" });
    await east.run(
      "CREATE FAILOVER GROUP fg OBJECT_TYPES = WAREHOUSES ALLOWED_ACCOUNTS = org.west",
      "CREATE CONNECTION c",
      "ALTER CONNECTION c ENABLE FAILOVER TO ACCOUNTS org.west",
    );
    await west.run("CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg", "ALTER FAILOVER GROUP fg REFRESH");
    expect((await west.rows("SHOW FAILOVER GROUPS")).map(({ is_primary }) => is_primary)).toEqual(["true", "false"]);
  });

  it("lists primaries that may be replicated here to account administrators, and else what one has a privilege on", async () => {
    const { east, west } = bench;
    await east.run("CREATE FAILOVER GROUP fg OBJECT_TYPES = ROLES ALLOWED_ACCOUNTS = org.west");
    expect(await west.rows("SHOW FAILOVER GROUPS")).toHaveLength(1);
    await west.run("CREATE ROLE r");
    expect(await west.rows("SHOW FAILOVER GROUPS", west.sessionOf("ADMIN", "R"))).toEqual([]);
    await east.run("GRANT MONITOR ON FAILOVER GROUP fg TO ROLE r");
    expect(await east.rows("SHOW FAILOVER GROUPS", east.sessionOf("ADMIN", "R"))).toHaveLength(1);
  });
});

describe("ALTER FAILOVER GROUP in the source account", () => {
  beforeEach(async () => {
    await bench.east.run(
      "CREATE FAILOVER GROUP fg OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.west",
    );
  });

  it("renames, comments, and sets the schedule", async () => {
    const { east } = bench;
    await east.run(
      "ALTER FAILOVER GROUP IF EXISTS fg RENAME TO other",
      "ALTER FAILOVER GROUP other SET COMMENT = 'why'",
      "ALTER FAILOVER GROUP other SET REPLICATION_SCHEDULE = '15 M', OPTIMIZED_REFRESH = TRUE",
      "ALTER FAILOVER GROUP IF EXISTS missing SET COMMENT = 'x'",
    );
    expect(await shown()).toMatchObject({
      name: "OTHER",
      comment: "why",
      replication_schedule: "15 MINUTE",
      is_optimized_refresh_enabled: "true",
    });
    await east.run("ALTER FAILOVER GROUP other UNSET COMMENT, REPLICATION_SCHEDULE, OPTIMIZED_REFRESH");
    expect(await shown()).toMatchObject({ comment: null, replication_schedule: null });
  });

  it("resets object types: lists of types that stay are kept, those of types that come or go are emptied", async () => {
    const { east } = bench;
    await east.run("ALTER FAILOVER GROUP fg SET OBJECT_TYPES = DATABASES, ROLES");
    expect(await east.rows("SHOW DATABASES IN FAILOVER GROUP fg")).toEqual([{ name: "D" }]);
    await east.run("ALTER FAILOVER GROUP fg SET OBJECT_TYPES = ROLES");
    await east.run("ALTER FAILOVER GROUP fg SET OBJECT_TYPES = DATABASES, ROLES");
    expect(await east.rows("SHOW DATABASES IN FAILOVER GROUP fg")).toEqual([]);
    await east.run(
      "ALTER FAILOVER GROUP fg SET OBJECT_TYPES = USERS, ROLES, INTEGRATIONS, DATABASES ALLOWED_DATABASES = d ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS",
    );
    expect(await shown()).toMatchObject({
      object_types: "DATABASES, INTEGRATIONS, ROLES, USERS",
      allowed_integration_types: "STORAGE",
    });
    await east.run(
      "ALTER FAILOVER GROUP fg SET OBJECT_TYPES = DATABASES",
      "ALTER FAILOVER GROUP fg SET ALLOWED_DATABASES = NULL",
    );
    await east.run("DROP DATABASE d");
  });

  it("adds, removes and moves databases, volumes and accounts", async () => {
    const { east } = bench;
    const location =
      "(NAME = 'l' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r' STORAGE_BASE_URL = 's3://bucket/')";
    await east.run(
      ...["v", "w"].map((name) => `CREATE EXTERNAL VOLUME ${name} STORAGE_LOCATIONS = (${location})`),
      "CREATE FAILOVER GROUP g2 OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = v ALLOWED_ACCOUNTS = org.west",
      'ALTER FAILOVER GROUP fg ADD "e f" TO ALLOWED_DATABASES',
      "ALTER FAILOVER GROUP g2 ADD w TO ALLOWED_EXTERNAL_VOLUMES",
      "ALTER FAILOVER GROUP g2 SET OBJECT_TYPES = EXTERNAL VOLUMES, DATABASES",
      'ALTER FAILOVER GROUP fg MOVE DATABASES "e f" TO FAILOVER GROUP g2',
      "ALTER FAILOVER GROUP g2 REMOVE v FROM ALLOWED_EXTERNAL_VOLUMES",
      "ALTER FAILOVER GROUP fg SET OBJECT_TYPES = DATABASES, EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = v",
      "ALTER FAILOVER GROUP g2 MOVE EXTERNAL VOLUMES w TO FAILOVER GROUP fg",
      "ALTER FAILOVER GROUP fg REMOVE org.west FROM ALLOWED_ACCOUNTS",
    );
    expect(await east.rows("SHOW DATABASES IN FAILOVER GROUP g2")).toEqual([{ name: "e f" }]);
    expect((await shown())?.allowed_accounts).toBe("ORG.EAST");
    const volumes = [...east.account.state.objects.FAILOVER_GROUP.values()].map(
      ({ role }) => role.members?.volumes.length,
    );
    expect(volumes).toEqual([2, 0]);
    await east.run("ALTER FAILOVER GROUP fg ADD org.west TO ALLOWED_ACCOUNTS IGNORE EDITION CHECK");
    expect((await shown())?.allowed_accounts).toBe("ORG.EAST, ORG.WEST");
  });

  it("changes nothing when it fails", async () => {
    const { east } = bench;
    await east.error("ALTER FAILOVER GROUP fg SET OBJECT_TYPES = ROLES COMMENT = 'x' ALLOWED_DATABASES = d");
    expect(await shown()).toMatchObject({ object_types: "DATABASES", comment: null });
    expect(await east.error("DROP DATABASE d")).toMatch(/^003941/);
  });
});

it("GRANT … ON FAILOVER GROUP: REFRESH needs REPLICATE, PRIMARY needs FAILOVER", async () => {
  const { east, west } = bench;
  await east.run("CREATE FAILOVER GROUP fg OBJECT_TYPES = DATABASES ALLOWED_DATABASES = d ALLOWED_ACCOUNTS = org.west");
  await west.run(
    "CREATE ROLE refresher",
    "CREATE ROLE operator",
    "CREATE FAILOVER GROUP fg AS REPLICA OF org.east.fg",
    "GRANT REPLICATE ON FAILOVER GROUP fg TO ROLE refresher",
    "GRANT FAILOVER ON FAILOVER GROUP fg TO ROLE operator",
  );
  const [refresher, operator] = [west.sessionOf("ADMIN", "REFRESHER"), west.sessionOf("ADMIN", "OPERATOR")];
  expect(await west.error("ALTER FAILOVER GROUP fg REFRESH", operator)).toMatch(/^003001/);
  await west.rows("ALTER FAILOVER GROUP fg REFRESH", refresher);
  expect(await west.error("ALTER FAILOVER GROUP fg PRIMARY", refresher)).toMatch(/^003001/);
  expect(await west.error("ALTER FAILOVER GROUP fg SUSPEND", operator)).toMatch(/^003001/);
  await west.rows("ALTER FAILOVER GROUP fg PRIMARY", operator);
});
