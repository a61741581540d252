import { Bench } from "./support/accounts";

const ROLE_ARN = "arn:aws:iam::123456789012:role/reader";

describe("roles", () => {
  it("are created, replaced, renamed and commented", async () => {
    const bench = new Bench();
    await bench.run("CREATE ROLE a COMMENT = 'x'", "CREATE ROLE IF NOT EXISTS a", "CREATE ROLE b");
    expect(await bench.error("CREATE ROLE a")).toBe(
      "002002 (42710): SQL compilation error:\nObject 'A' already exists.",
    );
    expect(await bench.error("ALTER ROLE a RENAME TO b")).toMatch(/^002002/);
    await bench.run('ALTER ROLE a RENAME TO "a b"', "ALTER ROLE \"a b\" SET COMMENT = 'it''s'");
    expect(await bench.row("SHOW ROLES LIKE 'a b'")).toMatchObject({ name: "a b", comment: "it's" });
    await bench.run('ALTER ROLE "a b" UNSET COMMENT', "ALTER ROLE IF EXISTS nobody SET COMMENT = ''");
    expect(await bench.row("SHOW ROLES LIKE 'a b'")).toMatchObject({ comment: "" });
  });

  it("count memberships", async () => {
    const bench = new Bench();
    await bench.run("CREATE ROLE a", "CREATE ROLE b", "GRANT ROLE a TO ROLE b", "GRANT ROLE a TO USER admin");
    expect(await bench.row("SHOW ROLES LIKE 'A'")).toMatchObject({ assigned_to_users: 1, granted_to_roles: 1 });
    expect(await bench.row("SHOW ROLES LIKE 'B'")).toMatchObject({ granted_roles: 1 });
  });

  it("leave what they owned to the role that drops them", async () => {
    const bench = new Bench();
    await bench.run("CREATE ROLE a", "CREATE WAREHOUSE wh", "GRANT OWNERSHIP ON WAREHOUSE wh TO ROLE a", "DROP ROLE a");
    expect(await bench.row("SHOW WAREHOUSES")).toMatchObject({ owner: "ACCOUNTADMIN" });
  });

  it("lose members, grants and property when they are replaced", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE ROLE a",
      "CREATE WAREHOUSE wh",
      "GRANT USAGE ON WAREHOUSE wh TO ROLE a",
      "GRANT ROLE a TO USER admin",
    );
    await bench.run("GRANT OWNERSHIP ON WAREHOUSE wh TO ROLE a", "CREATE OR REPLACE ROLE a");
    expect(await bench.rows("SHOW GRANTS TO ROLE a")).toEqual([]);
    expect(await bench.rows("SHOW GRANTS OF ROLE a")).toEqual([]);
    expect(await bench.row("SHOW WAREHOUSES")).toMatchObject({ owner: "ACCOUNTADMIN" });
  });

  it("of the system stay as they are", async () => {
    const bench = new Bench();
    expect(await bench.error("DROP ROLE sysadmin")).toMatch("System-defined role 'SYSADMIN' cannot be dropped.");
    expect(await bench.error("ALTER ROLE public RENAME TO p")).toMatch("cannot be altered");
    expect(await bench.error("CREATE OR REPLACE ROLE sysadmin")).toMatch("cannot be replaced");
  });
});

describe("names", () => {
  it("have at most 255 characters", async () => {
    const bench = new Bench();
    await bench.run(`CREATE ROLE ${"a".repeat(255)}`);
    expect(await bench.error(`CREATE ROLE ${"a".repeat(256)}`)).toMatch(/^001008/);
  });

  it("are filtered by LIKE, STARTS WITH and LIMIT", async () => {
    const bench = new Bench();
    await bench.run("CREATE WAREHOUSE a1", "CREATE WAREHOUSE a2", "CREATE WAREHOUSE b1");
    const names = async (filter: string) => (await bench.rows(`SHOW WAREHOUSES ${filter}`)).map((row) => row.name);
    expect(await names("LIKE '_1'")).toEqual(["A1", "B1"]);
    expect(await names("STARTS WITH 'A'")).toEqual(["A1", "A2"]);
    expect(await names("LIMIT 1 FROM 'A1'")).toEqual(["A2"]);
  });
});

describe("users", () => {
  it("show what has been set, and never a password", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE USER u PASSWORD = 'secret' LOGIN_NAME = 'u@x.org' EMAIL = 'u@x.org' DEFAULT_ROLE = 'R' DAYS_TO_EXPIRY = 2 TIMEZONE = 'UTC'",
    );
    expect(await bench.row("SHOW USERS LIKE 'U'")).toMatchObject({
      login_name: "U@X.ORG",
      default_role: "R",
      has_password: "true",
      days_to_expiry: "2",
      default_secondary_roles: '["ALL"]',
    });
    const described = await bench.properties("DESCRIBE USER u");
    expect(described).toMatchObject({ EMAIL: "u@x.org", PASSWORD: "********", FIRST_NAME: "null" });
    const [zone] = await bench.rows("SHOW PARAMETERS LIKE 'TIMEZONE' IN USER u");
    expect(zone).toMatchObject({ value: "UTC", level: "USER", default: "America/Los_Angeles" });
    await bench.run("ALTER USER u UNSET EMAIL, TIMEZONE", "ALTER USER u SET DEFAULT_SECONDARY_ROLES = ()");
    expect(await bench.properties("DESC USER u")).toMatchObject({ EMAIL: "null", DEFAULT_SECONDARY_ROLES: "[]" });
    expect(JSON.stringify([...bench.account.state.objects.USER.values()])).not.toContain("secret");
  });

  it("have login names of their own and readable keys", async () => {
    const bench = new Bench();
    expect(await bench.error("CREATE USER other LOGIN_NAME = 'admin'")).toMatch(/^002002/);
    expect(await bench.error("CREATE USER other RSA_PUBLIC_KEY = 'abc'")).toMatch(/RSA_PUBLIC_KEY/);
    expect(await bench.rows("SHOW USERS LIKE 'OTHER'")).toEqual([]);
    await bench.run("CREATE USER other");
    expect(await bench.error("ALTER USER other SET LOGIN_NAME = 'ADMIN' COMMENT = 'x'")).toMatch(/^002002/);
    expect(await bench.row("SHOW USERS LIKE 'OTHER'")).toMatchObject({ login_name: "OTHER", comment: "" });
  });
});

describe("warehouses", () => {
  it("have Snowflake's defaults and become the session's", async () => {
    const bench = new Bench();
    await bench.run("CREATE WAREHOUSE wh");
    expect(await bench.row("SHOW WAREHOUSES")).toMatchObject({
      state: "STARTED",
      size: "X-Small",
      type: "STANDARD",
      auto_suspend: 600,
      auto_resume: "true",
      is_current: "Y",
      resource_monitor: "null",
      scaling_policy: "STANDARD",
    });
    expect(await bench.row("SELECT CURRENT_WAREHOUSE() AS W")).toEqual({ W: "WH" });
  });

  it("suspend and resume", async () => {
    const bench = new Bench();
    await bench.run("CREATE WAREHOUSE wh INITIALLY_SUSPENDED = TRUE", "ALTER WAREHOUSE wh RESUME");
    expect(await bench.error("ALTER WAREHOUSE wh RESUME")).toMatch(/^090064/);
    await bench.run("ALTER WAREHOUSE wh RESUME IF SUSPENDED", "ALTER WAREHOUSE wh SUSPEND");
    expect(await bench.error("ALTER WAREHOUSE wh SUSPEND")).toMatch("Warehouse 'WH' cannot be suspended.");
  });

  it.each([
    ["WAREHOUSE_SIZE = HUGE", /^001008.*HUGE/s],
    ["AUTO_SUSPEND = -1", /^001008/],
    ["MIN_CLUSTER_COUNT = 3 MAX_CLUSTER_COUNT = 2", /MIN_CLUSTER_COUNT/],
    ["RESOURCE_MONITOR = nope", /^002003.*Resource monitor 'NOPE' does not exist or not authorized\./s],
    ["WAREHOUSE_TYPE = 'SNOWPARK-OPTIMIZED'", /starts at MEDIUM/],
    ["AUTO_RESUME = 1 AUTO_RESUME = 0", /AUTO_RESUME/],
    [
      "COLOUR = 'red'",
      /^001003 \(42000\): SQL compilation error:\nsyntax error line 1 at position 20 unexpected 'COLOUR'\.$/,
    ],
  ])("refuse %s", async (properties, message) => {
    const bench = new Bench();
    expect(await bench.error(`CREATE WAREHOUSE wh ${properties}`)).toMatch(message);
    expect(await bench.rows("SHOW WAREHOUSES")).toEqual([]);
  });

  it("have parameters on three levels", async () => {
    const bench = new Bench();
    const show = () => bench.row("SHOW PARAMETERS LIKE 'STATEMENT_TIMEOUT%' IN WAREHOUSE wh");
    await bench.run("CREATE WAREHOUSE wh");
    expect(await show()).toMatchObject({ value: "172800", level: "" });
    await bench.run("ALTER ACCOUNT SET STATEMENT_TIMEOUT_IN_SECONDS = 100");
    expect(await show()).toMatchObject({ value: "100", level: "ACCOUNT", default: "172800" });
    await bench.run("ALTER WAREHOUSE wh SET STATEMENT_TIMEOUT_IN_SECONDS = 50");
    expect(await show()).toMatchObject({ value: "50", level: "WAREHOUSE", default: "172800" });
    await bench.run(
      "ALTER WAREHOUSE wh UNSET STATEMENT_TIMEOUT_IN_SECONDS",
      "ALTER ACCOUNT UNSET STATEMENT_TIMEOUT_IN_SECONDS",
    );
    expect(await show()).toMatchObject({ value: "172800", level: "" });
  });
});

describe("resource monitors", () => {
  it("watch warehouses with their triggers", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 10 FREQUENCY = WEEKLY START_TIMESTAMP = '2027-01-01 00:00' " +
        'NOTIFY_USERS = ("ADMIN") TRIGGERS ON 50 PERCENT DO NOTIFY ON 60 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND_IMMEDIATE',
      "CREATE WAREHOUSE wh RESOURCE_MONITOR = m",
    );
    expect(await bench.row("SHOW RESOURCE MONITORS")).toMatchObject({
      credit_quota: "10.00",
      level: "WAREHOUSE",
      frequency: "WEEKLY",
      start_time: "2027-01-01 00:00",
      notify_at: "50%,60%",
      suspend_at: null,
      suspend_immediately_at: "100%",
      notify_users: "ADMIN",
    });
    await bench.run("ALTER RESOURCE MONITOR m SET CREDIT_QUOTA = null NOTIFY_USERS = ()", "DROP RESOURCE MONITOR m");
    expect(await bench.row("SHOW WAREHOUSES")).toMatchObject({ resource_monitor: "null" });
  });

  it("take frequency and start together, and known users only", async () => {
    const bench = new Bench();
    expect(await bench.error("CREATE RESOURCE MONITOR m WITH FREQUENCY = DAILY")).toMatch("must be set together");
    expect(await bench.error("CREATE RESOURCE MONITOR m WITH NOTIFY_USERS = (nobody)")).toMatch("NOBODY");
  });
});

describe("storage integrations", () => {
  const create = (more = "") =>
    `CREATE OR REPLACE STORAGE INTEGRATION si TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE_ARN}' ENABLED = true STORAGE_ALLOWED_LOCATIONS = ('s3://lake/a/', 's3://lake/b/') ${more}`;

  it("describe themselves with an external id that lasts until they are replaced", async () => {
    const bench = new Bench();
    await bench.run(create());
    const first = await bench.properties("DESCRIBE STORAGE INTEGRATION si");
    expect(first).toMatchObject({
      ENABLED: "true",
      STORAGE_PROVIDER: "S3",
      STORAGE_ALLOWED_LOCATIONS: "s3://lake/a/,s3://lake/b/",
      STORAGE_AWS_IAM_USER_ARN: bench.account.identity.awsPrincipalArn,
      STORAGE_AWS_EXTERNAL_ID: expect.stringMatching(/^[A-Z]{3}\d{5}_SFCRole=1_[A-Za-z0-9+/]+=*$/),
    });
    await bench.run("ALTER STORAGE INTEGRATION si SET ENABLED = false COMMENT = 'c'");
    expect(await bench.properties("DESC INTEGRATION si")).toMatchObject({
      ENABLED: "false",
      STORAGE_AWS_EXTERNAL_ID: first.STORAGE_AWS_EXTERNAL_ID,
    });
    await bench.run(create());
    const second = await bench.properties("DESC INTEGRATION si");
    expect(second.STORAGE_AWS_EXTERNAL_ID).not.toBe(first.STORAGE_AWS_EXTERNAL_ID);
    await bench.run(create("STORAGE_AWS_EXTERNAL_ID = 'mine'"));
    expect(await bench.properties("DESC INTEGRATION si")).toMatchObject({ STORAGE_AWS_EXTERNAL_ID: "mine" });
    expect(await bench.row("SHOW STORAGE INTEGRATIONS")).toMatchObject({ type: "EXTERNAL_STAGE", category: "STORAGE" });
  });

  it.each([
    ["STORAGE_PROVIDER = 'GCS'", /not emulated: storage integration with STORAGE_PROVIDER = 'GCS'/],
    ["TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = true", /STORAGE_AWS_ROLE_ARN/],
    ["STORAGE_AWS_ROLE_ARN = 'role'", /^001008/],
    ["STORAGE_ALLOWED_LOCATIONS = ('gcs://x/')", /^001008/],
  ])("refuse %s", async (properties, message) => {
    expect(await new Bench().error(`CREATE STORAGE INTEGRATION si ${properties}`)).toMatch(message);
  });

  it("share a namespace with catalog integrations, and are no catalog integrations", async () => {
    const bench = new Bench();
    await bench.run(create());
    expect(await bench.error("DROP CATALOG INTEGRATION si")).toMatch(
      "Integration 'SI' does not exist or not authorized",
    );
    expect(await bench.rows("SHOW CATALOG INTEGRATIONS")).toEqual([]);
  });
});

describe("catalog integrations", () => {
  const rest = (authentication: string) =>
    `CREATE CATALOG INTEGRATION ci CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG CATALOG_NAMESPACE = 'db' REST_CONFIG = (CATALOG_URI = 'https://glue.us-west-2.amazonaws.com/iceberg' CATALOG_API_TYPE = AWS_GLUE CATALOG_NAME = '123456789012') REST_AUTHENTICATION = (TYPE = SIGV4 ${authentication}) ENABLED = TRUE`;

  it("of Glue's Iceberg endpoint tell both sides of the trust", async () => {
    const bench = new Bench();
    await bench.run(rest(`SIGV4_IAM_ROLE = '${ROLE_ARN}' SIGV4_EXTERNAL_ID = 'mine'`));
    expect(await bench.properties("DESCRIBE CATALOG INTEGRATION ci")).toMatchObject({
      CATALOG_SOURCE: "ICEBERG_REST",
      REFRESH_INTERVAL_SECONDS: "30",
      REST_CONFIG:
        "{CATALOG_URI=https://glue.us-west-2.amazonaws.com/iceberg, PREFIX=null, CATALOG_API_TYPE=AWS_GLUE, CATALOG_NAME=123456789012, ACCESS_DELEGATION_MODE=EXTERNAL_VOLUME_CREDENTIALS}",
      REST_AUTHENTICATION: `{TYPE=SIGV4, SIGV4_IAM_ROLE=${ROLE_ARN}, SIGV4_SIGNING_REGION=us-east-1}`,
      API_AWS_IAM_USER_ARN: bench.account.identity.awsPrincipalArn,
      API_AWS_EXTERNAL_ID: "mine",
    });
  });

  it("need a role for SIGV4, and an interval between 30 seconds and a day", async () => {
    const bench = new Bench();
    expect(await bench.error(rest(""))).toMatch("SIGV4_IAM_ROLE");
    await bench.run(rest(`SIGV4_IAM_ROLE = '${ROLE_ARN}'`));
    for (const seconds of [29, 86_401]) {
      expect(await bench.error(`ALTER CATALOG INTEGRATION ci SET REFRESH_INTERVAL_SECONDS = ${seconds}`)).toMatch(
        /^001008/,
      );
    }
    await bench.run("ALTER CATALOG INTEGRATION ci SET REFRESH_INTERVAL_SECONDS = 86400");
    expect(await bench.properties("DESC CATALOG INTEGRATION ci")).toMatchObject({ REFRESH_INTERVAL_SECONDS: "86400" });
  });

  it("of Glue have their own properties", async () => {
    const bench = new Bench();
    await bench.run(
      `CREATE CATALOG INTEGRATION g CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG GLUE_AWS_ROLE_ARN = '${ROLE_ARN}' GLUE_CATALOG_ID = '123456789012' ENABLED = true`,
    );
    expect(await bench.properties("DESC CATALOG INTEGRATION g")).toMatchObject({
      GLUE_REGION: "us-east-1",
      GLUE_AWS_IAM_USER_ARN: bench.account.identity.awsPrincipalArn,
      GLUE_AWS_EXTERNAL_ID: expect.stringContaining("_SFCRole="),
    });
  });

  it.each(["SAP_BDC", "POLARIS"])("refuse the source %s by name", async (source) => {
    expect(await new Bench().error(`CREATE CATALOG INTEGRATION c CATALOG_SOURCE = ${source}`)).toMatch(
      `not emulated: catalog integration with CATALOG_SOURCE = ${source}`,
    );
  });
});

describe("external volumes", () => {
  const location = (name: string) =>
    `(NAME = '${name}' STORAGE_PROVIDER = 'S3' STORAGE_AWS_ROLE_ARN = '${ROLE_ARN}' STORAGE_BASE_URL = 's3://lake/${name}/' ENCRYPTION = (TYPE = 'AWS_SSE_KMS' KMS_KEY_ID = 'k'))`;

  it("keep at least one location, each with its own name", async () => {
    const bench = new Bench();
    expect(
      await bench.error(`CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = (${location("a")}, ${location("a")})`),
    ).toMatch("'a' is given twice");
    await bench.run(`CREATE EXTERNAL VOLUME v STORAGE_LOCATIONS = (${location("a")}) ALLOW_WRITES = false`);
    expect(await bench.error("ALTER EXTERNAL VOLUME v REMOVE STORAGE_LOCATION 'a'")).toMatch("only one");
    await bench.run(
      `ALTER EXTERNAL VOLUME v ADD STORAGE_LOCATION = ${location("b")}`,
      "ALTER EXTERNAL VOLUME v REMOVE STORAGE_LOCATION 'a'",
      "ALTER EXTERNAL VOLUME v SET ALLOW_WRITES = true",
    );
    const described = await bench.properties("DESCRIBE EXTERNAL VOLUME v");
    expect(described).toMatchObject({ ALLOW_WRITES: "true", ACTIVE: "b" });
    expect(JSON.parse(String(described.STORAGE_LOCATION_1))).toMatchObject({
      NAME: "b",
      STORAGE_BASE_URL: "s3://lake/b/",
      STORAGE_ALLOWED_LOCATIONS: ["s3://lake/b/*"],
      ENCRYPTION_TYPE: "AWS_SSE_KMS",
      STORAGE_AWS_EXTERNAL_ID: expect.stringContaining("_SFCRole="),
    });
  });
});
