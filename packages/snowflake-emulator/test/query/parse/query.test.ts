import { renderQuery } from "../../../src/query/render";
import { query, unexpected } from "./reading";

const rendered = (sql: string) => renderQuery(query(sql));

/** The texts of the items of a select list. */
function texts(sql: string): readonly string[] {
  const { body } = query(sql);
  return body.kind === "select" ? body.items.map((item) => (item.kind === "star" ? "*" : item.text)) : [];
}

describe("select lists", () => {
  it("name columns by their text, all in upper case, blanks as written", () => {
    expect(
      texts("SELECT count(*), a+b, to_varchar(x,  'mm') y, -- note\n 'Text', case a\n  when 1 then 2 end FROM t"),
    ).toEqual(["COUNT(*)", "A+B", "TO_VARCHAR(X,  'MM')", "'TEXT'", "CASE A\n  WHEN 1 THEN 2 END"]);
  });

  it.each([
    ['SELECT a x, b AS y, c AS "z"', 'SELECT A AS X, B AS Y, C AS "z"'],
    ["SELECT a left, b limit_", 'SELECT A AS "LEFT", B AS LIMIT_'],
    ["SELECT DISTINCT a", "SELECT DISTINCT A"],
    ["SELECT ALL a", "SELECT A"],
    ["SELECT TOP 5 a", "SELECT TOP 5 A"],
    ["SELECT top", "SELECT TOP"],
    ["SELECT *", "SELECT *"],
    ["SELECT db.s.t.*, a", "SELECT DB.S.T.*, A"],
    ["SELECT * EXCLUDE a RENAME b AS c", "SELECT * EXCLUDE (A) RENAME (B AS C)"],
    ["SELECT t.* EXCLUDE (a, b) RENAME (c AS d, e AS f)", "SELECT T.* EXCLUDE (A, B) RENAME (C AS D, E AS F)"],
    ["SELECT a, b, FROM t", "SELECT A, B FROM T"],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });
});

describe("sources", () => {
  it.each([
    ["FROM t", "FROM T"],
    ["FROM db.s.t x", "FROM DB.S.T AS X"],
    ["FROM db..t", "FROM DB.PUBLIC.T"],
    ["FROM IDENTIFIER('db.s.\"t\"') AS x", 'FROM DB.S."t" AS X'],
    ["FROM TABLE('s.t')", "FROM S.T"],
    ["FROM a, b", "FROM A, B"],
    ["FROM (SELECT 1) x (y)", "FROM (SELECT 1) AS X (Y)"],
    ["FROM ((SELECT 1)) x", "FROM (SELECT 1) AS X"],
    ["FROM ((SELECT 1) UNION (SELECT 2)) x", "FROM (SELECT 1 UNION SELECT 2) AS X"],
    ["FROM ((SELECT 1) x JOIN y)", "FROM (SELECT 1) AS X INNER JOIN Y"],
    ["FROM VALUES (1, 'a'), (2, 'b') v (x, y)", "FROM VALUES (1, 'a'), (2, 'b') AS V (X, Y)"],
    ["FROM (VALUES (1), (2)) v", "FROM (VALUES (1), (2)) AS V"],
    ["FROM VALUES (1), (SELECT 1) x", "FROM VALUES (1), (SELECT 1) AS X"],
    ["FROM t, LATERAL FLATTEN(input => t.v) f", "FROM T, LATERAL FLATTEN(INPUT => T.V) AS F"],
    ["FROM t, TABLE(FLATTEN(t.v, 'a'))", "FROM T, TABLE(FLATTEN(T.V, 'a'))"],
    ["FROM t, FLATTEN(t.v)", "FROM T, TABLE(FLATTEN(T.V))"],
    ["FROM t, LATERAL (SELECT t.a) x", "FROM T, LATERAL (SELECT T.A) AS X"],
    ["FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))", "FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))"],
    ["FROM t AT (OFFSET => -60) x", "FROM T AT (OFFSET => - 60) AS X"],
    ["FROM t BEFORE (STATEMENT => 'id')", "FROM T BEFORE (STATEMENT => 'id')"],
    ["FROM t at", "FROM T AS AT"],
    ["FROM a JOIN b ON a.x = b.x", "FROM A INNER JOIN B ON A.X = B.X"],
    ["FROM a LEFT OUTER JOIN b USING (x, y)", "FROM A LEFT JOIN B USING (X, Y)"],
    ["FROM a RIGHT JOIN b ON x FULL JOIN c ON y", "FROM A RIGHT JOIN B ON X FULL JOIN C ON Y"],
    ["FROM a CROSS JOIN b", "FROM A CROSS JOIN B"],
    ["FROM a NATURAL LEFT JOIN b", "FROM A NATURAL LEFT JOIN B"],
    ["FROM a JOIN b", "FROM A INNER JOIN B"],
    ["FROM a LEFT JOIN (b JOIN c ON x) ON y", "FROM A LEFT JOIN (B INNER JOIN C ON X) ON Y"],
  ])("%s is %s", (from, expected) => {
    expect(rendered(`SELECT * ${from}`)).toBe(`SELECT * ${expected}`);
  });
});

describe("clauses", () => {
  it.each([
    ["WHERE a GROUP BY b, 2 HAVING c QUALIFY d", "WHERE A GROUP BY B, 2 HAVING C QUALIFY D"],
    ["GROUP BY ALL", "GROUP BY ALL"],
    ["GROUP BY ROLLUP (a, (b, c))", "GROUP BY ROLLUP (A, (B, C))"],
    ["GROUP BY CUBE (a, b)", "GROUP BY CUBE (A, B)"],
    ["GROUP BY GROUPING SETS (a, (b, c), ())", "GROUP BY GROUPING SETS ((A), (B, C), ())"],
    ["GROUP BY a, ROLLUP (b, c)", "GROUP BY GROUPING SETS ((A, B, C), (A, B), (A))"],
    ["GROUP BY a, CUBE (b, c)", "GROUP BY GROUPING SETS ((A, B, C), (A, B), (A, C), (A))"],
    ["GROUP BY GROUPING SETS (a, b), GROUPING SETS (c, ())", "GROUP BY GROUPING SETS ((A, C), (A), (B, C), (B))"],
    ["ORDER BY a, 2 DESC, c NULLS FIRST, d ASC NULLS LAST", "ORDER BY A, 2 DESC, C NULLS FIRST, D NULLS LAST"],
    ["ORDER BY ALL", "ORDER BY ALL"],
    ["ORDER BY ALL DESC NULLS LAST", "ORDER BY ALL DESC NULLS LAST"],
    ["LIMIT 5", "LIMIT 5"],
    ["LIMIT 5 OFFSET 2", "LIMIT 5 OFFSET 2"],
    ["LIMIT NULL OFFSET ''", "LIMIT NULL OFFSET ''"],
    ["LIMIT $$$$", "LIMIT ''"],
    ["OFFSET 2 ROWS FETCH NEXT 5 ROWS ONLY", "LIMIT 5 OFFSET 2"],
    ["FETCH FIRST 1 ROW ONLY", "LIMIT 1"],
    ["FETCH 3", "LIMIT 3"],
  ])("%s is %s", (clauses, expected) => {
    expect(rendered(`SELECT x FROM t ${clauses}`)).toBe(`SELECT X FROM T ${expected}`);
  });
});

describe("combined queries", () => {
  it.each([
    ["SELECT 1 UNION SELECT 2 UNION ALL SELECT 3", "(SELECT 1 UNION SELECT 2) UNION ALL SELECT 3"],
    ["SELECT 1 UNION SELECT 2 INTERSECT SELECT 3", "SELECT 1 UNION (SELECT 2 INTERSECT SELECT 3)"],
    ["SELECT 1 MINUS SELECT 2 EXCEPT SELECT 3", "(SELECT 1 EXCEPT SELECT 2) EXCEPT SELECT 3"],
    ["SELECT 1 UNION (SELECT 2 MINUS SELECT 3)", "SELECT 1 UNION (SELECT 2 EXCEPT SELECT 3)"],
    ["SELECT 1 UNION DISTINCT BY NAME SELECT 2", "SELECT 1 UNION BY NAME SELECT 2"],
    ["SELECT 1 UNION ALL BY NAME SELECT 2", "SELECT 1 UNION ALL BY NAME SELECT 2"],
    ["(SELECT 1 ORDER BY 1 LIMIT 1) UNION SELECT 2 LIMIT 3", "(SELECT 1 ORDER BY 1 LIMIT 1) UNION SELECT 2 LIMIT 3"],
    ["((SELECT 1))", "SELECT 1"],
    ["(SELECT 1 LIMIT 1)", "SELECT 1 LIMIT 1"],
    ["(SELECT 1 LIMIT 2) LIMIT 1", "(SELECT 1 LIMIT 2) LIMIT 1"],
    ["VALUES (1, 2), (3, 4) ORDER BY 1", "VALUES (1, 2), (3, 4) ORDER BY 1"],
    [
      "WITH a AS (SELECT 1), b (x) AS (SELECT 2) SELECT * FROM a, b",
      "WITH A AS (SELECT 1), B (X) AS (SELECT 2) SELECT * FROM A, B",
    ],
    [
      "WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) (SELECT * FROM a)",
      "WITH RECURSIVE A AS (SELECT 1 UNION ALL SELECT X + 1 FROM A) SELECT * FROM A",
    ],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });
});

describe("what is no query", () => {
  it.each([
    ["SELECT", "<EOF>", 6],
    ["SELECT FROM t", "FROM", 7],
    ["SELECT 1,", "<EOF>", 9],
    ["SELECT a AS FROM t", "FROM", 12],
    ["SELECT * FROM", "<EOF>", 13],
    ["SELECT * FROM order", "order", 14],
    ["SELECT * FROM left", "left", 14],
    ["SELECT * FROM a left", "<EOF>", 20],
    ["SELECT * FROM a AS join", "join", 19],
    ["SELECT * FROM a CROSS JOIN b ON x", "ON", 29],
    ["SELECT * FROM f(1)", "(", 15],
    ["SELECT * FROM (SELECT 1", "<EOF>", 23],
    ["SELECT 1 GROUP BY", "<EOF>", 17],
    ["SELECT 1 ORDER BY a b", "b", 20],
    ["SELECT 1 LIMIT -1", "-", 15],
    ["SELECT 1 LIMIT 1.5", "1.5", 15],
    ["SELECT 1 LIMIT 'x'", "'x'", 15],
    ["SELECT 1 OFFSET 2", "<EOF>", 17],
    ["SELECT 1 EXCEPT ALL SELECT 2", "ALL", 16],
    ["SELECT 1 UNION", "<EOF>", 14],
    ["WITH a (SELECT 1) SELECT 2", "SELECT", 8],
    ["SELECT 1 WHERE a WHERE b", "WHERE", 17],
    ["SELECT 1 HAVING a WHERE b", "WHERE", 18],
    ["SELEC 1", "SELEC", 0],
  ])("%s: unexpected %s at %i", (sql, token, position) => {
    expect(() => query(sql)).toThrow(unexpected(token, position));
  });

  it("tells the line of the token", () => {
    expect(() => query("SELECT 1\nFROM t\n  WHERE")).toThrow(unexpected("<EOF>", 7, 3));
  });
});
