import { DmlBench } from "../dml/dml-bench";

describe("transactions in SQL", () => {
  const open: DmlBench[] = [];
  const newBench = async () => {
    const bench = await new DmlBench().open("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)");
    open.push(bench);
    return bench;
  };
  afterAll(() => Promise.all(open.map((bench) => bench.close())));

  it.each([
    ["BEGIN", "COMMIT"],
    ["BEGIN WORK", "COMMIT WORK"],
    ["BEGIN TRANSACTION NAME x", "COMMIT"],
    ["START TRANSACTION NAME a.b", "COMMIT"],
    ["begin name name", "commit work"],
  ])("%s … %s", async (begin, end) => {
    const bench = await newBench();
    const other = bench.another(2);
    await bench.run(begin, "INSERT INTO t VALUES (2)");
    expect([await bench.table("SELECT a FROM t"), await bench.table("SELECT a FROM t", other)]).toEqual([
      ["1", "2"],
      ["1"],
    ]);
    await bench.run(end);
    expect(await bench.table("SELECT a FROM t", other)).toEqual(["1", "2"]);
    await bench.run("ROLLBACK WORK", "COMMIT");
  });

  it.each(["BEGIN NAME 'x'", "COMMIT NAME x", "BEGIN WORK TRANSACTION", "ROLLBACK x"])(
    "%s is a syntax error",
    async (sql) => {
      expect(await (await newBench()).error(sql)).toMatch(/^001003/);
    },
  );

  it("keep what came before a statement that failed", async () => {
    const bench = await newBench();
    await bench.run("BEGIN", "INSERT INTO t VALUES (2)");
    expect(await bench.error("INSERT INTO t VALUES (3), ('This is not a valid integer.')")).toMatch(
      "failed on column A with error: Numeric value 'This is not a valid integer.' is not recognized",
    );
    await bench.run("INSERT INTO t VALUES (4)", "COMMIT");
    expect(await bench.table("SELECT a FROM t")).toEqual(["1", "2", "4"]);
  });

  it.each([
    ["CREATE TABLE other (a INT)", 2],
    ["ALTER TABLE t ADD COLUMN b INT", 2],
    ["GRANT SELECT ON TABLE t TO ROLE SYSADMIN", 2],
    ["ALTER SESSION SET AUTOCOMMIT = TRUE", 2],
    ["ALTER SESSION UNSET AUTOCOMMIT", 2],
    ["ALTER SESSION SET TIMEZONE = 'UTC'", 1],
    ["TRUNCATE TABLE t", 1],
    ["SHOW TABLES", 1],
    ["BEGIN", 1],
  ])("after %s and ROLLBACK there are %i rows", async (sql, count) => {
    const bench = await newBench();
    await bench.run("BEGIN", "INSERT INTO t VALUES (2)", sql, "ROLLBACK");
    expect(await bench.row("SELECT COUNT(*) AS n FROM t")).toEqual({ N: String(count) });
  });

  it("begin by themselves while AUTOCOMMIT is off", async () => {
    const bench = await newBench();
    const current = async () =>
      (await bench.row("SELECT CURRENT_TRANSACTION() AS c, LAST_TRANSACTION() AS l")) as {
        C: string | null;
        L: string | null;
      };
    await bench.run("ALTER SESSION SET AUTOCOMMIT = FALSE", "SELECT a FROM t");
    expect((await current()).C).toBeNull();
    await bench.run("INSERT INTO t VALUES (2)");
    const { C: id } = await current();
    expect(id).toMatch(/^\d{19}$/);
    expect(await bench.rows("SHOW TRANSACTIONS")).toEqual([
      {
        id,
        user: "ADMIN",
        session: 1,
        name: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
        started_on: expect.any(Date),
        state: "running",
        scope: "0",
      },
    ]);
    await bench.run("ROLLBACK");
    expect(await current()).toEqual({ C: null, L: id });
    expect(await bench.table("SELECT a FROM t")).toEqual(["1"]);
  });

  it("wait for each other's locks as long as LOCK_TIMEOUT allows", async () => {
    const bench = await newBench();
    const other = bench.another(2);
    await bench.rows("ALTER SESSION SET LOCK_TIMEOUT = 0", other);
    await bench.run("BEGIN NAME mine", "UPDATE t SET a = a + 1");
    const [{ id } = { id: null }] = await bench.rows("SHOW TRANSACTIONS");
    for (const sql of ["UPDATE t SET a = 0", "DELETE FROM t", "TRUNCATE t", "INSERT OVERWRITE INTO t VALUES (1)"]) {
      expect(await bench.error(sql, other)).toMatch(
        new RegExp(
          `^000625 \\(57014\\): Statement '[0-9a-f-]+' has locked table 'T' in transaction ${id} and this lock has not yet been released\\.`,
        ),
      );
    }
    await bench.rows("INSERT INTO t VALUES (7)", other);
    expect(await bench.rows("SHOW LOCKS IN ACCOUNT")).toMatchObject([
      { resource: "D.PUBLIC.T", type: "PARTITIONS", transaction: id, status: "HOLDING", session: 1 },
    ]);
    await bench.rows("ALTER SESSION SET LOCK_TIMEOUT = 100", other);
    const waiting = bench.rows("UPDATE t SET a = a * 10", other);
    await bench.run("COMMIT");
    await waiting;
    expect([await bench.table("SELECT a FROM t"), await bench.rows("SHOW LOCKS")]).toEqual([["20", "70"], []]);
  });

  it("end in an error, not in a standstill, when they wait for each other", async () => {
    const bench = await newBench();
    const other = bench.another(2);
    await bench.run("CREATE TABLE u (a INT)", "INSERT INTO u VALUES (1)", "BEGIN", "UPDATE t SET a = 2");
    await bench.rows("BEGIN", other);
    await bench.rows("UPDATE u SET a = 2", other);
    const waiting = bench.rows("UPDATE t SET a = 3", other);
    expect(await bench.error("UPDATE u SET a = 3")).toMatch(/^000625 \(57014\): .*deadlock\.$/s);
    await bench.run("COMMIT");
    await waiting;
    await bench.rows("COMMIT", other);
    expect([await bench.table("SELECT a FROM t"), await bench.table("SELECT a FROM u")]).toEqual([["3"], ["2"]]);
  });

  it("show those of all users to ACCOUNTADMIN only", async () => {
    const bench = await newBench();
    await bench.run("GRANT ROLE SYSADMIN TO USER admin");
    const other = { ...bench.sessionOf("ADMIN", "SYSADMIN"), id: 3 };
    expect(await bench.error("SHOW TRANSACTIONS IN ACCOUNT", other)).toMatch(/^003001/);
    expect(await bench.error("SHOW LOCKS IN ACCOUNT", other)).toMatch(/^003001/);
  });

  it("never show half of a statement to another session", async () => {
    const bench = await newBench();
    const other = bench.another(2);
    await bench.run("CREATE TABLE pair (n INT, v INT)", "INSERT INTO pair VALUES (1, 0), (2, 0)");
    const work = (async () => {
      for (let turn = 1; turn <= 15; turn += 1) {
        if (turn % 3 === 0)
          await bench.run(
            "BEGIN",
            `UPDATE pair SET v = ${turn} WHERE n = 1`,
            `UPDATE pair SET v = ${turn} WHERE n = 2`,
            "COMMIT",
          );
        else if (turn % 3 === 1) await bench.run(`UPDATE pair SET v = ${turn}`);
        else await bench.run(`MERGE INTO pair USING (SELECT ${turn} AS x) ON TRUE WHEN MATCHED THEN UPDATE SET v = x`);
      }
    })();
    let done = false;
    void work.finally(() => {
      done = true;
    });
    while (!done) {
      const rows = await bench.rows("SELECT COUNT(*) AS n, COUNT(DISTINCT v) AS d FROM pair", other);
      expect(rows).toEqual([{ N: "2", D: "1" }]);
    }
    await work;
  });
});
