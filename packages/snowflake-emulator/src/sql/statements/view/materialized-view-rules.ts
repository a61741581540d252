import { notForMaterializedView } from "../../../errors";
import type { Call, Expression, Query, Select, Source } from "../../../query/ast";
import { CONTEXT_FUNCTIONS } from "../../functions";

/** D: Working with materialized views, supported aggregate functions. */
const AGGREGATES: ReadonlySet<string> = new Set([
  "APPROX_COUNT_DISTINCT",
  "AVG",
  "BITAND_AGG",
  "BITOR_AGG",
  "BITXOR_AGG",
  "COUNT",
  "COUNT_IF",
  "HLL",
  "MAX",
  "MIN",
  "STDDEV",
  "STDDEV_POP",
  "STDDEV_SAMP",
  "SUM",
  "VAR_POP",
  "VAR_SAMP",
  "VARIANCE",
  "VARIANCE_POP",
  "VARIANCE_SAMP",
]);

/** Aggregates that materialized views don't take. */
const OTHER_AGGREGATES: ReadonlySet<string> = new Set([
  "ANY_VALUE",
  "APPROX_PERCENTILE",
  "APPROX_TOP_K",
  "ARRAY_AGG",
  "ARRAY_UNIQUE_AGG",
  "BOOLAND_AGG",
  "BOOLOR_AGG",
  "CORR",
  "COVAR_POP",
  "COVAR_SAMP",
  "HASH_AGG",
  "KURTOSIS",
  "LISTAGG",
  "MAX_BY",
  "MEDIAN",
  "MIN_BY",
  "MODE",
  "OBJECT_AGG",
  "PERCENTILE_CONT",
  "PERCENTILE_DISC",
  "SKEW",
]);

/** Functions that give another value each time, or in each session. */
const NOT_DETERMINISTIC: ReadonlySet<string> = new Set([
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "GETDATE",
  "LOCALTIME",
  "LOCALTIMESTAMP",
  "NORMAL",
  "RANDOM",
  "RANDSTR",
  "SEQ1",
  "SEQ2",
  "SEQ4",
  "SEQ8",
  "SYSDATE",
  "SYSTIMESTAMP",
  "UNIFORM",
  "UUID_STRING",
  "ZIPF",
  ...CONTEXT_FUNCTIONS,
]);

type Node = { readonly kind?: unknown };

/** Every node of a tree, the outer ones first. */
function* nodes(tree: unknown): Generator<Node> {
  if (typeof tree !== "object" || tree === null) return;
  if (Array.isArray(tree)) {
    for (const one of tree) yield* nodes(one);
    return;
  }
  if ("kind" in tree) yield tree;
  for (const value of Object.values(tree)) yield* nodes(value);
}

function isCall(node: Node): node is Call {
  return node.kind === "call" && "arguments" in node;
}

function fail(what: string): never {
  throw notForMaterializedView(what);
}

function onlyTable(from: readonly Source[] | undefined): Extract<Source, { readonly kind: "table" }> {
  const [source, ...others] = from ?? [];
  if (source === undefined) fail("No table is referenced in the view definition.");
  if (others.length > 0 || source.kind === "join") {
    fail("More than one table referenced in the view definition.");
  }
  if (source.kind === "subquery" || source.kind === "values") fail("Nested subqueries are not supported.");
  if (source.kind === "tableFunction") fail("Table functions are not supported.");
  if (source.timeTravel !== undefined) fail("Time Travel is not supported.");
  return source;
}

function checkCall(call: Call): void {
  const name = call.name.parts.at(-1) ?? "";
  if (call.over !== undefined) fail("Window functions are not supported.");
  if (call.name.parts.length > 1) fail("User-defined functions are not supported.");
  if (NOT_DETERMINISTIC.has(name)) fail(`Function ${name} is not deterministic.`);
  if (OTHER_AGGREGATES.has(name)) fail(`Aggregate function ${name} is not supported.`);
  if (call.distinct && AGGREGATES.has(name)) fail("DISTINCT is not supported in aggregate functions.");
}

function sameExpression(a: Expression, b: Expression): boolean {
  const plain = (tree: Expression) =>
    JSON.stringify(tree, (key, value: unknown) => (key === "line" || key === "column" ? undefined : value));
  return plain(a) === plain(b);
}

/** D: every key of GROUP BY must be in the select list. Keys by position are in it anyway. */
function checkGroupBy({ groupBy, items }: Select): void {
  if (groupBy === undefined || groupBy.kind === "ALL") return;
  if (groupBy.kind !== "expressions") fail(`GROUP BY ${groupBy.kind} is not supported.`);
  for (const key of groupBy.expressions) {
    if (key.kind === "literal") continue;
    const alias = key.kind === "column" ? key.name.parts.at(-1) : undefined;
    const listed = items.some(
      (item) => item.kind === "expression" && (sameExpression(item.expression, key) || item.alias === alias),
    );
    if (!listed) fail("GROUP BY keys must be in the SELECT list.");
  }
}

/**
 * What a materialized view's query reads, when it keeps to the documented restrictions: one table, no joins, subqueries, set
 * operators, window functions, HAVING, ORDER BY, LIMIT, only some aggregates, only deterministic functions. Throws 002269 and
 * says which restriction was broken.
 */
export function materializedSource(query: Query): Extract<Source, { readonly kind: "table" }> {
  if (query.with.length > 0) fail("Common table expressions are not supported.");
  if (query.orderBy.length > 0 || query.orderByAll !== undefined) fail("ORDER BY is not supported.");
  if (query.limit !== undefined || query.offset !== undefined) fail("LIMIT is not supported.");
  const { body } = query;
  if (body.kind === "set") fail(`Set operator ${body.operator} is not supported.`);
  if (body.kind !== "select") fail("Nested subqueries are not supported.");
  if (body.having !== undefined) fail("HAVING is not supported.");
  if (body.qualify !== undefined) fail("QUALIFY is not supported.");
  if (body.top !== undefined) fail("LIMIT is not supported.");
  const source = onlyTable(body.from);
  checkGroupBy(body);
  for (const node of nodes([body.items, body.where, body.groupBy])) {
    if (["scalarQuery", "exists", "inQuery"].includes(String(node.kind))) fail("Nested subqueries are not supported.");
    if (isCall(node)) checkCall(node);
  }
  return source;
}
