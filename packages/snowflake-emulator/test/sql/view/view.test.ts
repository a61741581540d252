import { Bench } from "../../support/accounts";

async function bench(...statements: readonly string[]): Promise<Bench> {
  const made = new Bench();
  await made.run("CREATE DATABASE d", "CREATE TABLE t (a INT, b VARCHAR)", ...statements);
  return made;
}

describe("a view", () => {
  it("is shown and described as the provider reads it", async () => {
    const one = await bench();
    const text = `CREATE OR REPLACE SECURE VIEW "D"."PUBLIC"."v" ("X" COMMENT 'first', "Y") COPY GRANTS COMMENT = 'c' AS SELECT a, b FROM "D"."PUBLIC"."T"`;
    await one.run(text, `ALTER VIEW "D"."PUBLIC"."v" SET CHANGE_TRACKING = true`);
    expect(await one.row(`SHOW VIEWS LIKE 'v' IN SCHEMA "D"."PUBLIC"`)).toMatchObject({
      name: "v",
      database_name: "D",
      schema_name: "PUBLIC",
      owner: "ACCOUNTADMIN",
      comment: "c",
      text,
      is_secure: "true",
      is_materialized: "false",
      owner_role_type: "ROLE",
      change_tracking: "ON",
    });
    const described = await one.rows(`DESCRIBE VIEW "D"."PUBLIC"."v"`);
    expect(described.map((row) => [row.name, row.type, row.kind, row["null?"], row.comment])).toEqual([
      ["X", "NUMBER(38,0)", "COLUMN", "Y", "first"],
      ["Y", "VARCHAR(16777216)", "COLUMN", "Y", null],
    ]);
    await one.run(
      `ALTER VIEW "v" UNSET SECURE`,
      `ALTER VIEW "v" UNSET COMMENT`,
      `ALTER VIEW "v" ALTER COLUMN "Y" COMMENT 'second'`,
      `ALTER VIEW "v" RENAME TO "w"`,
    );
    expect(await one.row("SHOW VIEWS")).toMatchObject({ name: "w", is_secure: "false", comment: "" });
    await one.run(`DROP VIEW IF EXISTS "w"`, `DROP VIEW IF EXISTS "w"`);
    await one.account.close();
  });

  it("reads with its owner's rights, from its own schema", async () => {
    const one = await bench("CREATE VIEW v AS SELECT a FROM t", "CREATE SCHEMA s");
    expect(await one.rows("SELECT * FROM public.v")).toEqual([]);
    expect(
      await one.rows(
        `SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.POLICY_REFERENCES (REF_ENTITY_NAME => '"D"."PUBLIC"."V"', REF_ENTITY_DOMAIN => 'VIEW'))`,
      ),
    ).toEqual([]);
    await one.account.close();
  });

  it("fails at use when what it reads has gone or changed", async () => {
    const one = await bench("CREATE VIEW v AS SELECT * FROM t", "ALTER TABLE t ADD COLUMN c INT");
    expect(await one.error("SELECT * FROM v")).toBe(
      "002057 (42601): SQL compilation error:\nView definition for 'D.PUBLIC.V' declared 2 column(s), but view query produces 3 column(s).",
    );
    await one.run("DROP TABLE t");
    expect(await one.error("SELECT * FROM v")).toBe(
      "002037 (42601): SQL compilation error:\nFailure during expansion of view 'V': SQL compilation error:\nObject 'T' does not exist or not authorized.",
    );
    await one.account.close();
  });

  it.each([
    ["CREATE VIEW v AS SELECT nope FROM t", /^000904/],
    ["CREATE VIEW v AS SELECT * FROM nope", /^002003 \(42S02\)/],
    ["CREATE VIEW v (x) AS SELECT a, b FROM t", /declared 1 column\(s\), but view query produces 2 column\(s\)\./],
    ["CREATE VIEW v AS SELECT a, a FROM t", /^002025/],
    ["CREATE VIEW t AS SELECT 1 AS x", /^002002.*Object 'T' already exists\./s],
    ["CREATE TEMPORARY VIEW v AS SELECT 1 AS x", /^000002/],
    ["CREATE VIEW v ROW ACCESS POLICY p ON (a) AS SELECT a FROM t", /^000002/],
    ["ALTER TABLE v ADD COLUMN c INT", /^002003/],
  ])("%s fails", async (statement, message) => {
    const one = await bench();
    expect(await one.error(statement)).toMatch(message);
    expect(await one.rows("SHOW VIEWS")).toEqual([]);
    await one.account.close();
  });

  it("can't become a view of itself", async () => {
    const one = await bench("CREATE VIEW v AS SELECT a FROM t");
    expect(await one.error("CREATE OR REPLACE VIEW v AS SELECT a FROM v")).toMatch(/refers to itself/);
    await one.account.close();
  });
});

describe("a materialized view", () => {
  it("is shown as the provider reads it, suspends and resumes", async () => {
    const one = await bench(
      `CREATE OR REPLACE SECURE MATERIALIZED VIEW "D"."PUBLIC"."M" COMMENT = 'c' CLUSTER BY ("A") AS SELECT a FROM t WHERE a > 1`,
    );
    expect(await one.row(`SHOW MATERIALIZED VIEWS LIKE 'M' IN SCHEMA "D"."PUBLIC"`)).toMatchObject({
      name: "M",
      source_database_name: "D",
      source_schema_name: "PUBLIC",
      source_table_name: "T",
      invalid: "false",
      invalid_reason: null,
      behind_by: "0s",
      rows: 0,
      is_secure: "true",
      automatic_clustering: "ON",
      cluster_by: 'LINEAR("A")',
    });
    expect(await one.rows("SELECT * FROM m")).toEqual([]);
    await one.run("ALTER MATERIALIZED VIEW m SUSPEND");
    expect(await one.error("SELECT * FROM m")).toMatch(/Materialized view M is invalid/);
    await one.run(
      "ALTER MATERIALIZED VIEW m RESUME",
      "ALTER MATERIALIZED VIEW m UNSET SECURE",
      "ALTER MATERIALIZED VIEW m SET COMMENT = 'd'",
      "ALTER MATERIALIZED VIEW m DROP CLUSTERING KEY",
      "ALTER MATERIALIZED VIEW m RENAME TO n",
      "DROP TABLE t",
    );
    expect(await one.row("SHOW MATERIALIZED VIEWS")).toMatchObject({
      name: "N",
      invalid: "true",
      invalid_reason: "Base table dropped",
      comment: "d",
    });
    expect(await one.error("SELECT * FROM n")).toMatch(/Base table dropped/);
    await one.run("DROP MATERIALIZED VIEW IF EXISTS n");
    await one.account.close();
  });

  it.each([
    ["SELECT t.a FROM t JOIN t u ON t.a = u.a", "More than one table"],
    ["SELECT t.a FROM t, t u", "More than one table"],
    ["SELECT a FROM (SELECT a FROM t)", "subqueries"],
    ["SELECT a FROM t WHERE a IN (SELECT a FROM t)", "subqueries"],
    ["SELECT a FROM t ORDER BY a", "ORDER BY"],
    ["SELECT a FROM t LIMIT 1", "LIMIT"],
    ["SELECT a, COUNT(*) AS c FROM t GROUP BY a HAVING COUNT(*) > 1", "HAVING"],
    ["SELECT a, ROW_NUMBER() OVER (ORDER BY a) AS r FROM t", "Window functions"],
    ["SELECT a, CURRENT_TIMESTAMP() AS c FROM t", "not deterministic"],
    ["SELECT a, CURRENT_ROLE() AS c FROM t", "not deterministic"],
    ["SELECT LISTAGG(b) AS c FROM t", "LISTAGG"],
    ["SELECT COUNT(DISTINCT a) AS c FROM t", "DISTINCT"],
    ["SELECT COUNT(*) AS c FROM t GROUP BY a", "GROUP BY keys"],
    ["SELECT a FROM t UNION ALL SELECT a FROM t", "UNION"],
    ["WITH x AS (SELECT a FROM t) SELECT a FROM x", "Common table expressions"],
    ["SELECT a FROM v", "Only tables"],
  ])("can't be made of %s", async (query, reason) => {
    const one = await bench("CREATE VIEW v AS SELECT a FROM t");
    expect(await one.error(`CREATE MATERIALIZED VIEW m AS ${query}`)).toMatch(
      new RegExp(`^002269.*Invalid materialized view definition\\. .*${reason}`, "s"),
    );
    await one.account.close();
  });

  it("needs Enterprise Edition", async () => {
    const one = new Bench(undefined, { edition: "STANDARD" });
    await one.run("CREATE DATABASE d", "CREATE TABLE t (a INT)");
    expect(await one.error("CREATE MATERIALIZED VIEW m AS SELECT a FROM t")).toMatch(/^000002 \(0A000\)/);
    await one.account.close();
  });
});
