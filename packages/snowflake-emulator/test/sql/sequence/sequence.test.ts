import { Bench } from "../../support/accounts";

describe("sequences", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE SEQUENCE d.public.s START WITH 10 INCREMENT BY -5 ORDER COMMENT = 'x'",
    );
  });

  it("are shown and described", async () => {
    const row = {
      name: "S",
      database_name: "D",
      schema_name: "PUBLIC",
      next_value: "10",
      interval: "-5",
      owner: "ACCOUNTADMIN",
      comment: "x",
      owner_role_type: "ROLE",
      ordered: "Y",
    };
    expect(await bench.row("SHOW SEQUENCES LIKE 's' IN SCHEMA d.public")).toMatchObject(row);
    expect(await bench.row("DESC SEQUENCE d.public.s")).toMatchObject(row);
  });

  const next = async () => (await bench.row("SHOW SEQUENCES LIKE 's' IN DATABASE d")).next_value;

  it("give each row of a query a value of its own, and count on", async () => {
    expect(await bench.rows("SELECT s.NEXTVAL AS n")).toEqual([{ N: "10" }]);
    const rows = await bench.rows("SELECT d.public.s.NEXTVAL AS n FROM TABLE(GENERATOR(ROWCOUNT => 3))");
    expect(rows.map((row) => row.N)).toEqual(["5", "0", "-5"]);
    expect(await bench.row("SELECT s.NEXTVAL AS a, public.s.NEXTVAL + 100 AS b")).toEqual({ A: "-10", B: "85" });
    expect(await next()).toBe("-20");
  });

  it("give inserted rows their values, written or as the column's default, also in a transaction", async () => {
    await bench.run(
      "CREATE TABLE t (id NUMBER DEFAULT s.NEXTVAL, x VARCHAR)",
      "INSERT INTO t VALUES (s.NEXTVAL, 'a'), (s.NEXTVAL, 'b')",
      "INSERT INTO t (x) VALUES ('c'), ('d')",
      "INSERT INTO t SELECT s.NEXTVAL, 'e'",
      "BEGIN",
      "INSERT INTO t (x) VALUES ('f')",
      "COMMIT",
      "CREATE TABLE u AS SELECT s.NEXTVAL AS id, x FROM t WHERE x = 'a'",
      "UPDATE u SET id = s.NEXTVAL + id",
      "MERGE INTO u USING (SELECT 'z' AS y) ON x = y WHEN NOT MATCHED THEN INSERT (id, x) VALUES (s.NEXTVAL, y)",
    );
    expect(await bench.rows("SELECT id, x FROM t ORDER BY x")).toEqual(
      ["10 a", "5 b", "0 c", "-5 d", "-10 e", "-15 f"].map((row) => ({ ID: row.split(" ")[0], X: row.split(" ")[1] })),
    );
    expect(await bench.rows("SELECT id FROM u ORDER BY x")).toEqual([{ ID: "-45" }, { ID: "-30" }]);
    expect((await bench.rows("DESCRIBE TABLE t"))[0]).toMatchObject({ default: "D.PUBLIC.S.NEXTVAL" });
  });

  it("give a value once, whatever becomes of the statement or the transaction", async () => {
    await bench.run("CREATE TABLE t (id NUMBER)", "BEGIN", "INSERT INTO t SELECT s.NEXTVAL", "ROLLBACK");
    expect(await next()).toBe("5");
    await bench.error("SELECT s.NEXTVAL, 1 / 0");
    await bench.run("INSERT INTO t SELECT s.NEXTVAL");
    const [{ ID = null } = {}] = await bench.rows("SELECT id FROM t");
    expect(Number(ID)).toBeLessThanOrEqual(5);
    expect(await next()).toBe(String(Number(ID) - 5));
  });

  it("give other values after they were altered", async () => {
    await bench.run("SELECT s.NEXTVAL", "ALTER SEQUENCE s SET INCREMENT BY = 3");
    const [{ A = null } = {}] = await bench.rows("SELECT s.NEXTVAL AS a");
    const [{ B = null } = {}] = await bench.rows("SELECT s.NEXTVAL AS b");
    expect(Number(B) - Number(A)).toBe(3);
  });

  it("give statements that run side by side values of their own", async () => {
    const drawn = await Promise.all(Array.from({ length: 8 }, () => bench.row("SELECT s.NEXTVAL AS n")));
    expect(new Set(drawn.map((row) => row.N)).size).toBe(8);
    expect(await next()).toBe("-30");
  });

  it("give nothing to who may not use them, nor where there are none", async () => {
    await bench.run("CREATE ROLE r", "GRANT USAGE ON DATABASE d TO ROLE r", "GRANT USAGE ON SCHEMA d.public TO ROLE r");
    const session = bench.sessionOf("ADMIN", "R");
    const missing =
      "000904 (42000): SQL compilation error: error line 1 at position 7\ninvalid identifier 'D.PUBLIC.S.NEXTVAL'";
    expect(await bench.error("SELECT d.public.s.NEXTVAL", session)).toBe(missing);
    await bench.run("GRANT USAGE ON SEQUENCE d.public.s TO ROLE r");
    expect(await bench.row("SELECT d.public.s.NEXTVAL AS n", session)).toEqual({ N: "10" });
    expect(await bench.error("SELECT nowhere.NEXTVAL")).toMatch(/^000904 .*invalid identifier 'NOWHERE.NEXTVAL'/s);
    expect(await bench.row("SELECT t.nextval FROM (SELECT 1 AS nextval) AS t")).toEqual({ NEXTVAL: "1" });
  });

  it("are refused by name where they would need more: in expressions of defaults, and of columns that are added", async () => {
    await bench.run("CREATE TABLE t (x NUMBER)");
    expect(await bench.error("CREATE TABLE u (x NUMBER DEFAULT s.NEXTVAL + 1)")).toMatch(
      /not emulated: NEXTVAL within/,
    );
    expect(await bench.error("ALTER TABLE t ADD COLUMN y NUMBER DEFAULT s.NEXTVAL")).toMatch(
      /not emulated: ALTER TABLE/,
    );
    expect(await bench.error("CREATE TABLE u (x NUMBER DEFAULT nowhere.NEXTVAL)")).toMatch(/^002003/);
  });

  it("are altered, but NOORDER stays", async () => {
    await bench.run(
      "ALTER SEQUENCE d.public.s SET INCREMENT BY = 2",
      "ALTER SEQUENCE d.public.s SET NOORDER, COMMENT = 'y'",
      "ALTER SEQUENCE d.public.s RENAME TO d.public.s2",
    );
    expect(await bench.row("SHOW SEQUENCES IN DATABASE d")).toMatchObject({ name: "S2", interval: "2", ordered: "N" });
    expect(await bench.error("ALTER SEQUENCE d.public.s2 SET ORDER")).toMatch(/^001422/);
    expect(await bench.error("CREATE SEQUENCE d.public.z INCREMENT = 0")).toMatch(/^001008/);
    await bench.run("DROP SEQUENCE d.public.s2");
    expect(await bench.rows("SHOW SEQUENCES IN DATABASE d")).toEqual([]);
  });
});
