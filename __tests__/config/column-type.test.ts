import fc from "fast-check";
import { columnTypeProblem, PRIMITIVE_COLUMN_TYPES } from "../../config/column-type";

const { type: anyType } = fc.letrec((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom(...PRIMITIVE_COLUMN_TYPES, "decimal(12,2)"),
    fc.tuple(tie("type")).map(([item]) => `array<${String(item)}>`),
    fc.tuple(tie("type"), tie("type")).map(([key, value]) => `map<${String(key)},${String(value)}>`),
    fc
      .array(fc.tuple(fc.stringMatching(/^[a-z_]{1,5}$/), tie("type")), { minLength: 1, maxLength: 3 })
      .map((fields) => `struct<${fields.map(([name, type]) => `${name}:${String(type)}`).join(",")}>`),
  ),
}));

describe("a column type", () => {
  it("is accepted whenever it is built from types that an Iceberg table can hold", () => {
    fc.assert(fc.property(anyType, (type) => columnTypeProblem(String(type)) === undefined));
  });

  it("is refused, and named, when any part of it is unknown", () => {
    fc.assert(
      fc.property(anyType, (type) =>
        columnTypeProblem(`array<map<string,struct<a:${String(type)},b:blob>>>`)?.includes('"blob"'),
      ),
    );
  });

  it.each([
    ["integer", "unknown column type"],
    ["varchar(10)", "unknown column type"],
    ["decimal", "needs a precision and a scale"],
    ["decimal(39,2)", "out of range"],
    ["decimal(4,5)", "out of range"],
    ["array<string,int>", "needs 1 type"],
    ["map<string>", "needs 2 types"],
    ["struct<a>", "not of the form name:type"],
    ["struct<A:int>", "not of the form name:type"],
    ["array<>", "unknown column type"],
  ])("is refused as %s", (type, message) => {
    expect(columnTypeProblem(type)).toContain(message);
  });
});
