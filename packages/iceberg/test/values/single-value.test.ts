import fc from "fast-check";
import { compareSingleValues, decodeSingleValue, encodeSingleValue } from "../../src/values/single-value";
import { VALUES } from "../manifest/arbitrary-manifest";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("single-value serialization", () => {
  it.each([
    ["boolean", true, "01"],
    ["int", -2, "feffffff"],
    ["date", 19_723, "0b4d0000"],
    ["long", 34n, "2200000000000000"],
    ["float", 1, "0000803f"],
    ["double", -1.5, "000000000000f8bf"],
    ["string", "ä𝄞", "c3a4f09d849e"],
    ["decimal(9,2)", 1420n, "058c"],
    ["decimal(9,2)", 0n, "00"],
    ["decimal(9,2)", 128n, "0080"],
    ["decimal(9,2)", -128n, "80"],
    ["decimal(9,2)", -129n, "ff7f"],
    [
      "uuid",
      Uint8Array.from(Buffer.from("f79c3e09677c4bbda4793f349cb785e7", "hex")),
      "f79c3e09677c4bbda4793f349cb785e7",
    ],
  ] as const)("of %s is the specification's", (type, value, expected) => {
    expect(hex(encodeSingleValue(value, type))).toBe(expected);
  });

  it.each(Object.entries(VALUES))("gives back every %s", (type, values) => {
    fc.assert(
      fc.property(values, (value) => expect(decodeSingleValue(encodeSingleValue(value, type), type)).toEqual(value)),
    );
  });

  it("reads a widened column's bounds of before", () => {
    expect(decodeSingleValue(encodeSingleValue(-7, "int"), "long")).toBe(-7n);
    expect(decodeSingleValue(encodeSingleValue(1.5, "float"), "double")).toBe(1.5);
    expect(decodeSingleValue(encodeSingleValue(-7n, "decimal(9,2)"), "decimal(18,2)")).toBe(-7n);
  });

  it.each(["boolean", "int", "long", "float", "double"])("refuses bytes that are no %s", (type) => {
    expect(() => decodeSingleValue(Uint8Array.of(1, 2, 3), type)).toThrow(`3 bytes are no ${type}`);
  });

  it("refuses values of another kind", () => {
    expect(() => encodeSingleValue("1", "int")).toThrow("a int is a number here, not a string");
    expect(() => encodeSingleValue(1.5, "long")).toThrow("a long is a bigint here, not a number");
    expect(() => encodeSingleValue(1, "geometry")).toThrow("type geometry has no single-value form");
    expect(() => compareSingleValues("a", 1)).toThrow("have no order");
  });
});

describe("the order of values", () => {
  it.each(Object.entries(VALUES))("of %s is one, and survives the way into bytes and back", (type, values) => {
    const again = (value: Parameters<typeof encodeSingleValue>[0]) =>
      decodeSingleValue(encodeSingleValue(value, type), type);
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(Math.sign(compareSingleValues(again(a), again(b)))).toBe(Math.sign(compareSingleValues(a, b)));
        expect(Math.sign(compareSingleValues(a, b)) + Math.sign(compareSingleValues(b, a))).toBe(0);
        const [first = a, second = b, third = c] = [a, b, c].toSorted(compareSingleValues);
        expect(compareSingleValues(first, second)).toBeLessThanOrEqual(0);
        expect(compareSingleValues(second, third)).toBeLessThanOrEqual(0);
        expect(compareSingleValues(first, third)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("of text is that of code points, of bytes unsigned, and NaN is last", () => {
    expect(compareSingleValues("￿", "𝄞")).toBeLessThan(0);
    expect(compareSingleValues(Uint8Array.of(127), Uint8Array.of(128))).toBeLessThan(0);
    expect(compareSingleValues(Number.NaN, Number.POSITIVE_INFINITY)).toBeGreaterThan(0);
    expect(compareSingleValues(-0, 0)).toBe(0);
    expect(compareSingleValues(2, 10n ** 20n)).toBeLessThan(0);
  });
});
