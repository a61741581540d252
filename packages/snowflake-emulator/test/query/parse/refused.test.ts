import { parseDml } from "../../../src/query/parse";
import { expression, query, read } from "./reading";

const refusal = (what: string) => `Unsupported feature 'not emulated: ${what}'.`;

describe("forms of Snowflake that are not built are refused by name", () => {
  it.each([
    ["a COLLATE 'en'", "COLLATE"],
    ["a = b(+)", "outer joins by (+)"],
    ["a > ANY (SELECT 1)", "> ANY (query)"],
    ["a = ALL (SELECT 1)", "= ALL (query)"],
    ["a = ANY (1, 2)", "= ANY of anything but a query"],
    ["a IS TRUE", "IS TRUE and IS FALSE"],
    ["a LIKE ANY (SELECT 1)", "LIKE ANY and LIKE ALL of a query"],
    ["FILTER(a, x -> x > 1)", "lambda expressions"],
    ["REDUCE(a, 0, (x, y) -> x + y)", "lambda expressions"],
    ["f(**a)", "the spread operator **"],
    ["[**a]", "the spread operator **"],
    ["{*}", "object constants with *"],
    ["OBJECT_CONSTRUCT(* EXCLUDE a)", "* with ILIKE or EXCLUDE as an argument"],
    ["COUNT(t.*)", "table.* as an argument"],
    ["CAST(a AS OBJECT RENAME FIELDS)", "CAST … RENAME FIELDS"],
    ["INTERVAL '1' YEAR", "values of INTERVAL types"],
    ["DECFLOAT '1.5'", "data type DECFLOAT"],
    ["NTH_VALUE(a, 2) FROM LAST OVER (ORDER BY b)", "NTH_VALUE … FROM LAST"],
    ["IDENTIFIER($x)", "IDENTIFIER of a session variable"],
  ])("%s: %s", (sql, what) => {
    expect(() => expression(sql)).toThrow(refusal(what));
  });

  it.each([
    ["* ILIKE '%a%' FROM t", "SELECT * ILIKE"],
    ["* REPLACE (1 AS a) FROM t", "SELECT * REPLACE"],
    ["* EXCLUDE a REPLACE (1 AS a) FROM t", "SELECT * REPLACE"],
    ["* FROM t SAMPLE (10)", "SAMPLE"],
    ["* FROM t x TABLESAMPLE (10)", "TABLESAMPLE"],
    ["* FROM t PIVOT (SUM(a) FOR b IN ('x'))", "PIVOT"],
    ["* FROM t x UNPIVOT (a FOR b IN (c))", "UNPIVOT"],
    ["* FROM t MATCH_RECOGNIZE (PATTERN (a))", "MATCH_RECOGNIZE"],
    ["* FROM t CHANGES (INFORMATION => DEFAULT)", "CHANGES"],
    ["* FROM a ASOF JOIN b MATCH_CONDITION (a.x >= b.x)", "ASOF JOIN"],
    ["* FROM a INNER DIRECTED JOIN b ON x", "DIRECTED JOIN"],
    ["* FROM t START WITH a CONNECT BY b", "CONNECT BY"],
    ["* FROM t WHERE c CONNECT BY b", "CONNECT BY"],
    ["* FROM @stage/file", "queries of staged files"],
    ["* FROM DIRECTORY(@stage)", "FROM DIRECTORY(…)"],
    ["* FROM SEMANTIC_VIEW(v METRICS m)", "FROM SEMANTIC_VIEW(…)"],
    ["* FROM TABLE($name)", "TABLE of a session variable"],
    ["* FROM IDENTIFIER($name)", "IDENTIFIER of a session variable"],
    ["* FROM TABLE(f(a) OVER (PARTITION BY a))", "table functions with OVER"],
    ["a FROM t GROUP BY CUBE (a, b, c, d, e, f, g, h), i", "GROUP BY of more than 128 sets"],
    ["* FROM t FOR UPDATE", "SELECT … FOR UPDATE"],
  ])("SELECT %s: %s", (sql, what) => {
    expect(() => query(`SELECT ${sql}`)).toThrow(refusal(what));
  });

  it.each([
    ["INSERT ALL INTO a INTO b SELECT 1", "INSERT into several tables"],
    ["INSERT OVERWRITE FIRST WHEN x THEN INTO a SELECT 1", "INSERT into several tables"],
    ["MERGE INTO t USING s ON a WHEN MATCHED THEN UPDATE ALL BY NAME", "MERGE … UPDATE ALL BY NAME"],
    ["MERGE INTO t USING s ON a WHEN NOT MATCHED THEN INSERT ALL BY NAME", "MERGE … INSERT ALL BY NAME"],
    ["TRUNCATE MATERIALIZED VIEW v", "TRUNCATE MATERIALIZED VIEW"],
  ])("%s: %s", (sql, what) => {
    expect(() => read(sql, parseDml)).toThrow(refusal(what));
  });
});
