import { type ReplicaBench, replicaBench } from "./replicas";

let bench: ReplicaBench;

beforeEach(async () => {
  bench = await replicaBench();
  await bench.east.run("CREATE TABLE d.s.t (x NUMBER)", "INSERT INTO d.s.t VALUES (1)");
  await bench.refresh();
});

const READ_ONLY = "003903 (55000): Database 'D' is a read-only secondary database and cannot be modified.";

describe("a secondary database", () => {
  it("is not changed by any statement", async () => {
    const { east, west, refresh } = bench;
    await east.run(
      "CREATE TAG d.s.g",
      "CREATE VIEW d.s.v AS SELECT 1 AS one",
      "CREATE SEQUENCE d.s.q",
      "CREATE TASK d.s.k SCHEDULE = '10 MINUTE' AS SELECT 1",
      "CREATE PROCEDURE d.s.p() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS 'return 1'",
    );
    await refresh();
    await west.run("CREATE DATABASE own", "CREATE TABLE own.public.t (x NUMBER)", "CREATE WAREHOUSE w");
    for (const statement of [
      "INSERT INTO d.s.t VALUES (2)",
      "UPDATE d.s.t SET x = 2",
      "DELETE FROM d.s.t",
      "TRUNCATE TABLE d.s.t",
      "INSERT OVERWRITE INTO d.s.t VALUES (2)",
      "MERGE INTO d.s.t USING (SELECT 1 AS y) ON x = y WHEN MATCHED THEN DELETE",
      "CREATE SCHEMA d.other",
      "DROP SCHEMA d.s",
      "ALTER SCHEMA d.s RENAME TO d.z",
      "ALTER SCHEMA d.s SET COMMENT = 'c'",
      "CREATE TABLE d.s.n (x NUMBER)",
      "CREATE TABLE d.s.n AS SELECT 1 AS x",
      "CREATE TABLE d.s.n CLONE own.public.t",
      "CREATE TEMPORARY TABLE d.s.n (x NUMBER)",
      "CREATE OR REPLACE TABLE d.s.t (x NUMBER)",
      "ALTER TABLE d.s.t ADD COLUMN y NUMBER",
      "ALTER TABLE d.s.t DROP COLUMN x",
      "ALTER TABLE d.s.t RENAME TO d.s.u",
      "ALTER TABLE d.s.t RENAME TO own.public.u",
      "ALTER TABLE own.public.t RENAME TO d.s.n",
      "ALTER TABLE d.s.t SWAP WITH own.public.t",
      "DROP TABLE d.s.t",
      "CREATE VIEW d.s.w AS SELECT 1 AS one",
      "CREATE OR REPLACE VIEW d.s.v AS SELECT 1 AS one",
      "ALTER VIEW d.s.v SET SECURE",
      "DROP VIEW d.s.v",
      "ALTER SEQUENCE d.s.q SET COMMENT = 'c'",
      "DROP SEQUENCE d.s.q",
      "CREATE PROCEDURE d.s.o() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS 'return 1'",
      "DROP PROCEDURE d.s.p()",
      "ALTER TASK d.s.k RESUME",
      "ALTER TASK d.s.k SET SCHEDULE = '5 MINUTE'",
      "DROP TASK d.s.k",
      "CREATE TASK d.s.o WAREHOUSE = w AS SELECT 1",
      "CREATE DATABASE ROLE d.r",
      "ALTER TAG d.s.g SET COMMENT = 'c'",
      "ALTER TABLE d.s.t SET TAG d.s.g = 'v'",
      "ALTER DATABASE d SET TAG d.s.g = 'v'",
      "ALTER DATABASE d ENABLE REPLICATION TO ACCOUNTS org.east",
      "ALTER DATABASE d DISABLE REPLICATION",
    ]) {
      expect({ statement, error: await west.error(statement) }).toEqual({ statement, error: READ_ONLY });
    }
    expect(await west.rows("SELECT * FROM d.s.t")).toEqual([{ X: "1" }]);
    expect(await west.account.data.tables.list()).toHaveLength(2);
  });

  it("can be granted on, renamed, given parameters, and dropped; its tags mark what is not in it", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TAG d.s.g");
    await refresh();
    await west.run(
      "CREATE ROLE r",
      "GRANT ROLE r TO ROLE ACCOUNTADMIN",
      "GRANT SELECT ON ALL TABLES IN DATABASE d TO ROLE r",
      "GRANT USAGE ON DATABASE d TO ROLE r",
      "ALTER DATABASE d SET DATA_RETENTION_TIME_IN_DAYS = 3 COMMENT = 'replica'",
      "ALTER DATABASE d RENAME TO e",
      "CREATE DATABASE own",
      "ALTER DATABASE own SET TAG e.s.g = 'v'",
      "GRANT OWNERSHIP ON DATABASE e TO ROLE r COPY CURRENT GRANTS",
      "ALTER DATABASE own UNSET TAG e.s.g",
    );
    await west.run("ALTER DATABASE e REFRESH");
    expect((await west.row("SHOW DATABASES LIKE 'E'")).comment).toBe("replica");
    await west.run("DROP DATABASE e");
    expect(await west.rows("SHOW TABLES IN ACCOUNT")).toEqual([]);
    await east.run("DROP DATABASE d");
  });

  it("has tasks that keep their state and do not run", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TASK d.s.k SCHEDULE = '10 MINUTE' AS SELECT 1", "ALTER TASK d.s.k RESUME");
    await refresh();
    expect((await west.row("SHOW TASKS IN SCHEMA d.s")).state).toBe("started");
    expect(await west.error("EXECUTE TASK d.s.k")).toBe(READ_ONLY);
  });
});

describe("ALTER DATABASE … PRIMARY", () => {
  it("exchanges the parts: the replica can be written to, the old primary follows it, and grants stay on both sides", async () => {
    const { east, west } = bench;
    await east.run("CREATE ROLE r", "GRANT SELECT ON TABLE d.s.t TO ROLE r");
    await west.run(
      "ALTER DATABASE d PRIMARY",
      "INSERT INTO d.s.t VALUES (2)",
      "CREATE TABLE d.s.n AS SELECT 'new'::VARCHAR AS y",
    );
    expect(await east.error("INSERT INTO d.s.t VALUES (3)")).toBe(READ_ONLY);
    expect(await west.error("ALTER DATABASE d REFRESH")).toMatch(/^003910/);
    await east.run("ALTER DATABASE d REFRESH");
    expect(await east.rows("SELECT * FROM d.s.t ORDER BY x")).toEqual([{ X: "1" }, { X: "2" }]);
    expect(await east.rows("SELECT * FROM d.s.n")).toEqual([{ Y: "new" }]);
    const grants = await east.rows("SHOW GRANTS ON TABLE d.s.t");
    expect(grants.map((one) => one.grantee_name).sort()).toEqual(["ACCOUNTADMIN", "R"]);
    await west.run("CREATE ROLE w", "GRANT SELECT ON TABLE d.s.n TO ROLE w");
    await east.run("ALTER DATABASE d PRIMARY", "INSERT INTO d.s.n VALUES ('back')");
    await west.run("ALTER DATABASE d REFRESH");
    expect((await west.rows("SHOW GRANTS ON TABLE d.s.n")).map((one) => one.grantee_name).sort()).toEqual([
      "ACCOUNTADMIN",
      "W",
    ]);
    expect(await west.rows("SELECT * FROM d.s.n ORDER BY y")).toEqual([{ Y: "back" }, { Y: "new" }]);
  });

  it("does without the old primary's account; what was written there and not replicated goes with the next refresh", async () => {
    const { east, west } = bench;
    await east.run("INSERT INTO d.s.t VALUES (99)");
    west.reach = () => {
      throw new Error("nobody is to be reached");
    };
    await west.run("ALTER DATABASE d PRIMARY");
    expect(await east.error("INSERT INTO d.s.t VALUES (3)")).toBe(READ_ONLY);
    expect(await east.rows("SELECT * FROM d.s.t ORDER BY x")).toEqual([{ X: "1" }, { X: "99" }]);
    await east.run("ALTER DATABASE d REFRESH");
    expect(await east.rows("SELECT * FROM d.s.t")).toEqual([{ X: "1" }]);
  });

  it("takes the new primary's rows also where those have not changed since they were last seen", async () => {
    const { east, west } = bench;
    await west.run("ALTER DATABASE d PRIMARY", "INSERT INTO d.s.t VALUES (2)");
    await east.run("ALTER DATABASE d REFRESH", "ALTER DATABASE d PRIMARY", "INSERT INTO d.s.t VALUES (3)");
    // Lost: nobody has refreshed since.
    await west.run("ALTER DATABASE d PRIMARY");
    await east.run("ALTER DATABASE d REFRESH");
    expect(await east.rows("SELECT * FROM d.s.t ORDER BY x")).toEqual([{ X: "1" }, { X: "2" }]);
  });

  it("lets no transaction that is open in the old primary commit", async () => {
    const { east, west } = bench;
    await east.run("BEGIN", "INSERT INTO d.s.t VALUES (99)");
    await west.run("ALTER DATABASE d PRIMARY");
    expect(await east.error("COMMIT")).toBe(READ_ONLY);
    expect(await east.rows("SELECT * FROM d.s.t")).toEqual([{ X: "1" }]);
  });

  it("goes on with numbers of AUTOINCREMENT after those that are there", async () => {
    const { east, west, refresh } = bench;
    await east.run(
      "CREATE TABLE d.s.i (id NUMBER AUTOINCREMENT, x VARCHAR)",
      "INSERT INTO d.s.i (x) VALUES ('a'), ('b')",
    );
    await refresh();
    await west.run("ALTER DATABASE d PRIMARY", "INSERT INTO d.s.i (x) VALUES ('c')");
    expect(await west.rows("SELECT * FROM d.s.i ORDER BY id")).toEqual([
      { ID: "1", X: "a" },
      { ID: "2", X: "b" },
      { ID: "3", X: "c" },
    ]);
  });
});

describe("SHOW REPLICATION DATABASES", () => {
  it("lists the primary with its replicas, in every account, also to who is to make a replica", async () => {
    const { east, west } = bench;
    await east.run("CREATE DATABASE e", "ALTER DATABASE e ENABLE REPLICATION TO ACCOUNTS org.west");
    const rows = await west.rows("SHOW REPLICATION DATABASES");
    expect(rows.map(({ created_on: _at, account_locator: _locator, ...row }) => row)).toEqual([
      {
        region_group: "PUBLIC",
        snowflake_region: "AWS_US_EAST_1",
        account_name: "EAST",
        name: "D",
        comment: null,
        is_primary: "true",
        primary: "ORG.EAST.D",
        replication_allowed_to_accounts: "ORG.WEST, ORG.EAST",
        failover_allowed_to_accounts: "ORG.WEST, ORG.EAST",
        organization_name: "ORG",
      },
      expect.objectContaining({ account_name: "WEST", name: "D", is_primary: "false", primary: "ORG.EAST.D" }),
      expect.objectContaining({ account_name: "EAST", name: "E", failover_allowed_to_accounts: "ORG.EAST" }),
    ]);
    expect(await west.rows("SHOW REPLICATION DATABASES LIKE 'e%'")).toHaveLength(1);
    expect(await east.rows('SHOW REPLICATION DATABASES WITH PRIMARY "ORG"."EAST"."E"')).toHaveLength(1);
    await west.run("CREATE ROLE r");
    expect(await west.rows("SHOW REPLICATION DATABASES", west.sessionOf("ADMIN", "R"))).toEqual([]);
  });

  it("goes on listing a primary that is no longer replicated", async () => {
    const { east } = bench;
    await east.run("ALTER DATABASE d DISABLE REPLICATION");
    const [primary] = await east.rows("SHOW REPLICATION DATABASES");
    expect(primary).toMatchObject({
      is_primary: "true",
      replication_allowed_to_accounts: "ORG.EAST",
      failover_allowed_to_accounts: "ORG.EAST",
    });
  });
});

it("SHOW REPLICATION ACCOUNTS lists the accounts that take part", async () => {
  const { east } = bench;
  const rows = await east.rows("SHOW REPLICATION ACCOUNTS");
  expect(rows.map((one) => [one.snowflake_region, one.account_name, one.organization_name])).toEqual([
    ["AWS_US_EAST_1", "EAST", "ORG"],
    ["AWS_US_WEST_2", "WEST", "ORG"],
  ]);
  expect(await east.rows("SHOW REPLICATION ACCOUNTS LIKE 'w%'")).toHaveLength(1);
});

it("SHOW ACCOUNTS tells the organization's administrator of all accounts and their editions, and nobody else", async () => {
  const { east } = bench;
  await expect(east.rows("SHOW ACCOUNTS")).rejects.toMatchObject({ code: "003001" });
  await east.run("GRANT ROLE ORGADMIN TO ROLE ACCOUNTADMIN");
  const rows = await east.rows("SHOW ACCOUNTS");
  expect(rows.map((one) => [one.account_name, one.snowflake_region, one.edition, one.account_url])).toEqual([
    ["EAST", "AWS_US_EAST_1", "BUSINESS_CRITICAL", "https://org-east.snowflakecomputing.com"],
    ["WEST", "AWS_US_WEST_2", "BUSINESS_CRITICAL", "https://org-west.snowflakecomputing.com"],
  ]);
  expect(await east.rows("SHOW ACCOUNTS LIKE 'w%'")).toHaveLength(1);
});

it("SYSTEM$DISABLE_DATABASE_REPLICATION leaves databases of their own, which can be written to", async () => {
  const { east, west } = bench;
  await east.run("SELECT SYSTEM$DISABLE_DATABASE_REPLICATION('d')");
  await west.run("INSERT INTO d.s.t VALUES (2)");
  await east.run("INSERT INTO d.s.t VALUES (3)", "DROP DATABASE d");
  expect(await west.rows("SELECT * FROM d.s.t ORDER BY x")).toEqual([{ X: "1" }, { X: "2" }]);
});

it("tells the phases and the figures of refreshes", async () => {
  const { west, refresh } = bench;
  await west.run("USE DATABASE d");
  const phases = await west.rows("SELECT * FROM TABLE(INFORMATION_SCHEMA.DATABASE_REFRESH_PROGRESS('d'))");
  expect(phases.map((one) => [one.PHASE_NAME, one.RESULT])).toEqual([
    ["SECONDARY_UPLOADING_INVENTORY", "SUCCEEDED"],
    ["PRIMARY_UPLOADING_METADATA", "SUCCEEDED"],
    ["PRIMARY_UPLOADING_DATA", "SUCCEEDED"],
    ["SECONDARY_DOWNLOADING_METADATA", "SUCCEEDED"],
    ["SECONDARY_DOWNLOADING_DATA", "SUCCEEDED"],
    ["COMPLETED", "SUCCEEDED"],
  ]);
  const details = await west.row(
    `SELECT parse_json(details)['snapshot_transaction_timestamp']::VARCHAR AS at
     FROM TABLE(information_schema.database_refresh_progress()) WHERE phase_name = 'PRIMARY_UPLOADING_DATA'`,
  );
  expect(details.AT).toMatch(/^\d{4}-\d\d-\d\dT/);
  bench.clock.advanceSeconds(15 * 24 * 3600);
  await refresh();
  const history = await west.rows("SELECT * FROM TABLE(information_schema.database_refresh_history('D'))");
  expect(history).toHaveLength(1);
  const [usage] = await west.rows(
    "SELECT database_name, credits_used FROM TABLE(information_schema.database_replication_usage_history())",
  );
  expect(usage).toEqual({ DATABASE_NAME: "D", CREDITS_USED: "0" });
});
