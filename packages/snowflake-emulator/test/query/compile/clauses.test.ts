import { itAnswers, itFails } from "../support/examples";
import { TABLES } from "./tables";

describe("joins (sql-reference/constructs/join)", () => {
  itAnswers(
    [
      [
        "SELECT t.a, u.a FROM t LEFT JOIN u ON t.a = u.a WHERE t.a < 3 ORDER BY 1",
        [
          ["1", "1"],
          ["2", null],
        ],
      ],
      [
        "SELECT t.a, u.c FROM t RIGHT JOIN u ON t.a = u.a AND t.a = 1 ORDER BY 2",
        [
          ["1", "one"],
          [null, "three"],
        ],
      ],
      ["SELECT a FROM t FULL JOIN (SELECT 9 AS a) USING (a) ORDER BY a", [["1"], ["2"], ["3"], ["3"], ["9"]]],
      ["SELECT a, c FROM t NATURAL JOIN u WHERE a = 1", [["1", "one"]]],
      ["SELECT COUNT(*) FROM t CROSS JOIN u", [["8"]]],
      ["SELECT COUNT(*) FROM t, u", [["8"]]],
    ],
    TABLES,
  );
});

describe("GROUP BY and aggregates (sql-reference/constructs/group-by, functions-aggregation)", () => {
  itAnswers(
    [
      [
        "SELECT COUNT(*), COUNT(b), SUM(a), AVG(a), MIN(b), MAX(a), MEDIAN(a), COUNT(DISTINCT a) FROM t",
        [["4", "3", "9", "2.250000", "x", "3", "2.500", "3"]],
      ],
      ["SELECT COUNT(*), SUM(a), AVG(a), LISTAGG(a), ARRAY_AGG(a) FROM empty", [["0", null, null, "", "[]"]]],
      [
        "SELECT a AS k, COUNT(*) FROM t GROUP BY k ORDER BY k",
        [
          ["1", "1"],
          ["2", "1"],
          ["3", "2"],
        ],
      ],
      ["SELECT a + 1, COUNT(*) FROM t GROUP BY 1 HAVING COUNT(*) > 1", [["4", "2"]]],
      [
        "SELECT a, COUNT(*) FROM t GROUP BY ALL ORDER BY ALL DESC",
        [
          ["3", "2"],
          ["2", "1"],
          ["1", "1"],
        ],
      ],
      [
        "SELECT a, COUNT(*), GROUPING(a) FROM t GROUP BY ROLLUP (a) ORDER BY 1",
        [
          ["1", "1", "0"],
          ["2", "1", "0"],
          ["3", "2", "0"],
          [null, "4", "1"],
        ],
      ],
      ["SELECT COUNT(*) FROM t GROUP BY GROUPING SETS ((a), ()) ORDER BY 1", [["1"], ["1"], ["2"], ["4"]]],
      ["SELECT COUNT(*) FROM t GROUP BY CUBE (a, b)", Array.from({ length: 12 }, () => [expect.any(String)])],
      [
        "SELECT LISTAGG(b, '|') WITHIN GROUP (ORDER BY b DESC), LISTAGG(DISTINCT a, ',') WITHIN GROUP (ORDER BY a) FROM t",
        [["z|y|x", "1,2,3"]],
      ],
      ["SELECT ARRAY_AGG(b) WITHIN GROUP (ORDER BY a) FROM t", [['[\n  "x",\n  "y",\n  "z"\n]']]],
      ["SELECT TO_JSON(OBJECT_AGG(b, a)) FROM t", [['{"x":1,"y":2,"z":3}']]],
      [
        "SELECT MIN_BY(b, a), MODE(a), COUNT_IF(a > 1), BOOLAND_AGG(a > 0), BOOLOR_AGG(a > 5) FROM t",
        [["x", "3", "3", "true", "false"]],
      ],
      [
        "SELECT PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY a), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY a) FROM t",
        [["1.750", "2"]],
      ],
      ["SELECT STDDEV(a), VAR_POP(a) FROM (VALUES (2), (4)) v (a)", [["1.4142135623730951", "1"]]],
      ["SELECT APPROX_COUNT_DISTINCT(a), ANY_VALUE(a) FROM t WHERE a = 3", [["1", "3"]]],
    ],
    TABLES,
  );
  itFails(
    [
      [
        "SELECT b FROM t GROUP BY a",
        /^000979 .*'T\.B' in select clause is neither an aggregate nor in the group by clause\.$/s,
      ],
      ["SELECT a, COUNT(*) FROM t", /^000979 /],
      ["SELECT a FROM t GROUP BY a HAVING b = 'x'", /^000979 /],
      ["SELECT SUM(SUM(a)) FROM t", /^002076 /],
      ["SELECT a FROM t WHERE SUM(a) > 1", /^001019 /],
      ["SELECT a FROM t GROUP BY 3", /^000913 /],
      ["SELECT KURTOSIS(a) FROM t", /^000002 .*KURTOSIS/],
    ],
    TABLES,
  );
});

describe("window functions (functions-window, constructs/qualify)", () => {
  itAnswers(
    [
      [
        "SELECT ROW_NUMBER() OVER (ORDER BY a, b), RANK() OVER (ORDER BY a), DENSE_RANK() OVER (ORDER BY a) FROM t ORDER BY 1",
        [
          ["1", "1", "1"],
          ["2", "2", "2"],
          ["3", "3", "3"],
          ["4", "3", "3"],
        ],
      ],
      [
        "SELECT a, LAG(a) OVER (ORDER BY a), LEAD(a, 1, 0) OVER (ORDER BY a) FROM t WHERE a < 3 ORDER BY a",
        [
          ["1", null, "2"],
          ["2", "1", "0"],
        ],
      ],
      // Without a frame these see the whole partition.
      [
        "SELECT FIRST_VALUE(a) OVER (ORDER BY a), LAST_VALUE(a) OVER (ORDER BY a) FROM t WHERE a < 3",
        [
          ["1", "2"],
          ["1", "2"],
        ],
      ],
      ["SELECT LAST_VALUE(b) IGNORE NULLS OVER (ORDER BY a, b) FROM t WHERE a = 3", [["z"], ["z"]]],
      [
        "SELECT a, SUM(a) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t WHERE a < 3 ORDER BY a",
        [
          ["1", "1"],
          ["2", "3"],
        ],
      ],
      [
        "SELECT a, RATIO_TO_REPORT(a) OVER () FROM (VALUES (1), (3)) v (a) ORDER BY a",
        [
          ["1", "0.250000"],
          ["3", "0.750000"],
        ],
      ],
      ["SELECT NTILE(2) OVER (ORDER BY a) FROM t", [["1"], ["1"], ["2"], ["2"]]],
      ["SELECT a, SUM(COUNT(*)) OVER () FROM t GROUP BY a ORDER BY a LIMIT 1", [["1", "4"]]],
      ["SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) = 1 ORDER BY a", [["1"], ["2"], ["3"]]],
      ["SELECT a, ROW_NUMBER() OVER (ORDER BY a) AS r FROM t QUALIFY r = 2", [["2", "2"]]],
    ],
    TABLES,
  );
  itFails(
    [
      ["SELECT ROW_NUMBER() FROM t", /^002303 .*Missing over clause for window function \[ROW_NUMBER\]$/s],
      ["SELECT a FROM t QUALIFY a = 1", /^002303 /],
      ["SELECT ROW_NUMBER() OVER (ORDER BY a) AS r FROM t WHERE r = 1", /^002037 /],
      ["SELECT UPPER(b) OVER () FROM t", /^002303 /],
    ],
    TABLES,
  );
});

describe("ORDER BY, LIMIT and set operators (constructs/order-by, operators-query)", () => {
  itAnswers(
    [
      ["SELECT b FROM t ORDER BY b", [["x"], ["y"], ["z"], [null]]],
      ["SELECT b FROM t ORDER BY b DESC", [[null], ["z"], ["y"], ["x"]]],
      ["SELECT b FROM t ORDER BY b NULLS FIRST LIMIT 1", [[null]]],
      ["SELECT * FROM (VALUES ('a'), ('B'), ('é'), ('z')) ORDER BY 1", [["B"], ["a"], ["z"], ["é"]]],
      ["SELECT a FROM t ORDER BY a LIMIT 1 OFFSET 1", [["2"]]],
      ["SELECT TOP 1 a FROM t ORDER BY a DESC", [["3"]]],
      ["SELECT a FROM t ORDER BY a LIMIT NULL", [["1"], ["2"], ["3"], ["3"]]],
      ["SELECT DISTINCT a FROM t ORDER BY a DESC", [["3"], ["2"], ["1"]]],
      ["SELECT a FROM t UNION SELECT a FROM u ORDER BY a", [["1"], ["2"], ["3"]]],
      ["SELECT a FROM t INTERSECT SELECT a FROM u ORDER BY 1", [["1"], ["3"]]],
      ["SELECT a FROM t EXCEPT SELECT a FROM u", [["2"]]],
      ["SELECT 1 UNION ALL SELECT 2.5 ORDER BY 1 DESC", [["2.5"], ["1.0"]]],
      [
        "SELECT 1 AS a, 'x' AS b UNION ALL BY NAME SELECT 'y' AS b, 2 AS a",
        [
          ["1", "x"],
          ["2", "y"],
        ],
      ],
      ["(SELECT 1 AS x ORDER BY x) UNION (SELECT 2) ORDER BY x DESC LIMIT 1", [["2"]]],
      [
        "WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n * 10 FROM c WHERE n < 1000) SELECT n FROM c ORDER BY n",
        [["1"], ["10"], ["100"], ["1000"]],
      ],
      [
        "VALUES (1, 'a'), (2, 'b') ORDER BY COLUMN1 DESC",
        [
          ["2", "b"],
          ["1", "a"],
        ],
      ],
    ],
    TABLES,
  );
  itFails(
    [
      ["SELECT 1 UNION SELECT 1, 2", /^001789 .*invalid number of result columns/s],
      ["SELECT CURRENT_DATE UNION SELECT TRUE", /^002023 /],
      ["SELECT a FROM t ORDER BY 4", /^000913 /],
      ["SELECT (SELECT a FROM t)", "090150 Single-row subquery returns more than one row."],
      ["SELECT PARSE_JSON('1') ORDER BY 1", /^000002 .*ORDER BY by values of type VARIANT/],
    ],
    TABLES,
  );
});
