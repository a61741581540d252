import { itAnswers, itFails, useBench } from "../support/examples";
import { TABLES } from "./tables";

describe("names in a query (sql-reference/identifiers-syntax, sql/select)", () => {
  const bench = useBench();
  it.each([
    ['SELECT a, A, "a" AS "Mixed", A AS k FROM db.s.t', ["A", "A", "Mixed", "K"]],
    ["SELECT 1, 1 + 1, COUNT(*), 'Text' FROM t", ["1", "1 + 1", "COUNT(*)", "'TEXT'"]],
    ["SELECT t.*, u.c FROM t JOIN u ON t.a = u.a", ["A", "B", "C"]],
    ["SELECT * FROM t JOIN u USING (a)", ["A", "B", "C"]],
    ["SELECT * EXCLUDE (b) RENAME (a AS k) FROM t", ["K"]],
    ["SELECT * FROM (SELECT a, a FROM t)", ["A", "A"]],
    ["SELECT * FROM (VALUES (1, 'a'))", ["COLUMN1", "COLUMN2"]],
    ["SELECT * FROM t AS x (p, q)", ["P", "Q"]],
  ])("%s", async (sql, names) => {
    expect((await bench().query(sql, TABLES)).names).toEqual(names);
  });
  itAnswers(
    [
      ['SELECT A, "a" FROM db.s.t', [["1", "2"]]],
      ["SELECT db.s.t.a, s.t.a, t.a FROM db.s.t", [["1", "1", "1"]]],
      ["SELECT $1, $2 FROM t WHERE a = 1", [["1", "x"]]],
      // An alias may be used by later items, and in WHERE; a column wins over it.
      ["SELECT a * 10 AS k, k + 1 AS m FROM t WHERE k = 20", [["20", "21"]]],
      ["SELECT a * 10 AS a, a + 1 FROM t WHERE a = 2", [["20", "3"]]],
      ["SELECT b FROM t WHERE a = $LIMIT_A", [["y"]]],
      ["SELECT $NAME, CURRENT_ROLE()", [["it's", "ANALYST"]]],
      [
        "WITH c (p) AS (SELECT a FROM t), d AS (SELECT p FROM c WHERE p > 1) SELECT DISTINCT p FROM d ORDER BY p",
        [["2"], ["3"]],
      ],
      ["WITH t AS (SELECT 7 AS a) SELECT a FROM t", [["7"]]],
      ["WITH t AS (SELECT a FROM t WHERE a = 2) SELECT a FROM t", [["2"]]],
      ["SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a) ORDER BY a", [["1"], ["3"], ["3"]]],
      [
        "SELECT a, (SELECT c FROM u WHERE u.a = t.a) FROM t WHERE a < 3 ORDER BY a",
        [
          ["1", "one"],
          ["2", null],
        ],
      ],
      [
        "SELECT t.a, x.m FROM t, LATERAL (SELECT MAX(u.a) AS m FROM u WHERE u.a <= t.a) x WHERE t.a < 3 ORDER BY 1",
        [
          ["1", "1"],
          ["2", "1"],
        ],
      ],
    ],
    TABLES,
  );
  itFails(
    [
      ["SELECT zz FROM t", "000904 SQL compilation error: error line 1 at position 7\ninvalid identifier 'ZZ'"],
      ["SELECT\n  t.zz FROM t", "000904 SQL compilation error: error line 2 at position 2\ninvalid identifier 'T.ZZ'"],
      ["SELECT nope.a FROM t", /^000904 .*invalid identifier 'NOPE\.A'$/s],
      ['SELECT "b" FROM t', /^000904 .*invalid identifier 'b'$/s],
      ["SELECT a FROM t, u", /^002028 .*ambiguous column name 'A'$/s],
      ["SELECT a FROM (SELECT a, a FROM t)", /^002028 /],
      ["SELECT a FROM missing", "002003 Object 'MISSING' does not exist or not authorized."],
      ["SELECT *", /^001001 /],
      ["SELECT $MISSING", /^002211 .*Session variable '\$MISSING' does not exist$/s],
      ["SELECT a AS k FROM t AS x (p)", /^002020 /],
    ],
    TABLES,
  );
});
