import { Bench } from "../../support/accounts";

async function bench(...statements: readonly string[]): Promise<Bench> {
  const made = new Bench();
  await made.run("CREATE DATABASE d", ...statements);
  return made;
}

describe("CREATE TABLE", () => {
  it("is shown and described as the provider reads it", async () => {
    const one = await bench(
      `CREATE TABLE "D"."PUBLIC"."t" ("ID" NUMBER(38,0) NOT NULL IDENTITY START 10 INCREMENT 5 NOORDER COMMENT 'key', "n" VARCHAR(20) DEFAULT 'it''s' , "AT" TIMESTAMP_NTZ, CONSTRAINT "pk" PRIMARY KEY ("ID")) CLUSTER BY ("ID", "n") DATA_RETENTION_TIME_IN_DAYS = 2 CHANGE_TRACKING = true COMMENT = 'c'`,
    );
    expect(await one.row(`SHOW TABLES LIKE 't' IN SCHEMA "D"."PUBLIC"`)).toMatchObject({
      name: "t",
      database_name: "D",
      schema_name: "PUBLIC",
      kind: "TABLE",
      comment: "c",
      cluster_by: 'LINEAR("ID", "n")',
      rows: 0,
      bytes: 0,
      owner: "ACCOUNTADMIN",
      retention_time: "2",
      automatic_clustering: "ON",
      change_tracking: "ON",
      search_optimization: "OFF",
      is_external: "N",
      enable_schema_evolution: "N",
      owner_role_type: "ROLE",
    });
    const described = await one.rows(`DESCRIBE TABLE "D"."PUBLIC"."t" TYPE = COLUMNS`);
    expect(
      described.map((row) => [row.name, row.type, row["null?"], row.default, row["primary key"], row.comment]),
    ).toEqual([
      ["ID", "NUMBER(38,0)", "N", "IDENTITY START 10 INCREMENT 5 NOORDER", "Y", "key"],
      ["n", "VARCHAR(20)", "Y", "'it''s'", "N", null],
      ["AT", "TIMESTAMP_NTZ(9)", "Y", null, "N", null],
    ]);
    expect(await one.row("SHOW PRIMARY KEYS IN SCHEMA")).toMatchObject({ constraint_name: "pk", column_name: "ID" });
    expect(await one.row("SHOW PARAMETERS LIKE 'DATA_RETENTION%' IN TABLE \"t\"")).toMatchObject({ level: "TABLE" });
  });

  it("takes the collation that is none, which the provider writes for every text column", async () => {
    const one = await bench("CREATE TABLE t (a VARCHAR(20) COLLATE '' NOT NULL COMMENT 'c')");
    expect(await one.row("DESCRIBE TABLE t")).toMatchObject({ type: "VARCHAR(20)", "null?": "N", comment: "c" });
  });

  it.each([
    ["CREATE TABLE t (a INT, a INT)", /^002025 \(42S21\).*duplicate column name 'A'/s],
    ["CREATE TABLE t (a INT, PRIMARY KEY (b))", /^000904.*invalid identifier 'B'/s],
    ["CREATE TABLE t (a NOSUCH)", /Unsupported data type 'NOSUCH'/],
    ["CREATE TABLE t (a)", /Missing data type of column 'A'/],
    ["CREATE TABLE t (a INT PRIMARY KEY, b INT PRIMARY KEY)", /^001457/],
    ["CREATE TABLE t (a VARCHAR IDENTITY)", /IDENTITY/],
    ["CREATE TABLE t (a VARCHAR COLLATE 'en')", /^000002.*COLLATE/],
    ["CREATE TABLE t (a INT) DATA_RETENTION_TIME_IN_DAYS = 91", /^001008/],
    ["CREATE TRANSIENT TABLE t (a INT) DATA_RETENTION_TIME_IN_DAYS = 2", /^001008/],
    ["CREATE TABLE t USING TEMPLATE (SELECT 1)", /^000002/],
    ["CREATE TABLE nope.public.t (a INT)", /Database 'NOPE' does not exist/],
  ])("%s fails and leaves nothing", async (statement, message) => {
    const one = await bench();
    expect(await one.error(statement)).toMatch(message);
    expect(await one.rows("SHOW TABLES")).toEqual([]);
    expect(await one.account.data.tables.list()).toEqual([]);
  });

  it("makes transient tables in transient schemas", async () => {
    const one = await bench("CREATE TRANSIENT SCHEMA s", "CREATE TABLE t (a INT)");
    expect(await one.row("SHOW TABLES")).toMatchObject({ kind: "TRANSIENT", retention_time: "1" });
  });

  it("copies a table by LIKE and CLONE", async () => {
    const one = await bench(
      "CREATE TABLE t (a INT NOT NULL DEFAULT 1, b VARCHAR) COMMENT = 'x'",
      "CREATE TABLE l LIKE t",
      "CREATE TABLE c CLONE t",
    );
    expect(await one.rows("DESCRIBE TABLE l")).toEqual(await one.rows("DESCRIBE TABLE t"));
    expect(await one.rows("DESCRIBE TABLE c")).toEqual(await one.rows("DESCRIBE TABLE t"));
  });

  it("replaces a table with its rows, and keeps grants with COPY GRANTS", async () => {
    const one = await bench("CREATE TABLE t (a INT)", "CREATE ROLE r", "CREATE OR REPLACE TABLE t (b INT)");
    expect((await one.rows("DESC TABLE t")).map((row) => row.name)).toEqual(["B"]);
    await one.account.close();
  });

  it("remembers foreign keys", async () => {
    const one = await bench(
      "CREATE TABLE p (a INT PRIMARY KEY)",
      "CREATE TABLE c (x INT REFERENCES p (a) ON DELETE CASCADE, y INT UNIQUE RELY)",
    );
    expect(await one.row("SHOW IMPORTED KEYS IN TABLE c")).toMatchObject({
      pk_database_name: "D",
      pk_schema_name: "PUBLIC",
      pk_table_name: "P",
      pk_column_name: "A",
      fk_table_name: "C",
      fk_column_name: "X",
      delete_rule: "CASCADE",
      update_rule: "NO ACTION",
    });
    expect(await one.row("SHOW UNIQUE KEYS IN c")).toMatchObject({ column_name: "Y", rely: "true" });
  });
});

describe("a temporary table", () => {
  it("is seen by its session only, hides a permanent one, and goes with the session", async () => {
    const one = await bench(
      "CREATE TABLE t (a INT)",
      "CREATE TEMPORARY TABLE t (b INT)",
      "CREATE TEMP TABLE u (c INT)",
    );
    const other = {
      ...one.sessionOf("ADMIN", "ACCOUNTADMIN"),
      id: 2,
      databaseId: one.session.databaseId,
      schemaId: one.session.schemaId,
    };
    expect((await one.rows("DESC TABLE t")).map((row) => row.name)).toEqual(["B"]);
    expect((await one.rows("DESC TABLE t", other)).map((row) => row.name)).toEqual(["A"]);
    expect((await one.rows("SHOW TABLES")).map((row) => [row.name, row.kind])).toEqual([
      ["T", "TABLE"],
      ["T", "TEMPORARY"],
      ["U", "TEMPORARY"],
    ]);
    expect(await one.error("DESC TABLE u", other)).toMatch("Table 'U' does not exist or not authorized.");
    expect(await one.error("CREATE TEMPORARY TABLE u (a INT)")).toMatch(/^002002/);
    await one.run("DROP TABLE t");
    expect((await one.rows("DESC TABLE t")).map((row) => row.name)).toEqual(["A"]);
    await one.account.closeSession(one.session.id);
    expect(await one.rows("SHOW TABLES")).toHaveLength(1);
  });
});

describe("ALTER TABLE", () => {
  it("changes columns", async () => {
    const one = await bench("CREATE TABLE t (a INT, b VARCHAR(10))");
    await one.run(
      "ALTER TABLE t ADD COLUMN c DATE COMMENT 'day'",
      "ALTER TABLE t ADD COLUMN IF NOT EXISTS c DATE, d BOOLEAN",
      "ALTER TABLE t RENAME COLUMN b TO bb",
      "ALTER TABLE t ALTER COLUMN bb SET DATA TYPE VARCHAR(20), COLUMN a SET NOT NULL, COLUMN d COMMENT 'flag'",
      "ALTER TABLE t DROP COLUMN IF EXISTS nope, d",
      "ALTER TABLE t MODIFY a DROP NOT NULL",
      "ALTER TABLE t MODIFY COLUMN a NUMBER(38,0)",
    );
    const rows = await one.rows("DESC TABLE t");
    expect(rows.map((row) => [row.name, row.type, row["null?"], row.comment])).toEqual([
      ["A", "NUMBER(38,0)", "Y", null],
      ["BB", "VARCHAR(20)", "Y", null],
      ["C", "DATE", "Y", "day"],
    ]);
  });

  it("changes properties, constraints and clustering", async () => {
    const one = await bench("CREATE TABLE t (a INT, b INT)");
    await one.run(
      "ALTER TABLE t SET COMMENT = 'x' CHANGE_TRACKING = TRUE DATA_RETENTION_TIME_IN_DAYS = 3",
      "ALTER TABLE t CLUSTER BY (a, b)",
      "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a)",
      "ALTER TABLE t RENAME CONSTRAINT k TO kk",
    );
    expect(await one.row("SHOW TABLES")).toMatchObject({
      comment: "x",
      cluster_by: "LINEAR(a, b)",
      retention_time: "3",
    });
    expect(await one.row("SHOW PRIMARY KEYS IN t")).toMatchObject({ constraint_name: "KK" });
    await one.run(
      "ALTER TABLE t UNSET COMMENT, CHANGE_TRACKING, DATA_RETENTION_TIME_IN_DAYS",
      "ALTER TABLE t DROP CLUSTERING KEY",
      "ALTER TABLE t DROP PRIMARY KEY",
    );
    expect(await one.row("SHOW TABLES")).toMatchObject({ comment: "", cluster_by: "", change_tracking: "OFF" });
  });

  it("renames, moves and swaps", async () => {
    const one = await bench("CREATE TABLE t (a INT)", "CREATE TABLE u (b INT)", "CREATE SCHEMA s", "USE SCHEMA public");
    await one.run(
      "ALTER TABLE t SWAP WITH u",
      "ALTER TABLE t RENAME TO s.moved",
      "ALTER TABLE IF EXISTS t RENAME TO x",
    );
    expect((await one.rows("DESC TABLE s.moved")).map((row) => row.name)).toEqual(["B"]);
    expect(await one.error("ALTER TABLE u RENAME TO s.moved")).toMatch(/^002002/);
  });

  it.each([
    ["ALTER TABLE t ADD COLUMN a INT", /^002025/],
    ["ALTER TABLE t DROP COLUMN nope", /^000904/],
    ["ALTER TABLE t DROP COLUMN a, b", /only column/],
    ["ALTER TABLE t ALTER COLUMN a SET DATA TYPE VARCHAR", /^002108.*from type NUMBER\(38,0\) to VARCHAR/s],
    ["ALTER TABLE t ALTER COLUMN a SET DATA TYPE NUMBER(10,0)", /^002108/],
    ["ALTER TABLE t ALTER COLUMN a SET DEFAULT 5", /Unsupported feature 'Alter Column Set Default'/],
    ["ALTER TABLE t ADD SEARCH OPTIMIZATION", /^000002/],
    ["ALTER TABLE nope ADD COLUMN a INT", /^002003 \(42S02\).*Table 'NOPE' does not exist or not authorized\./s],
  ])("%s fails and changes nothing", async (statement, message) => {
    const one = await bench("CREATE TABLE t (a INT, b VARCHAR)");
    const before = await one.rows("DESC TABLE t");
    expect(await one.error(statement)).toMatch(message);
    expect(await one.rows("DESC TABLE t")).toEqual(before);
  });
});

describe("SHOW COLUMNS", () => {
  it("writes types as JSON", async () => {
    const one = await bench("CREATE TABLE t (a NUMBER(10,2) NOT NULL, b VARCHAR(5) DEFAULT 'x', c INT IDENTITY)");
    const rows = await one.rows("SHOW COLUMNS IN TABLE t");
    expect(rows.map((row) => [row.column_name, row.data_type, row["null?"], row.default, row.autoincrement])).toEqual([
      ["A", '{"type":"FIXED","precision":10,"scale":2,"nullable":false}', "NOT_NULL", "", ""],
      ["B", '{"type":"TEXT","length":5,"byteLength":20,"nullable":true,"fixed":false}', "true", "'x'", ""],
      [
        "C",
        '{"type":"FIXED","precision":38,"scale":0,"nullable":true}',
        "true",
        "",
        "IDENTITY START 1 INCREMENT 1 NOORDER",
      ],
    ]);
    expect(await one.rows("SHOW COLUMNS LIKE 'b' IN SCHEMA d.public")).toHaveLength(1);
    expect((await one.rows("SHOW TERSE OBJECTS")).map((row) => row.kind)).toEqual(["TABLE"]);
  });
});
