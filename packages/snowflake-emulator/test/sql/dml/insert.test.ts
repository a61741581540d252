import fc from "fast-check";
import { DmlBench } from "./dml-bench";

describe("INSERT", () => {
  const open: DmlBench[] = [];
  const newBench = async (...statements: readonly string[]) => {
    const bench = await new DmlBench().open(...statements);
    open.push(bench);
    return bench;
  };
  afterAll(() => Promise.all(open.map((bench) => bench.close())));

  it("writes values and queries, to all columns or to some", async () => {
    const bench = await newBench("CREATE TABLE t (a INT, b VARCHAR DEFAULT 'none', c DATE)");
    expect(await bench.counts("INSERT INTO t VALUES (1, 'x', '2026-01-31'), (2, NULL, NULL)")).toBe("rows inserted: 2");
    expect(await bench.counts("INSERT INTO t (c, a) SELECT '2026-02-01', a + 10 FROM t")).toBe("rows inserted: 2");
    expect(await bench.counts("INSERT INTO t (a, b) VALUES (3, DEFAULT)")).toBe("rows inserted: 1");
    expect(await bench.counts("INSERT INTO t WITH w AS (SELECT 4 AS n) SELECT n, 'w', NULL FROM w")).toBe(
      "rows inserted: 1",
    );
    expect(await bench.counts("INSERT INTO t SELECT * FROM t WHERE FALSE")).toBe("rows inserted: 0");
    expect(await bench.table("SELECT a, b, TO_CHAR(c) FROM t")).toEqual([
      "1 x 2026-01-31",
      "11 none 2026-02-01",
      "12 none 2026-02-01",
      "2  ",
      "3 none ",
      "4 w ",
    ]);
  });

  it("doubles a table from itself, also within a transaction", async () => {
    const bench = await newBench("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2)", "BEGIN");
    expect(await bench.counts("INSERT INTO t SELECT a + 2 FROM t")).toBe("rows inserted: 2");
    expect(await bench.counts("INSERT INTO t SELECT a + 4 FROM t")).toBe("rows inserted: 4");
    await bench.run("COMMIT");
    expect(await bench.counts("INSERT INTO t SELECT a FROM t")).toBe("rows inserted: 8");
    expect(await bench.row("SELECT COUNT(*) AS n, SUM(a) AS s FROM t")).toEqual({ N: "16", S: "72" });
    const twice = "SELECT a FROM (SELECT a FROM t ORDER BY a) UNION ALL SELECT a FROM t WHERE a IN (SELECT a FROM t)";
    expect(await bench.counts(`INSERT INTO t ${twice}`)).toBe("rows inserted: 32");
  });

  it("OVERWRITE replaces all rows, those that the query reads among them", async () => {
    const bench = await newBench("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2), (3)");
    expect(await bench.counts("INSERT OVERWRITE INTO t SELECT a * 10 FROM t WHERE a > 1")).toBe("rows inserted: 2");
    expect(await bench.table("SELECT a FROM t")).toEqual(["20", "30"]);
    expect(await bench.error("INSERT OVERWRITE INTO t SELECT 1 / (a - 20) FROM t")).toMatch("Division by zero");
    await bench.run("BEGIN", "INSERT OVERWRITE INTO t VALUES (7)");
    expect(await bench.table("SELECT a FROM t")).toEqual(["7"]);
    await bench.run("ROLLBACK");
    expect(await bench.table("SELECT a FROM t")).toEqual(["20", "30"]);
  });

  it("numbers the rows of an AUTOINCREMENT column", async () => {
    const bench = await newBench(
      "CREATE TABLE t (id INT AUTOINCREMENT START 10 INCREMENT 5, a INT)",
      "INSERT INTO t (a) VALUES (1), (2)",
      "INSERT INTO t VALUES (DEFAULT, 3), (100, 4)",
      "INSERT INTO t (a) SELECT a FROM t WHERE a = 4",
    );
    expect(await bench.table("SELECT id, a FROM t")).toEqual(["10 1", "100 4", "15 2", "20 3", "25 4"]);
  });

  it("makes values what their columns hold", async () => {
    const bench = await newBench(
      "CREATE TABLE t (i INT, n NUMBER(5,2), f FLOAT, s VARCHAR(5), b BOOLEAN, d DATE, x BINARY, v VARIANT, z TIMESTAMP_TZ)",
    );
    await bench.run(
      "INSERT INTO t VALUES ('7', 1.005, '2.5', 12, 'yes', '2026-03-01'::TIMESTAMP_NTZ, 'ff', 1, '2026-03-01 10:00:00 +02:00')",
      "INSERT INTO t SELECT 2.5, '3.14159', 1, TRUE, 0, '2026-03-02', 'AB', PARSE_JSON('[1]'), NULL",
    );
    expect(await bench.table("SELECT i, n, f, s, b, TO_CHAR(d), x, TO_JSON(v) FROM t")).toEqual([
      "3 3.14 1 true false 2026-03-02 AB [1]",
      "7 1.01 2.5 12 true 2026-03-01 FF 1",
    ]);
  });

  let shared: Promise<DmlBench> | undefined;
  const refusing = () => {
    shared ??= newBench(
      "CREATE TABLE t (n INT, d DATE, s VARCHAR(3), v VARIANT, o OBJECT, ts TIMESTAMP_NTZ, m INT NOT NULL DEFAULT 1)",
    );
    return shared;
  };

  it.each([
    ["INSERT INTO t (n) VALUES (TRUE)", "002023", "expecting NUMBER(38,0) but got BOOLEAN for column N"],
    ["INSERT INTO t (n) VALUES (CURRENT_DATE)", "002023", "expecting NUMBER(38,0) but got DATE for column N"],
    ["INSERT INTO t (d) VALUES (5)", "002023", "expecting DATE but got NUMBER(1,0) for column D"],
    ["INSERT INTO t (v) SELECT 'abc' WHERE FALSE", "002023", "expecting VARIANT but got VARCHAR(3) for column V"],
    ["INSERT INTO t (o) SELECT ARRAY_CONSTRUCT(1)", "002023", "expecting OBJECT but got ARRAY for column O"],
    ["INSERT INTO t (ts) SELECT '12:00:00'::TIME", "002023", "incompatible types: [TIME(9)] and [TIMESTAMP_NTZ(9)]"],
    ["INSERT INTO t (ts) SELECT NULL::TIMESTAMP_TZ", "002023", "expecting TIMESTAMP_NTZ(9) but got TIMESTAMP_TZ(9)"],
    ["INSERT INTO t (n) VALUES (1, 2)", "002020", "expecting 1 but got 2"],
    ["INSERT INTO t (nix) VALUES (1, 2)", "002020", "expecting 1 but got 2"],
    ["INSERT INTO t (n, d) SELECT 1", "002020", "expecting 2 but got 1"],
    ["INSERT INTO t (n, nix) VALUES (1, 2)", "000904", "invalid identifier 'NIX'"],
    ['INSERT INTO t ("n") VALUES (1)', "000904", "invalid identifier '\"n\"'"],
    ["INSERT INTO t (n, n) VALUES (1, 2)", "002025", "duplicate column name 'N'"],
    ["INSERT INTO nix VALUES (1)", "002003", "Table 'NIX' does not exist or not authorized."],
    ["INSERT INTO nix SELECT nix FROM t", "002003", "Table 'NIX' does not exist or not authorized."],
    ["INSERT INTO nix SELECT * FROM nix2", "002003", "Object 'NIX2' does not exist or not authorized."],
    [
      "INSERT INTO t (s) VALUES ('long')",
      "100078",
      "column S with error: String 'long' is too long and would be trunc",
    ],
    ["INSERT INTO t (n) SELECT 'x'", "100038", "table T failed on column N with error: Numeric value 'x' is not rec"],
    [
      "INSERT INTO d.public.t (m, n) VALUES (NULL, 1)",
      "100072",
      "table D.PUBLIC.T failed on column M with error: NULL re",
    ],
    [
      "INSERT INTO t (m, n) SELECT NULL, 1 WHERE TRUE",
      "100072",
      "failed on column M with error: NULL result in a non-",
    ],
    ["INSERT INTO t (n) SELECT 1 / 0", "100051", "Division by zero"],
  ])("%s fails with %s", async (sql, code, text) => {
    const bench = await refusing();
    const error = await bench.error(sql);
    expect([error.slice(0, 6), error.includes(text)]).toEqual([code, true]);
    expect(await bench.table("SELECT * FROM t")).toEqual([]);
  });

  it("writes the same rows from a long list as from many short ones", async () => {
    const bench = await newBench(
      "CREATE TABLE l (n NUMBER(9,2), s VARCHAR(20), f FLOAT, d DATE)",
      "CREATE TABLE s (n NUMBER(9,2), s VARCHAR(20), f FLOAT, d DATE)",
    );
    const number = fc.oneof(
      fc.integer({ min: -999_999, max: 999_999 }).map(String),
      fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat(9999)).map(([whole, part]) => `${whole}.${part}`),
      fc.constantFrom("NULL", "1 + 1", "1e2", "'12.345'", "-0.005", "0.005"),
    );
    const text = fc.oneof(
      fc.string({ maxLength: 8 }).map((one) => `$$${one.replaceAll("$", "")}$$`),
      fc.constantFrom("NULL", "12", "'é' || 'x'"),
    );
    const date = fc.constantFrom("'2026-01-01'", "NULL", "'1999-12-31'", "CURRENT_DATE");
    const rows = fc.array(fc.tuple(number, text, number, date), { minLength: 8, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const tuples = all.map((row) => `(${row.join(", ")})`);
        await bench.run("TRUNCATE TABLE l", "TRUNCATE TABLE s", `INSERT INTO l VALUES ${tuples.join(", ")}`);
        for (const tuple of tuples) await bench.run(`INSERT INTO s VALUES ${tuple}`);
        expect(await bench.table("SELECT * FROM l")).toEqual(await bench.table("SELECT * FROM s"));
      }),
      { numRuns: 12 },
    );
  });
});
