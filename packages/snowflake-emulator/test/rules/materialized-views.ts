import type { AccountOptions } from "../../src/account";
import type { Rule } from "./rule";

const PAGE = "https://docs.snowflake.com/en/user-guide/views-materialized";
const SETUP = ["CREATE DATABASE d", "CREATE TABLE t (a INT, b VARCHAR)", "CREATE VIEW v AS SELECT a FROM t"];

/** What a materialized view can't be made of, and the reason that the error gives. */
const FORBIDDEN: readonly (readonly [title: string, query: string, reason: string])[] = [
  ["joins", "SELECT x.a FROM t x JOIN t y ON x.a = y.a", "More than one table referenced in the view definition."],
  ["several tables", "SELECT x.a FROM t x, t y", "More than one table referenced in the view definition."],
  ["subqueries in FROM", "SELECT a FROM (SELECT a FROM t)", "Nested subqueries are not supported."],
  ["subqueries in WHERE", "SELECT a FROM t WHERE a IN (SELECT a FROM t)", "Nested subqueries are not supported."],
  ["ORDER BY", "SELECT a FROM t ORDER BY a", "ORDER BY is not supported."],
  ["LIMIT", "SELECT a FROM t LIMIT 1", "LIMIT is not supported."],
  ["HAVING", "SELECT a, COUNT(*) AS c FROM t GROUP BY a HAVING COUNT(*) > 1", "HAVING is not supported."],
  ["window functions", "SELECT RANK() OVER (ORDER BY a) AS r FROM t", "Window functions are not supported."],
  ["functions of time", "SELECT CURRENT_DATE() AS c FROM t", "Function CURRENT_DATE is not deterministic."],
  ["functions of the session", "SELECT CURRENT_ROLE() AS c FROM t", "Function CURRENT_ROLE is not deterministic."],
  ["other aggregates", "SELECT LISTAGG(b) AS c FROM t", "Aggregate function LISTAGG is not supported."],
  [
    "DISTINCT in aggregates",
    "SELECT COUNT(DISTINCT a) AS c FROM t",
    "DISTINCT is not supported in aggregate functions.",
  ],
  [
    "GROUP BY keys that are not selected",
    "SELECT COUNT(*) AS c FROM t GROUP BY a",
    "GROUP BY keys must be in the SELECT list.",
  ],
  ["GROUP BY CUBE", "SELECT a, COUNT(*) AS c FROM t GROUP BY CUBE (a)", "GROUP BY CUBE is not supported."],
  ["set operators", "SELECT a FROM t MINUS SELECT a FROM t", "Set operator EXCEPT is not supported."],
  ["views", "SELECT a FROM v", "Only tables can be referenced in the view definition."],
];

const STANDARD: AccountOptions["edition"] = "STANDARD";

export const RULES: readonly Rule[] = [
  ...FORBIDDEN.map(([title, query, reason], index) => ({
    id: `materialized-views-${index + 1}`,
    title: `no ${title}`,
    setup: SETUP,
    before: ["USE d.public"],
    statement: `CREATE MATERIALIZED VIEW m AS ${query}`,
    code: "002269",
    sqlState: "0A000",
    message: `SQL compilation error:\nInvalid materialized view definition. ${reason}`,
    page: PAGE,
  })),
  {
    id: "materialized-views-17",
    title: "materialized views need Enterprise Edition",
    setup: SETUP,
    edition: STANDARD,
    statement: "CREATE MATERIALIZED VIEW m AS SELECT a FROM t",
    code: "000002",
    sqlState: "0A000",
    message: "SQL compilation error:\nUnsupported feature 'MATERIALIZED VIEW'.",
    page: PAGE,
  },
  {
    id: "materialized-views-18",
    title: "a suspended materialized view can't be used",
    setup: [...SETUP, "CREATE MATERIALIZED VIEW m AS SELECT a FROM t", "ALTER MATERIALIZED VIEW m SUSPEND"],
    statement: "SELECT * FROM d.public.m",
    code: "002212",
    sqlState: "42601",
    message: /Materialized view M is invalid/,
    page: "https://docs.snowflake.com/en/sql-reference/sql/alter-materialized-view",
  },
  {
    id: "materialized-views-19",
    title: "a materialized view without its table is invalid",
    setup: [...SETUP, "CREATE MATERIALIZED VIEW m AS SELECT a FROM t", "DROP TABLE t"],
    statement: "SELECT * FROM d.public.m",
    code: "002212",
    sqlState: "42601",
    message: /Base table dropped/,
    page: PAGE,
  },
];
