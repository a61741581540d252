import fc from "fast-check";
import { parseTransform } from "../../src/partition/transform";
import { transformValue } from "../../src/partition/transform-value";
import { murmur3 } from "../../src/values/murmur3";
import { compareSingleValues, encodeSingleValue, type SingleValue } from "../../src/values/single-value";

const apply = (name: string, value: SingleValue, type: string) => transformValue(parseTransform(name), value, type);

describe("the hash of buckets", () => {
  it.each([
    ["long", 34n, 2_017_239_379],
    ["decimal(9,2)", 1420n, -500_754_589],
    ["long", 17_486n, -653_330_422],
    ["time", 81_068_000_000n, -662_762_989],
    ["timestamp", 1_510_871_468_000_000n, -2_047_944_441],
    ["timestamp", 1_510_871_468_000_001n, -1_207_196_810],
    ["string", "iceberg", 1_210_000_089],
    ["uuid", Buffer.from("f79c3e09677c4bbda4793f349cb785e7", "hex"), 1_488_055_340],
    ["binary", Buffer.from("00010203", "hex"), -188_683_207],
  ] as const)("of %s %s is the specification's", (type, value, expected) => {
    expect(murmur3(encodeSingleValue(value, type))).toBe(expected);
  });

  it("is the same for an int, a date and the long that they may become", () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        const bucket = apply("bucket[16]", BigInt(value), "long");
        expect(apply("bucket[16]", value, "int")).toBe(bucket);
        expect(apply("bucket[16]", value, "date")).toBe(bucket);
        expect(bucket).toBeGreaterThanOrEqual(0);
        expect(bucket).toBeLessThan(16);
      }),
    );
  });
});

describe("partition transforms", () => {
  it.each([
    ["identity", "int", 5, 5],
    ["void", "int", 5, null],
    ["truncate[10]", "int", -1, -10],
    ["truncate[10]", "long", 19n, 10n],
    ["truncate[50]", "decimal(9,2)", 1065n, 1050n],
    ["truncate[3]", "string", "𝄞bcd", "𝄞bc"],
    ["truncate[2]", "binary", Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2)],
    ["year", "date", -1, -1],
    ["month", "date", 31, 1],
    ["day", "timestamp", -1n, -1],
    ["hour", "timestamptz", 7_200_000_000n, 2],
    ["month", "timestamp", -1n, -1],
  ] as const)("%s of a %s", (transform, type, value, expected) => {
    expect(apply(transform, value, type)).toEqual(expected);
  });

  it.each([
    ["truncate[7]", "long"],
    ["truncate[7]", "string"],
    ["year", "timestamp"],
    ["month", "timestamp"],
    ["day", "timestamp"],
    ["hour", "timestamp"],
  ])("%s keeps the order of %ss", (transform, type) => {
    const micros = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
    const values: fc.Arbitrary<SingleValue> = type === "string" ? fc.string({ unit: "grapheme" }) : micros;
    fc.assert(
      fc.property(values, values, (left, right) => {
        const [low, high] = compareSingleValues(left, right) <= 0 ? [left, right] : [right, left];
        const images = [apply(transform, low, type), apply(transform, high, type)];
        const [first, second] = images.map((value) => value ?? Number.NaN);
        expect(compareSingleValues(first ?? 0, second ?? 0)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
