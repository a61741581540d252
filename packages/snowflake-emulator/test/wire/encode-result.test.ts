import fc from "fast-check";
import type { DataType } from "../../src/types/data-type";
import {
  ARRAY,
  BINARY,
  BOOLEAN,
  DATE,
  FLOAT,
  NUMBER,
  TEXT,
  TIME,
  TIMESTAMP_LTZ,
  TIMESTAMP_NTZ,
  TIMESTAMP_TZ,
  VARIANT,
} from "../../src/types/data-type";
import { jsonv2Encoder } from "../../src/wire/encode-jsonv2";
import { driverRowEncoder, encodeColumn } from "../../src/wire/encode-result";
import { jsonPieces } from "../../src/wire/json-pieces";
import type { Cell } from "../../src/wire/result-table";

const columnsOf = (type: DataType) => [{ name: "C", type }];
const driver = (type: DataType, cell: Cell) => driverRowEncoder(columnsOf(type))([cell])[0];
const jsonv2 = (type: DataType, cell: Cell, nullable = true) => jsonv2Encoder(columnsOf(type), nullable)([cell])[0];
const scaled = (type: DataType, scale: number): DataType => ("scale" in type ? { ...type, scale } : type);

describe("cells", () => {
  it.each<[DataType, Cell, string | null, string | null]>([
    [NUMBER, "12.50", "12.50", "12.50"],
    [NUMBER, 7, "7", "7"],
    [FLOAT, "1.5e+20", "1.5e+20", "1.5e+20"],
    [TEXT, "true", "true", "true"],
    [BOOLEAN, true, "1", "true"],
    [BOOLEAN, "false", "0", "false"],
    [DATE, "19782", "19782", "19782"],
    [TIME, "47655.5", "47655.500000000", "47655.500000000"],
    [scaled(TIME, 0), "47655.000000", "47655", "47655.000000000"],
    [TIMESTAMP_NTZ, "-1.25", "-1.250000000", "-1.250000000"],
    [scaled(TIMESTAMP_LTZ, 3), new Date(1500), "1.500", "1.500000000"],
    [TIMESTAMP_TZ, "1709212455.123456 1500", "1709212455.123456000 1500", "1709212455.123456000 1500"],
    [BINARY, "00FF", "00FF", "00FF"],
    [VARIANT, '{"a":true}', '{"a":true}', '{"a":true}'],
    [ARRAY, null, null, null],
    [BOOLEAN, null, null, null],
  ])("of %j: %j is %j for drivers and %j for the SQL API", (type, cell, forDrivers, forApi) => {
    expect(driver(type, cell)).toBe(forDrivers);
    expect(jsonv2(type, cell)).toBe(forApi);
  });

  it("that are NULL may be a text in the SQL API", () => {
    expect(jsonv2(NUMBER, null, false)).toBe("null");
  });
});

describe("columns", () => {
  it.each<[DataType, object]>([
    [
      { kind: "NUMBER", precision: 10, scale: 2 },
      { type: "fixed", precision: 10, scale: 2, length: null, byteLength: null },
    ],
    [FLOAT, { type: "real", precision: null, scale: null, length: null }],
    [
      { kind: "TEXT", length: 4 },
      { type: "text", length: 4, byteLength: 16, precision: null },
    ],
    [TEXT, { type: "text", length: 16_777_216, byteLength: 16_777_216 }],
    [
      { kind: "TEXT", length: 134_217_728 },
      { length: 134_217_728, byteLength: 134_217_728 },
    ],
    [
      { kind: "BINARY", length: 8 },
      { type: "binary", length: 8, byteLength: 8 },
    ],
    [scaled(TIMESTAMP_TZ, 3), { type: "timestamp_tz", precision: 0, scale: 3, length: null }],
    [DATE, { type: "date", precision: null, scale: null }],
    [VARIANT, { type: "variant", precision: null, length: null }],
  ])("of %j", (type, expected) => {
    expect(encodeColumn({ name: "C", type })).toMatchObject({ name: "C", nullable: true, ...expected });
  });

  it("tell whether they may be NULL", () => {
    expect(encodeColumn({ name: "C", type: DATE, nullable: false })).toMatchObject({ nullable: false });
  });
});

describe("JSON in pieces", () => {
  it("is the same as at once, whatever the cells are", () => {
    const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(null));
    const row = fc.array(cell, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(row), fc.string(), (rows, note) => {
        const encode = (cells: readonly Cell[]) => cells.map((one) => (one === null ? null : String(one)));
        const text = [...jsonPieces({ rowset: [], note }, "rowset", { rows, encode })].join("");
        expect(JSON.parse(text)).toEqual({ rowset: rows, note });
      }),
    );
  });

  it("needs a place for the rows", () => {
    expect(() => [...jsonPieces({}, "data", { rows: [], encode: () => [] })]).toThrow('no empty array "data"');
  });

  it("comes in many pieces when there are many rows", () => {
    const rows = Array.from({ length: 50_000 }, () => ["x", "y"]);
    expect([...jsonPieces({ data: [] }, "data", { rows, encode: (row) => row.map(String) })].length).toBeGreaterThan(4);
  });
});
