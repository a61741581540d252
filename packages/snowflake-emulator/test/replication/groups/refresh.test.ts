import { GROUP_PHASES } from "../../../src/replication/groups/group-refresh-record";
import { databases, type GroupBench, groupBench, hold, numbers } from "./group-bench";

let bench: GroupBench;

beforeEach(async () => {
  bench = await groupBench();
});

describe("ALTER FAILOVER GROUP … REFRESH", () => {
  it("makes the databases of the group, with what is in them, and later brings what has changed", async () => {
    const { east, west, refresh } = bench;
    expect(await databases(west)).toEqual([]);
    await refresh();
    expect(await numbers(west)).toEqual([1]);
    await east.run("INSERT INTO d.s.t VALUES (2)", "CREATE VIEW d.s.v AS SELECT x FROM d.s.t");
    expect(await numbers(west)).toEqual([1]);
    await refresh();
    expect(await numbers(west, "d.s.v")).toEqual([1, 2]);
    expect(await west.error("INSERT INTO d.s.t VALUES (3)")).toMatch(/^003903/);
    expect(await west.error("ALTER DATABASE d SET COMMENT = 'mine'")).toMatch(/^003903/);
    expect(await west.error("ALTER DATABASE d RENAME TO e")).toMatch(/^003903/);
  });

  it("copies all databases of the group as of one moment", async () => {
    const { east, west, refresh } = bench;
    await east.run(
      "CREATE DATABASE e",
      "CREATE TABLE e.public.t (x NUMBER)",
      "ALTER FAILOVER GROUP fg ADD e TO ALLOWED_DATABASES",
    );
    const held = hold(west, "PRIMARY_UPLOADING_DATA");
    const done = refresh();
    await held.reached;
    await east.run("INSERT INTO d.s.t VALUES (2)", "INSERT INTO e.public.t VALUES (2)");
    held.release();
    await done;
    expect(await numbers(west)).toEqual([1]);
    expect(await numbers(west, "e.public.t")).toEqual([]);
  });

  it("follows renames, comments and parameters of databases, also when two exchange their names", async () => {
    const { east, west, refresh } = bench;
    await east.run("CREATE DATABASE e COMMENT = 'e'", "ALTER FAILOVER GROUP fg ADD e TO ALLOWED_DATABASES");
    await refresh();
    await east.run("ALTER DATABASE d SWAP WITH e", "ALTER DATABASE e SET DATA_RETENTION_TIME_IN_DAYS = 3");
    await refresh();
    expect(await numbers(west, "e.s.t")).toEqual([1]);
    expect(await west.rows("SHOW DATABASES")).toEqual([
      expect.objectContaining({ name: "D", comment: "e" }),
      expect.objectContaining({ name: "E", retention_time: "3" }),
    ]);
  });

  it("drops the databases that have left the list, and those only", async () => {
    const { east, west, refresh } = bench;
    await refresh();
    await west.run("CREATE DATABASE own");
    await east.run("CREATE DATABASE e", "ALTER FAILOVER GROUP fg ADD e TO ALLOWED_DATABASES");
    await refresh();
    expect(await databases(west)).toEqual(["D", "E", "OWN"]);
    await east.run("ALTER FAILOVER GROUP fg REMOVE e FROM ALLOWED_DATABASES");
    expect(await databases(west)).toEqual(["D", "E", "OWN"]);
    await refresh();
    expect(await databases(west)).toEqual(["D", "OWN"]);
    expect(await databases(east)).toEqual(["D", "E"]);
    await east.run("DROP DATABASE e", "ALTER FAILOVER GROUP fg SET ALLOWED_DATABASES = NULL");
    await refresh();
    expect(await databases(west)).toEqual(["OWN"]);
  });

  it("hands a database over that has moved to another group, whichever is refreshed first", async () => {
    const { east, west, refresh } = bench;
    await refresh();
    const before = (await west.row("SHOW DATABASES")).created_on;
    await east.run(
      "CREATE DATABASE f",
      "CREATE FAILOVER GROUP other OBJECT_TYPES = DATABASES ALLOWED_DATABASES = f ALLOWED_ACCOUNTS = org.west",
      "ALTER FAILOVER GROUP fg MOVE DATABASES d TO FAILOVER GROUP other",
    );
    await west.run("CREATE FAILOVER GROUP other AS REPLICA OF org.east.other");
    await refresh();
    expect(await databases(west)).toEqual(["D"]);
    await west.run("ALTER FAILOVER GROUP other REFRESH");
    await refresh();
    expect(await databases(west)).toEqual(["D", "F"]);
    expect((await west.row("SHOW DATABASES LIKE 'D'")).created_on).toEqual(before);
    expect(await west.rows("SHOW DATABASES IN FAILOVER GROUP other")).toEqual([{ name: "D" }, { name: "F" }]);
  });

  it("does not take a database's place, and changes nothing then", async () => {
    const { east, west, refresh } = bench;
    await west.run("CREATE DATABASE d");
    expect(await west.error("ALTER FAILOVER GROUP fg REFRESH")).toBe(
      "003942 (55000): Database 'D' exists already and is no replica of 'ORG.EAST.D'. Rename or drop it, and refresh again.",
    );
    await west.run("ALTER DATABASE d RENAME TO mine");
    await refresh();
    expect(await databases(west)).toEqual(["D", "MINE"]);
    expect(await databases(east)).toEqual(["D"]);
  });

  it("takes over databases of database replication, also when they were written to meanwhile", async () => {
    const { east, west } = bench;
    await east.run(
      "CREATE DATABASE e",
      "CREATE TABLE e.public.t AS SELECT 1 AS x",
      "ALTER DATABASE e ENABLE REPLICATION TO ACCOUNTS org.west",
    );
    await west.run("CREATE DATABASE e AS REPLICA OF org.east.e", "ALTER DATABASE e REFRESH");
    await east.run(
      "SELECT SYSTEM$DISABLE_DATABASE_REPLICATION('e')",
      "ALTER FAILOVER GROUP fg ADD e TO ALLOWED_DATABASES",
    );
    await west.run("INSERT INTO e.public.t VALUES (9)");
    await bench.refresh();
    expect(await numbers(west, "e.public.t")).toEqual([1]);
    expect(await west.error("INSERT INTO e.public.t VALUES (9)")).toMatch(/^003903/);
  });

  it("lets a default come from a sequence of another group's database, and no foreign key leave the group", async () => {
    const { east, west, refresh } = bench;
    await east.run(
      "CREATE DATABASE e",
      "CREATE SEQUENCE e.public.q",
      "CREATE TABLE d.s.n (x NUMBER DEFAULT e.public.q.NEXTVAL)",
    );
    await refresh();
    expect(await west.rows("SHOW TABLES LIKE 'N' IN SCHEMA d.s")).toHaveLength(1);
    await east.run(
      "CREATE TABLE e.public.p (x NUMBER PRIMARY KEY)",
      "CREATE TABLE d.s.c (x NUMBER REFERENCES e.public.p (x))",
    );
    expect(await west.error("ALTER FAILOVER GROUP fg REFRESH")).toMatch(/^003131/);
    await east.run("ALTER FAILOVER GROUP fg ADD e TO ALLOWED_DATABASES");
    await refresh();
    expect(await databases(west)).toEqual(["D", "E"]);
  });
});

describe("while a refresh goes on", () => {
  it.each(GROUP_PHASES)(
    "nobody promotes the group or refreshes it again in %s, and cancelling it changes nothing",
    async (phase) => {
      const { east, west, refresh } = bench;
      await refresh();
      await east.run("INSERT INTO d.s.t VALUES (2)", "CREATE TABLE d.s.n (x NUMBER)");
      const held = hold(west, phase);
      const done = west.error("ALTER FAILOVER GROUP fg REFRESH");
      await held.reached;
      const second = west.sessionOf("ADMIN", "ACCOUNTADMIN");
      expect(await west.error("ALTER FAILOVER GROUP fg PRIMARY", second)).toBe(
        '003916 (55000): Replication group "FG" cannot currently be set as primary because it is being refreshed. ' +
          "Either wait for the refresh to finish or cancel the refresh and try again.",
      );
      expect(await west.error("ALTER FAILOVER GROUP fg REFRESH", second)).toMatch(/^003915/);
      const history =
        "SELECT phase_name, job_uuid FROM TABLE(d.INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('fg')) WHERE phase_name <> 'COMPLETED' AND phase_name <> 'CANCELED'";
      const [running] = await west.rows(history, second);
      expect(running?.PHASE_NAME).toBe(phase);
      // D: SUSPEND IMMEDIATE does not cancel what was asked for by hand.
      await west.rows("ALTER FAILOVER GROUP fg SUSPEND IMMEDIATE", second);
      expect(await west.rows(history, second)).toHaveLength(1);
      await west.rows(`SELECT SYSTEM$CANCEL_QUERY('${running?.JOB_UUID}')`, second);
      expect(await done).toMatch(/^000604/);
      expect(await west.rows(history)).toEqual([]);
      expect(await numbers(west)).toEqual([1]);
      expect(await west.rows("SHOW TABLES IN SCHEMA d.s")).toHaveLength(1);
      await west.run("ALTER FAILOVER GROUP fg PRIMARY");
      expect(await numbers(west)).toEqual([1]);
    },
  );

  it("the group may be dropped: the refresh has changed nothing", async () => {
    const { west } = bench;
    const held = hold(west, "SECONDARY_DOWNLOADING_METADATA");
    const done = west.error("ALTER FAILOVER GROUP fg REFRESH");
    await held.reached;
    await west.rows("DROP FAILOVER GROUP fg", west.sessionOf("ADMIN", "ACCOUNTADMIN"));
    expect(await done).toMatch(/^003946/);
    expect(await databases(west)).toEqual([]);
  });

  it("an account that goes away before all has come makes it fail, later ones don't matter", async () => {
    const { east, west } = bench;
    const gone = () => {
      throw new Error("ORG.EAST is away");
    };
    const early = hold(west, "PRIMARY_UPLOADING_DATA");
    const failing = west.error("ALTER FAILOVER GROUP fg REFRESH");
    await early.reached;
    west.reach = gone;
    early.release();
    expect(await failing).toMatch(/ORG.EAST is away/);
    west.reach = () => undefined;
    const late = hold(west, "SECONDARY_DOWNLOADING_METADATA");
    const done = west.run("ALTER FAILOVER GROUP fg REFRESH");
    await late.reached;
    west.reach = gone;
    late.release();
    await done;
    expect(await numbers(west)).toEqual([1]);
    expect(await numbers(east)).toEqual([1]);
  });
});
