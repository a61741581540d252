import { literalValue } from "../../src/scan/literal";

describe("a literal of a predicate", () => {
  it.each([
    [true, "boolean", true],
    [5, "int", 5],
    [5n, "long", 5n],
    ["x", "string", "x"],
    ["1970-01-02", "date", 1],
    ["1969-12-31", "date", -1],
    ["01:02:03.5", "time", 3_723_500_000n],
    ["1970-01-01T00:00:01", "timestamp", 1_000_000n],
    ["1970-01-01 00:00:00.000001", "timestamp", 1n],
    ["1969-12-31", "timestamp", -86_400_000_000n],
    ["1970-01-01T01:00:00+01:00", "timestamptz", 0n],
    ["1970-01-01T00:00:00Z", "timestamptz", 0n],
    ["1.5", "decimal(9,2)", 150n],
    ["-0.050", "decimal(9,2)", -5n],
    [7, "decimal(9,0)", 7n],
  ])("%s for a %s", (literal, type, expected) => {
    expect(literalValue(literal, type)).toBe(expected);
  });

  it.each([
    ["5", "int"],
    [Number.NaN, "double"],
    [1, "boolean"],
    [1, "string"],
    ["2024-02-30", "date"],
    ["2024-01-01T00:00:00", "date"],
    ["24:00:00", "time"],
    ["1970-01-01T00:00:00Z", "timestamp"],
    ["1970-01-01T00:00:00", "timestamptz"],
    ["1970-01-01T00:00:00.0000001", "timestamp"],
    ["1.005", "decimal(9,2)"],
    ["1e3", "decimal(9,2)"],
    [true, "decimal(9,2)"],
    ["f79c3e09-677c-4bbd-a479-3f349cb785e7", "uuid"],
  ])("%s says nothing about a %s", (literal, type) => {
    expect(literalValue(literal, type)).toBeUndefined();
  });
});
