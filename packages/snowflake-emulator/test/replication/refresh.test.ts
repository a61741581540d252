import { accountUnreachable } from "../../src/errors";
import { type ReplicaBench, replicaBench } from "./replicas";

let bench: ReplicaBench;

beforeEach(async () => {
  bench = await replicaBench();
});

describe("ALTER DATABASE … REFRESH", () => {
  it("brings schemas, tables with their rows, and what stands beside them", async () => {
    const { east, west, refresh } = bench;
    await east.run(
      `CREATE TABLE d.s.t (id NUMBER, name VARCHAR NOT NULL DEFAULT 'x' COMMENT 'c', at TIMESTAMP_TZ, doc VARIANT)
        DATA_RETENTION_TIME_IN_DAYS = 5 COMMENT = 'table'`,
      `INSERT INTO d.s.t SELECT 1, 'a', '2024-01-01 10:00:00 +02:00'::TIMESTAMP_TZ, PARSE_JSON('{"k": [1]}')`,
      "CREATE VIEW d.s.v AS SELECT name, doc:k[0]::NUMBER AS k FROM t",
      "CREATE SEQUENCE d.s.q START = 7 INCREMENT = 3",
      "CREATE TAG d.s.g ALLOWED_VALUES 'a', 'b'",
      "ALTER TABLE d.s.t SET TAG d.s.g = 'a'",
      "CREATE FILE FORMAT d.s.f TYPE = CSV",
      "CREATE PROCEDURE d.s.p(x VARCHAR) RETURNS VARCHAR LANGUAGE JAVASCRIPT AS 'return X + X'",
    );
    await refresh();
    const shown = async (sql: string) =>
      [await east.rows(sql), await west.rows(sql)].map((rows) =>
        rows.map(({ owner: _owner, created_on: _at, is_current: _current, ...row }) => row),
      );
    for (const sql of [
      "SELECT * FROM d.s.t",
      "SELECT * FROM d.s.v",
      "SHOW SCHEMAS IN DATABASE d",
      "SHOW TABLES IN SCHEMA d.s",
      "SHOW VIEWS IN SCHEMA d.s",
      "SHOW SEQUENCES IN SCHEMA d.s",
      "SHOW TAGS IN SCHEMA d.s",
      "SHOW FILE FORMATS IN SCHEMA d.s",
      "SHOW PROCEDURES IN SCHEMA d.s",
      "DESCRIBE TABLE d.s.t",
      "SHOW PARAMETERS LIKE 'DATA_RETENTION%' IN TABLE d.s.t",
      "SELECT SYSTEM$GET_TAG('d.s.g', 'd.s.t', 'TABLE')",
      "CALL d.s.p('z')",
    ]) {
      const [primary, secondary] = await shown(sql);
      expect({ sql, rows: secondary }).toEqual({ sql, rows: primary });
      expect(primary).not.toEqual([]);
    }
  });

  it("brings what has changed since, and takes away what has gone", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.a (x NUMBER)", "CREATE TABLE d.s.b (x NUMBER)", "INSERT INTO d.s.a VALUES (1)");
    await refresh();
    await east.run(
      "INSERT INTO d.s.a VALUES (2)",
      "ALTER TABLE d.s.a ADD COLUMN y VARCHAR DEFAULT 'new'",
      "DROP TABLE d.s.b",
      "CREATE SCHEMA d.u",
      "ALTER TABLE d.s.a RENAME TO d.u.b",
    );
    await refresh();
    expect(await west.rows("SELECT * FROM d.u.b ORDER BY x")).toEqual([
      { X: "1", Y: "new" },
      { X: "2", Y: "new" },
    ]);
    expect(await west.error("SELECT * FROM d.s.a")).toMatch(/^002003/);
    expect(await west.error("SELECT * FROM d.s.b")).toMatch(/^002003/);
  });

  it("keeps ids, grants and owners while the source lives", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.t (x NUMBER)");
    await refresh();
    await west.run(
      "CREATE ROLE r",
      "GRANT USAGE ON DATABASE d TO ROLE r",
      "GRANT USAGE ON SCHEMA d.s TO ROLE r",
      "GRANT SELECT ON TABLE d.s.t TO ROLE r",
      "CREATE ROLE o",
      "GRANT OWNERSHIP ON TABLE d.s.t TO ROLE o COPY CURRENT GRANTS",
    );
    await east.run("ALTER TABLE d.s.t RENAME TO d.s.renamed", "INSERT INTO d.s.renamed VALUES (5)");
    await refresh();
    expect(await west.rows("SELECT x FROM d.s.renamed", west.sessionOf("ADMIN", "R"))).toEqual([{ X: "5" }]);
    expect((await west.row("SHOW TABLES IN SCHEMA d.s")).owner).toBe("O");
    await east.run("CREATE OR REPLACE TABLE d.s.renamed (x NUMBER)");
    await refresh();
    expect(await west.error("SELECT x FROM d.s.renamed", west.sessionOf("ADMIN", "R"))).toMatch(/^002003/);
  });

  it("gives new objects to the role that refreshes, with what future grants promise there; grants stay where they were given", async () => {
    const { east, west, refresh } = bench;
    await east.run(
      "CREATE ROLE only_here",
      "CREATE TABLE d.s.t (x NUMBER)",
      "GRANT SELECT ON TABLE d.s.t TO ROLE only_here",
    );
    await west.run("CREATE ROLE r", "GRANT SELECT ON FUTURE TABLES IN DATABASE d TO ROLE r");
    await refresh();
    const grants = await west.rows("SHOW GRANTS ON TABLE d.s.t");
    expect(grants.map((one) => [one.privilege, one.grantee_name]).sort()).toEqual([
      ["OWNERSHIP", "ACCOUNTADMIN"],
      ["SELECT", "R"],
    ]);
  });

  it("exchanges names as the primary did", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.a AS SELECT 1 AS x", "CREATE TABLE d.s.b AS SELECT 2 AS x");
    await refresh();
    await east.run("ALTER TABLE d.s.a SWAP WITH d.s.b");
    await refresh();
    expect(await west.row("SELECT (SELECT x FROM d.s.a) AS a, (SELECT x FROM d.s.b) AS b")).toEqual({ A: "2", B: "1" });
  });

  it("follows a primary that gets another name; views read what is in the replica", async () => {
    const { east, west } = bench;
    await east.run("CREATE TABLE d.s.t AS SELECT 1 AS x", "CREATE VIEW d.s.v AS SELECT x FROM s.t");
    await west.run("CREATE DATABASE copy AS REPLICA OF org.east.d", "ALTER DATABASE copy REFRESH");
    expect(await west.rows("SELECT * FROM copy.s.v")).toEqual([{ X: "1" }]);
    await east.run("ALTER DATABASE d RENAME TO renamed");
    await west.run("ALTER DATABASE copy REFRESH");
    expect((await west.row("SHOW REPLICATION DATABASES LIKE 'COPY'")).primary).toBe("ORG.EAST.RENAMED");
  });

  it("brings defaults from sequences and foreign keys as those of the replica, whatever it is called", async () => {
    const { east, west } = bench;
    await east.run(
      "CREATE SEQUENCE d.s.q START = 5",
      "CREATE TABLE d.s.p (id NUMBER PRIMARY KEY)",
      "CREATE TABLE d.s.t (id NUMBER DEFAULT d.s.q.NEXTVAL, p NUMBER REFERENCES d.s.p (id))",
      "INSERT INTO d.s.t (p) VALUES (1)",
    );
    await west.run(
      "CREATE DATABASE copy AS REPLICA OF org.east.d",
      "ALTER DATABASE copy REFRESH",
      "DROP DATABASE d",
      "ALTER DATABASE copy PRIMARY",
      "INSERT INTO copy.s.t (p) VALUES (2)",
    );
    expect(await west.rows("SELECT id, p FROM copy.s.t ORDER BY p")).toEqual([
      { ID: "5", P: "1" },
      { ID: "6", P: "2" },
    ]);
    const [key] = await west.rows("SHOW IMPORTED KEYS IN TABLE copy.s.t");
    expect(key).toMatchObject({ pk_database_name: "COPY", fk_database_name: "COPY" });
    await east.run("ALTER DATABASE d REFRESH");
    expect((await east.rows("DESCRIBE TABLE d.s.t"))[0]).toMatchObject({ default: "D.S.Q.NEXTVAL" });
  });

  it("does not see what is not committed", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.t (x NUMBER)", "BEGIN", "INSERT INTO d.s.t VALUES (1)");
    await refresh();
    expect(await west.rows("SELECT * FROM d.s.t")).toEqual([]);
    await east.run("COMMIT");
    await refresh();
    expect(await west.rows("SELECT * FROM d.s.t")).toEqual([{ X: "1" }]);
  });

  it("carries over the rows only of tables that have changed, and touches nothing when nothing has", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.a AS SELECT 1 AS x", "CREATE TABLE d.s.b AS SELECT 1 AS x");
    await refresh();
    const changes: string[] = [];
    west.account.state.changes.onCommit((all) => changes.push(...all.map(({ store }) => store)));
    await refresh();
    expect(changes).toEqual(["database refreshes"]);
    await east.run("INSERT INTO d.s.b VALUES (2)");
    changes.length = 0;
    await refresh();
    expect(changes).toEqual(["TABLE", "database refreshes"]);
    const [last] = await west.rows(
      "SELECT copy_bytes > 0 AS sent, object_count FROM TABLE(d.information_schema.database_refresh_history('D'))",
    );
    expect(last).toEqual({ SENT: "true", OBJECT_COUNT: "4" });
  });

  it("leaves everything as it was when the primary's account can't be reached", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.t AS SELECT 1 AS x");
    await refresh();
    await east.run("INSERT INTO d.s.t VALUES (2)");
    west.reach = () => {
      throw accountUnreachable("ORG.EAST");
    };
    expect(await west.error("ALTER DATABASE d REFRESH")).toBe(
      "003917 (55000): Account 'ORG.EAST' cannot be reached. The statement has changed nothing: try again when the account is available.",
    );
    expect(await west.rows("SELECT * FROM d.s.t")).toEqual([{ X: "1" }]);
    const [last] = await west.rows("SELECT current_phase FROM TABLE(d.information_schema.database_refresh_history())");
    expect(last).toEqual({ CURRENT_PHASE: "FAILED" });
  });

  it("leaves everything as it was when the account goes away while rows are on their way", async () => {
    const { east, west } = bench;
    await east.run("CREATE TABLE d.s.t AS SELECT 1 AS x");
    let times = 0;
    west.reach = () => {
      times += 1;
      if (times > 1) throw accountUnreachable("ORG.EAST");
    };
    expect(await west.error("ALTER DATABASE d REFRESH")).toMatch(/^003917/);
    expect(await west.rows("SHOW TABLES IN DATABASE d")).toEqual([]);
  });

  it("is one at a time for a database", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE TABLE d.s.t AS SELECT 1 AS x");
    const first = refresh();
    expect(await west.error("ALTER DATABASE d REFRESH")).toMatch(/^003915 \(55000\): Database 'D' is being refreshed/);
    await first;
    await refresh();
  });
});
