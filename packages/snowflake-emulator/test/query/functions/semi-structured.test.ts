import fc from "fast-check";
import { readJson } from "../../../src/query/functions/native/json-reader";
import { compactJson, prettyJson, storeJson } from "../../../src/query/functions/native/json-value";
import { itAnswers, itEvaluates, itFails } from "../support/examples";

// Pages: sql-reference/data-types-semistructured, user-guide/querying-semistructured, functions/<name>.
describe("semi-structured functions", () => {
  itEvaluates([
    ['TO_JSON(PARSE_JSON(\'{ "b": [1, 2.50, null], "a" : true }\'))', '{"a":true,"b":[1,2.5,null]}'],
    ["PARSE_JSON('1.912e2')", "1.912000000000000e+02", "VARIANT"],
    ["PARSE_JSON('')", null],
    ["PARSE_JSON('null') IS NULL", "false"],
    ["IS_NULL_VALUE(PARSE_JSON('null'))", "true"],
    ["PARSE_JSON('null')::VARCHAR", null],
    ["TRY_PARSE_JSON('{ invalid: ,]')", null],
    ["CHECK_JSON('{}')", null],
    ["CHECK_JSON('{') IS NOT NULL", "true"],
    ["TYPEOF(PARSE_JSON('-17'))", "INTEGER"],
    ["TYPEOF(PARSE_JSON('123.12'))", "DECIMAL"],
    ["TYPEOF(PARSE_JSON('1.912e2'))", "DOUBLE"],
    ["TYPEOF(PARSE_JSON('\"Om ara pa ca\"'))", "VARCHAR"],
    ["TYPEOF(PARSE_JSON('null'))", "NULL_VALUE"],
    ['PARSE_JSON(\'{"a":{"b":[10,20]}}\'):a.b[1]', "20"],
    ["PARSE_JSON('{\"a\":{\"b\":[10,20]}}')['a']['b'][0]::INT", "10", "NUMBER(38,0)"],
    ["PARSE_JSON('{\"a\":1}'):A", null],
    ['PARSE_JSON(\'{"a":"x"}\'):a', '"x"'],
    ['PARSE_JSON(\'{"a":"x"}\'):a::VARCHAR', "x"],
    ["TO_JSON(OBJECT_CONSTRUCT('a', 1, 'b', 'BBBB', 'c', NULL))", '{"a":1,"b":"BBBB"}'],
    ["TO_JSON(OBJECT_CONSTRUCT_KEEP_NULL('key_1', 'one', 'key_2', NULL))", '{"key_1":"one","key_2":null}'],
    ["ARRAY_CONSTRUCT(10, NULL, 3::DOUBLE)", "[\n  10,\n  undefined,\n  3.000000000000000e+00\n]", "ARRAY"],
    ["ARRAY_SIZE(ARRAY_CONSTRUCT(1, 2, 3))", "3"],
    ["ARRAY_SIZE(PARSE_JSON('{}'))", null],
    ["ARRAY_CONTAINS('hello'::VARIANT, ARRAY_CONSTRUCT('hello', 'hi'))", "true"],
    ["ARRAY_CONTAINS(1::VARIANT, [1.0, 2])", "true"],
    ["ARRAY_POSITION('hi'::VARIANT, ARRAY_CONSTRUCT('hello', 'hi'))", "1"],
    ["TO_JSON(ARRAY_CAT(ARRAY_CONSTRUCT(1, 2), ARRAY_CONSTRUCT(3, 4)))", "[1,2,3,4]"],
    ["TO_JSON(ARRAY_INSERT([0, 1, 2], 2, 'hello'))", '[0,1,"hello",2]'],
    ["TO_JSON(ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], 0, -2))", "[0,1,2,3,4]"],
    ["ARRAY_TO_STRING(PARSE_JSON('[1, true, \"x\", null, [2]]')::ARRAY, ',')", "1,true,x,,[2]"],
    ["TO_JSON(ARRAY_DISTINCT(['A', 'A', 'B', NULL, NULL]))", '["A","B",undefined]'],
    ["TO_JSON(ARRAY_INTERSECTION([1, 2, 2], [2, 3]))", "[2]"],
    ["TO_JSON(ARRAY_EXCEPT(['A', 'B', 'B'], ['B']))", '["A","B"]'],
    ["TO_JSON(ARRAY_GENERATE_RANGE(2, 10, 3))", "[2,5,8]"],
    ["TO_JSON(OBJECT_KEYS(OBJECT_CONSTRUCT('b', 1, 'a', 2)))", '["a","b"]'],
    ["TO_JSON(OBJECT_INSERT({'a': 1}, 'b', 2))", '{"a":1,"b":2}'],
    ["TO_JSON(OBJECT_INSERT({'a': 1}, 'a', 2, TRUE))", '{"a":2}'],
    ["TO_JSON(OBJECT_DELETE({'a': 1, 'b': 2, 'c': 3}, 'a', 'b'))", '{"c":3}'],
    ["TO_JSON(OBJECT_PICK({'a': 1, 'b': 2}, 'a'))", '{"a":1}'],
    ["GET([10, 20], 1)", "20"],
    ["GET([10, 20], 5)", null],
    ["GET_PATH(PARSE_JSON('{\"a\":[{\"b\":7}]}'), 'a[0].b')", "7"],
    ["GET_IGNORE_CASE({'aa': 1, 'AA': 3}, 'aA')", "3"],
    ["AS_INTEGER('x'::VARIANT)", null],
    ["IS_ARRAY([1])", "true"],
    ["STRIP_NULL_VALUE(PARSE_JSON('null'))", null],
    ["5::VARIANT = 5", "true"],
    ["PARSE_JSON('10') > 9", "true"],
    ['PARSE_JSON(\'{"a":1,"b":2}\') = PARSE_JSON(\'{"b":2,"a":1.0}\')', "true"],
    ["[1, 2]::VARIANT[0]", "1"],
  ]);
  itFails([
    ['SELECT PARSE_JSON(\'{"a":1,"a":2}\')', /^100069 Error parsing JSON: duplicate object attribute "a"/],
    ["SELECT PARSE_JSON('abc')", /^100069 Error parsing JSON: unknown keyword "abc", pos 4$/],
    ["SELECT 'x'::VARIANT::INT", '100071 Failed to cast variant value "x" to FIXED'],
    ["SELECT OBJECT_INSERT({'a': 1}, 'a', 2)", "100090 Duplicate field key 'a'"],
    ["SELECT IS_DATE(1::VARIANT)", /^000002 .*IS_DATE/],
    ["SELECT PARSE_JSON('1') < PARSE_JSON('2')", /^000002 .*semi-structured/],
  ]);
});

describe("FLATTEN (functions/flatten)", () => {
  const columns = "SEQ, KEY, PATH, INDEX, VALUE, TO_JSON(THIS)";
  itAnswers([
    [
      `SELECT ${columns} FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[1, ,77]'))) F ORDER BY INDEX`,
      [
        ["1", null, "[0]", "0", "1", "[1,undefined,77]"],
        ["1", null, "[1]", "1", null, "[1,undefined,77]"],
        ["1", null, "[2]", "2", "77", "[1,undefined,77]"],
      ],
    ],
    [
      `SELECT ${columns} FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), OUTER => TRUE, PATH => 'b')) F`,
      [
        ["1", null, "b[0]", "0", "77", "[77,88]"],
        ["1", null, "b[1]", "1", "88", "[77,88]"],
      ],
    ],
    ["SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'))) F", []],
    ["SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'), OUTER => TRUE)) F", [["1", null, "", null, null, "[]"]]],
    [
      `SELECT PATH FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'), RECURSIVE => TRUE)) F`,
      [["a"], ["b"], ["b[0]"], ["b[1]"], ["c"], ["c.d"]],
    ],
    [
      `SELECT KEY FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "c": {"d":"X"}}'), RECURSIVE => TRUE, MODE => 'OBJECT')) F`,
      [["a"], ["c"], ["d"]],
    ],
    [
      "SELECT T.ID, F.SEQ, F.VALUE::VARCHAR FROM (VALUES (1, '[\"a\",\"b\"]'), (2, '[]'), (3, '[\"c\"]')) T(ID, V), LATERAL FLATTEN(INPUT => PARSE_JSON(T.V)) F ORDER BY 1, 3",
      [
        ["1", "1", "a"],
        ["1", "1", "b"],
        ["3", "3", "c"],
      ],
    ],
    [
      "SELECT G.VALUE FROM TABLE(FLATTEN([[1, 2], [3]])) F, LATERAL FLATTEN(F.VALUE) G ORDER BY G.VALUE::INT",
      [["1"], ["2"], ["3"]],
    ],
    [
      "SELECT VALUE, INDEX FROM TABLE(SPLIT_TO_TABLE('a.b', '.')) ORDER BY INDEX",
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
  ]);
  itAnswers([
    [
      "SELECT SUM(F.VALUE::INT), COUNT(DISTINCT F.SEQ) FROM TABLE(GENERATOR(ROWCOUNT => 5000)), LATERAL FLATTEN(INPUT => [1, 2, 3]) F",
      [["30000", "5000"]],
    ],
  ]);
});

describe("JSON", () => {
  it("reads what it has written", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const json = readJson(JSON.stringify(value), false);
        expect(storeJson(readJson(storeJson(json), true))).toBe(storeJson(json));
        expect(compactJson(readJson(prettyJson(json), false))).toBe(compactJson(json));
      }),
    );
  });
});
