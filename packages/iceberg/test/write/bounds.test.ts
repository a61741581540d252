import * as fc from "fast-check";
import { floatBound, lowerBound, upperBound, valueOfStatistic } from "../../src/write/bounds";

const compare = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));
const text = fc.string({ unit: "binary", maxLength: 8 });

describe("bounds", () => {
  it("of text enclose it, and have no more characters than asked for", () => {
    void fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 6 }), (value, length) => {
        const lower = lowerBound(value, length);
        const upper = upperBound(value, length);
        if (typeof lower !== "string" || typeof upper === "number") throw new Error("a bound of text is text");
        expect(compare(lower, value)).toBeLessThanOrEqual(0);
        expect([...lower].length).toBeLessThanOrEqual(length);
        if (upper === undefined) return;
        expect(compare(String(upper), value)).toBeGreaterThanOrEqual(0);
        expect([...String(upper)].length).toBeLessThanOrEqual(length);
      }),
    );
  });

  it("of bytes enclose them", () => {
    void fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), fc.integer({ min: 1, max: 6 }), (value, length) => {
        const lower = lowerBound(value, length);
        const upper = upperBound(value, length);
        expect(lower instanceof Uint8Array && Buffer.compare(lower, value) <= 0).toBe(true);
        expect(upper === undefined || (upper instanceof Uint8Array && Buffer.compare(upper, value) >= 0)).toBe(true);
      }),
    );
  });

  it("have no upper end where there is none", () => {
    expect(upperBound("\u{10ffff}\u{10ffff}", 1)).toBeUndefined();
    expect(upperBound(Uint8Array.of(255, 255), 1)).toBeUndefined();
    expect(upperBound("a\u{10ffff}z", 2)).toBe("b");
    expect(upperBound("\ud7ffz", 1)).toBe("\ue000");
  });

  it("of zero have both signs", () => {
    expect([floatBound(0, "lower"), floatBound(-0, "upper"), floatBound(1, "lower")]).toEqual([-0, 0, 1]);
  });
});

describe("a statistic's value", () => {
  it.each([
    ["1", "boolean", true],
    ["-7", "int", -7],
    ["9007199254740993", "long", 9007199254740993n],
    ["-inf", "double", -Infinity],
    ["nan", "float", undefined],
    ["-0.05", "decimal(9,2)", -5n],
    ["1970-01-02", "date", 1],
    ["0044-03-15 (BC)", "date", -735160],
    ["infinity", "date", undefined],
    ["12345-01-01", "date", Date.UTC(12345, 0, 1) / 86_400_000],
    ["01:02:03.000004", "time", 3_723_000_004n],
    ["1969-12-31 23:59:59.5", "timestamp", -500_000n],
    ["2024-01-01 00:00:00+00", "timestamptz", 1_704_067_200_000_000n],
    ["infinity", "timestamp", undefined],
    ["00ff", "binary", Buffer.from([0, 255])],
    ["nan", "string", "nan"],
  ])("%s as %s is %s", (told, type, value) => {
    expect(valueOfStatistic(told, type)).toEqual(value);
  });
});
