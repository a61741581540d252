import { DmlBench } from "./dml-bench";

const TABLES = [
  "CREATE OR REPLACE TABLE t (id INT, a VARCHAR, n NUMBER(5,0) NOT NULL DEFAULT 9)",
  "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)",
  "CREATE OR REPLACE TABLE s (id INT, a VARCHAR)",
  "INSERT INTO s VALUES (1, 'x'), (2, 'y'), (2, 'z')",
];

describe.each(["by itself", "within a transaction"])("%s", (how) => {
  const bench = new DmlBench();
  beforeAll(() => bench.open());
  beforeEach(async () => {
    await bench.run("ROLLBACK", ...TABLES);
    if (how !== "by itself") await bench.run("BEGIN");
  });
  afterAll(() => bench.close());
  const rows = () => bench.table("SELECT * FROM t");

  it("UPDATE changes the rows that WHERE says, all at once", async () => {
    expect(await bench.counts("UPDATE t SET n = n * 10, a = UPPER(a) WHERE id > 1")).toBe(
      "rows updated: 2, multi-joined rows updated: 0",
    );
    expect(await rows()).toEqual(["1 a 1", "2 B 20", "3 C 30"]);
    expect(await bench.counts("UPDATE t SET id = n, n = id")).toMatch(/^rows updated: 3/);
    expect(await bench.counts("UPDATE t SET a = NULL, n = DEFAULT WHERE FALSE")).toMatch(/^rows updated: 0/);
    expect(await bench.counts("UPDATE t SET a = NULL, n = DEFAULT WHERE n = 3")).toMatch(/^rows updated: 1/);
    expect(await rows()).toEqual(["1 a 1", "20 B 2", "30  9"]);
  });

  it("UPDATE knows its target by name, alias and qualified name", async () => {
    await bench.run(
      "UPDATE t AS x SET x.n = x.n + 1 WHERE x.id = 1",
      "UPDATE d.public.t SET t.n = d.public.t.n + 1 WHERE t.id = 2",
    );
    expect(await rows()).toEqual(["1 a 2", "2 b 3", "3 c 3"]);
    expect(await bench.error("UPDATE t x SET t.n = 1")).toMatch(/^000904 .*position 15\ninvalid identifier 'T\.N'$/s);
    expect(await bench.error("UPDATE t SET n = x.n")).toMatch(/^000904 .*invalid identifier 'X\.N'$/s);
  });

  it("UPDATE … FROM changes a row by one of those that it joins, and counts such rows once", async () => {
    expect(await bench.counts("UPDATE t SET a = s.a FROM s WHERE t.id = s.id")).toBe(
      "rows updated: 2, multi-joined rows updated: 1",
    );
    expect((await rows()).map((row) => row.replace(/[yz]/, "?"))).toEqual(["1 x 1", "2 ? 2", "3 c 3"]);
    expect(
      await bench.counts(
        "UPDATE t SET n = (SELECT COUNT(*) FROM s WHERE s.id = q.id) FROM s q, s r WHERE t.id = q.id AND q.a = r.a AND r.a = 'z'",
      ),
    ).toMatch(/^rows updated: 1/);
    expect((await rows()).map((row) => row.replace(/[yz]/, "?"))).toEqual(["1 x 1", "2 ? 2", "3 c 3"]);
  });

  it("UPDATE refuses that when ERROR_ON_NONDETERMINISTIC_UPDATE says so", async () => {
    bench.session.parameters.set("ERROR_ON_NONDETERMINISTIC_UPDATE", "true");
    expect(await bench.error("UPDATE t SET a = s.a FROM s WHERE t.id = s.id")).toBe(
      '100090 (42P18): Duplicate row detected during DML action\nRow Values: [2, "b", 2]',
    );
    expect(await bench.counts("UPDATE t SET a = s.a FROM s WHERE t.id = s.id AND s.a <> 'z'")).toMatch(
      /^rows updated: 2/,
    );
    bench.session.parameters.clear();
  });

  it("UPDATE fails as a whole", async () => {
    expect(await bench.error("UPDATE t SET n = 100000 / (3 - id)")).toMatch(/^100051/);
    expect(await bench.error("UPDATE t SET n = IFF(id = 3, NULL, 7)")).toBe(
      "100072 (22000): DML operation to table T failed on column N with error: NULL result in a non-nullable column",
    );
    expect(await bench.error("UPDATE t SET a = 'ok', id = a WHERE id = 2")).toBe(
      "100038 (22018): DML operation to table T failed on column ID with error: Numeric value 'b' is not recognized",
    );
    expect(await bench.error("UPDATE t SET n = TRUE")).toMatch(/expecting NUMBER\(5,0\) but got BOOLEAN for column N$/);
    expect(await bench.error("UPDATE t SET n = 1, n = 2")).toMatch(/duplicate column name 'N'$/);
    expect(await bench.error("UPDATE nix SET n = 1")).toMatch(/Object 'NIX' does not exist or not authorized\.$/);
    expect(await rows()).toEqual(["1 a 1", "2 b 2", "3 c 3"]);
  });

  it("DELETE takes the rows that WHERE says, or join others, or all", async () => {
    expect(await bench.counts("DELETE FROM t WHERE id = 3")).toBe("rows deleted: 1");
    expect(await bench.counts("DELETE FROM t x USING s, s r WHERE x.id = s.id AND s.id = r.id AND s.id = 2")).toBe(
      "rows deleted: 1",
    );
    expect(await rows()).toEqual(["1 a 1"]);
    expect(await bench.error("DELETE FROM t WHERE 1 / (id - 1) = 1")).toMatch(/^100051/);
    expect(await bench.counts("DELETE FROM t")).toBe("rows deleted: 1");
    expect(await bench.counts("DELETE FROM t")).toBe("rows deleted: 0");
  });

  it("TRUNCATE takes all rows", async () => {
    expect(await bench.row("TRUNCATE TABLE t")).toEqual({ status: "Statement executed successfully." });
    await bench.run("TRUNCATE TABLE IF EXISTS nix", "INSERT INTO t (id) VALUES (7)");
    expect(await rows()).toEqual(["7  9"]);
    expect(await bench.error("TRUNCATE nix")).toMatch(/^002003/);
  });
});
