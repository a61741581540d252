import { ExternalBench } from "./external-bench";

let bench: ExternalBench;

beforeEach(async () => {
  bench = await new ExternalBench().prepare();
});

const JSON_FORMAT = "FILE_FORMAT = (TYPE = JSON)";
const ID = "id NUMBER AS (VALUE:id::NUMBER)";
const DT = "dt VARCHAR AS (SPLIT_PART(SPLIT_PART(METADATA$FILENAME, '/', 3), '=', 2))";

/** Two partitions with three rows. */
const events = async (more = "") => {
  bench.bucket.put("raw/events/dt=1/a.json", '{"id": 1}\n{"id": 2}\n');
  bench.bucket.put("raw/events/dt=2/b.json", '{"id": 3}\n');
  bench.bucket.put("raw/other/c.json", '{"id": 9}\n');
  await bench.run(
    `CREATE EXTERNAL TABLE ev (${ID}, ${DT}) PARTITION BY (dt) LOCATION = @stage/events ${JSON_FORMAT} ${more}`,
  );
};

const reader = async (...grants: readonly string[]) => {
  await bench.run(
    "CREATE ROLE r",
    "GRANT USAGE ON DATABASE d TO ROLE r",
    "GRANT USAGE ON SCHEMA d.public TO ROLE r",
    "CREATE USER u",
    ...grants,
  );
  return bench.sessionOf("U", "R");
};

describe("an external table", () => {
  it("gives VALUE and its columns; the file and the row's number can be named", async () => {
    await events();
    expect(await bench.values("SELECT * FROM ev ORDER BY id")).toEqual([
      ['{\n  "id": 1\n}', "1", "1"],
      ['{\n  "id": 2\n}', "2", "1"],
      ['{\n  "id": 3\n}', "3", "2"],
    ]);
    expect(
      await bench.values("SELECT e.METADATA$FILENAME, METADATA$FILE_ROW_NUMBER, VALUE:id::INT FROM ev e ORDER BY 1, 2"),
    ).toEqual([
      ["raw/events/dt=1/a.json", "1", "1"],
      ["raw/events/dt=1/a.json", "2", "2"],
      ["raw/events/dt=2/b.json", "1", "3"],
    ]);
    expect(await bench.values("SELECT id FROM ev WHERE dt = '2'")).toEqual([["3"]]);
    expect(await bench.values("SELECT a, COUNT(*) FROM ev AS t (v, a, b) GROUP BY a ORDER BY a")).toHaveLength(3);
  });

  it("tells its file format by DESCRIBE … TYPE = STAGE: each option with its default", async () => {
    await events();
    await bench.run(
      "CREATE EXTERNAL TABLE c LOCATION = @stage/c FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1 NULL_IF = ('a', 'b'))",
    );
    const format = async (table: string) => {
      const rows = await bench.values(`DESCRIBE EXTERNAL TABLE ${table} TYPE = STAGE`);
      return rows.filter(([, , , value, fallback]) => value !== fallback);
    };
    expect(await format("ev")).toEqual([["STAGE_FILE_FORMAT", "TYPE", "String", "JSON", "CSV"]]);
    expect(await format("c")).toEqual([
      ["STAGE_FILE_FORMAT", "SKIP_HEADER", "Integer", "1", "0"],
      ["STAGE_FILE_FORMAT", "NULL_IF", "List", "[a, b]", "[\\N]"],
    ]);
    expect(await bench.values("DESCRIBE EXTERNAL TABLE ev TYPE = COLUMNS")).toHaveLength(3);
  });

  it("can be joined, and read by views and materialized views", async () => {
    await events();
    await bench.run(
      "CREATE VIEW v AS SELECT id, METADATA$FILENAME f FROM ev",
      "CREATE MATERIALIZED VIEW m AS SELECT id, dt FROM ev WHERE id > 1",
    );
    expect(await bench.values("SELECT COUNT(*) FROM ev NATURAL JOIN m")).toEqual([["2"]]);
    expect(await bench.values("SELECT MAX(f) FROM v")).toEqual([["raw/events/dt=2/b.json"]]);
  });

  it("has no rows before it is refreshed, and those of the refresh afterwards", async () => {
    await events("REFRESH_ON_CREATE = FALSE");
    const ids = async () => (await bench.values("SELECT id FROM ev ORDER BY id")).flat();
    expect([await ids(), (await bench.row("SHOW EXTERNAL TABLES")).last_refreshed_on]).toEqual([[], null]);
    expect(await bench.values("ALTER EXTERNAL TABLE ev REFRESH")).toEqual([
      ["raw/events/dt=1/a.json", "REGISTERED_NEW", "File registered successfully."],
      ["raw/events/dt=2/b.json", "REGISTERED_NEW", "File registered successfully."],
    ]);
    expect(await ids()).toEqual(["1", "2", "3"]);
    bench.bucket.put("raw/events/dt=1/a.json", '{"id": 7}');
    bench.bucket.remove("raw/events/dt=2/b.json");
    bench.bucket.put("raw/events/dt=3/c.json", '{"id": 8}');
    expect((await bench.rows("ALTER EXTERNAL TABLE ev REFRESH 'dt=1'")).map(({ status }) => status)).toEqual([
      "REGISTERED_UPDATE",
    ]);
    expect((await bench.rows("ALTER EXTERNAL TABLE ev REFRESH")).map(({ file, status }) => [file, status])).toEqual([
      ["raw/events/dt=2/b.json", "UNREGISTERED"],
      ["raw/events/dt=3/c.json", "REGISTERED_NEW"],
    ]);
    expect([await ids(), await bench.rows("ALTER EXTERNAL TABLE ev REFRESH")]).toEqual([["7", "8"], []]);
  });

  it("takes the files that a pattern fits, and none that stand for folders", async () => {
    bench.bucket.put("raw/p/a.json", '{"id": 1}');
    bench.bucket.put("raw/p/a.json.tmp", '{"id": 2}');
    bench.bucket.put("raw/p/", "");
    await bench.run(`CREATE EXTERNAL TABLE p (${ID}) LOCATION = @stage/p/ PATTERN = 'p/.*[.]json' ${JSON_FORMAT}`);
    expect(await bench.values("SELECT id FROM p")).toEqual([["1"]]);
  });

  it("tells its files", async () => {
    await events();
    expect(
      await bench.values(
        "SELECT file_name, file_size, etag = md5 FROM TABLE(INFORMATION_SCHEMA.EXTERNAL_TABLE_FILES(TABLE_NAME => 'EV'))",
      ),
    ).toEqual([
      ["raw/events/dt=1/a.json", "20", "true"],
      ["raw/events/dt=2/b.json", "10", "true"],
    ]);
  });

  it("reads the files only whose partition or name a condition lets through", async () => {
    await events();
    bench.bucket.fetched.length = 0;
    bench.bucket.remove("raw/events/dt=1/a.json");
    expect(await bench.values("SELECT id FROM ev WHERE dt = '2' AND id > 0")).toEqual([["3"]]);
    expect(await bench.values("SELECT id FROM ev e WHERE e.dt IN ('2', '7') AND NOT (id = 7 OR FALSE)")).toEqual([
      ["3"],
    ]);
    expect(await bench.values("SELECT id FROM ev WHERE METADATA$FILENAME LIKE '%/b.json'")).toEqual([["3"]]);
    expect(await bench.values("WITH q AS (SELECT * FROM ev WHERE dt > '1') SELECT id FROM q")).toEqual([["3"]]);
    expect(bench.bucket.fetched).toEqual(["s3://lake/raw/events/dt=2/b.json"]);
    expect(await bench.error("SELECT id FROM ev WHERE dt = '2' OR id = 3")).toMatch("100016");
    expect(await bench.error("SELECT id FROM ev WHERE UPPER(dt) = '2'")).toMatch("100016");
  });

  it("says of a registered file that it is gone", async () => {
    await events();
    bench.bucket.remove("raw/events/dt=2/b.json");
    expect(await bench.error("SELECT * FROM ev")).toMatch(
      "100016 (22000): Remote file 's3://lake/raw/events/dt=2/b.json' was not found",
    );
  });
});

describe("columns of an external table", () => {
  it("are added, dropped and renamed by ALTER TABLE, and grants stay", async () => {
    await events();
    const session = await reader("GRANT SELECT ON EXTERNAL TABLE ev TO ROLE r");
    await bench.run(
      `ALTER TABLE ev ADD COLUMN "Twice" NUMBER(38,0) AS (VALUE:id::NUMBER * 2), n VARCHAR AS (VALUE:none::VARCHAR)`,
      "ALTER TABLE ev DROP COLUMN n",
      `ALTER TABLE ev RENAME COLUMN "Twice" TO double`,
      "ALTER TABLE ev ADD COLUMN IF NOT EXISTS double NUMBER AS (1::NUMBER)",
    );
    expect(await bench.rows("SELECT id, double FROM d.public.ev WHERE dt = '2'", session)).toEqual([
      { ID: "3", DOUBLE: "6" },
    ]);
    expect((await bench.rows("DESC EXTERNAL TABLE ev")).map((row) => [row.name, row.kind, row.expression])).toEqual([
      ["VALUE", "COLUMN", null],
      ["ID", "VIRTUAL", "VALUE:id::NUMBER"],
      ["DT", "VIRTUAL", "SPLIT_PART(SPLIT_PART(METADATA$FILENAME, '/', 3), '=', 2)"],
      ["DOUBLE", "VIRTUAL", "VALUE:id::NUMBER * 2"],
    ]);
  });

  it("keep what an expression needs: VALUE and the partition columns stay", async () => {
    await events();
    expect(await bench.error("ALTER TABLE ev DROP COLUMN dt")).toMatch("091097");
    expect(await bench.error("ALTER TABLE ev DROP COLUMN value")).toMatch("091097");
    expect(await bench.error("ALTER TABLE ev DROP COLUMN nothing")).toMatch("000904");
    expect(await bench.error(`ALTER TABLE ev ADD COLUMN ${ID}`)).toMatch("002025");
    expect(await bench.error("ALTER TABLE ev ADD COLUMN x NUMBER")).toMatch("not emulated: this ALTER TABLE");
    expect(await bench.error("ALTER TABLE ev CLUSTER BY (id)")).toMatch("not emulated: this ALTER TABLE");
  });

  it("are part of SHOW COLUMNS and INFORMATION_SCHEMA", async () => {
    await events("COMMENT = 'c'");
    expect((await bench.rows("SHOW COLUMNS IN TABLE ev")).map((row) => row.column_name)).toEqual(["VALUE", "ID", "DT"]);
    expect(
      await bench.values("SELECT column_name, data_type FROM INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'EV'"),
    ).toEqual([
      ["VALUE", "VARIANT"],
      ["ID", "NUMBER"],
      ["DT", "TEXT"],
    ]);
    expect(await bench.row("SELECT * FROM INFORMATION_SCHEMA.EXTERNAL_TABLES")).toMatchObject({
      TABLE_NAME: "EV",
      LOCATION: "@D.PUBLIC.STAGE/events/",
      FILE_FORMAT_TYPE: "JSON",
      COMMENT: "c",
    });
    expect(await bench.row("SELECT table_type FROM INFORMATION_SCHEMA.TABLES WHERE table_name = 'EV'")).toEqual({
      TABLE_TYPE: "EXTERNAL TABLE",
    });
    expect(await bench.row("SHOW TABLES")).toMatchObject({ name: "EV", is_external: "Y", is_iceberg: "N" });
    expect(await bench.row("SHOW OBJECTS")).toMatchObject({ name: "EV", kind: "EXTERNAL_TABLE" });
  });

  it("may be as precise as their type", async () => {
    bench.bucket.put("raw/p/a.json", '{"n": 12345678901234567890.123456789}');
    await bench.run(
      `CREATE EXTERNAL TABLE p (n NUMBER(38,9) AS (VALUE:n::NUMBER(38,9))) LOCATION = @stage/p/ ${JSON_FORMAT}`,
    );
    expect(await bench.values("SELECT n FROM p")).toEqual([["12345678901234567890.123456789"]]);
  });
});

describe("comment, name and properties", () => {
  it("are changed without touching files or grants", async () => {
    await events("COMMENT = 'glue:v=1'");
    await bench.run("ALTER TABLE ev SET COMMENT = 'glue:v=2'");
    expect((await bench.row("SHOW EXTERNAL TABLES")).comment).toBe("glue:v=2");
    await bench.run(
      "ALTER TABLE IF EXISTS ev UNSET COMMENT",
      "ALTER TABLE ev RENAME TO d.public.renamed",
      "ALTER EXTERNAL TABLE renamed SET AUTO_REFRESH = FALSE",
      "ALTER EXTERNAL TABLE IF EXISTS nothing REFRESH",
    );
    expect(await bench.row("SHOW EXTERNAL TABLES")).toMatchObject({
      name: "RENAMED",
      comment: "",
      notification_channel: null,
      invalid: false,
    });
    expect(await bench.values("SELECT COUNT(*) FROM renamed")).toEqual([["3"]]);
  });

  it("carries tags", async () => {
    await bench.run("CREATE TAG cost");
    await events("WITH TAG (cost = 'low')");
    expect(await bench.values("SELECT SYSTEM$GET_TAG('cost', 'ev', 'external table')")).toEqual([["low"]]);
    await bench.run("ALTER EXTERNAL TABLE ev SET TAG cost = 'high'");
    expect(await bench.values("SELECT SYSTEM$GET_TAG('cost', 'ev', 'external table')")).toEqual([["high"]]);
  });
});

describe("replacing", () => {
  it("loses grants, and keeps them with COPY GRANTS", async () => {
    await events();
    const session = await reader("GRANT SELECT ON EXTERNAL TABLE ev TO ROLE r");
    const again = `CREATE OR REPLACE EXTERNAL TABLE ev (${ID}) LOCATION = @stage/events/ ${JSON_FORMAT}`;
    await bench.run(`${again} COPY GRANTS`);
    expect(await bench.rows("SELECT id FROM d.public.ev WHERE id = 3", session)).toEqual([{ ID: "3" }]);
    await bench.run(again);
    expect(await bench.error("SELECT id FROM d.public.ev", session)).toMatch("002003 (42S02)");
  });

  it("leaves an existing one alone with IF NOT EXISTS", async () => {
    await events();
    const [row] = await bench.rows(
      `CREATE EXTERNAL TABLE IF NOT EXISTS ev LOCATION = @nowhere FILE_FORMAT = (TYPE = CSV)`,
    );
    expect(row).toEqual({ status: "EV already exists, statement succeeded." });
  });
});

describe("grants on external tables", () => {
  it("are of a kind of their own, future ones too", async () => {
    const session = await reader("GRANT SELECT ON FUTURE EXTERNAL TABLES IN SCHEMA d.public TO ROLE r");
    await events();
    expect(await bench.row("SHOW GRANTS ON EXTERNAL TABLE ev")).toMatchObject({ granted_on: "EXTERNAL_TABLE" });
    expect(await bench.rows("SELECT COUNT(*) c FROM d.public.ev", session)).toEqual([{ C: "3" }]);
    await bench.run(
      "REVOKE SELECT ON EXTERNAL TABLE ev FROM ROLE r",
      "GRANT REFERENCES ON ALL EXTERNAL TABLES IN DATABASE d TO ROLE r",
    );
    expect(await bench.error("SELECT * FROM d.public.ev", session)).toMatch("003001");
    await bench.run("GRANT OWNERSHIP ON EXTERNAL TABLE ev TO ROLE r REVOKE CURRENT GRANTS");
    expect(await bench.error("ALTER EXTERNAL TABLE d.public.ev REFRESH", session)).toMatch(
      "003001 (42501): SQL access control error:\nInsufficient privileges to operate on stage 'STAGE'",
    );
    expect(await bench.rows("DROP EXTERNAL TABLE d.public.ev", session)).toEqual([
      { status: "EV successfully dropped." },
    ]);
  });
});

describe("the stage of an external table", () => {
  it("is known by itself: another one by its name is not it", async () => {
    await events();
    await bench.run("CREATE OR REPLACE STAGE stage URL = 's3://lake/raw/' STORAGE_INTEGRATION = si");
    expect(await bench.row("SHOW EXTERNAL TABLES")).toMatchObject({
      invalid: true,
      invalid_reason: "Missing or invalid stage.",
      stage: "",
    });
    expect(await bench.error("SELECT * FROM ev")).toMatch("091093 (55000)");
    expect(await bench.error("ALTER EXTERNAL TABLE ev REFRESH")).toMatch("091093 (55000)");
  });

  it("gives its format to nobody; a named format is one that has to stay", async () => {
    bench.bucket.put("raw/c/a.csv", "h\n1\n");
    await bench.run(
      "CREATE FILE FORMAT ff TYPE = CSV SKIP_HEADER = 1",
      "CREATE EXTERNAL TABLE c (a VARCHAR AS (VALUE:c1::VARCHAR)) LOCATION = @stage/c/ FILE_FORMAT = (FORMAT_NAME = 'd.public.ff')",
    );
    expect(await bench.values("SELECT a FROM c")).toEqual([["1"]]);
    expect(await bench.row("SHOW EXTERNAL TABLES")).toMatchObject({
      file_format_name: "D.PUBLIC.FF",
      file_format_type: "CSV",
    });
    await bench.run("ALTER FILE FORMAT ff SET SKIP_HEADER = 0");
    expect(await bench.values("SELECT a FROM c ORDER BY a")).toEqual([["1"], ["h"]]);
    await bench.run("DROP FILE FORMAT ff");
    expect(await bench.error("SELECT a FROM c")).toMatch("Missing or invalid file format");
  });
});

describe("user-specified partitions", () => {
  const DAY = "day DATE AS (PARSE_JSON(METADATA$EXTERNAL_TABLE_PARTITION):DAY::DATE)";

  beforeEach(async () => {
    bench.bucket.put("raw/events/x/a.json", '{"id": 1}');
    bench.bucket.put("raw/events/y/b.json", '{"id": 2}');
    await bench.run(
      `CREATE EXTERNAL TABLE ev (${ID}, ${DAY}) PARTITION BY (day) PARTITION_TYPE = USER_SPECIFIED LOCATION = @stage/events/ ${JSON_FORMAT}`,
    );
  });

  it("are added and dropped by location", async () => {
    expect(await bench.values("SELECT * FROM ev")).toEqual([]);
    await bench.run(
      "ALTER EXTERNAL TABLE ev ADD PARTITION (day = '2024-05-01') LOCATION 'x'",
      "ALTER EXTERNAL TABLE ev ADD PARTITION (day = '2024-05-02') LOCATION 'y/'",
    );
    expect(await bench.values("SELECT id, day::VARCHAR FROM ev ORDER BY id")).toEqual([
      ["1", "2024-05-01"],
      ["2", "2024-05-02"],
    ]);
    bench.bucket.put("raw/events/x/c.json", '{"id": 3}');
    expect(await bench.values("SELECT COUNT(*) FROM ev")).toEqual([["2"]]);
    await bench.run("ALTER EXTERNAL TABLE ev ADD PARTITION (day = '2024-05-03') LOCATION 'x'");
    expect(await bench.values("SELECT id FROM ev WHERE day = '2024-05-03' ORDER BY id")).toEqual([["1"], ["3"]]);
    await bench.run("ALTER EXTERNAL TABLE ev DROP PARTITION LOCATION 'x/'");
    expect(await bench.values("SELECT id FROM ev")).toEqual([["2"]]);
  });

  it("need a value for every partition column", async () => {
    expect(await bench.error("ALTER EXTERNAL TABLE ev ADD PARTITION (other = '1') LOCATION 'x'")).toMatch("091095");
    expect(await bench.error("ALTER EXTERNAL TABLE ev DROP PARTITION LOCATION 'never'")).toMatch("091095");
  });
});
