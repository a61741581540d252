import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../src/engine/engine";
import type { DataFile } from "../../src/manifest/data-file";
import type { PartitionSpec } from "../../src/metadata/partition-spec";
import type { Schema } from "../../src/metadata/schema";
import { parseSchema } from "../../src/metadata/schema-json";
import { parseNameMapping } from "../../src/scan/name-mapping";
import type { ScanPlan } from "../../src/scan/scan-plan";
import { type ScanQueryOptions, scanQuery } from "../../src/scan/scan-query";
import { dataFile, schemaOf, UNPARTITIONED } from "./table-bench";

let engine: Engine;
let folder: string;

beforeAll(async () => {
  engine = await Engine.start({ threads: 2 });
  folder = await mkdtemp(join(tmpdir(), "scan-query-"));
});

afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true, force: true });
});

/** Data files are called by names; on this machine they lie in a folder. */
const pathOf = (uri: string): string => join(folder, `${uri}.parquet`);

/** Writes what a query gives. @param ids DuckDB's FIELD_IDS; none: a file without */
async function parquet(name: string, query: string, ids?: string): Promise<string> {
  const options = ids === undefined ? "" : `, FIELD_IDS ${ids}`;
  await engine.run(`COPY (${query}) TO '${pathOf(name)}' (FORMAT parquet${options})`);
  return name;
}

/** A column of a JSON schema. */
const column = (id: number, name: string, type: unknown) => ({ id, name, required: false, type });
const nested = (...fields: readonly unknown[]): Schema => parseSchema({ type: "struct", fields }, "schema");

function planOf(
  schema: Schema,
  files: readonly (Partial<DataFile> & { filePath: string; deletes?: readonly string[] })[],
  rest: Partial<ScanPlan> = {},
): ScanPlan {
  const tasks = files.map(({ deletes = [], ...file }) => ({
    file: dataFile(file),
    sequenceNumber: 1,
    deletes: deletes.map((filePath) => dataFile({ content: "position-deletes", filePath })),
  }));
  const specs = new Map([[0, UNPARTITIONED]]);
  return { snapshot: undefined, schema, specs, tasks, pruned: { manifests: 0, files: 0 }, ...rest };
}

async function rowsOf(plan: ScanPlan, options: ScanQueryOptions = {}): Promise<readonly string[]> {
  const sql = await scanQuery(plan, pathOf, options);
  const rows = await engine.rows(`SELECT to_json(r)::VARCHAR AS row FROM (${sql}) AS r`);
  return rows.map(({ row }) => String(row)).sort();
}

describe("a scan query", () => {
  it("gives no rows, of the right types, for an empty plan", async () => {
    const types = { a: "long", b: "decimal(9,2)", c: "fixed[3]", d: "timestamptz", e: "uuid" };
    const sql = await scanQuery(planOf(schemaOf(types), []), pathOf);
    const described = await engine.rows(`SELECT column_type AS t FROM (DESCRIBE ${sql})`);
    expect(described.map(({ t }) => t)).toEqual(["BIGINT", "DECIMAL(9,2)", "BLOB", "TIMESTAMP WITH TIME ZONE", "UUID"]);
    expect(await engine.rows(sql)).toEqual([]);
  });

  it("finds columns by id: renamed, reordered, widened, added and dropped ones", async () => {
    const old = await parquet(
      "old",
      "SELECT 1::INTEGER AS a, 'x' AS b, 9 AS gone, 1.5::FLOAT AS f",
      "{a: 1, b: 2, gone: 3, f: 4}",
    );
    // The name of a dropped column is taken again, and names are swapped.
    const late = await parquet(
      "late",
      "SELECT 'z' AS a, 2::DOUBLE AS f, 5::BIGINT AS b, 7 AS gone",
      "{a: 2, f: 4, b: 1, gone: 5}",
    );
    const schema = nested(
      column(2, "a", "string"),
      column(1, "b", "long"),
      column(5, "gone", "int"),
      column(4, "f", "double"),
    );
    expect(await rowsOf(planOf(schema, [{ filePath: old }, { filePath: late }]))).toEqual([
      `{"a":"x","b":1,"gone":null,"f":1.5}`,
      `{"a":"z","b":5,"gone":7,"f":2.0}`,
    ]);
  });

  it("widens decimals, and reads fixed bytes and moments as they are", async () => {
    const file = await parquet(
      "types",
      "SELECT 1.25::DECIMAL(5,2) AS d, '\\x01\\x02'::BLOB AS x, TIMESTAMPTZ '2024-01-01 00:00:00+00' AS m, TIME '01:02:03' AS t",
      "{d: 1, x: 2, m: 3, t: 4}",
    );
    const schema = schemaOf({ d: "decimal(18,2)", x: "fixed[2]", m: "timestamptz", t: "time" });
    expect(await rowsOf(planOf(schema, [{ filePath: file }]))).toEqual([
      `{"d":1.25,"x":"\\\\x01\\\\x02","m":"2024-01-01 00:00:00+00","t":"01:02:03"}`,
    ]);
  });

  it("gives the columns that are asked for, in their order, under any name", async () => {
    const file = await parquet("names", `SELECT 1 AS a, 2 AS b, 3 AS c`, "{a: 1, b: 2, c: 3}");
    const schema = schemaOf({ 'we"ird': "int", file_row_number: "int", "né 'x'": "int" });
    const plan = planOf(schema, [{ filePath: file }]);
    expect(await rowsOf(plan)).toEqual([JSON.stringify({ 'we"ird': 1, file_row_number: 2, "né 'x'": 3 })]);
    expect(await rowsOf(plan, { columns: ["né 'x'", 'we"ird'] })).toEqual([
      JSON.stringify({ "né 'x'": 3, 'we"ird': 1 }),
    ]);
    await expect(scanQuery(plan, pathOf, { columns: ["b"] })).rejects.toThrow("there is no column b");
    await expect(scanQuery(plan, pathOf, { columns: [] })).rejects.toThrow("name at least one");
  });

  it("takes nothing from the names of folders", async () => {
    await engine.run(
      `COPY (SELECT 1 AS a, 5 AS b) TO '${folder}' (FORMAT parquet, PARTITION_BY (b), FIELD_IDS {a: 1}, OVERWRITE_OR_IGNORE)`,
    );
    const plan = planOf(schemaOf({ a: "int", b: "int" }), [{ filePath: "b=5/data_0" }]);
    expect(await rowsOf(plan)).toEqual([`{"a":1,"b":null}`]);
  });

  it("finds fields in structs, lists and maps by id", async () => {
    const file = await parquet(
      "nested",
      `SELECT {'x': 1, 'y': {'z': 'deep'}} AS s, [{'p': 1, 'q': 2}, NULL] AS l, MAP {'k': {'v': 3}} AS m
       UNION ALL SELECT NULL, NULL, NULL`,
      `{s: {__duckdb_field_id: 1, x: 2, y: {__duckdb_field_id: 3, z: 4}},
        l: {__duckdb_field_id: 5, element: {__duckdb_field_id: 6, p: 7, q: 8}},
        m: {__duckdb_field_id: 9, key: 10, value: {__duckdb_field_id: 11, v: 12}}}`,
    );
    const struct = (...fields: readonly unknown[]) => ({ type: "struct", fields });
    const list = (element: unknown) => ({ type: "list", "element-id": 6, "element-required": false, element });
    const map = (value: unknown) => ({
      type: "map",
      "key-id": 10,
      key: "string",
      "value-id": 11,
      "value-required": false,
      value,
    });
    const same = nested(
      column(1, "s", struct(column(2, "x", "long"), column(3, "y", struct(column(4, "z", "string"))))),
      column(5, "l", list(struct(column(7, "p", "int"), column(8, "q", "int")))),
      column(9, "m", map(struct(column(12, "v", "int")))),
    );
    const nulls = `{"s":null,"l":null,"m":null}`;
    expect(await rowsOf(planOf(same, [{ filePath: file }]))).toEqual([
      nulls,
      `{"s":{"x":1,"y":{"z":"deep"}},"l":[{"p":1,"q":2},null],"m":{"k":{"v":3}}}`,
    ]);
    const changed = nested(
      column(
        1,
        "s",
        struct(column(3, "x", struct(column(90, "new", "int"), column(4, "zz", "string"))), column(91, "y", "int")),
      ),
      column(5, "l", list(struct(column(8, "p", "long"), column(92, "r", "double")))),
      column(9, "m", map(struct(column(12, "w", "long")))),
    );
    expect(await rowsOf(planOf(changed, [{ filePath: file }]))).toEqual([
      nulls,
      `{"s":{"x":{"new":null,"zz":"deep"},"y":null},"l":[{"p":2,"r":null},null],"m":{"k":{"w":3}}}`,
    ]);
    const emptied = nested(column(1, "s", struct(column(90, "new", "int"))));
    expect(await rowsOf(planOf(emptied, [{ filePath: file }]))).toEqual([`{"s":null}`, `{"s":{"new":null}}`]);
    const other = nested(column(1, "s", "string"));
    await expect(scanQuery(planOf(other, [{ filePath: file }]), pathOf)).rejects.toThrow(
      "field s of a data file is a struct",
    );
  });

  it("takes a column that a file leaves out from its partition, when that holds the column itself", async () => {
    const file = (name: string) => parquet(name, "SELECT 1 AS a", "{a: 1}");
    const types = {
      a: "int",
      day: "date",
      name: "string",
      price: "decimal(9,2)",
      at: "timestamptz",
      local: "timestamp",
      time: "time",
      id: "uuid",
      bytes: "binary",
      flag: "boolean",
      ratio: "double",
      part: "int",
    };
    const schema = schemaOf(types);
    const spec: PartitionSpec = {
      "spec-id": 3,
      fields: schema.fields.slice(1).map(({ id, name }) => ({
        "source-id": id,
        "field-id": 1000 + id,
        name,
        transform: name === "part" ? "bucket[4]" : "identity",
      })),
    };
    const uuid = Buffer.from("f79c3e09677c4bbda4793f349cb785e7", "hex");
    const values = [-1, "it's", -5n, -1n, 1_700_000_000_000_001n, 3_723_000_001n, uuid, Uint8Array.of(1), true, 0.1, 3];
    const plan = planOf(
      schema,
      [
        { filePath: await file("in partition"), specId: 3, partition: values },
        { filePath: await file("in null"), specId: 3, partition: values.map(() => null) },
      ],
      { specs: new Map([[3, spec]]) },
    );
    const nulls = Object.fromEntries(Object.keys(types).map((name) => [name, name === "a" ? 1 : null]));
    expect(await rowsOf(plan)).toEqual([
      `{"a":1,"day":"1969-12-31","name":"it's","price":-0.05,"at":"1969-12-31 23:59:59.999999+00","local":"2023-11-14 22:13:20.000001",` +
        `"time":"01:02:03.000001","id":"f79c3e09-677c-4bbd-a479-3f349cb785e7","bytes":"\\\\x01","flag":true,"ratio":0.1,"part":null}`,
      JSON.stringify(nulls),
    ]);
  });

  it("leaves out deleted positions, also of files that differ, and only where the plan says so", async () => {
    const columns = "{a: 1}";
    const first = await parquet("first", "SELECT range::INTEGER AS a FROM range(5)", columns);
    const second = await parquet("second", "SELECT 10 + range AS b FROM range(3)", "{b: 1}");
    const third = await parquet("third", "SELECT 20 + range AS a FROM range(2)", columns);
    const ids = "{file_path: 2147483546, pos: 2147483545}";
    const one = await parquet(
      "delete-1",
      "VALUES ('first', 0::BIGINT), ('first', 3), ('second', 1), ('third', 0)",
      undefined,
    );
    await engine.run(
      `COPY (SELECT col0 AS file_path, col1 AS pos FROM '${pathOf(one)}') TO '${pathOf("delete-ids")}' (FORMAT parquet, FIELD_IDS ${ids})`,
    );
    await engine.run(
      `COPY (SELECT 'first' AS file_path, 4::BIGINT AS pos) TO '${pathOf("delete-names")}' (FORMAT parquet)`,
    );
    const plan = planOf(schemaOf({ a: "long" }), [
      { filePath: first, deletes: ["delete-ids", "delete-names"] },
      { filePath: second, deletes: ["delete-ids"] },
      // Its deletes are older than itself: planning gave it none.
      { filePath: third },
    ]);
    expect(await rowsOf(plan)).toEqual(["10", "12", "1", "20", "21", "2"].map((a) => `{"a":${a}}`));
  });

  it("goes by the table's name mapping where a file has no ids, and refuses it where there is none", async () => {
    const file = await parquet(
      "no ids",
      "SELECT 1 AS id, {'aa': 'x'} AS s, [{'e': 1}] AS l, MAP {'k': 2} AS m, 3 AS unmapped",
    );
    const schema = nested(
      column(1, "key", "long"),
      column(2, "st", { type: "struct", fields: [column(3, "a", "string")] }),
      column(4, "li", {
        type: "list",
        "element-id": 5,
        "element-required": false,
        element: { type: "struct", fields: [column(6, "el", "long")] },
      }),
      column(7, "ma", {
        type: "map",
        "key-id": 8,
        key: "string",
        "value-id": 9,
        "value-required": false,
        value: "long",
      }),
      column(10, "unmapped", "int"),
    );
    const mapping = parseNameMapping(
      JSON.stringify([
        { "field-id": 1, names: ["id", "key"] },
        { "field-id": 2, names: ["s"], fields: [{ "field-id": 3, names: ["aa"] }] },
        {
          "field-id": 4,
          names: ["l"],
          fields: [{ "field-id": 5, names: ["element"], fields: [{ "field-id": 6, names: ["e"] }] }],
        },
        {
          "field-id": 7,
          names: ["m"],
          fields: [
            { "field-id": 8, names: ["key"] },
            { "field-id": 9, names: ["value"] },
          ],
        },
      ]),
    );
    const withIds = await parquet("ids", "SELECT 5::BIGINT AS key", "{key: 1}");
    const plan = planOf(schema, [{ filePath: file }, { filePath: withIds }], { nameMapping: mapping });
    expect(await rowsOf(plan)).toEqual([
      `{"key":1,"st":{"a":"x"},"li":[{"el":1}],"ma":{"k":2},"unmapped":null}`,
      `{"key":5,"st":null,"li":null,"ma":null,"unmapped":null}`,
    ]);
    await expect(scanQuery(planOf(schema, [{ filePath: file }]), pathOf)).rejects.toThrow("no ids has no field ids");
  });

  it("refuses files of other formats, paths with wildcards, and what is no Parquet file", async () => {
    const schema = schemaOf({ a: "int" });
    await expect(scanQuery(planOf(schema, [{ filePath: "x", fileFormat: "orc" }]), pathOf)).rejects.toThrow(
      "x is a file of format orc; only parquet is supported",
    );
    const starred = await parquet("a*", "SELECT 1 AS a", "{a: 1}");
    await expect(scanQuery(planOf(schema, [{ filePath: starred }]), pathOf)).rejects.toThrow("has a wildcard");
    await engine.run(`COPY (SELECT 1 AS a) TO '${pathOf("csv")}' (FORMAT csv)`);
    await expect(scanQuery(planOf(schema, [{ filePath: "csv" }]), pathOf)).rejects.toThrow("is no Parquet file");
  });
});
