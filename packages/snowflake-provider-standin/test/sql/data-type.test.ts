import fc from "fast-check";
import { argumentTypes, parseCallableName } from "../../src/sql/callable-name";
import { isOtherType, isSameType, parseDataType, typeAsWritten, typeSql } from "../../src/sql/data-type";
import { viewQuery } from "../../src/sql/view-statement";

const read = (text: string) => {
  const type = parseDataType(text);
  if (type === undefined) throw new Error(`not a type: ${text}`);
  return type;
};

describe("data types", () => {
  it.each([
    ["STRING", "VARCHAR(16777216)"],
    ["char", "VARCHAR(1)"],
    ["INTEGER", "NUMBER(38,0)"],
    ["decimal(10)", "NUMBER(10, 0)"],
    ["DOUBLE  PRECISION", "float"],
    ["TIMESTAMP_TZ", "TIMESTAMPTZ(9)"],
    ["DATETIME(3)", "TIMESTAMP_NTZ(3)"],
    ["VARBINARY", "BINARY(8388608)"],
  ])("%s is %s", (a, b) => {
    expect(isSameType(read(a), read(b))).toBe(true);
  });

  it.each([
    ["VARCHAR(10)", "VARCHAR(11)"],
    ["NUMBER(38,2)", "NUMBER"],
    ["TIMESTAMP_TZ", "TIMESTAMP_LTZ"],
    ["VARIANT", "OBJECT"],
  ])("%s is not %s", (a, b) => {
    expect(isSameType(read(a), read(b))).toBe(false);
  });

  it("is other for sure only by what is written", () => {
    expect(isOtherType(read("VARCHAR(10)"), read("VARCHAR"))).toBe(false);
    expect(isOtherType(read("VARCHAR(10)"), read("VARCHAR(11)"))).toBe(true);
    expect(isOtherType(read("INT"), read("NUMBER(38,0)"))).toBe(false);
    expect(isOtherType(read("INT"), read("FLOAT"))).toBe(true);
  });

  it.each(["VECTOR(FLOAT, 3)", "BOOL", "INTEGER(3)", "VARCHAR(a)", "NUMBER(1,2,3)", ""])("%j is none", (text) => {
    expect(parseDataType(text)).toBeUndefined();
  });

  it("written in full is the same type", () => {
    const types = ["VARCHAR", "NUMBER", "FLOAT", "TIME", "BINARY", "BOOLEAN", "NCHAR VARYING", "BIGINT"];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.option(fc.integer({ min: 1, max: 38 })), (name, argument) => {
        const type = parseDataType(argument === null ? name : `${name}(${argument})`);
        if (type === undefined) return;
        expect(isSameType(read(typeSql(type)), type)).toBe(true);
        expect(isOtherType(read(typeAsWritten(type)), type)).toBe(false);
      }),
    );
  });
});

describe("names of procedures", () => {
  it("are read with the types of their arguments, without those types' own arguments", () => {
    expect(parseCallableName('"D"."S"."P"(VARCHAR(10), NUMBER(38,0), ARRAY)')).toEqual({
      path: ["D", "S", "P"],
      types: ["VARCHAR", "NUMBER", "ARRAY"],
      sql: '"D"."S"."P"(VARCHAR, NUMBER, ARRAY)',
    });
    expect(argumentTypes("")).toEqual([]);
    expect(() => parseCallableName('"D"."S"."P"')).toThrow(/expected "<database>"/);
  });
});

describe("the query of a view", () => {
  it.each([
    ["CREATE VIEW V AS SELECT 1", "SELECT 1"],
    [
      `CREATE SECURE VIEW "AS"."S"."V" ("A" COMMENT 'as is', "b") COPY GRANTS COMMENT = 'it\\'s AS' AS\n SELECT 1 AS X`,
      "SELECT 1 AS X",
    ],
    ["create or replace materialized view a.b.c comment = 'x''y as' as select 1", "select 1"],
  ])("%s", (statement, query) => {
    expect(viewQuery(statement)).toBe(query);
  });

  it("is missing from a statement without AS", () => {
    expect(() => viewQuery("CREATE VIEW V")).toThrow(/has no AS/);
  });
});
