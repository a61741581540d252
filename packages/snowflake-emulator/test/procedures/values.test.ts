import fc from "fast-check";
import {
  ARRAY,
  BINARY,
  BOOLEAN,
  DATE,
  FLOAT,
  OBJECT,
  TEXT,
  TIMESTAMP_LTZ,
  TIMESTAMP_NTZ,
  TIMESTAMP_TZ,
  VARIANT,
} from "../../src/types/data-type";
import { ProcedureBench } from "./bench";

describe("values of procedures", () => {
  const bench = new ProcedureBench();
  afterAll(() => bench.runtime.close());

  it("takes arguments under their exact names", async () => {
    expect(
      await bench.value("return [typeof a, typeof A, typeof x, arguments.length, typeof globalThis.A].join()", {
        A: [FLOAT, 1],
        x: [TEXT, "t"],
      }),
    ).toBe("undefined,number,string,2,undefined");
  });

  it("maps the types of arguments as documented", async () => {
    const shown = `const kind = (v) => v === undefined ? "undefined" : v instanceof SfDate ? "SfDate" : v instanceof Date ? "Date " + v.toISOString() : v instanceof Uint8Array ? "bytes " + v.join() : v;
      return [...arguments].map(kind)`;
    expect(
      await bench.value(shown, {
        F: [FLOAT, "1.5"],
        T: [TEXT, "it's"],
        B: [BOOLEAN, true],
        D: [DATE, "17897"],
        N: [TIMESTAMP_NTZ, "1.500000000"],
        Z: [TIMESTAMP_TZ, "1.500000000 1500"],
        BIN: [BINARY, "00FF"],
        V: [VARIANT, '{"a":[1]}'],
        O: [OBJECT, '{"b":2}'],
        L: [ARRAY, "[3]"],
        NUL: [TEXT, null],
        J: [VARIANT, "null"],
      }),
    ).toEqual([
      1.5,
      "it's",
      1,
      "Date 2019-01-01T00:00:00.000Z",
      "Date 1970-01-01T00:00:01.500Z",
      "Date 1970-01-01T00:00:01.500Z",
      "bytes 0,255",
      { a: [1] },
      { b: 2 },
      [3],
      "undefined",
      null,
    ]);
  });

  it.each([
    ["return 3.1415926", FLOAT, "3.1415926"],
    ["return '1e3'", FLOAT, "1000"],
    ["return NaN", FLOAT, "NaN"],
    ["return true", FLOAT, "1"],
    ["return 1.5", TEXT, "1.5"],
    ["return true", TEXT, "true"],
    ["return {a: 1}", TEXT, "[object Object]"],
    ["return [1, 2]", TEXT, "1,2"],
    ["return 0", BOOLEAN, "false"],
    ["return 'yes'", BOOLEAN, "true"],
    ["return {a: [1, null]}", VARIANT, '{"a":[1,null]}'],
    ["return 'text'", VARIANT, '"text"'],
    ["return null", VARIANT, "null"],
    ["return undefined", VARIANT, null],
    ["return null", TEXT, null],
    ["", TEXT, null],
    ["return {}", OBJECT, "{}"],
    ["return [1]", ARRAY, "[1]"],
    ["return new Date(0)", DATE, "0"],
    ["return new Date(-1)", DATE, "-1"],
    ["return new Date(1500)", TIMESTAMP_NTZ, "1.500000000"],
    ["return new Date(-1500)", TIMESTAMP_LTZ, "-1.500000000"],
    ["return '2019-01-01'", DATE, "17897"],
    ["return new Uint8Array([0, 255])", BINARY, "00FF"],
    [
      "const r = snowflake.execute({sqlText: 'select types'}); r.next(); return r.TZ",
      TIMESTAMP_TZ,
      "31536000.000123456 2100",
    ],
  ])("%s as %o is %s", async (body, type, cell) => {
    expect(await bench.call(body, type)).toBe(cell);
  });

  it.each([
    ["return 'abc'", FLOAT, "100038 (22018): Numeric value 'abc' is not recognized"],
    ["return 'maybe'", BOOLEAN, "100037 (22018): Boolean value 'maybe' is not recognized"],
    ["return 'x'", DATE, "100040 (22007): Date 'x' is not recognized"],
    ["return {}", TIMESTAMP_NTZ, "100035 (22007): Timestamp '{}' is not recognized"],
    ["return [1]", OBJECT, "100071 (22000): Failed to cast variant value [1] to OBJECT"],
  ])("%s as %o fails", async (body, type, message) => {
    expect(await bench.error(body, type)).toBe(message);
  });

  it("keeps NULL out where NOT NULL was declared", async () => {
    expect(await bench.error("", { type: TEXT, notNull: true })).toBe(
      "100072 (22000): NULL result in a non-nullable column",
    );
    expect(await bench.call("return ''", { type: TEXT, notNull: true })).toBe("");
  });

  it("brings any JSON value in and out unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const cell = JSON.stringify(value);
        expect(await bench.call("return V", VARIANT, { V: [VARIANT, cell] })).toBe(cell);
      }),
      { numRuns: 20 },
    );
  });

  it("brings any text in and out unchanged, also as a bound value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(
          await bench.call("snowflake.execute({sqlText: 'insert', binds: [T]}); return T", TEXT, { T: [TEXT, text] }),
        ).toBe(text);
        expect(bench.host.statements.at(-1)?.binds.get("1")).toEqual({ type: "TEXT", value: text });
      }),
      { numRuns: 20 },
    );
  });
});
