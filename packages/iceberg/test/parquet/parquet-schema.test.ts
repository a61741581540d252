import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../src/engine/engine";
import { ParquetSchemas, parseParquetSchema, readParquetSchema } from "../../src/parquet/parquet-schema";
import { ParquetError } from "../../src/parquet/thrift-reader";

/** Thrift's compact protocol, as far as a schema needs it. */
const integer = (id: number, last: number, value: number) => [((id - last) << 4) | 5, value * 2];
const text = (id: number, last: number, value: string) => [((id - last) << 4) | 8, value.length, ...Buffer.from(value)];

/** A line of a schema. Ids below 16 and values below 64 only. */
function line(name: string, options: { repetition?: number; children?: number; converted?: number; id?: number } = {}) {
  const bytes: number[] = [];
  let last = 0;
  const add = (id: number, field: (id: number, last: number) => number[]) => {
    bytes.push(...field(id, last));
    last = id;
  };
  const { repetition, children, converted, id: fieldId } = options;
  if (repetition !== undefined) add(3, (id, before) => integer(id, before, repetition));
  add(4, (id, before) => text(id, before, name));
  if (children !== undefined) add(5, (id, before) => integer(id, before, children));
  if (converted !== undefined) add(6, (id, before) => integer(id, before, converted));
  if (fieldId !== undefined) add(9, (id, before) => integer(id, before, fieldId));
  return [...bytes, 0];
}

const footer = (...lines: readonly number[][]) =>
  Uint8Array.from([...integer(1, 0, 2), 0x19, (lines.length << 4) | 12, ...lines.flat()]);

const value = { kind: "value" };
const REPEATED = 2;
const LIST = 3;
const MAP = 1;

describe("a Parquet file's columns", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "parquet-"));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it("are read from its footer, with ids and nesting", async () => {
    const path = join(folder, "file.parquet");
    const engine = await Engine.start({ threads: 1 });
    await engine.run(
      `COPY (SELECT 1 AS a, {'x': 'y'} AS s, [1] AS l, MAP {'k': 1} AS m) TO '${path}'
       (FORMAT parquet, FIELD_IDS {a: 1, s: {__duckdb_field_id: 2, x: 2147483546}, m: {key: 7}})`,
    );
    engine.close();
    expect(await readParquetSchema(path)).toEqual([
      { name: "a", fieldId: 1, shape: value },
      {
        name: "s",
        fieldId: 2,
        shape: { kind: "struct", fields: [{ name: "x", fieldId: 2_147_483_546, shape: value }] },
      },
      {
        name: "l",
        fieldId: undefined,
        shape: { kind: "list", element: { name: "element", fieldId: undefined, shape: value } },
      },
      {
        name: "m",
        fieldId: undefined,
        shape: {
          kind: "map",
          key: { name: "key", fieldId: 7, shape: value },
          value: { name: "value", fieldId: undefined, shape: value },
        },
      },
    ]);
    const schemas = new ParquetSchemas();
    const first = schemas.of(path);
    expect(schemas.of(path)).toBe(first);
    schemas.forget(path);
    expect(schemas.of(path)).not.toBe(first);
    expect(await schemas.of(path)).toEqual(await first);
  });

  it("are understood as old writers nested lists", () => {
    const lists = footer(
      line("root", { children: 3 }),
      line("plain", { children: 1, converted: LIST }),
      line("element", { repetition: REPEATED, id: 5 }),
      line("records", { children: 1, converted: LIST }),
      line("array", { repetition: REPEATED, children: 1 }),
      line("x"),
      line("bare", { repetition: REPEATED, id: 6 }),
    );
    expect(parseParquetSchema(lists)).toMatchObject([
      { name: "plain", shape: { kind: "list", element: { name: "element", fieldId: 5, shape: value } } },
      {
        name: "records",
        shape: { kind: "list", element: { name: "array", shape: { kind: "struct", fields: [{ name: "x" }] } } },
      },
      { name: "bare", shape: { kind: "list", element: { fieldId: 6, shape: value } } },
    ]);
    const map = footer(
      line("root", { children: 1 }),
      line("m", { children: 1, converted: MAP }),
      line("map", { repetition: REPEATED, children: 2, converted: 2 }),
      line("key", { id: 1 }),
      line("value", { id: 2 }),
    );
    expect(parseParquetSchema(map)).toMatchObject([
      { shape: { kind: "map", key: { fieldId: 1 }, value: { fieldId: 2 } } },
    ]);
  });

  it("are refused, naming the file, where there is no whole footer", async () => {
    const path = join(folder, "broken");
    await writeFile(path, "no Parquet file at all");
    await expect(readParquetSchema(path)).rejects.toThrow(new ParquetError(`${path}: is no Parquet file`));
    await writeFile(path, Buffer.concat([Buffer.alloc(4), Buffer.from([255, 0, 0, 0]), Buffer.from("PAR1")]));
    await expect(readParquetSchema(path)).rejects.toThrow("is cut off");
    await truncate(path, 0);
    await expect(new ParquetSchemas().of(path)).rejects.toThrow(ParquetError);
    expect(() => parseParquetSchema(footer(line("root", { children: 2 }), line("a")))).toThrow(
      "the schema ends too early",
    );
    expect(() => parseParquetSchema(footer(line("root")).subarray(0, 5))).toThrow("the footer ends too early");
  });
});
