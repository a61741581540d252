import { Bench } from "../../support/accounts";

describe("a schema", () => {
  it("is shown and described as the provider reads it", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      `CREATE TRANSIENT SCHEMA "D"."s" WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 1 PIPE_EXECUTION_PAUSED = true LOG_LEVEL = 'WARN' COMMENT = 'c'`,
    );
    expect(await bench.row(`SHOW SCHEMAS LIKE 's' IN DATABASE "D"`)).toMatchObject({
      name: "s",
      is_default: "N",
      is_current: "Y",
      database_name: "D",
      owner: "ACCOUNTADMIN",
      comment: "c",
      options: "TRANSIENT, MANAGED ACCESS",
      retention_time: "1",
      owner_role_type: "ROLE",
    });
    expect(await bench.rows(`DESCRIBE SCHEMA "D"."s"`)).toEqual([]);
    await bench.run(
      `ALTER SCHEMA "D"."s" DISABLE MANAGED ACCESS`,
      `ALTER SCHEMA "D"."s" UNSET PIPE_EXECUTION_PAUSED, COMMENT`,
      `ALTER SCHEMA "D"."s" RENAME TO "D"."t"`,
    );
    expect(await bench.row("SHOW SCHEMAS LIKE 't' IN ACCOUNT")).toMatchObject({ options: "TRANSIENT", comment: "" });
    await bench.run(`DROP SCHEMA "D"."t"`, `DROP SCHEMA IF EXISTS "D"."t"`, "DROP SCHEMA IF EXISTS nowhere.t");
  });

  it("shows short rows with TERSE", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d");
    expect(Object.keys(await bench.row("SHOW TERSE SCHEMAS LIKE 'PUBLIC'"))).toEqual([
      "created_on",
      "name",
      "kind",
      "database_name",
      "schema_name",
    ]);
  });

  it("swaps, and moves to another database", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE DATABASE a",
      "CREATE DATABASE b",
      "CREATE SCHEMA b.s COMMENT = 'of b'",
      "CREATE SCHEMA b.t",
    );
    await bench.run("ALTER SCHEMA b.s SWAP WITH b.t", "ALTER SCHEMA b.t RENAME TO a.moved");
    expect(await bench.row("SHOW SCHEMAS LIKE 'MOVED' IN DATABASE a")).toMatchObject({ comment: "of b" });
  });

  it("is looked for in the session's database", async () => {
    const bench = new Bench();
    expect(await bench.error("CREATE SCHEMA s")).toMatch(/^090105 \(22000\): Cannot perform CREATE SCHEMA\./);
    await bench.run("CREATE DATABASE d", "CREATE SCHEMA s", "CREATE SCHEMA IF NOT EXISTS s");
    expect(await bench.error("CREATE SCHEMA s")).toMatch("Object 'S' already exists.");
    expect(await bench.error("CREATE SCHEMA nope.s")).toMatch("Database 'NOPE' does not exist or not authorized.");
    expect(await bench.error("DROP SCHEMA d.nope")).toMatch("Schema 'D.NOPE' does not exist or not authorized.");
  });

  it("INFORMATION_SCHEMA is described by the views that it has, and has its database's parameters", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d");
    const names = (await bench.rows('DESCRIBE SCHEMA "D"."INFORMATION_SCHEMA"')).map(
      (row) => `${row.kind} ${row.name}`,
    );
    expect(names).toEqual(expect.arrayContaining(["VIEW COLUMNS", "VIEW SCHEMATA", "VIEW TABLES"]));
    expect(await bench.rows("DESCRIBE SCHEMA INFORMATION_SCHEMA")).toHaveLength(names.length);
    await bench.run("ALTER DATABASE d SET LOG_LEVEL = 'INFO'");
    expect(await bench.row("SHOW PARAMETERS LIKE 'LOG_LEVEL' IN SCHEMA d.INFORMATION_SCHEMA")).toMatchObject({
      value: "INFO",
      level: "DATABASE",
    });
  });
});
