import { join } from "node:path";
import { append, changeSchema, type Engine, type NestedField, RowsDoNotFitError } from "../../src/index";
import { field, IDENTIFIER, Lake, partitionedBy, smallEngine } from "./lake";

let engine: Engine;
let lake: Lake;
beforeAll(async () => {
  engine = await smallEngine();
});
afterAll(() => engine.close());
beforeEach(() => {
  lake = new Lake(engine);
});
afterEach(() => lake.end());

const NAMES: readonly NestedField[] = [field(1, "id", "long", true), field(2, "name", "string")];

const appended = (queries: readonly string[], options = {}) =>
  append(lake.catalog, IDENTIFIER, { engine, queries, temporaryDirectory: lake.temporaryDirectory, ...options });

const byId = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  [...rows].sort((left, right) => Number(left.id) - Number(right.id));

describe("append", () => {
  it("adds the rows of all queries in one commit", async () => {
    await lake.create(NAMES);
    const files: number[] = [];
    const result = await appended(["SELECT 1 AS id, 'a' AS name", "SELECT 2 AS id, 'b' AS name"], {
      onFile: (file: { recordCount: number }) => files.push(file.recordCount),
    });
    expect(result).toMatchObject({ rows: 2, files: [{ recordCount: 1 }, { recordCount: 1 }] });
    expect(files).toEqual([1, 1]);
    expect(result.table.metadata.snapshots).toHaveLength(1);
    expect(byId(await lake.rows())).toEqual([
      { id: "1", name: "a" },
      { id: "2", name: "b" },
    ]);
    expect(lake.local).toEqual([]);
  });

  it("takes queries as they are made, and rows as they are", async () => {
    await lake.create(NAMES);
    async function* queries() {
      yield "SELECT 1 AS id";
      yield "SELECT 2 AS id -- a comment at the end";
    }
    await append(lake.catalog, IDENTIFIER, { engine, queries: queries(), rows: [{ id: 3n, name: "it's" }] });
    expect(byId(await lake.rows())).toEqual([
      { id: "1", name: null },
      { id: "2", name: null },
      { id: "3", name: "it's" },
    ]);
  });

  it("takes many rows through a table that is gone afterwards", async () => {
    await lake.create(NAMES);
    const rows = Array.from({ length: 1201 }, (_, index) => ({ id: index, name: `row ${index}` }));
    const result = await append(lake.catalog, IDENTIFIER, { engine, rows });
    expect(result).toMatchObject({ rows: 1201, files: [{ recordCount: 1201 }] });
    expect(await engine.rows("SELECT table_name FROM duckdb_tables()")).toEqual([]);
  });

  it.each([
    ["no Bloom filters", {}, 0],
    [
      "Bloom filters, as soon as one column is to have one",
      { "write.parquet.bloom-filter-enabled.column.name": "true" },
      2,
    ],
    ["none where they are turned off", { "write.parquet.bloom-filter-enabled.column.name": "false" }, 0],
  ])("writes %s", async (_, properties, columns) => {
    await lake.create(NAMES, [], properties);
    await appended(["SELECT i AS id, 'n' || i % 3 AS name FROM (SELECT unnest(range(100)) // 10 AS i)"]);
    const [file = ""] = lake.dataFiles;
    const local = join(lake.temporaryDirectory, "file.parquet");
    await lake.files.download(file, local);
    const filters = await engine.rows(
      `SELECT path_in_schema FROM parquet_metadata('${local}') WHERE bloom_filter_offset IS NOT NULL`,
    );
    expect(filters).toHaveLength(columns);
  });

  it("matches columns by name, in any order and case", async () => {
    await lake.create(NAMES);
    await appended(["SELECT 'x' AS NAME, 1 AS Id"]);
    expect(await lake.rows()).toEqual([{ id: "1", name: "x" }]);
  });

  it("commits nothing without rows", async () => {
    await lake.create(NAMES);
    const result = await appended(["SELECT 1 AS id WHERE false"]);
    expect(result).toMatchObject({ rows: 0, snapshotId: undefined });
    expect(result.table.metadata.snapshots).toEqual([]);
    expect(lake.dataFiles).toEqual([]);
  });

  it("writes every type, nested ones too, with nothing lost", async () => {
    await lake.create([
      field(1, "flag", "boolean"),
      field(2, "int", "int"),
      field(3, "long", "long"),
      field(4, "float", "float"),
      field(5, "double", "double"),
      field(6, "decimal", "decimal(38,10)"),
      field(7, "date", "date"),
      field(8, "time", "time"),
      field(9, "timestamp", "timestamp"),
      field(10, "timestamptz", "timestamptz"),
      field(11, "string", "string"),
      field(12, "uuid", "uuid"),
      field(13, "binary", "binary"),
      field(14, "struct", { type: "struct", fields: [field(15, "a.b", "int"), field(16, 'q"', "string")] }),
      field(17, "list", { type: "list", "element-id": 18, "element-required": false, element: "int" }),
      field(19, "map", {
        type: "map",
        "key-id": 20,
        key: "string",
        "value-id": 21,
        "value-required": false,
        value: "int",
      }),
    ]);
    const row = {
      flag: true,
      int: -1,
      long: 2n ** 63n - 1n,
      float: 0.5,
      double: Number.NaN,
      decimal: "-1234567890123456789012345678.0123456789",
      date: "1969-12-31",
      time: "23:59:59.999999",
      timestamp: "0001-01-01 00:00:00.000001",
      timestamptz: new Date("2024-01-01T00:00:00.001Z"),
      string: "é'\"\0😀",
      uuid: "f79c3e09-677c-4bbd-a479-3f349cb785e7",
      binary: Uint8Array.of(0, 255),
      struct: { "a.b": 1, 'q"': "x" },
      list: [1, null],
      map: new Map([["k", 1]]),
    };
    await append(lake.catalog, IDENTIFIER, { engine, rows: [row, {}] });
    const [first, second] = await lake.rows();
    expect(first).toMatchObject({
      flag: true,
      int: -1,
      long: "9223372036854775807",
      float: 0.5,
      double: "NaN",
      decimal: "-1234567890123456789012345678.0123456789",
      date: "1969-12-31",
      time: "23:59:59.999999",
      timestamp: "0001-01-01 00:00:00.000001",
      string: "é'\"\0😀",
      uuid: "f79c3e09-677c-4bbd-a479-3f349cb785e7",
      struct: { "a.b": 1, 'q"': "x" },
      list: [1, null],
      map: [{ key: "k", value: 1 }],
    });
    expect(new Set(Object.values(second ?? {}))).toEqual(new Set([null]));
  });

  it("parts rows by each transform, nulls too", async () => {
    const columns: readonly NestedField[] = [
      field(1, "id", "long", true),
      field(2, "text", "string"),
      field(3, "moment", "timestamp"),
    ];
    for (const [source, transform, partitions] of [
      [2, "identity", ["a", "x".repeat(300), null]],
      [2, "truncate[2]", ["a", "xx", null]],
      [2, "bucket[1]", [0, null]],
      [3, "year", [-1, 54, null]],
      [3, "month", [-1, 648, null]],
      [3, "day", [-1, 19723, null]],
      [3, "hour", [-1, 473352, null]],
      [1, "bucket[1]", [0]],
      [1, "truncate[10]", [0n]],
      [1, "void", [null]],
    ] as const) {
      lake.end();
      lake = new Lake(engine);
      await lake.create(columns, [partitionedBy(source, transform)]);
      const query = `SELECT * FROM (VALUES
        (1, 'a', TIMESTAMP '1969-12-31 23:59:59'), (2, repeat('x', 300), TIMESTAMP '2024-01-01 00:00:00'), (3, NULL, NULL))
        AS v(id, text, moment)`;
      const { files } = await appended([query]);
      const found = files.map((file) => file.partition[0]).sort();
      expect([transform, found]).toEqual([transform, [...partitions].sort()]);
      expect(await lake.rows()).toHaveLength(3);
    }
  });

  it("keeps partitions apart whose values a file system would take for one", async () => {
    await lake.create([field(1, "p", "string")], [partitionedBy(1, "identity")]);
    const values = ["NULL", "", "__HIVE_DEFAULT_PARTITION__", "a/b", "..", "a b", "A b", "%2F", "é", "a=b", "'"];
    const { files } = await append(lake.catalog, IDENTIFIER, { engine, rows: [...values, null].map((p) => ({ p })) });
    expect(new Set(files.map((file) => file.partition[0]))).toEqual(new Set([...values, null]));
    expect(new Set((await lake.rows()).map((row) => row.p))).toEqual(new Set([...values, null]));
  });

  it("follows a struct's field and hostile names", async () => {
    const names = ["select", 'a"b', "it's", "a;b--", "$$", "x\ny", "ünïcode 🦆", "n".repeat(255), "partition key 0"];
    const fields = names.map((name, index) => field(index + 10, name, "int"));
    const struct = field(1, "s.t", { type: "struct", fields: [field(2, 'in "ner', "string")] });
    await lake.create([struct, ...fields], [partitionedBy(2, "identity", 'p "x"/y')]);
    const row = { "s.t": { 'in "ner': "v" }, ...Object.fromEntries(names.map((name, index) => [name, index])) };
    const { files } = await append(lake.catalog, IDENTIFIER, { engine, rows: [row] });
    expect(files[0]?.partition).toEqual(["v"]);
    expect(await lake.rows()).toEqual([row]);
  });

  it("writes files of the size that the table asks for", async () => {
    await lake.create([field(1, "id", "long")], [], { "write.target-file-size-bytes": "100000" });
    const { files } = await appended(["SELECT (random() * 1e18)::BIGINT AS id FROM range(1000000)"]);
    expect(files.length).toBeGreaterThan(1);
    expect(files.reduce((sum, file) => sum + file.recordCount, 0)).toBe(1_000_000);
    expect(files.map((file) => file.splitOffsets)).toEqual(files.map(() => [4]));
  });

  it("tells where a large file may be split", async () => {
    await lake.create([field(1, "id", "long")]);
    const { files } = await appended(["SELECT (random() * 1e18)::BIGINT AS id FROM range(3000000)"]);
    const [{ splitOffsets = [], fileSizeBytes = 0 } = {}] = files;
    expect(splitOffsets.length).toBeGreaterThan(1);
    expect(splitOffsets[0]).toBe(4);
    expect(splitOffsets).toEqual([...splitOffsets].sort((left, right) => left - right));
    expect(splitOffsets.at(-1)).toBeLessThan(fileSizeBytes);
  });

  it("goes by the schema as it has become", async () => {
    await lake.create(NAMES);
    await appended(["SELECT 1 AS id, 'a' AS name"]);
    await changeSchema(lake.catalog, IDENTIFIER, [
      { kind: "rename", path: ["name"], name: "title" },
      { kind: "add", path: ["name"], type: "int" },
    ]);
    await appended(["SELECT 2 AS id, 'b' AS title, 7 AS name"]);
    expect(byId(await lake.rows())).toEqual([
      { id: "1", title: "a", name: null },
      { id: "2", title: "b", name: 7 },
    ]);
  });

  it("makes few manifests of many", async () => {
    await lake.create(NAMES, [], { "commit.manifest.min-count-to-merge": "3" });
    for (let id = 0; id < 8; id += 1) await append(lake.catalog, IDENTIFIER, { engine, rows: [{ id }] });
    const { metadata } = await lake.catalog.load(IDENTIFIER);
    const last = metadata.snapshots.at(-1);
    expect(last?.summary).toMatchObject({ "total-records": "8", "total-data-files": "8" });
    const lists = lake.files.uris.filter((uri) => uri.endsWith("-m.avro"));
    expect(lists.length).toBeGreaterThan(0);
    expect(byId(await lake.rows()).map((row) => row.id)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  });
});

describe("append refuses, and leaves nothing behind", () => {
  afterEach(() => {
    expect(lake.dataFiles).toEqual([]);
    expect(lake.local).toEqual([]);
  });

  it.each([
    ["a column that the table lacks", "SELECT 1 AS id, 2 AS other", "the table has no column other"],
    ["a required column that the query lacks", "SELECT 'x' AS name", "the query lacks the required column id"],
    ["a null where a value is required", "SELECT NULL::BIGINT AS id", "column id has no value where one is required"],
    ["two columns of one name", "SELECT 1 AS id, 2 AS ID", "the query has the columns id and ID"],
  ])("%s", async (_, query, message) => {
    await lake.create(NAMES);
    await expect(appended(["SELECT 1 AS id", query])).rejects.toThrow(message);
    await expect(appended([query])).rejects.toThrow(RowsDoNotFitError);
  });

  it("a query that fails, after files were uploaded", async () => {
    await lake.create(NAMES);
    await expect(appended(["SELECT 1 AS id", "SELECT 2 AS id", "SELECT error('broken') AS id"])).rejects.toThrow(
      "broken",
    );
  });

  it("a null within a value, where the schema has none", async () => {
    await lake.create([
      field(1, "s", { type: "struct", fields: [field(2, "a", "int", true)] }),
      field(3, "l", { type: "list", "element-id": 4, "element-required": true, element: "int" }),
      field(5, "m", { type: "map", "key-id": 6, key: "int", "value-id": 7, "value-required": true, value: "int" }),
    ]);
    for (const query of ["SELECT {'a': NULL::INT} AS s", "SELECT [1, NULL] AS l", "SELECT MAP {1: NULL::INT} AS m"]) {
      await expect(appended([query])).rejects.toThrow("has no value where one is required");
    }
    await expect(appended(["SELECT NULL AS s, [1] AS l"])).resolves.toMatchObject({ rows: 1 });
    await lake.files.remove(lake.files.uris);
  });

  it("a type that DuckDB has no Parquet form of", async () => {
    await lake.create([field(1, "f", "fixed[4]")]);
    await expect(appended(["SELECT 1 AS f"])).rejects.toThrow("type fixed[4] can't be written");
  });

  it("when it is told to stop", async () => {
    await lake.create(NAMES);
    const stop = new AbortController();
    async function* queries() {
      yield "SELECT 1 AS id";
      stop.abort(new Error("enough"));
      yield "SELECT 2 AS id";
    }
    const input = { engine, queries: queries(), temporaryDirectory: lake.temporaryDirectory, signal: stop.signal };
    await expect(append(lake.catalog, IDENTIFIER, input)).rejects.toThrow("enough");
  });

  it("when an upload fails", async () => {
    await lake.create(NAMES);
    lake.files.upload = async () => {
      throw new Error("no space");
    };
    await expect(appended(["SELECT 1 AS id"])).rejects.toThrow("no space");
    expect((await lake.catalog.load(IDENTIFIER)).metadata.snapshots).toEqual([]);
  });
});
