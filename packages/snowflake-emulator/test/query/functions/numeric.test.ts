import { itAnswers, itEvaluates, itFails } from "../support/examples";

// Examples and rules of the pages of docs.snowflake.com/en/sql-reference/functions/<name>.
describe("numeric functions", () => {
  itEvaluates([
    ["ABS(-5.44)", "5.44", "NUMBER(3,2)"],
    ["CEIL(135.135)", "136"],
    ["CEIL(-975.975, -2)", "-900"],
    ["CEIL(135.135, 1)", "135.2"],
    ["FLOOR(135.135, 1)", "135.1"],
    ["FLOOR(-135.135)", "-136"],
    ["ROUND(135.135)", "135"],
    ["ROUND(-975.975)", "-976"],
    ["ROUND(2.5)", "3"],
    ["ROUND(-2.5)", "-3"],
    ["ROUND(135.135, 2)", "135.14"],
    ["ROUND(-975.975, -2)", "-1000"],
    ["ROUND(1.005, 2)", "1.01"],
    ["TRUNC(-975.975, -1)", "-970"],
    ["TRUNC(135.135, 0)", "135"],
    ["MOD(3, 2)", "1"],
    ["MOD(4.5, 1.2)", "0.9"],
    ["MOD(-5, 3)", "-2"],
    ["SIGN(-1.5)", "-1"],
    ["SQRT(16)", "4", "FLOAT"],
    ["POWER(2, 10)", "1024"],
    ["LOG(2, 8)", "3"],
    ["SQUARE(-3)", "9"],
    ["FACTORIAL(5)", "120"],
    ["GREATEST(1, 3, 2.5)", "3.0"],
    ["GREATEST(1, NULL)", null],
    ["LEAST('b', 'a')", "a"],
    ["GREATEST_IGNORE_NULLS(1, NULL, 2)", "2"],
    ["DIV0(1, 0)", "0.000000"],
    ["DIV0(7, 2)", "3.500000"],
    ["DIV0(1, NULL)", null],
    ["DIV0NULL(1, NULL)", "0.000000"],
    ["BITAND(7, 5)", "5"],
    ["BITXOR(5, 3)", "6"],
    ["BITNOT(0)", "-1"],
    ["BITSHIFTLEFT(1, 4)", "16"],
    ["UNIFORM(5, 5, RANDOM())", "5"],
    ["RANDOM() IS NOT NULL", "true"],
  ]);
});

describe("GENERATOR and SEQ4", () => {
  itAnswers([
    ["SELECT SEQ4() FROM TABLE(GENERATOR(ROWCOUNT => 3))", [["0"], ["1"], ["2"]]],
    ["SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 1000))", [["1000"]]],
  ]);
  itFails([
    ["SELECT SEQ4()", /^000002 .*GENERATOR/],
    ["SELECT RANDOM(42)", /^000002 .*RANDOM with a seed/],
    ["SELECT RANDOM() AS R, R + 1", /^000002 .*alias R/],
    ["SELECT SQRT(-1)", /^100132 Invalid floating point operation/],
    ["SELECT LN(0)", /^100132 Invalid floating point operation/],
  ]);
});

describe("conditional functions (expressions-conditional)", () => {
  itEvaluates([
    ["COALESCE(NULL, NULL, 'c')", "c"],
    ["NVL(NULL, 3)", "3"],
    ["NVL2('x', 'set', 'unset')", "set"],
    ["NVL2(NULL, 'set', 'unset')", "unset"],
    ["IFF(TRUE, 'a', 'b')", "a"],
    ["IFF(NULL, 'a', 'b')", "b"],
    ["NULLIF(0, 0)", null],
    ["NULLIF(5, 0)", "5"],
    ["ZEROIFNULL(NULL)", "0"],
    ["NULLIFZERO(0)", null],
    ["DECODE(2, 1, 'one', 2, 'two', 'other')", "two"],
    ["DECODE(NULL, NULL, 'null', 'other')", "null"],
    ["DECODE(9, 1, 'one')", null],
    ["EQUAL_NULL(NULL, NULL)", "true"],
    ["EQUAL_NULL(1, NULL)", "false"],
    ["BOOLXOR(TRUE, FALSE)", "true"],
    ["CASE 1 WHEN 2 THEN 'a' ELSE 'b' END", "b"],
    ["CASE WHEN NULL THEN 1 END", null],
    ["CASE WHEN TRUE THEN 1 ELSE 2.5 END", "1.0", "NUMBER(2,1)"],
  ]);
});
