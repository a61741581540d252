import type { Expression, Query } from "./ast";
import { ExpressionRenderer } from "./render/expression";
import { QueryRenderer } from "./render/query";

const expressions: ExpressionRenderer = new ExpressionRenderer((query) => queries.render(query));
const queries: QueryRenderer = new QueryRenderer(expressions);

/** A query as Snowflake's SQL, with parentheses wherever an operation is part of another. Reading it gives the query again. */
export function renderQuery(query: Query): string {
  return queries.render(query);
}

/** An expression as Snowflake's SQL, as `renderQuery` writes it. */
export function renderExpression(expression: Expression): string {
  return expressions.render(expression);
}
