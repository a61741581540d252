import type { Rule } from "./rule";

const RESERVED = "https://docs.snowflake.com/en/sql-reference/reserved-keywords";
const CONSTRUCTS = "https://docs.snowflake.com/en/sql-reference/constructs";

/** A statement that is wrong at one token of its first line. */
function syntaxRule(number: number, title: string, statement: string, token: string, page: string): Rule {
  return {
    id: `query-syntax-${number}`,
    title,
    setup: [],
    statement,
    code: "001003",
    sqlState: "42000",
    message: `SQL compilation error:\nsyntax error line 1 at position ${statement.lastIndexOf(token)} unexpected '${token}'.`,
    page,
  };
}

/** What Snowflake's grammar of queries does not allow. */
export const RULES: readonly Rule[] = [
  syntaxRule(1, "a reserved word of ANSI is no table", "SELECT * FROM order", "order", RESERVED),
  syntaxRule(2, "a reserved word of Snowflake is no column", "SELECT qualify FROM t", "qualify", RESERVED),
  syntaxRule(3, "a reserved word is no alias, even after AS", "SELECT 1 AS table", "table", RESERVED),
  syntaxRule(4, "LEFT is no table in FROM", "SELECT 1 FROM left", "left", RESERVED),
  syntaxRule(5, "USING is no alias in FROM", "SELECT 1 FROM t AS using", "using", RESERVED),
  syntaxRule(6, "WHEN is no column in an expression", "SELECT when", "when", RESERVED),
  syntaxRule(7, "CROSS JOIN has no ON", "SELECT * FROM a CROSS JOIN b ON x", "ON", `${CONSTRUCTS}/join`),
  syntaxRule(8, "NATURAL JOIN has no ON", "SELECT * FROM a NATURAL JOIN b ON x", "ON", `${CONSTRUCTS}/join`),
  syntaxRule(9, "LIMIT takes a constant that is not negative", "SELECT 1 LIMIT -1", "-", `${CONSTRUCTS}/limit`),
  syntaxRule(10, "LIMIT takes a whole number", "SELECT 1 LIMIT 1.5", "1.5", `${CONSTRUCTS}/limit`),
  syntaxRule(
    11,
    "ALL goes with UNION only",
    "SELECT 1 MINUS ALL SELECT 2",
    "ALL",
    "https://docs.snowflake.com/en/sql-reference/operators-query",
  ),
  syntaxRule(
    12,
    "MERGE updates only what is matched",
    "MERGE INTO t USING s ON x WHEN NOT MATCHED THEN UPDATE SET a = 1",
    "UPDATE",
    "https://docs.snowflake.com/en/sql-reference/sql/merge",
  ),
  syntaxRule(
    13,
    "MERGE inserts only what is not matched",
    "MERGE INTO t USING s ON x WHEN MATCHED THEN INSERT VALUES (1)",
    "INSERT",
    "https://docs.snowflake.com/en/sql-reference/sql/merge",
  ),
  syntaxRule(
    14,
    "integer types have no precision",
    "SELECT 1::INTEGER(5)",
    "(",
    "https://docs.snowflake.com/en/sql-reference/data-types-numeric",
  ),
];
