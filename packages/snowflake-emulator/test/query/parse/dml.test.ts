import type { DmlStatement } from "../../../src/query/dml-ast";
import { parseDml } from "../../../src/query/parse";
import { withoutPlaces } from "../arbitrary-query";
import { expression, query, read, unexpected } from "./reading";

const dml = (sql: string): DmlStatement => read(sql, parseDml);
const bare = (tree: unknown) => withoutPlaces(tree);

describe("INSERT", () => {
  it("takes rows of values with DEFAULT", () => {
    expect(bare(dml('INSERT INTO s.t (a, "b") VALUES (1, DEFAULT), (default, x + 1)'))).toEqual({
      kind: "insert",
      overwrite: false,
      target: { parts: ["S", "T"] },
      columns: ["A", "b"],
      rows: {
        kind: "values",
        rows: [
          [bare(expression("1")), { kind: "default" }],
          [{ kind: "default" }, bare(expression("x + 1"))],
        ],
      },
    });
  });

  it.each([
    ["INSERT OVERWRITE INTO t SELECT 1", true, "SELECT 1"],
    ["INSERT INTO t (SELECT 1)", false, "SELECT 1"],
    ["INSERT INTO t ((SELECT 1) UNION SELECT 2)", false, "SELECT 1 UNION SELECT 2"],
    ["INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c", false, "WITH c AS (SELECT 1) SELECT * FROM c"],
  ])("%s takes the rows of a query", (sql, overwrite, inner) => {
    expect(bare(dml(sql))).toEqual({
      kind: "insert",
      overwrite,
      target: { parts: ["T"] },
      rows: { kind: "query", query: bare(query(inner)) },
    });
  });

  it("takes columns and a query", () => {
    expect(dml("INSERT INTO t (a) SELECT 1")).toMatchObject({ columns: ["A"], rows: { kind: "query" } });
  });
});

describe("UPDATE", () => {
  it("sets columns, by the alias or without", () => {
    expect(dml("UPDATE db.s.t AS x SET x.a = 1, b = DEFAULT FROM u, v WHERE x.id = u.id")).toMatchObject({
      kind: "update",
      target: { name: { parts: ["DB", "S", "T"] }, alias: { name: "X" } },
      assignments: [
        { column: { parts: ["X", "A"] }, value: { kind: "literal" } },
        { column: { parts: ["B"] }, value: { kind: "default" } },
      ],
      from: [{ name: { parts: ["U"] } }, { name: { parts: ["V"] } }],
      where: { kind: "binary" },
    });
  });

  it("leaves out what is not there", () => {
    expect(Object.keys(dml("UPDATE t SET a = 1"))).toEqual(["kind", "target", "assignments", "line", "column"]);
  });
});

describe("DELETE", () => {
  it("names its table, other sources and a condition", () => {
    expect(dml("DELETE FROM t x USING (SELECT 1 a) y WHERE x.a = y.a")).toMatchObject({
      kind: "delete",
      target: { name: { parts: ["T"] }, alias: { name: "X" } },
      using: [{ kind: "subquery", alias: { name: "Y" } }],
      where: { kind: "binary" },
    });
  });
});

describe("MERGE", () => {
  it("keeps its clauses in order", () => {
    const statement = dml(
      `MERGE INTO t USING (SELECT 1 a) s ON t.a = s.a
         WHEN MATCHED AND s.a > 1 THEN DELETE
         WHEN MATCHED THEN UPDATE SET t.b = s.b, c = 1
         WHEN NOT MATCHED AND s.a < 1 THEN INSERT VALUES (s.a)
         WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.a, DEFAULT)`,
    );
    expect(statement).toMatchObject({
      kind: "merge",
      target: { name: { parts: ["T"] } },
      source: { kind: "subquery" },
      clauses: [
        { matched: true, condition: { kind: "binary" }, action: { kind: "delete" } },
        { matched: true, action: { kind: "update", assignments: [{}, {}] } },
        { matched: false, condition: { kind: "binary" }, action: { kind: "insert", values: [{}] } },
        { matched: false, action: { kind: "insert", columns: ["A", "B"], values: [{}, { kind: "default" }] } },
      ],
    });
  });
});

describe("TRUNCATE", () => {
  it.each([
    ["TRUNCATE TABLE IF EXISTS db.s.t", true, ["DB", "S", "T"]],
    ["TRUNCATE t", false, ["T"]],
    ["TRUNCATE TABLE IDENTIFIER('t')", false, ["T"]],
  ])("%s", (sql, ifExists, parts) => {
    expect(dml(sql)).toMatchObject({ kind: "truncate", ifExists, target: { parts } });
  });
});

describe("what is no statement that changes rows", () => {
  it.each([
    ["INSERT t VALUES (1)", "t", 7],
    ["INSERT INTO t", "<EOF>", 13],
    ["INSERT INTO t VALUES", "<EOF>", 20],
    ["INSERT INTO t VALUES ()", ")", 22],
    ["INSERT INTO t VALUES 1", "1", 21],
    ["INSERT INTO t (1) VALUES (1)", "1", 15],
    ["INSERT INTO table VALUES (1)", "table", 12],
    ["UPDATE t", "<EOF>", 8],
    ["UPDATE t SET", "<EOF>", 12],
    ["UPDATE t SET a", "<EOF>", 14],
    ["UPDATE t SET a = 1,", "<EOF>", 19],
    ["UPDATE t x (a) SET a = 1", "SET", 15],
    ["DELETE t", "t", 7],
    ["DELETE FROM t WHERE", "<EOF>", 19],
    ["MERGE INTO t USING s", "<EOF>", 20],
    ["MERGE INTO t USING s ON a", "<EOF>", 25],
    ["MERGE INTO t USING s ON a WHEN MATCHED THEN INSERT VALUES (1)", "INSERT", 44],
    ["MERGE INTO t USING s ON a WHEN NOT MATCHED THEN DELETE", "DELETE", 48],
    ["MERGE INTO t USING s JOIN u ON a WHEN MATCHED THEN DELETE", "JOIN", 21],
    ["SELECT 1", "SELECT", 0],
  ])("%s: unexpected %s at %i", (sql, token, position) => {
    expect(() => dml(sql)).toThrow(unexpected(token, position));
  });
});
