import fc from "fast-check";
import type {
  CommonTableExpression,
  Expression,
  GroupBy,
  Query,
  QueryBody,
  SelectItem,
  Source,
  TimeTravel,
} from "../../src/query/ast";
import { arbitraryCall, arbitraryComposite, arbitraryOrder, type Inner } from "./arbitrary-expression";
import {
  arbitraryAlias,
  arbitraryCount,
  arbitraryLeaf,
  arbitraryName,
  arbitraryQualifiedName,
  HERE,
} from "./arbitrary-parts";

const names = fc.array(arbitraryName, { minLength: 1, maxLength: 2 });
const alias = fc.option(arbitraryAlias).map((one) => (one === null ? {} : { alias: one }));

function arbitraryPlainSource(inner: Inner): fc.Arbitrary<Source> {
  const moment: fc.Arbitrary<TimeTravel> = fc.record({
    when: fc.constantFrom("AT" as const, "BEFORE" as const),
    by: fc.constantFrom("TIMESTAMP" as const, "OFFSET" as const, "STATEMENT" as const),
    value: inner.expression,
  });
  const call = arbitraryCall(inner).filter((one) => one.over === undefined);
  const rows = fc.array(fc.array(inner.expression, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    fc
      .tuple(arbitraryQualifiedName(3), alias, fc.option(moment))
      .map(([name, named, at]): Source => ({ kind: "table", name, ...named, ...(at && { timeTravel: at }), ...HERE })),
    fc
      .tuple(call, fc.boolean(), alias)
      .map(([called, lateral, named]): Source => ({ kind: "tableFunction", call: called, lateral, ...named, ...HERE })),
    fc
      .tuple(inner.query, fc.boolean(), alias)
      .map(([query, lateral, named]): Source => ({ kind: "subquery", query, lateral, ...named, ...HERE })),
    // Without an alias a source in parentheses after it could be one more row.
    fc
      .tuple(rows, arbitraryAlias)
      .map(([list, named]): Source => ({ kind: "values", rows: list, alias: named, ...HERE })),
  );
}

function arbitraryJoin(side: fc.Arbitrary<Source>, expression: fc.Arbitrary<Expression>): fc.Arbitrary<Source> {
  const types = fc.constantFrom("INNER" as const, "LEFT" as const, "RIGHT" as const, "FULL" as const);
  const condition: fc.Arbitrary<{ readonly on?: Expression; readonly using?: readonly string[] }> = fc.oneof(
    fc.constant({}),
    expression.map((on) => ({ on })),
    names.map((using) => ({ using })),
  );
  return fc.oneof(
    fc
      .tuple(types, side, side, condition)
      .map(([type, left, right, on]): Source => ({ kind: "join", type, natural: false, left, right, ...on, ...HERE })),
    fc
      .tuple(fc.oneof(types, fc.constant("CROSS" as const)), side, side)
      .map(([type, left, right]): Source => ({ kind: "join", type, natural: type !== "CROSS", left, right, ...HERE })),
  );
}

function arbitrarySource(inner: Inner): fc.Arbitrary<Source> {
  const plain = arbitraryPlainSource(inner);
  const joined = fc.oneof(plain, arbitraryJoin(plain, inner.expression));
  return fc.oneof(plain, arbitraryJoin(joined, inner.expression));
}

function arbitraryItem({ expression }: Inner): fc.Arbitrary<SelectItem> {
  return fc.oneof(
    fc.tuple(expression, fc.option(arbitraryName)).map(
      ([value, name]): SelectItem => ({
        kind: "expression",
        expression: value,
        ...(name !== null && { alias: name }),
        text: "",
      }),
    ),
    fc
      .tuple(
        fc.option(arbitraryQualifiedName(3)),
        fc.array(arbitraryName, { maxLength: 2 }),
        fc.array(fc.record({ from: arbitraryName, to: arbitraryName }), { maxLength: 2 }),
      )
      .map(([of, exclude, rename]): SelectItem => ({ kind: "star", ...(of && { of }), exclude, rename, ...HERE })),
  );
}

function arbitraryGroupBy({ expression }: Inner): fc.Arbitrary<GroupBy> {
  const few = fc.array(expression, { minLength: 1, maxLength: 3 });
  // A set of one row is the set of its elements.
  const set = fc.array(expression, { maxLength: 2 }).filter((one) => one.length !== 1 || one[0]?.kind !== "row");
  return fc.oneof(
    fc.constant<GroupBy>({ kind: "ALL" }),
    few.map((expressions): GroupBy => ({ kind: "expressions", expressions })),
    fc
      .tuple(fc.constantFrom("ROLLUP" as const, "CUBE" as const), few)
      .map(([kind, expressions]): GroupBy => ({ kind, expressions })),
    fc.array(set, { minLength: 1, maxLength: 2 }).map((sets): GroupBy => ({ kind: "GROUPING SETS", sets })),
  );
}

function arbitrarySelect(inner: Inner): fc.Arbitrary<QueryBody> {
  const clause = fc.option(inner.expression);
  return fc
    .tuple(
      fc.boolean(),
      fc.option(fc.nat()),
      fc.array(arbitraryItem(inner), { minLength: 1, maxLength: 2 }),
      fc.option(fc.array(arbitrarySource(inner), { minLength: 1, maxLength: 2 })),
      fc.option(arbitraryGroupBy(inner)),
      fc.tuple(clause, clause, clause),
    )
    .map(([distinct, top, items, from, groupBy, [where, having, qualify]]) => ({
      kind: "select",
      distinct,
      ...(top !== null && { top }),
      items,
      ...(from && { from }),
      ...(where && { where }),
      ...(groupBy && { groupBy }),
      ...(having && { having }),
      ...(qualify && { qualify }),
      ...HERE,
    }));
}

function hasClauses(query: Query): boolean {
  const { limit, orderBy, orderByAll } = query;
  return query.with.length > 0 || orderBy.length > 0 || orderByAll !== undefined || limit !== undefined;
}

function arbitraryBody(inner: Inner): fc.Arbitrary<QueryBody> {
  const rows = fc.array(fc.array(inner.expression, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 });
  const select = arbitrarySelect(inner);
  // Parentheses around a query without clauses of its own leave no trace.
  const part = inner.query.map(
    (query): QueryBody => (hasClauses(query) ? { kind: "nested", query, ...HERE } : query.body),
  );
  return fc.oneof(
    { weight: 3, arbitrary: select },
    rows.map((list): QueryBody => ({ kind: "values", rows: list, ...HERE })),
    part,
    fc.tuple(fc.boolean(), fc.boolean(), part, part).map(
      ([all, byName, left, right]): QueryBody => ({
        kind: "set",
        operator: "UNION",
        all,
        byName,
        left,
        right,
        ...HERE,
      }),
    ),
    fc.tuple(fc.constantFrom("INTERSECT" as const, "EXCEPT" as const), part, part).map(
      ([operator, left, right]): QueryBody => ({
        kind: "set",
        operator,
        all: false,
        byName: false,
        left,
        right,
        ...HERE,
      }),
    ),
  );
}

type Ordering = Pick<Query, "orderBy" | "orderByAll">;

function arbitraryOrdering({ expression }: Inner): fc.Arbitrary<Ordering> {
  return fc.oneof(
    fc.array(arbitraryOrder(expression), { maxLength: 2 }).map((orderBy): Ordering => ({ orderBy })),
    fc.boolean().map((descending): Ordering => ({ orderBy: [], orderByAll: { descending } })),
    fc.boolean().map((descending): Ordering => ({ orderBy: [], orderByAll: { descending, nulls: "FIRST" } })),
  );
}

function queryOver(inner: Inner): fc.Arbitrary<Query> {
  const cte: fc.Arbitrary<CommonTableExpression> = fc
    .tuple(arbitraryName, fc.option(names), inner.query)
    .map(([name, columns, query]) => ({ name, ...(columns && { columns }), query, ...HERE }));
  const limits = fc.oneof(
    fc.constant({}),
    arbitraryCount.map((limit) => ({ limit })),
    fc.record({ limit: arbitraryCount, offset: arbitraryCount }),
  );
  return fc
    .tuple(fc.boolean(), fc.array(cte, { maxLength: 1 }), arbitraryBody(inner), arbitraryOrdering(inner), limits)
    .map(([recursive, ctes, body, ordering, limit]) => {
      const query: Query = {
        recursive: recursive && ctes.length > 0,
        with: ctes,
        body,
        ...ordering,
        ...limit,
        ...HERE,
      };
      return body.kind === "nested" && !hasClauses(query) ? body.query : query;
    });
}

/** The smallest: what the first level is made of. */
const LEAVES: Inner = {
  expression: arbitraryLeaf,
  query: arbitraryLeaf.map((expression) => ({
    recursive: false,
    with: [],
    body: { kind: "select", distinct: false, items: [{ kind: "expression", expression, text: "" }], ...HERE },
    orderBy: [],
    ...HERE,
  })),
};

/** Trees of one more level, or still without. */
function over(inner: Inner): Inner {
  return {
    expression: fc.oneof(arbitraryLeaf, { weight: 2, arbitrary: arbitraryComposite(inner) }),
    query: fc.oneof(LEAVES.query, { weight: 2, arbitrary: queryOver(inner) }),
  };
}

const SHAPES = over(over(LEAVES));

/** Any expression that the parser can give, two levels of operations deep. */
export const arbitraryExpression: fc.Arbitrary<Expression> = SHAPES.expression;
/** Any query that the parser can give, two levels of queries and operations deep. */
export const arbitraryQuery: fc.Arbitrary<Query> = queryOver(over(LEAVES));

/** A tree without places and without the texts of select items: what reading a rendered tree gives again. */
export function withoutPlaces(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutPlaces);
  if (typeof tree !== "object" || tree === null) return tree;
  const isItem = "expression" in tree && "text" in tree;
  const dropped = ["line", "column", ...(isItem ? ["text"] : [])];
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => !dropped.includes(key))
      .map(([key, value]) => [key, withoutPlaces(value)]),
  );
}
