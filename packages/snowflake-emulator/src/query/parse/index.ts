import type { Cursor } from "../../sql/cursor";
import type { Expression, Query } from "../ast";
import { Parser } from "./parser";

export { readDataType } from "./data-type";
export { insertSteps, parseDelete, parseDml, parseInsert, parseMerge, parseTruncate, parseUpdate } from "./dml";
export { readName, readQualifiedName } from "./names";

/**
 * Reads a query: WITH, SELECT, VALUES, set operators, ORDER BY, LIMIT. It ends at the first token that it does not take;
 * what may follow is the caller's concern. Throws SnowflakeError 001003 at a token that does not fit or when the query is
 * nested too deeply, 000002 for a form of Snowflake that is not built. D: sql-reference/constructs.
 */
export function parseQuery(cursor: Cursor): Query {
  return new Parser(cursor).query();
}

/** Reads an expression, as a DEFAULT or a WHEN of a task has it. Ends and throws as `parseQuery` does. */
export function parseExpression(cursor: Cursor): Expression {
  return new Parser(cursor).expression();
}
