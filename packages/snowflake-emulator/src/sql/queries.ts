import type { Query } from "../query/ast";
import { type CompiledQuery, compileQuery, type QueryScope, wireQuery } from "../query/compile";
import type { Column, ResultTable } from "../wire/result-table";
import { sessionScope } from "./relations/scope";
import type { ExecutionContext } from "./statement";

/** Compiles a query for the statement's session. Throws what Snowflake's compiler says. */
export function compileFor(context: ExecutionContext, query: Query, scope?: QueryScope): Promise<CompiledQuery> {
  return compileQuery(query, scope ?? sessionScope(context));
}

/** Runs a query in the statement's session: in its transaction, when it has one. */
export async function runQuery(context: ExecutionContext, query: Query): Promise<ResultTable> {
  const scope = sessionScope(context);
  const compiled = await compileFor(context, query, scope);
  const { account, session, signal } = context;
  const { timeZone } = scope.settings;
  const rows = await account.data.session(session.id).query(wireQuery(compiled), { signal, timeZone });
  return { class: "SELECT", columns: compiled.columns, rows };
}

/** The columns that a query would give. */
export async function describeQuery(context: ExecutionContext, query: Query): Promise<readonly Column[]> {
  return (await compileFor(context, query, sessionScope(context, [], { columnsOnly: true }))).columns;
}
