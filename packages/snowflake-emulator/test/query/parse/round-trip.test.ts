import fc from "fast-check";
import { SnowflakeError } from "../../../src/errors";
import { parseDml, parseExpression, parseQuery, readDataType, readQualifiedName } from "../../../src/query/parse";
import { renderExpression, renderQuery } from "../../../src/query/render";
import { renderName } from "../../../src/query/render/names";
import type { Cursor } from "../../../src/sql/cursor";
import { renderDataType } from "../../../src/types/data-type";
import { arbitraryDataType, arbitraryName } from "../arbitrary-parts";
import { arbitraryExpression, arbitraryQuery, withoutPlaces } from "../arbitrary-query";
import { read } from "./reading";

/** True when reading gives a tree or an error of Snowflake; anything else thrown gets out. */
function givesTreeOrError(sql: string, parse: (cursor: Cursor) => unknown): boolean {
  try {
    read(sql, parse);
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
  }
  return true;
}

describe("what is rendered is read back the same", () => {
  it("expressions", () => {
    fc.assert(
      fc.property(arbitraryExpression, (expression) => {
        const sql = renderExpression(expression);
        expect(withoutPlaces(read(sql, parseExpression))).toEqual(withoutPlaces(expression));
      }),
      { numRuns: 300 },
    );
  });

  it("queries", () => {
    fc.assert(
      fc.property(arbitraryQuery, (query) => {
        expect(withoutPlaces(read(renderQuery(query), parseQuery))).toEqual(withoutPlaces(query));
      }),
      { numRuns: 300 },
    );
  });

  it("data types", () => {
    fc.assert(
      fc.property(arbitraryDataType, (type) => {
        expect(read(renderDataType(type), readDataType)).toEqual(type);
      }),
    );
  });

  it("names of one to three parts", () => {
    fc.assert(
      fc.property(fc.array(arbitraryName, { minLength: 1, maxLength: 3 }), (parts) => {
        const sql = parts.map(renderName).join(".");
        expect(read(sql, (cursor) => readQualifiedName(cursor, 3)).parts).toEqual(parts);
      }),
    );
  });

  it("text, in quotes of both kinds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary-ascii" }), fc.string({ unit: "grapheme" })), (value) => {
        const literal = { kind: "literal" as const, literal: { type: "TEXT" as const, value }, line: 1, column: 0 };
        expect(read(renderExpression(literal), parseExpression)).toEqual(literal);
        fc.pre(!value.includes("$$") && !value.endsWith("$"));
        expect(read(`$$${value}$$`, parseExpression)).toEqual(literal);
      }),
    );
  });
});

/** Pieces that look like SQL, so that random texts get far into the grammar. */
const PIECES = (
  "SELECT FROM WHERE a b.c 1 'x' ( ) , * = + - :: : . [ ] { } AND OR NOT IN LIKE BETWEEN IS NULL CASE WHEN THEN ELSE END " +
  "UNION ALL VALUES WITH x AS ORDER BY LIMIT JOIN ON USING LEFT LATERAL TABLE GROUP HAVING QUALIFY OVER PARTITION INT CAST " +
  "EXISTS INSERT INTO UPDATE SET DELETE MERGE MATCHED TRUNCATE DEFAULT $1 $v => ROLLUP GROUPING SETS DATE INTERVAL DISTINCT " +
  "AT EXCLUDE RENAME NULLS FIRST DESC RECURSIVE EXTRACT POSITION IDENTIFIER"
).split(" ");

describe("any text gives a tree or an error", () => {
  it("any characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", maxLength: 60 }), (sql) => givesTreeOrError(sql, parseQuery)),
      { numRuns: 500 },
    );
  });

  it.each([
    ["SELECT ", parseQuery],
    ["", parseDml],
  ])("'%s' and pieces of the language", (beginning, parse) => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((list) => list.join(" "));
    fc.assert(
      fc.property(pieces, (sql) => givesTreeOrError(beginning + sql, parse)),
      { numRuns: 1000 },
    );
  });

  it("a query of which a piece was cut out", () => {
    fc.assert(
      fc.property(arbitraryQuery, fc.nat(), fc.nat({ max: 10 }), (query, at, length) => {
        const sql = renderQuery(query);
        const from = at % (sql.length + 1);
        return givesTreeOrError(sql.slice(0, from) + sql.slice(from + length), parseQuery);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["parentheses", "(", ""],
    ["parentheses that are closed", "(", ")"],
    ["NOT", "NOT ", ""],
    ["signs", "- ", ""],
    ["CASE", "CASE WHEN ", ""],
    ["arrays", "[", "]"],
    ["calls", "f(", ")"],
    ["queries", "(SELECT ", ")"],
    ["indexes", "v[", "]"],
  ])("%s, many thousands deep", (_what, open, close) => {
    const depth = 20_000;
    const sql = `SELECT ${open.repeat(depth)}1${close.repeat(depth)}`;
    expect(() => read(sql, parseQuery)).toThrow("the statement is nested too deeply");
  });

  it.each([
    ["sums", "1", " + 1"],
    ["casts", "1", "::INT"],
    ["comparisons", "1", " IS NULL"],
    ["set operators", "1", " UNION SELECT 1"],
    ["joins", "1 FROM t", " CROSS JOIN t"],
  ])("%s in a chain of many thousands", (_what, first, more) => {
    expect(() => read(`SELECT ${first}${more.repeat(20_000)}`, parseQuery)).toThrow("nested too deeply");
    expect(() => read(`SELECT ${first}${more.repeat(400)}`, parseQuery)).not.toThrow();
  });

  it("thousands of alternatives become a tree that is no higher than their number's logarithm", () => {
    const query = read(`SELECT ${Array.from({ length: 5000 }, (_, at) => `a = ${at}`).join(" OR ")}`, parseQuery);
    const height = (tree: unknown): number =>
      typeof tree === "object" && tree !== null ? 1 + Math.max(0, ...Object.values(tree).map(height)) : 0;
    expect(height(query)).toBeLessThan(30);
  });

  it("long lists are no nesting", () => {
    const list = Array.from({ length: 20_000 }, (_, at) => `(${at}, 'x', -${at} + 1)`).join(", ");
    expect(read(`VALUES ${list}`, parseQuery)).toMatchObject({ body: { kind: "values" } });
  });
});
