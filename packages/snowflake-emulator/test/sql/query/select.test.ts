import { Bench } from "../../support/accounts";

describe("SELECT", () => {
  it("reads tables made from queries", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE TABLE t AS SELECT column1 AS a, column2 AS b FROM VALUES (1, 'x'), (2, 'y')",
      "CREATE TABLE u (id NUMBER(10,2) NOT NULL, name VARCHAR(3)) AS SELECT a, b FROM t",
    );
    expect(await bench.rows("SELECT a, b FROM t ORDER BY a")).toEqual([
      { A: "1", B: "x" },
      { A: "2", B: "y" },
    ]);
    expect(await bench.rows("SELECT * FROM d.public.u WHERE id > 1")).toEqual([{ ID: "2.00", NAME: "y" }]);
    expect(await bench.row("SHOW TABLES LIKE 'T'")).toMatchObject({ rows: 2 });
    expect(await bench.rows("WITH c AS (SELECT a FROM t) SELECT max(a) AS m FROM c")).toEqual([{ M: "2" }]);
    expect(await bench.rows("(SELECT 1 AS x) UNION ALL SELECT 2 ORDER BY 1")).toEqual([{ X: "1" }, { X: "2" }]);
    expect(await bench.rows("SELECT CURRENT_ROLE() AS r, a FROM t WHERE a = 1")).toEqual([
      { R: "ACCOUNTADMIN", A: "1" },
    ]);
    await bench.account.close();
  });

  it("reads the rows of an earlier statement", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d", "CREATE TABLE t (a INT)", "SHOW TABLES");
    expect(await bench.rows(`SELECT "name", "rows" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))`)).toEqual([
      { name: "T", rows: "0" },
    ]);
    await bench.account.close();
  });

  it("knows session variables", async () => {
    const bench = new Bench();
    await bench.run("SET a = 5", "SET (b, c) = ('x', 1.5)");
    expect(await bench.row("SELECT $a + 1 AS a, $b AS b, $c AS c")).toEqual({ A: "6", B: "x", C: "1.5" });
    expect((await bench.rows("SHOW VARIABLES")).map((row) => [row.name, row.value, row.type])).toEqual([
      ["A", "5", "fixed"],
      ["B", "x", "text"],
      ["C", "1.5", "fixed"],
    ]);
    await bench.run("UNSET a", "UNSET (b, c)");
    expect(await bench.error("SELECT $a")).toMatch(/Session variable '\$A' does not exist/);
    await bench.account.close();
  });

  it.each([
    ["SELECT * FROM nope", /^002003 \(42S02\).*Object 'NOPE' does not exist or not authorized\./s],
    ["SELECT * FROM d.nope.t", /Schema 'D.NOPE' does not exist or not authorized\./],
    ["SELECT * FROM nope.public.t", /Database 'NOPE' does not exist or not authorized\./],
    ["SELECT nope FROM t", /^000904.*invalid identifier 'NOPE'/s],
    ["SELECT * FROM t AT (OFFSET => -60)", /^000002.*time travel/],
    ["EXPLAIN SELECT 1", /^000002.*EXPLAIN/],
    ["SELECT * FROM INFORMATION_SCHEMA.FUNCTIONS", /^000002.*INFORMATION_SCHEMA.FUNCTIONS/],
  ])("%s fails", async (statement, message) => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d", "CREATE TABLE t (a INT)");
    expect(await bench.error(statement)).toMatch(message);
  });

  it("needs SELECT on the table and USAGE on what contains it", async () => {
    const bench = new Bench();
    await bench.run("CREATE DATABASE d", "CREATE TABLE t (a INT)", "CREATE ROLE r");
    const other = bench.sessionOf("ADMIN", "R");
    const fails = () => bench.error("SELECT * FROM d.public.t", other);
    expect(await fails()).toMatch("Database 'D' does not exist or not authorized.");
    await bench.run("GRANT USAGE ON DATABASE d TO ROLE r");
    expect(await fails()).toMatch("Schema 'D.PUBLIC' does not exist or not authorized.");
    await bench.run("GRANT USAGE ON SCHEMA d.public TO ROLE r");
    expect(await fails()).toMatch("Object 'D.PUBLIC.T' does not exist or not authorized.");
    await bench.run("GRANT INSERT ON TABLE d.public.t TO ROLE r");
    expect(await fails()).toBe(
      "003001 (42501): SQL access control error:\nInsufficient privileges to operate on table 'T'",
    );
    await bench.run("GRANT SELECT ON TABLE d.public.t TO ROLE r");
    expect(await bench.rows("SELECT * FROM d.public.t", other)).toEqual([]);
  });

  it("of a view needs SELECT on the view alone, and hides a secure one's text", async () => {
    const bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE TABLE t (a INT)",
      "CREATE ROLE r",
      "CREATE SECURE VIEW v AS SELECT a FROM t",
    );
    await bench.run("GRANT USAGE ON DATABASE d TO ROLE r", "GRANT USAGE ON SCHEMA d.public TO ROLE r");
    await bench.run("GRANT SELECT ON VIEW d.public.v TO ROLE r", "INSERT INTO t VALUES (1), (2)");
    const other = bench.sessionOf("ADMIN", "R");
    expect(await bench.rows("SELECT a FROM d.public.v ORDER BY a", other)).toEqual([{ A: "1" }, { A: "2" }]);
    expect(await bench.error("SELECT * FROM d.public.t", other)).toMatch(/^002003/);
    expect(await bench.rows("SHOW VIEWS IN DATABASE d", other)).toMatchObject([
      { name: "V", text: "", is_secure: "true" },
    ]);
  });
});
