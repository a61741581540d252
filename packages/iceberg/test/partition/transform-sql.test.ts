import * as fc from "fast-check";
import { Engine } from "../../src/engine/engine";
import { textLiteral } from "../../src/engine/sql-text";
import { murmur3OfHex } from "../../src/partition/murmur3-sql";
import { decodePartitionKey } from "../../src/partition/partition-key";
import { parseTransform, transformedType } from "../../src/partition/transform";
import { partitionKeySql, partitionValueSql } from "../../src/partition/transform-sql";
import { murmur3 } from "../../src/values/murmur3";

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.start({ threads: 1 });
});
afterAll(() => engine.close());

const one = async (expression: string): Promise<unknown> =>
  (await engine.rows(`SELECT ${expression} AS value`))[0]?.value;

/** Every bucket count is too small to show a hash: this is the hash itself, without its sign. */
const WHOLE = parseTransform("bucket[999999999]");

describe("bucket", () => {
  // Source: https://iceberg.apache.org/spec/#appendix-b-32-bit-hash-requirements
  it.each([
    ["34::INTEGER", "int", 2017239379],
    ["34::BIGINT", "long", 2017239379],
    ["14.20::DECIMAL(9, 2)", "decimal(9,2)", -500754589],
    ["DATE '2017-11-16'", "date", -653330422],
    ["TIME '22:31:08'", "time", -662762989],
    ["TIMESTAMP '2017-11-16 22:31:08'", "timestamp", -2047944441],
    ["TIMESTAMPTZ '2017-11-16 14:31:08-08:00'", "timestamptz", -2047944441],
    ["'iceberg'", "string", 1210000089],
    ["'f79c3e09-677c-4bbd-a479-3f349cb785e7'::UUID", "uuid", 1488055340],
    ["from_hex('00010203')", "binary", -188683207],
  ])("hashes %s (%s) as the specification says", async (value, type, hash) => {
    expect(await one(partitionValueSql(WHOLE, value, type))).toBe((hash & 0x7fffffff) % 999999999);
  });

  it("hashes any bytes as murmur3 does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
        const hex = Buffer.from(bytes).toString("hex");
        expect(await one(murmur3OfHex(`'${hex}'`))).toBe(BigInt(murmur3(bytes) >>> 0));
      }),
    );
  });

  it("hashes any decimal as the shortest two's complement of its unscaled value", async () => {
    const extremes = [0n, -1n, 127n, 128n, -128n, -129n, 32767n, 32768n, -32769n].map((value) => fc.constant(value));
    const limit = 10n ** 37n;
    await fc.assert(
      fc.asyncProperty(fc.oneof(...extremes, fc.bigInt({ min: -limit, max: limit })), async (unscaled) => {
        let bytes = unscaled === 0n ? "00" : "";
        let rest = unscaled;
        while (
          bytes === "" ||
          !(rest === 0n || rest === -1n) ||
          (Number.parseInt(bytes.slice(0, 2), 16) & 128) !== (rest === 0n ? 0 : 128)
        ) {
          if (unscaled === 0n) break;
          bytes = (rest & 255n).toString(16).padStart(2, "0") + bytes;
          rest >>= 8n;
        }
        const value = `(${unscaled}::HUGEINT)::DECIMAL(38, 0)`;
        const expected = (murmur3(Buffer.from(bytes, "hex")) & 0x7fffffff) % 999999999;
        expect(await one(partitionValueSql(WHOLE, value, "decimal(38,0)"))).toBe(expected);
      }),
    );
  });

  it("hashes any long as its eight bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), async (value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64LE(value);
        const sql = partitionValueSql(parseTransform("bucket[16]"), `'${value}'::BIGINT`, "long");
        expect(await one(sql)).toBe((murmur3(bytes) & 0x7fffffff) % 16);
      }),
    );
  });

  it("leaves null where it is", async () => {
    for (const [value, type] of [
      ["NULL::BIGINT", "long"],
      ["NULL::VARCHAR", "string"],
      ["NULL::DECIMAL(9,2)", "decimal(9,2)"],
    ] as const) {
      expect(await one(partitionValueSql(parseTransform("bucket[4]"), value, type))).toBeNull();
    }
  });
});

describe("periods", () => {
  it.each([
    ["year", "DATE '1969-12-31'", "date", -1n],
    ["year", "DATE '2017-11-16'", "date", 47n],
    ["month", "DATE '1969-12-31'", "date", -1n],
    ["month", "TIMESTAMP '2017-11-16 22:31:08'", "timestamp", 574n],
    ["day", "DATE '2017-11-16'", "date", 17486n],
    ["day", "TIMESTAMP '1969-12-31 23:59:59.999999'", "timestamp", -1n],
    ["day", "TIMESTAMPTZ '2017-11-16 22:31:08-08:00'", "timestamptz", 17487n],
    ["hour", "TIMESTAMP '2017-11-16 22:31:08'", "timestamp", 419686n],
    ["hour", "TIMESTAMP '1969-12-31 23:59:59.999999'", "timestamp", -1n],
  ])("%s of %s (%s) is %s", async (name, value, type, expected) => {
    expect(await one(partitionValueSql(parseTransform(name), value, type))).toBe(expected);
  });
});

describe("truncate", () => {
  it.each([
    ["truncate[10]", "1::INTEGER", "int", 0n],
    ["truncate[10]", "-1::INTEGER", "int", -10n],
    ["truncate[10]", "-1::BIGINT", "long", -10n],
    ["truncate[50]", "10.65::DECIMAL(9,2)", "decimal(9,2)", 1050n],
    ["truncate[50]", "-0.05::DECIMAL(9,2)", "decimal(9,2)", -50n],
    ["truncate[3]", "'iceberg'", "string", "ice"],
    ["truncate[2]", "'é😀x'", "string", "é😀"],
  ])("%s of %s (%s) is %s", async (name, value, type, expected) => {
    expect(await one(partitionValueSql(parseTransform(name), value, type))).toBe(expected);
  });
});

describe("keys", () => {
  const decoded = async (name: string, value: string, type: string) => {
    const transform = parseTransform(name);
    const key = await one(`(${partitionKeySql(transform, value, type)})::VARCHAR`);
    return decodePartitionKey(key === null ? null : String(key), transformedType(transform, type));
  };

  it("bring back every value", async () => {
    expect(await decoded("identity", "TRUE", "boolean")).toBe(true);
    expect(await decoded("identity", "-7::INTEGER", "int")).toBe(-7);
    expect(await decoded("identity", "9007199254740993::BIGINT", "long")).toBe(9007199254740993n);
    expect(await decoded("identity", "'nan'::DOUBLE", "double")).toBeNaN();
    expect(await decoded("identity", "'-inf'::FLOAT", "float")).toBe(-Infinity);
    expect(await decoded("identity", "-0.05::DECIMAL(9,2)", "decimal(9,2)")).toBe(-5n);
    expect(await decoded("identity", "DATE '1970-01-03'", "date")).toBe(2);
    expect(await decoded("identity", "TIMESTAMP '1969-12-31 23:59:59'", "timestamp")).toBe(-1_000_000n);
    expect(await decoded("identity", "from_hex('00ff')", "binary")).toEqual(Buffer.from([0, 255]));
    expect(await decoded("day", "DATE '1970-01-03'", "date")).toBe(2);
    expect(await decoded("identity", "NULL::VARCHAR", "string")).toBeNull();
  });

  it("bring back any short text, whatever it contains", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 10 }).filter((text) => Buffer.byteLength(text) <= 64),
        async (text) => {
          expect(await decoded("identity", textLiteral(text), "string")).toBe(text);
        },
      ),
    );
  });

  it("are digests of long text", async () => {
    expect(await decoded("identity", "repeat('x', 65)", "string")).toBeUndefined();
  });
});

describe("refused", () => {
  it.each(["bucket", "bucket[0]", "truncate[-1]", "zorder", "Day"])("%s", (name) => {
    expect(() => parseTransform(name)).toThrow(`partition transform ${name} is not one of format version 2`);
  });

  it("a transform that the column's type does not have", () => {
    expect(() => partitionValueSql(parseTransform("hour"), "c", "date")).toThrow("hour does not apply to type date");
    expect(() => partitionValueSql(parseTransform("bucket[4]"), "c", "double")).toThrow("bucket does not apply");
  });
});
