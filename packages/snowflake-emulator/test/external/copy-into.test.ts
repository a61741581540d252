import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { avro } from "./avro-file";
import { ExternalBench } from "./external-bench";

let bench: ExternalBench;

beforeEach(async () => {
  bench = await new ExternalBench().prepare();
  await bench.run("CREATE TABLE t (id NUMBER(5,0), name VARCHAR(5), at DATE)");
});

const CSV = "FILE_FORMAT = (TYPE = CSV)";
const copy = (more = "", from = "@stage/in") => `COPY INTO t FROM ${from} ${CSV} ${more}`;
const loaded = async () =>
  (await bench.values("SELECT id, name, at::VARCHAR FROM t ORDER BY id")).map((row) => row.join());
const put = (key: string, content: string | Uint8Array) => bench.bucket.put(`raw/in/${key}`, content);

describe("COPY INTO a table from CSV files", () => {
  it("loads the fields by position, and tells of each file", async () => {
    put("a.csv", "1,one,2026-01-02\n2,\\N,\n");
    put("b.csv", "3,three,2026-01-03");
    expect(await bench.rows(copy())).toEqual([
      {
        file: "s3://lake/raw/in/a.csv",
        status: "LOADED",
        rows_parsed: 2,
        rows_loaded: 2,
        error_limit: 1,
        errors_seen: 0,
        first_error: null,
        first_error_line: null,
        first_error_character: null,
        first_error_column_name: null,
      },
      expect.objectContaining({ file: "s3://lake/raw/in/b.csv", status: "LOADED", rows_loaded: 1 }),
    ]);
    expect(await loaded()).toEqual(["1,one,2026-01-02", "2,,", "3,three,2026-01-03"]);
  });

  it("into some columns, the others get their defaults", async () => {
    await bench.run("CREATE TABLE d (n NUMBER AUTOINCREMENT START 7 INCREMENT 1, a VARCHAR, b VARCHAR DEFAULT 'none')");
    put("a.csv", "x\ny\n");
    await bench.run(`COPY INTO d (a) FROM @stage/in ${CSV}`);
    expect(await bench.values("SELECT * FROM d ORDER BY n")).toEqual([
      ["7", "x", "none"],
      ["8", "y", "none"],
    ]);
  });

  it("by the formats that the file format names", async () => {
    await bench.run("CREATE TABLE f (at DATE, ts TIMESTAMP_NTZ, bytes BINARY, doc VARIANT)");
    put("a.csv", `02.01.2026|2026/01/02 03:04|aGk=|"{""a"": [1]}"\n`);
    await bench.run(
      `COPY INTO f FROM @stage/in FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = '|' FIELD_OPTIONALLY_ENCLOSED_BY = '"'
       DATE_FORMAT = 'DD.MM.YYYY' TIMESTAMP_FORMAT = 'YYYY/MM/DD HH24:MI' BINARY_FORMAT = BASE64)`,
    );
    expect(
      await bench.values("SELECT at::VARCHAR, ts::VARCHAR, TO_VARCHAR(bytes, 'UTF-8'), doc:a[0]::INT FROM f"),
    ).toEqual([["2026-01-02", "2026-01-02 03:04:00.000", "hi", "1"]]);
  });

  it("takes the files that are named, or that a pattern fits, and no folders", async () => {
    for (const name of ["a.csv", "b.csv", "c.txt", "sub/"]) put(name, `${name.charCodeAt(0)},x,\n`);
    expect((await bench.rows(copy("FILES = ('b.csv')", "@stage/in/"))).map(({ file }) => file)).toEqual([
      "s3://lake/raw/in/b.csv",
    ]);
    expect((await bench.rows(copy("PATTERN = '.*[.]csv'"))).map(({ file }) => file)).toEqual([
      "s3://lake/raw/in/a.csv",
    ]);
    expect(await bench.error(copy("FILES = ('z.csv')", "@stage/in/"))).toMatch(/^100016.*z\.csv' was not found/s);
  });
});

describe("a file", () => {
  it("is loaded once as long as it is the same, again when it changed, when it is forced and after TRUNCATE", async () => {
    put("a.csv", "1,one,\n");
    await bench.run(copy());
    expect(await bench.rows(copy())).toEqual([{ status: "Copy executed with 0 files processed." }]);
    put("b.csv", "2,two,\n");
    expect((await bench.rows(copy())).map(({ file }) => file)).toEqual(["s3://lake/raw/in/b.csv"]);
    put("a.csv", "3,three,\n");
    await bench.run(copy());
    expect(await loaded()).toEqual(["1,one,", "2,two,", "3,three,"]);
    await bench.run(copy("FORCE = TRUE"));
    expect(await loaded()).toHaveLength(5);
    await bench.run("DELETE FROM t");
    expect(await bench.rows(copy())).toEqual([{ status: "Copy executed with 0 files processed." }]);
    await bench.run("TRUNCATE TABLE t", copy());
    expect(await loaded()).toEqual(["2,two,", "3,three,"]);
  });

  it("is loaded once by statements that run side by side", async () => {
    put("a.csv", "1,one,\n");
    await Promise.all([bench.rows(copy()), bench.rows(copy()), bench.rows(copy())]);
    expect(await loaded()).toEqual(["1,one,"]);
  });

  it("that is not loaded is tried again", async () => {
    put("a.csv", "x,one,\n");
    expect((await bench.rows(copy("ON_ERROR = SKIP_FILE"))).map(({ status }) => status)).toEqual(["LOAD_FAILED"]);
    put("b.csv", "2,two,\n");
    expect((await bench.rows(copy("ON_ERROR = CONTINUE"))).map(({ status }) => status)).toEqual([
      "LOAD_FAILED",
      "LOADED",
    ]);
  });
});

describe("a row that can't be loaded", () => {
  beforeEach(() => {
    put("a.csv", "1,one,\n2,toolong,\nx,three,\n4,four,no\n5,five,\n6,six\n");
    put("b.csv", "7,seven,\n");
  });

  it("ends the statement, and nothing is loaded", async () => {
    const error = await bench.error(copy());
    expect(error).toMatch(/toolong.*File 's3:\/\/lake\/raw\/in\/a\.csv', line 2\n {2}Row 2, column "T"\["NAME":2\]/s);
    expect(error).toMatch(/use other values such as 'SKIP_FILE' or 'CONTINUE' for the ON_ERROR option/);
    expect([await loaded(), (await bench.rows(copy("ON_ERROR = CONTINUE"))).length]).toEqual([[], 2]);
  });

  it("is left out with CONTINUE", async () => {
    expect((await bench.rows(copy("ON_ERROR = CONTINUE")))[0]).toMatchObject({
      status: "PARTIALLY_LOADED",
      rows_parsed: 6,
      rows_loaded: 2,
      error_limit: 6,
      errors_seen: 4,
      first_error_line: 2,
      first_error_column_name: '"T"["NAME":2]',
    });
    expect(await loaded()).toEqual(["1,one,", "5,five,", "7,seven,"]);
  });

  it("is found whatever rows are around it", async () => {
    await bench.run("CREATE TABLE p (id NUMBER(5,0))");
    const row = fc.oneof(fc.nat(999).map(String), fc.constant("x"), fc.constant("1,2"));
    let file = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        file += 1;
        put(`p/${file}.csv`, rows.join("\n"));
        const good = rows.filter((one) => /^\d+$/.test(one));
        await bench.run("TRUNCATE TABLE p");
        const [answer] = await bench.rows(`COPY INTO p FROM @stage/in/p/${file}.csv ${CSV} ON_ERROR = CONTINUE`);
        expect(answer).toMatchObject({
          rows_parsed: rows.length,
          rows_loaded: good.length,
          errors_seen: rows.length - good.length,
          first_error_line: good.length === rows.length ? null : rows.findIndex((one) => !/^\d+$/.test(one)) + 1,
        });
        const ids = (await bench.values("SELECT id FROM p")).flat().map(Number);
        expect(ids.sort((a, b) => a - b)).toEqual(good.map(Number).sort((a, b) => a - b));
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ["SKIP_FILE", "LOAD_FAILED"],
    ["SKIP_FILE_4", "LOAD_FAILED"],
    ["SKIP_FILE_5", "PARTIALLY_LOADED"],
    ["'SKIP_FILE_60%'", "LOAD_FAILED"],
    ["'SKIP_FILE_70%'", "PARTIALLY_LOADED"],
  ])("lets its file be left out with %s", async (onError, status) => {
    const rows = await bench.rows(copy(`ON_ERROR = ${onError}`));
    expect(rows.map((row) => row.status)).toEqual([status, "LOADED"]);
    expect(await loaded()).toHaveLength(status === "LOAD_FAILED" ? 1 : 3);
  });

  it("comes after a limit of size, which is kept by whole files", async () => {
    bench.bucket.remove("raw/in/a.csv");
    for (const id of [1, 2, 3]) put(`s${id}.csv`, `${id},x,\n`);
    expect(await bench.rows(copy("SIZE_LIMIT = 12"))).toHaveLength(2);
    expect(await bench.rows(copy("SIZE_LIMIT = 1"))).toHaveLength(1);
    expect(await bench.rows(copy())).toHaveLength(1);
  });

  it("is told alone with RETURN_FAILED_ONLY", async () => {
    expect(await bench.rows(copy("ON_ERROR = CONTINUE RETURN_FAILED_ONLY = TRUE"))).toHaveLength(1);
  });

  it("may have another number of fields when the format says so, and its texts be cut", async () => {
    bench.bucket.remove("raw/in/a.csv");
    put("c.csv", "1,toolong\n2,x,2026-01-01,more\n");
    const format = "FILE_FORMAT = (TYPE = CSV ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE)";
    await bench.run(`COPY INTO t FROM @stage/in/c ${format} TRUNCATECOLUMNS = TRUE`);
    expect(await loaded()).toEqual(["1,toolo,", "2,x,2026-01-01"]);
  });

  it("says of NOT NULL columns that they got none; lines are counted with the header's", async () => {
    await bench.run("CREATE TABLE n (id NUMBER NOT NULL)");
    put("sub/n.csv", "id\n1\n\\N\n");
    const statement = "COPY INTO n FROM @stage/in/sub FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1)";
    expect(await bench.error(statement)).toMatch(/^100072.*line 3\n {2}Row 2, column "N"\["ID":1\]/s);
  });
});

describe("COPY INTO from other formats", () => {
  const JSON_FORMAT = "FILE_FORMAT = (TYPE = JSON)";

  it("loads whole values into one VARIANT column", async () => {
    await bench.run("CREATE TABLE v (doc VARIANT)", "CREATE TABLE o (doc OBJECT)");
    put("a.json", '{"id": 1}\n{"id": 2}');
    await bench.run(`COPY INTO v FROM @stage/in ${JSON_FORMAT}`, `COPY INTO o FROM @stage/in ${JSON_FORMAT}`);
    expect(await bench.values("SELECT doc:id::INT FROM v UNION ALL SELECT doc:id::INT FROM o ORDER BY 1")).toHaveLength(
      4,
    );
    expect(await bench.error(`COPY INTO t FROM @stage/in ${JSON_FORMAT}`)).toMatch(
      "JSON file format can produce one and only one column of type variant, object, or array.",
    );
  });

  it("loads values by the columns' names", async () => {
    put("a.json", '{"id": 1, "Name": "one", "at": "2026-01-02", "other": 1}\n{"ID": 2, "NAME": "two"}');
    await bench.run(`COPY INTO t FROM @stage/in ${JSON_FORMAT} MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE`);
    expect(await loaded()).toEqual(["1,one,2026-01-02", "2,two,"]);
    await bench.run("TRUNCATE TABLE t");
    await bench.run(`COPY INTO t FROM @stage/in ${JSON_FORMAT} MATCH_BY_COLUMN_NAME = CASE_SENSITIVE`);
    expect(await loaded()).toEqual(["2,two,", ",,"]);
  });

  it("reads Avro files, and says of others that they are none", async () => {
    const schema = {
      type: "record",
      name: "R",
      fields: [
        { name: "id", type: "int" },
        { name: "name", type: "string" },
      ],
    };
    const statement = "COPY INTO t FROM @stage/in FILE_FORMAT = (TYPE = AVRO) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE";
    put("a.avro", avro(schema, [{ id: 1, name: "one" }]));
    await bench.run(statement);
    expect(await loaded()).toEqual(["1,one,"]);
    put("b.avro", "no avro file");
    expect(await bench.error(statement)).toMatch(/Error parsing file: it is no Avro file/);
    expect(await bench.rows(`${statement} ON_ERROR = CONTINUE`)).toMatchObject([
      { status: "LOAD_FAILED", errors_seen: 1 },
    ]);
  });

  it("reads Parquet files, and says of others that they are none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "copy-"));
    try {
      const path = join(folder, "file.parquet");
      const connection = await (await DuckDBInstance.create()).connect();
      await connection.run(
        `COPY (SELECT 1 AS "ID", 'one' AS "NAME", DATE '2026-01-02' AS "AT") TO '${path}' (FORMAT parquet)`,
      );
      connection.closeSync();
      put("a.parquet", readFileSync(path));
    } finally {
      rmSync(folder, { recursive: true });
    }
    const statement = "COPY INTO t FROM @stage/in FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_SENSITIVE";
    await bench.run(statement);
    expect(await loaded()).toEqual(["1,one,2026-01-02"]);
    put("b.parquet", "no parquet file");
    expect(await bench.error(statement)).toMatch(/Error parsing file: it is no Parquet file/);
  });

  it("says where a JSON file ends early", async () => {
    put("a.json", '{"id": 1}\n{"id": 2\n');
    const statement = `COPY INTO t FROM @stage/in ${JSON_FORMAT} MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE`;
    expect(await bench.error(statement)).toMatch(/Error parsing file: error parsing JSON.*Row 2/s);
    expect((await bench.rows(`${statement} ON_ERROR = CONTINUE`))[0]).toMatchObject({
      status: "PARTIALLY_LOADED",
      rows_parsed: 2,
      rows_loaded: 1,
    });
    expect(await loaded()).toEqual(["1,,"]);
  });
});

describe("what is not built, or does not go together", () => {
  it.each([
    ["COPY INTO @stage/out FROM t", /not emulated: COPY INTO a location/],
    ["COPY INTO t FROM (SELECT $1 FROM @stage)", /not emulated: COPY INTO … FROM \(SELECT …\)/],
    ["COPY INTO t FROM 's3://lake/raw/'", /not emulated: COPY INTO … FROM 's3/],
    [copy("PURGE = TRUE"), /not emulated: COPY INTO … PURGE = TRUE/],
    [copy("VALIDATION_MODE = RETURN_ERRORS"), /not emulated: COPY INTO … VALIDATION_MODE/],
    [copy("FILES = ('a') PATTERN = 'a'"), /^001422/],
    [copy("FILES = ()"), /^001422/],
    [copy("ON_ERROR = SKIP_FILE_0"), /^001008/],
    [copy("MATCH_BY_COLUMN_NAME = CASE_SENSITIVE"), /^001422.*PARSE_HEADER/s],
    [copy("SIZE_LIMIT = 0"), /^001008/],
    ["COPY INTO missing FROM @stage", /^002003/],
    ["COPY INTO t FROM @missing", /^002003/],
    [`COPY INTO t (id, wrong) FROM @stage ${CSV}`, /^000904/],
  ])("%s is refused", async (statement, message) => {
    put("a.csv", "1,x,\n");
    expect(await bench.error(statement)).toMatch(message);
  });

  it("a load within a transaction is refused", async () => {
    put("a.csv", "1,x,\n");
    await bench.run("BEGIN");
    expect(await bench.error(copy())).toMatch(/not emulated: COPY INTO within a transaction/);
    await bench.run("ROLLBACK");
  });

  it("needs INSERT on the table and USAGE on the stage", async () => {
    put("a.csv", "1,x,\n");
    await bench.run(
      "CREATE ROLE r",
      "CREATE USER u",
      "GRANT USAGE ON DATABASE d TO ROLE r",
      "GRANT USAGE ON SCHEMA d.public TO ROLE r",
      "GRANT SELECT ON TABLE t TO ROLE r",
    );
    const his = () => bench.sessionOf("U", "R");
    const statement = `COPY INTO d.public.t FROM @d.public.stage/in ${CSV}`;
    expect(await bench.error(statement, his())).toMatch(/^003001/);
    await bench.run("GRANT INSERT ON TABLE t TO ROLE r");
    expect(await bench.error(statement, his())).toMatch(/^002003/);
    await bench.run("GRANT USAGE ON STAGE stage TO ROLE r");
    await bench.rows(statement, his());
    expect(await loaded()).toEqual(["1,x,"]);
  });
});
