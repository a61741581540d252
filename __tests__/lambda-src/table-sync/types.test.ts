import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseHiveType } from "../../../lambda-src/table-sync/hive-type";
import { renderTypesTable, snowflakeType } from "../../../lambda-src/table-sync/types";

describe("types", () => {
  it.each([
    ["DECIMAL(38, 10)", { type: "NUMBER(38,10)" }],
    ["decimal", { type: "NUMBER(10,0)" }],
    ["Double Precision", { type: "FLOAT" }],
    ["timestamp with local time zone", { type: "TIMESTAMP_LTZ(9)" }],
    ["timestamp", { type: "TIMESTAMP_NTZ(9)" }],
    ["varchar(10)", { type: "VARCHAR(10)" }],
    ["binary", { type: "BINARY" }],
    ["map<string,array<int>>", { type: "VARIANT" }],
    ["decimal(39,1)", { refused: expect.stringContaining("precision") }],
    ["decimal(5,6)", { refused: expect.stringContaining("scale") }],
    ["int(3)", { refused: expect.stringContaining("parentheses") }],
    ["interval year to month", { refused: expect.stringContaining("interval") }],
    ["int) as (1), x int", { refused: expect.stringContaining("isn't understood") }],
    ["struct<a:int", { refused: expect.stringContaining("ends too early") }],
  ])("%s", (glue, expected) => expect(snowflakeType(glue, "PARQUET")).toEqual(expected));

  it("nested types are read whole: quoted names, comments, any case", () => {
    expect(parseHiveType("STRUCT<`d ``e`: decimal(10,2) COMMENT 'it''s, <fine>', b :array<int>>")).toEqual({
      kind: "STRUCT",
      fields: [
        { name: "d `e", type: { kind: "PRIMITIVE", name: "decimal", args: [10, 2] } },
        { name: "b", type: { kind: "ARRAY", element: { kind: "PRIMITIVE", name: "int", args: [] } } },
      ],
    });
  });

  it("a type nested without end is refused, not a crash", () => {
    expect(snowflakeType("array<".repeat(10_000), "JSON")).toEqual({ refused: expect.stringContaining("deeper") });
  });

  it("the docs' table is the code's: npm run docs:table-sync-types writes it", () => {
    expect(readFileSync(join(__dirname, "../../../docs/table-sync-types.md"), "utf8")).toContain(renderTypesTable());
  });
});
