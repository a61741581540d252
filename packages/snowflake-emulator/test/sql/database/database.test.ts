import { Bench } from "../../support/accounts";

const names = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map((row) => row.name);

describe("a database", () => {
  it("has the schema PUBLIC and becomes the session's", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d");
    expect(await bench.row("SELECT CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S")).toEqual({ D: "D", S: "PUBLIC" });
    expect(names(await bench.rows("SHOW SCHEMAS IN DATABASE d"))).toEqual(["INFORMATION_SCHEMA", "PUBLIC"]);
    expect(names(await bench.rows("DESCRIBE DATABASE d"))).toEqual(["INFORMATION_SCHEMA", "PUBLIC"]);
    expect(await bench.row("SELECT CURRENT_SCHEMAS() AS S")).toEqual({ S: '["D.PUBLIC"]' });
  });

  it("is shown as the provider reads it", async () => {
    const bench = new Bench();
    await bench.run(`CREATE DATABASE "my db" DATA_RETENTION_TIME_IN_DAYS = 3 LOG_LEVEL = 'INFO' COMMENT = 'it''s'`);
    expect(await bench.row("SHOW DATABASES LIKE 'my db'")).toMatchObject({
      name: "my db",
      is_default: "N",
      is_current: "Y",
      origin: "",
      owner: "ACCOUNTADMIN",
      comment: "it's",
      options: "",
      retention_time: "3",
      kind: "STANDARD",
      owner_role_type: "ROLE",
    });
    const [level] = await bench.rows(`SHOW PARAMETERS LIKE 'LOG_LEVEL' IN DATABASE "my db"`);
    expect(level).toMatchObject({ key: "LOG_LEVEL", value: "INFO", default: "OFF", level: "DATABASE" });
    await bench.run(
      `ALTER DATABASE "my db" SET DATA_RETENTION_TIME_IN_DAYS = 5, TRACE_LEVEL = 'ALWAYS', COMMENT = 'x'`,
      `ALTER DATABASE "my db" UNSET LOG_LEVEL, COMMENT`,
      `ALTER DATABASE "my db" RENAME TO other`,
    );
    expect(await bench.row("SHOW DATABASES")).toMatchObject({ name: "OTHER", retention_time: "5", comment: "" });
    expect(await bench.row("SHOW PARAMETERS LIKE 'LOG_LEVEL' IN DATABASE other")).toMatchObject({ level: "" });
    expect(await bench.row("SELECT CURRENT_DATABASE() AS D")).toEqual({ D: "OTHER" });
  });

  it("takes every parameter of the provider", async () => {
    const bench = new Bench();
    await bench.run(
      `CREATE OR REPLACE TRANSIENT DATABASE "D" DATA_RETENTION_TIME_IN_DAYS = 1 MAX_DATA_EXTENSION_TIME_IN_DAYS = 10 REPLACE_INVALID_CHARACTERS = true DEFAULT_DDL_COLLATION = 'en_US' DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU = 'A' DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU = 'B' STORAGE_SERIALIZATION_POLICY = COMPATIBLE LOG_LEVEL = 'INFO' LOG_EVENT_LEVEL = 'WARN' TRACE_LEVEL = 'PROPAGATE' SUSPEND_TASK_AFTER_NUM_FAILURES = 20 TASK_AUTO_RETRY_ATTEMPTS = 20 USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = XLARGE USER_TASK_TIMEOUT_MS = 1200000 USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 120 QUOTED_IDENTIFIERS_IGNORE_CASE = true ENABLE_CONSOLE_OUTPUT = true COMMENT = 'c'`,
    );
    const rows = await bench.rows("SHOW PARAMETERS IN DATABASE d");
    const own = rows.filter((row) => row.level === "DATABASE");
    expect(own).toHaveLength(17);
    expect(rows.map((row) => row.key)).toEqual(expect.arrayContaining(["CATALOG", "EXTERNAL_VOLUME"]));
    expect(await bench.row("SHOW DATABASES")).toMatchObject({ options: "TRANSIENT" });
  });

  it("passes its parameters on to schemas", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 7", "CREATE SCHEMA s");
    const shown = () => bench.row("SHOW PARAMETERS LIKE 'DATA_RETENTION%' IN SCHEMA d.s");
    expect(await shown()).toMatchObject({ value: "7", level: "DATABASE" });
    await bench.run("ALTER SCHEMA s SET DATA_RETENTION_TIME_IN_DAYS = 2");
    expect(await shown()).toMatchObject({ value: "2", level: "SCHEMA" });
    await bench.run(
      "ALTER SCHEMA s UNSET DATA_RETENTION_TIME_IN_DAYS",
      "ALTER DATABASE d UNSET DATA_RETENTION_TIME_IN_DAYS",
    );
    await bench.run("ALTER ACCOUNT SET DATA_RETENTION_TIME_IN_DAYS = 4");
    expect(await shown()).toMatchObject({ value: "4", level: "ACCOUNT" });
  });

  it("swaps names with another, and what is in them goes along", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE a", "CREATE SCHEMA only_a", "CREATE DATABASE b", "ALTER DATABASE a SWAP WITH b");
    expect(names(await bench.rows("SHOW SCHEMAS LIKE 'ONLY%' IN DATABASE b"))).toEqual(["ONLY_A"]);
    expect(names(await bench.rows("SHOW DATABASES"))).toEqual(["A", "B"]);
  });

  it("goes with everything in it, also under a session that uses it", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d", "CREATE SCHEMA s", "DROP DATABASE d");
    expect(await bench.row("SELECT CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S")).toEqual({ D: null, S: null });
    expect(await bench.error("CREATE SCHEMA x")).toMatch(/^090105/);
    await bench.run("DROP DATABASE IF EXISTS d");
    expect(await bench.error("DROP DATABASE d")).toMatch("Database 'D' does not exist or not authorized.");
  });

  it.each(["CREATE DATABASE x FROM SHARE o.s", "CREATE DATABASE x CLONE d"])(
    "%s is refused by name",
    async (statement) => {
      const bench = new Bench();
      await bench.run("CREATE DATABASE d");
      expect(await bench.error(statement)).toMatch(/^000002 .*not emulated/);
      expect(names(await bench.rows("SHOW DATABASES"))).toEqual(["D"]);
    },
  );

  it("is used by USE", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE a", "CREATE SCHEMA s", "CREATE DATABASE b", "USE a");
    const where = () => bench.row("SELECT CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S");
    expect(await where()).toEqual({ D: "A", S: "PUBLIC" });
    await bench.run("USE SCHEMA s");
    expect(await where()).toEqual({ D: "A", S: "S" });
    await bench.run("USE DATABASE b");
    expect(await where()).toEqual({ D: "B", S: "PUBLIC" });
    await bench.run("USE a.s");
    expect(await where()).toEqual({ D: "A", S: "S" });
    expect(await bench.error("USE SCHEMA nope")).toMatch(/^002043/);
    expect(await bench.error("USE DATABASE nope")).toMatch(/^002043/);
  });

  it("is seen by those who hold a privilege on it, and used with USAGE", async () => {
    const bench = new Bench();
    await bench.run("CREATE ROLE r", "CREATE DATABASE d", "GRANT ROLE r TO USER admin");
    const other = bench.sessionOf("ADMIN", "R");
    expect(await bench.rows("SHOW DATABASES", other)).toEqual([]);
    expect(await bench.error("USE DATABASE d", other)).toMatch(/^002043/);
    expect(await bench.error("CREATE DATABASE x", other)).toMatch(/^003001/);
    expect(await bench.error("DROP DATABASE d", other)).toMatch(/^002003/);
  });
});
