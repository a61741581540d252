import { renderExpression } from "../../../src/query/render";
import { expression, unexpected } from "./reading";

const rendered = (sql: string) => renderExpression(expression(sql));

describe("precedence", () => {
  it.each([
    ["a OR b AND c", "A OR (B AND C)"],
    ["a AND b OR c", "(A AND B) OR C"],
    ["NOT a AND b", "(NOT A) AND B"],
    ["NOT a = b", "NOT (A = B)"],
    ["NOT a IS NULL", "NOT (A IS NULL)"],
    ["NOT NOT a", "NOT (NOT A)"],
    ["a = b AND c <> d", "(A = B) AND (C <> D)"],
    ["a != b", "A <> B"],
    ["a || b = c || d", "(A || B) = (C || D)"],
    ["a || b + 1", "A || (B + 1)"],
    ["a + b * c", "A + (B * C)"],
    ["a - b - c", "(A - B) - C"],
    ["a / b % c", "(A / B) % C"],
    ["-a * b", "(- A) * B"],
    ["- -1", "- (- 1)"],
    ["-1::INT", "- CAST(1 AS NUMBER(38,0))"],
    ["a + b::INT", "A + CAST(B AS NUMBER(38,0))"],
    ["a::INT::TEXT", "CAST(CAST(A AS NUMBER(38,0)) AS VARCHAR(16777216))"],
    ["a + 1 BETWEEN b AND c AND d", "((A + 1) BETWEEN B AND C) AND D"],
    ["a LIKE b || '%' OR c", "(A LIKE (B || '%')) OR C"],
    ["a IS NOT NULL = b", "(A IS NOT NULL) = B"],
    ["(a OR b) AND c", "(A OR B) AND C"],
    ["((a))", "A"],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });
});

describe("predicates", () => {
  it.each([
    ["a IS DISTINCT FROM b", "A IS DISTINCT FROM B"],
    ["a IS NOT DISTINCT FROM b", "A IS NOT DISTINCT FROM B"],
    ["a IN (1, 2)", "A IN (1, 2)"],
    ["a NOT IN (SELECT 1)", "A NOT IN (SELECT 1)"],
    ["a IN ((SELECT 1) UNION (SELECT 2))", "A IN (SELECT 1 UNION SELECT 2)"],
    ["a IN ((SELECT 1), 2)", "A IN ((SELECT 1), 2)"],
    ["(a, b) IN ((1, 2), (3, 4))", "(A, B) IN ((1, 2), (3, 4))"],
    ["a = ANY (SELECT 1)", "A IN (SELECT 1)"],
    ["a <> ALL (SELECT 1)", "A NOT IN (SELECT 1)"],
    ["a NOT BETWEEN 1 AND 2", "A NOT BETWEEN 1 AND 2"],
    ["a NOT ILIKE 'x'", "A NOT ILIKE 'x'"],
    ["a LIKE 'x^%' ESCAPE '^'", "A LIKE 'x^%' ESCAPE '^'"],
    ["a REGEXP 'x'", "A RLIKE 'x'"],
    ["a LIKE ANY ('x', 'y') ESCAPE '^'", "A LIKE ANY ('x', 'y') ESCAPE '^'"],
    ["a NOT LIKE ALL ('x')", "A NOT LIKE ALL ('x')"],
    ["a ILIKE ANY ('x')", "A ILIKE ANY ('x')"],
    ["EXISTS (SELECT 1)", "EXISTS (SELECT 1)"],
    ["NOT EXISTS (SELECT 1)", "NOT EXISTS (SELECT 1)"],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });
});

describe("special forms", () => {
  it.each([
    ["CASE WHEN a THEN 1 END", "CASE WHEN A THEN 1 END"],
    ["CASE a WHEN 1 THEN 'x' ELSE 'y' END", "CASE A WHEN 1 THEN 'x' ELSE 'y' END"],
    ["CAST(a AS DATE)", "CAST(A AS DATE)"],
    ["TRY_CAST(a AS INT)", "TRY_CAST(A AS NUMBER(38,0))"],
    ["DATE '2024-02-29'", "CAST('2024-02-29' AS DATE)"],
    ["TIMESTAMP '2024-02-29 01:02:03'", "CAST('2024-02-29 01:02:03' AS TIMESTAMP_NTZ(9))"],
    ["DATE(a)", "DATE(A)"],
    ["date + 1", "DATE + 1"],
    ["INTERVAL '1 day, 2 hours'", "INTERVAL '1 day, 2 hours'"],
    ["EXTRACT(year FROM d)", "EXTRACT(YEAR FROM D)"],
    ["POSITION('b' IN 'abc')", "POSITION('b' IN 'abc')"],
    ["POSITION('b', 'abc')", "POSITION('b' IN 'abc')"],
    ["current_date", "CURRENT_DATE()"],
    ["CURRENT_TIMESTAMP(3)", "CURRENT_TIMESTAMP(3)"],
    ["LEFT(a, 2)", "LEFT(A, 2)"],
    ["INSERT(a, 1, 2, 'x')", "INSERT(A, 1, 2, 'x')"],
    ["RLIKE(a, 'x')", "RLIKE(A, 'x')"],
    ["[1, [], 'x']", "[1, [], 'x']"],
    ["{'a': 1, 'b': {'c': x}}", "{'a': 1, 'b': {'c': X}}"],
    ["IDENTIFIER('t.\"c\"')", 'T."c"'],
    ["IDENTIFIER('db.s.f')(1)", "DB.S.F(1)"],
    ["$1 + t.$2 + $name", "($1 + T.$2) + $NAME"],
    ["TRUE AND NULL", "TRUE AND NULL"],
    ["'it''s' || 'a\\\\b' || $$x'y$$", "('it''s' || 'a\\\\b') || 'x''y'"],
    [".5 + 1. + 1e3", "(.5 + 1.) + 1e3"],
    ["((SELECT 1) + 1)", "(SELECT 1) + 1"],
    ["((SELECT 1) UNION ALL (SELECT 2) ORDER BY 1)", "(SELECT 1 UNION ALL SELECT 2 ORDER BY 1)"],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });
});

describe("calls", () => {
  it.each([
    ["COUNT(*)", "COUNT(*)"],
    ["count(DISTINCT a, b)", "COUNT(DISTINCT A, B)"],
    ["db..f(a)", "DB.PUBLIC.F(A)"],
    ["f(input => a, outer => true)", "F(INPUT => A, OUTER => TRUE)"],
    ["LISTAGG(a, ',') WITHIN GROUP (ORDER BY b DESC)", "LISTAGG(A, ',') WITHIN GROUP (ORDER BY B DESC)"],
    ["LAG(a) IGNORE NULLS OVER (ORDER BY b)", "LAG(A) IGNORE NULLS OVER (ORDER BY B)"],
    ["NTH_VALUE(a, 2) FROM FIRST OVER (ORDER BY b)", "NTH_VALUE(A, 2) OVER (ORDER BY B)"],
    ["SUM(a) OVER ()", "SUM(A) OVER ()"],
    [
      "SUM(a) OVER (PARTITION BY b, c ORDER BY d NULLS LAST ROWS UNBOUNDED PRECEDING)",
      "SUM(A) OVER (PARTITION BY B, C ORDER BY D NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    ],
    [
      "SUM(a) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1 day' PRECEDING AND 2 FOLLOWING)",
      "SUM(A) OVER (ORDER BY D RANGE BETWEEN (INTERVAL '1 day') PRECEDING AND 2 FOLLOWING)",
    ],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });
});

describe("paths into semi-structured values", () => {
  it("keep the case of keys, with quotes or without", () => {
    expect(expression(`v:aB."cD".e[0]['f''g'][i + 1]:h`)).toMatchObject({
      kind: "path",
      operand: { kind: "column", name: { parts: ["V"] } },
      steps: [
        { kind: "key", key: "aB" },
        { kind: "key", key: "cD" },
        { kind: "key", key: "e" },
        { kind: "index", index: { kind: "literal" } },
        { kind: "key", key: "f'g" },
        { kind: "index", index: { kind: "binary" } },
        { kind: "key", key: "h" },
      ],
    });
  });

  it.each([
    ["t.v:a::INT", "CAST(T.V['a'] AS NUMBER(38,0))"],
    ["PARSE_JSON(x):a", "PARSE_JSON(X)['a']"],
    ["v[0].a", "V[0]['a']"],
    ["v:order", "V['order']"],
    ["(v::VARIANT):a", "CAST(V AS VARIANT)['a']"],
    ["[1, 2][0]", "[1, 2][0]"],
  ])("%s is %s", (sql, expected) => {
    expect(rendered(sql)).toBe(expected);
  });
});

describe("places", () => {
  it("are those of the first token, lines from 1 and columns from 0", () => {
    expect(expression("a\n  + f(1)")).toMatchObject({ line: 1, column: 0, right: { line: 2, column: 4 } });
  });

  it.each([
    ["", "<EOF>", 0],
    ["a +", "<EOF>", 3],
    ["a + * b", "*", 4],
    ["(a", "<EOF>", 2],
    ["f(a,)", ")", 4],
    ["CASE a END", "END", 7],
    ["CASE WHEN a END", "END", 12],
    ["a IN ()", ")", 6],
    ["a IN 1", "1", 5],
    ["a BETWEEN 1 OR 2", "OR", 12],
    ["a NOT b", "NOT", 2],
    ["a = NOT b", "NOT", 4],
    ["{a: 1}", "a", 1],
    ["v:1", "1", 2],
    ["CAST(a, INT)", ",", 6],
    ["a b", "b", 2],
    ["a :: ", "<EOF>", 5],
  ])("%s: unexpected %s at %i", (sql, token, position) => {
    expect(() => expression(sql)).toThrow(unexpected(token, position));
  });
});

describe("reserved words", () => {
  it.each(["ORDER", "SELECT", "TABLE", "VALUES", "START", "ROWS", "INCREMENT", "WHEN"])("%s is no column", (word) => {
    expect(() => expression(word)).toThrow(unexpected(word, 0));
    expect(rendered(`"${word}"`)).toBe(`"${word}"`);
  });

  it.each(["ACCOUNT", "CONSTRAINT", "SCHEMA", "VIEW", "ISSUE", "LIMIT"])("%s is a column", (word) => {
    expect(expression(word)).toMatchObject({ kind: "column", name: { parts: [word] } });
  });

  it.each(["LEFT", "JOIN", "USING", "LATERAL"])("%s is a column but no source", (word) => {
    expect(expression(word)).toMatchObject({ kind: "column" });
  });
});
