import { readDataType } from "../../../src/query/parse";
import { Cursor } from "../../../src/sql/cursor";
import { tokenize } from "../../../src/sql/tokenizer";
import { renderDataType } from "../../../src/types/data-type";
import { read, unexpected } from "./reading";

const rendered = (sql: string) => renderDataType(read(sql, readDataType));

describe("data types", () => {
  it.each([
    ["NUMBER", "NUMBER(38,0)"],
    ["number(10)", "NUMBER(10,0)"],
    ["DECIMAL(10, 2)", "NUMBER(10,2)"],
    ["NUMERIC(38,37)", "NUMBER(38,37)"],
    ["DEC", "NUMBER(38,0)"],
    ["INT", "NUMBER(38,0)"],
    ["INTEGER", "NUMBER(38,0)"],
    ["BIGINT", "NUMBER(38,0)"],
    ["SMALLINT", "NUMBER(38,0)"],
    ["TINYINT", "NUMBER(38,0)"],
    ["BYTEINT", "NUMBER(38,0)"],
    ["FLOAT", "FLOAT"],
    ["FLOAT4", "FLOAT"],
    ["FLOAT8", "FLOAT"],
    ["DOUBLE", "FLOAT"],
    ["DOUBLE PRECISION", "FLOAT"],
    ["REAL", "FLOAT"],
    ["VARCHAR", "VARCHAR(16777216)"],
    ["VARCHAR(134217728)", "VARCHAR(134217728)"],
    ["STRING(20)", "VARCHAR(20)"],
    ["TEXT", "VARCHAR(16777216)"],
    ["VARCHAR2(5)", "VARCHAR(5)"],
    ["NVARCHAR", "VARCHAR(16777216)"],
    ["NVARCHAR2", "VARCHAR(16777216)"],
    ["CHAR", "VARCHAR(1)"],
    ["CHARACTER(3)", "VARCHAR(3)"],
    ["NCHAR", "VARCHAR(1)"],
    ["CHAR VARYING", "VARCHAR(16777216)"],
    ["NCHAR VARYING(7)", "VARCHAR(7)"],
    ["BINARY", "BINARY(8388608)"],
    ["VARBINARY(100)", "BINARY(100)"],
    ["BOOLEAN", "BOOLEAN"],
    ["DATE", "DATE"],
    ["TIME", "TIME(9)"],
    ["TIME(0)", "TIME(0)"],
    ["DATETIME", "TIMESTAMP_NTZ(9)"],
    ["TIMESTAMP", "TIMESTAMP_NTZ(9)"],
    ["TIMESTAMP(3)", "TIMESTAMP_NTZ(3)"],
    ["TIMESTAMP_NTZ(6)", "TIMESTAMP_NTZ(6)"],
    ["TIMESTAMPNTZ", "TIMESTAMP_NTZ(9)"],
    ["TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP_NTZ(9)"],
    ["TIMESTAMP_LTZ", "TIMESTAMP_LTZ(9)"],
    ["TIMESTAMPLTZ(2)", "TIMESTAMP_LTZ(2)"],
    ["TIMESTAMP WITH LOCAL TIME ZONE", "TIMESTAMP_LTZ(9)"],
    ["TIMESTAMP_TZ", "TIMESTAMP_TZ(9)"],
    ["TIMESTAMPTZ", "TIMESTAMP_TZ(9)"],
    ["TIMESTAMP(3) WITH TIME ZONE", "TIMESTAMP_TZ(3)"],
    ["VARIANT", "VARIANT"],
    ["OBJECT", "OBJECT"],
    ["ARRAY", "ARRAY"],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });

  it.each([
    ["NUMBER(39)", "Invalid precision of NUMBER: 39. It must be from 1 to 38."],
    ["NUMBER(0)", "Invalid precision of NUMBER: 0. It must be from 1 to 38."],
    ["NUMBER(4, 5)", "Invalid scale of NUMBER: 5. It must be from 0 to 4."],
    ["NUMBER(38, 38)", "Invalid scale of NUMBER: 38. It must be from 0 to 37."],
    ["NUMBER(4, -1)", "Invalid scale of NUMBER: -1. It must be from 0 to 4."],
    ["VARCHAR(0)", "Invalid length of VARCHAR: 0. It must be from 1 to 134217728."],
    ["VARCHAR(134217729)", "Invalid length of VARCHAR: 134217729. It must be from 1 to 134217728."],
    ["BINARY(67108865)", "Invalid length of BINARY: 67108865. It must be from 1 to 67108864."],
    ["TIME(10)", "Invalid precision of TIME: 10. It must be from 0 to 9."],
    ["TIMESTAMP_TZ(10)", "Invalid precision of TIMESTAMP_TZ: 10. It must be from 0 to 9."],
    ["INT(5)", unexpected("(", 3)],
    ["DATE(3)", unexpected("(", 4)],
    ["'INT'", unexpected("'INT'", 0)],
    ["money", "Unsupported data type 'money'."],
    ["VARCHAR(MAX)", unexpected("MAX", 8)],
  ])("%s is refused", (sql, message) => {
    expect(() => rendered(sql)).toThrow(message);
  });

  it.each(["DECFLOAT", "FILE", "GEOGRAPHY", "GEOMETRY", "INTERVAL", "MAP", "UUID", "VECTOR"])(
    "%s is refused by name",
    (name) => {
      expect(() => rendered(name)).toThrow(`not emulated: data type ${name}`);
    },
  );

  it.each(["ARRAY(NUMBER)", "OBJECT(a NUMBER)"])("the structured %s is refused by name", (sql) => {
    expect(() => rendered(sql)).toThrow("not emulated: structured data type");
  });

  it("leaves what does not belong to it", () => {
    const cursor = new Cursor(tokenize("TIMESTAMP WITH TAG"));
    readDataType(cursor);
    expect(cursor.peek().value).toBe("WITH");
  });
});
