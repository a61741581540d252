import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { avro } from "./avro-file";
import { ExternalBench } from "./external-bench";

let bench: ExternalBench;

beforeEach(async () => {
  bench = await new ExternalBench().prepare();
});

/** The VALUEs of a table over one file, in the file's order; objects parsed. */
async function valuesOf(content: string | Uint8Array, format: string, name = "file"): Promise<readonly unknown[]> {
  bench.bucket.put(`raw/t/${name}`, content);
  await bench.run(`CREATE OR REPLACE EXTERNAL TABLE t LOCATION = @stage/t/ FILE_FORMAT = (${format})`);
  const rows = await bench.values("SELECT VALUE FROM t ORDER BY METADATA$FILENAME, METADATA$FILE_ROW_NUMBER");
  return rows.map(([value]): unknown => JSON.parse(String(value)));
}

const fields = async (content: string | Uint8Array, format = "TYPE = CSV") =>
  (await valuesOf(content, format)).map((value) => Object.values(value as Readonly<Record<string, string | null>>));

describe("CSV files", () => {
  it("are objects of text by position", async () => {
    expect(await valuesOf("1,x\n2,\n", "TYPE = CSV")).toEqual([
      { c1: "1", c2: "x" },
      { c1: "2", c2: null },
    ]);
  });

  it.each<readonly [string, string, string, readonly (readonly (string | null)[])[]]>([
    ["lines end in any way", "a\r\nb\rc", "TYPE = CSV", [["a"], ["b"], ["c"]]],
    ["header lines are left out", "h\n\na\n", "TYPE = CSV SKIP_HEADER = 2", [["a"]]],
    ["a delimiter of several characters", "a||b|c", "TYPE = CSV FIELD_DELIMITER = '||'", [["a", "b|c"]]],
    ["no delimiter: one field", "a,b", "TYPE = CSV FIELD_DELIMITER = NONE", [["a,b"]]],
    ["a record delimiter of one's own", "a;b\nc;", "TYPE = CSV RECORD_DELIMITER = ';'", [["a"], ["b\nc"]]],
    [
      "enclosed fields hold delimiters, line breaks and doubled quotes",
      '"a,b","x\ny","say ""hi"""\n',
      `TYPE = CSV FIELD_OPTIONALLY_ENCLOSED_BY = '"'`,
      [["a,b", "x\ny", 'say "hi"']],
    ],
    [
      "an escape in enclosed fields",
      '"a\\"b",c\\,d\n',
      `TYPE = CSV FIELD_OPTIONALLY_ENCLOSED_BY = '"' ESCAPE = '\\\\'`,
      [['a"b', "c,d"]],
    ],
    ["an escape in bare fields", "a\\,b,c\\td\n", "TYPE = CSV", [["a,b", "c\td"]]],
    ["\\N is NULL", "\\N,a\n", "TYPE = CSV", [[null, "a"]]],
    ["other words for NULL", "null,NULL,\n", "TYPE = CSV NULL_IF = ('NULL', 'null')", [[null, null, null]]],
    ["empty fields stay empty", "a,,b\n", "TYPE = CSV EMPTY_FIELD_AS_NULL = FALSE", [["a", "", "b"]]],
    ["blanks go", " a , b \n", "TYPE = CSV TRIM_SPACE = TRUE", [["a", "b"]]],
    ["blank lines go", "a\n\nb\n", "TYPE = CSV SKIP_BLANK_LINES = TRUE", [["a"], ["b"]]],
    ["a byte order mark goes", "\ufeffa\n", "TYPE = CSV", [["a"]]],
  ])("%s", async (_title, content, format, expected) => {
    expect(await fields(content, format)).toEqual(expected);
  });

  it("that can't be read on give the rows before", async () => {
    expect(await fields('a\n"b"x\nc\n', `TYPE = CSV FIELD_OPTIONALLY_ENCLOSED_BY = '"'`)).toEqual([["a"]]);
    expect(await fields('a\n"b', `TYPE = CSV FIELD_OPTIONALLY_ENCLOSED_BY = '"'`)).toEqual([["a"]]);
    expect(await fields(new Uint8Array([0xff, 0xfe, 0x61]))).toEqual([]);
  });

  it("have character sets", async () => {
    expect(await fields(new Uint8Array([0xe4]), "TYPE = CSV ENCODING = 'ISO88591'")).toEqual([["ä"]]);
    expect(await fields(new Uint8Array([0xe4]), "TYPE = CSV REPLACE_INVALID_CHARACTERS = TRUE")).toEqual([["\ufffd"]]);
  });

  it.each([
    ["GZIP", gzipSync],
    ["AUTO", gzipSync],
    ["DEFLATE", deflateSync],
    ["RAW_DEFLATE", deflateRawSync],
    ["BROTLI", brotliCompressSync],
  ] as const)("are compressed: %s", async (compression, compress) => {
    expect(await fields(compress(Buffer.from("a,b\n")), `TYPE = CSV COMPRESSION = ${compression}`)).toEqual([
      ["a", "b"],
    ]);
  });

  it("that are compressed otherwise than said have no rows", async () => {
    expect(await fields("a,b\n", "TYPE = CSV COMPRESSION = GZIP")).toEqual([]);
  });

  it("are not read with what is not built", async () => {
    await expect(fields("a", "TYPE = CSV PARSE_HEADER = TRUE")).rejects.toThrow("not emulated");
    await expect(fields("a", "TYPE = CSV COMPRESSION = BZ2")).rejects.toThrow("not emulated: files compressed by BZ2");
    await expect(fields("a", "TYPE = ORC")).rejects.toThrow("not emulated: file formats of TYPE = ORC");
  });
});

describe("JSON files", () => {
  it("have a row for each value, on lines or not", async () => {
    expect(await valuesOf('{"a": 1}\n{\n"b": [1,\n2]}{"c": "}{"}\n\n"text" 7 null true', "TYPE = JSON")).toEqual([
      { a: 1 },
      { b: [1, 2] },
      { c: "}{" },
      "text",
      7,
      null,
      true,
    ]);
  });

  it("have a row for each element with STRIP_OUTER_ARRAY", async () => {
    const content = ' [{"a": 1}, {"a": [2, 3]},\n{"a": "],["}]\n{"a": 4}';
    expect(await valuesOf(content, "TYPE = JSON STRIP_OUTER_ARRAY = TRUE")).toEqual([
      { a: 1 },
      { a: [2, 3] },
      { a: "],[" },
      { a: 4 },
    ]);
    expect(await valuesOf("[]", "TYPE = JSON STRIP_OUTER_ARRAY = TRUE")).toEqual([]);
    expect(await valuesOf("[1, 2]", "TYPE = JSON")).toEqual([[1, 2]]);
  });

  it("lose nulls with STRIP_NULL_VALUES", async () => {
    expect(await valuesOf('{"a": null, "b": {"c": null}}', "TYPE = JSON STRIP_NULL_VALUES = TRUE")).toEqual([
      { b: {} },
    ]);
    expect(await valuesOf('{"a": "-", "b": " x "}', "TYPE = JSON TRIM_SPACE = TRUE NULL_IF = ('-')")).toEqual([
      { a: null, b: "x" },
    ]);
  });

  it("that can't be read on give the values before, and the next file is read", async () => {
    bench.bucket.put("raw/t/2", '{"a": 3}');
    expect(await valuesOf('{"a": 1}\n{"a": oops}\n{"a": 2}', "TYPE = JSON", "1")).toEqual([{ a: 1 }, { a: 3 }]);
  });
});

describe("Parquet files", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "parquet-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function parquet(query: string): Promise<Uint8Array> {
    const path = join(folder, "file.parquet");
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    return readFileSync(path);
  }

  it("are objects by column name, in its case", async () => {
    const bytes = await parquet(
      `SELECT 1::INTEGER AS "Id", 'x''"\n' AS "na me", 12345678901234567890.5::DECIMAL(30,9) AS d, DATE '2024-02-29' AS day,
       TIMESTAMP '2024-02-29 01:02:03.5' AS ts, [1, 2] AS list, {'a': 1} AS s, NULL::INTEGER AS n, 'ab'::BLOB AS b, 'nan'::DOUBLE AS f`,
    );
    expect(await valuesOf(bytes, "TYPE = PARQUET")).toEqual([
      {
        Id: 1,
        "na me": "x'\"\n",
        d: expect.any(Number),
        day: "2024-02-29",
        ts: "2024-02-29 01:02:03.5",
        list: [1, 2],
        s: { a: 1 },
        n: null,
        b: "ab",
        f: "NaN",
      },
    ]);
    expect(await bench.values("SELECT GET_IGNORE_CASE(VALUE, 'ID')::INT, VALUE:d::NUMBER(30,9) FROM t")).toEqual([
      ["1", "12345678901234567890.500000000"],
    ]);
    expect(await bench.values("SELECT VALUE:ts::TIMESTAMP_NTZ::VARCHAR, VALUE:day::DATE::VARCHAR FROM t")).toEqual([
      ["2024-02-29 01:02:03.500", "2024-02-29"],
    ]);
    expect(await valuesOf(bytes, "TYPE = PARQUET BINARY_AS_TEXT = FALSE")).toMatchObject([{ b: "6162" }]);
  });

  it("may differ in their columns, and a damaged one is left out", async () => {
    bench.bucket.put("raw/t/1", await parquet("SELECT 1 AS a"));
    bench.bucket.put("raw/t/2", "PAR1 nothing of the kind PAR1");
    expect(await valuesOf(await parquet("SELECT 2 AS b"), "TYPE = PARQUET", "3")).toEqual([{ a: 1 }, { b: 2 }]);
  });
});

describe("Avro files", () => {
  const SCHEMA = {
    type: "record",
    name: "r",
    fields: [
      { name: "Id", type: "long" },
      { name: "name", type: ["null", "string"] },
      { name: "tags", type: { type: "array", items: "string" } },
      { name: "raw", type: "bytes" },
    ],
  };
  const ROW = { Id: 7, name: "x", tags: ["a"], raw: Buffer.from("b") };

  it("are objects by field name", async () => {
    const rows = [ROW, { ...ROW, name: null }];
    expect(await valuesOf(avro(SCHEMA, rows), "TYPE = AVRO")).toEqual([
      { Id: 7, name: "x", tags: ["a"], raw: "b" },
      { Id: 7, name: null, tags: ["a"], raw: "b" },
    ]);
  });

  it("have 64 bits without loss", async () => {
    const content = avro({ type: "record", name: "r", fields: [{ name: "l", type: "long" }] }, [{ l: 1 }]);
    // 2^62 + 1 in Avro's zigzag.
    const big = Buffer.from([0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]);
    const block = content.length - 16 - 1 - 1;
    const patched = Buffer.concat([
      content.subarray(0, block),
      Buffer.from([big.length * 2]),
      big,
      content.subarray(-16),
    ]);
    bench.bucket.put("raw/t/file", patched);
    await bench.run("CREATE EXTERNAL TABLE t LOCATION = @stage/t/ FILE_FORMAT = (TYPE = AVRO)");
    expect(await bench.values("SELECT VALUE:l::NUMBER FROM t")).toEqual([["4611686018427387905"]]);
  });

  it("are packed by deflate or snappy", async () => {
    expect(
      await valuesOf(
        avro(SCHEMA, [ROW], "deflate", (block) => deflateRawSync(block)),
        "TYPE = AVRO",
      ),
    ).toHaveLength(1);
    // "abab…": a literal of two bytes, then a copy that runs over itself; the row is 'aaaaaaaaaa' as a string.
    const text = { type: "record", name: "r", fields: [{ name: "t", type: "string" }] };
    const snappy = (block: Buffer) =>
      // The length of the text, one `a`, and nine more by a copy of the byte before.
      Buffer.from([block.length, 0x04, block[0] ?? 0, 0x61, ((9 - 4) << 2) | 1, 0x01, 0, 0, 0, 0]);
    expect(await valuesOf(avro(text, [{ t: "aaaaaaaaaa" }], "snappy", snappy), "TYPE = AVRO")).toEqual([
      { t: "aaaaaaaaaa" },
    ]);
    await expect(valuesOf(avro(SCHEMA, [ROW], "zstandard"), "TYPE = AVRO")).rejects.toThrow("codec zstandard");
  });

  it("that are damaged give the rows before", async () => {
    const whole = avro(SCHEMA, [ROW, ROW]);
    expect(await valuesOf("no Avro file", "TYPE = AVRO")).toEqual([]);
    expect(await valuesOf(whole.subarray(0, -30), "TYPE = AVRO")).toEqual([]);
    expect(await valuesOf(whole.subarray(0, -1), "TYPE = AVRO")).toHaveLength(2);
  });
});
