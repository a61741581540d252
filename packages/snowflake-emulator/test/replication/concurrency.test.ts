import { statementCanceled } from "../../src/errors";
import { type ReplicaBench, replicaBench } from "./replicas";

let bench: ReplicaBench;

beforeEach(async () => {
  bench = await replicaBench();
});

describe("a refresh beside other statements", () => {
  it("sees each transaction of the primary in whole or not at all", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.a (x NUMBER)", "CREATE TABLE d.s.b (x NUMBER)");
    const writer = { ...east.sessionOf("ADMIN", "ACCOUNTADMIN"), id: 7 };
    let writing = true;
    const write = async () => {
      for (let x = 0; writing; x += 1) {
        for (const sql of ["BEGIN", `INSERT INTO d.s.a VALUES (${x})`, `INSERT INTO d.s.b VALUES (${x})`, "COMMIT"]) {
          await east.rows(sql, writer);
        }
      }
    };
    const done = write();
    try {
      for (let round = 0; round < 8; round += 1) {
        await refresh();
        const { A, B } = await west.row("SELECT (SELECT COUNT(*) FROM d.s.a) AS a, (SELECT COUNT(*) FROM d.s.b) AS b");
        expect(A).toBe(B);
      }
    } finally {
      writing = false;
      await done;
    }
  });

  it("sees a table before or after it was altered, never between", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.t (x NUMBER)", "INSERT INTO d.s.t VALUES (1)");
    const writer = { ...east.sessionOf("ADMIN", "ACCOUNTADMIN"), id: 7 };
    let altering = true;
    const alter = async () => {
      while (altering) {
        await east.rows("ALTER TABLE d.s.t ADD COLUMN y NUMBER DEFAULT 5", writer);
        await east.rows("ALTER TABLE d.s.t RENAME COLUMN y TO z", writer);
        await east.rows("ALTER TABLE d.s.t DROP COLUMN z", writer);
      }
    };
    const done = alter();
    try {
      for (let round = 0; round < 8; round += 1) {
        await refresh();
        const [row = {}] = await west.rows("SELECT * FROM d.s.t");
        expect([{ X: "1" }, { X: "1", Y: "5" }, { X: "1", Z: "5" }]).toContainEqual(row);
      }
    } finally {
      altering = false;
      await done;
    }
  });

  it("leaves readers what they read, and nothing of itself when the replica is dropped meanwhile", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.t AS SELECT SEQ4() AS x FROM TABLE(GENERATOR(ROWCOUNT => 1000))");
    await refresh();
    await east.run("INSERT INTO d.s.t SELECT x + 1000 FROM d.s.t", "CREATE TABLE d.s.u (x NUMBER)");
    const refreshing = refresh();
    const counts = await Promise.all(Array.from({ length: 10 }, () => west.row("SELECT COUNT(*) AS n FROM d.s.t")));
    for (const { N } of counts) expect(["1000", "2000"]).toContain(N);
    await refreshing;
    await east.run("INSERT INTO d.s.t VALUES (-1)", "CREATE TABLE d.s.w (x NUMBER)", "INSERT INTO d.s.w VALUES (1)");
    const last = west.error("ALTER DATABASE d REFRESH");
    await west.run("DROP DATABASE d");
    expect(await last).toMatch(/^003919 \(55000\): Secondary database 'D' was dropped/);
    await west.account.settled();
    expect(await west.account.data.tables.list()).toEqual([]);
  });

  it("is canceled with its statement, and changes nothing", async () => {
    const { east, west } = bench;
    await east.run("CREATE TABLE d.s.t AS SELECT SEQ4() AS x FROM TABLE(GENERATOR(ROWCOUNT => 1000))");
    const last = west.error("ALTER DATABASE d REFRESH");
    [...west.account.queries.all()].at(-1)?.abort(statementCanceled());
    expect(await last).toMatch(/^000604/);
    expect(await west.rows("SHOW TABLES IN DATABASE d")).toEqual([]);
  });

  it("can't be overtaken by a promotion", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.t (x NUMBER)", "INSERT INTO d.s.t VALUES (1)");
    const refreshing = refresh();
    expect(await west.error("ALTER DATABASE d PRIMARY")).toMatch(/^003916 .*because it is being refreshed/);
    await refreshing;
    await west.run("ALTER DATABASE d PRIMARY");
  });
});
