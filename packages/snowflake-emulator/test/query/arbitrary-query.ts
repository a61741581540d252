import fc from "fast-check";
import type {
  Call,
  CommonTableExpression,
  Expression,
  GroupBy,
  OrderItem,
  Place,
  QualifiedName,
  Query,
  QueryBody,
  SelectItem,
  Source,
  TableAlias,
  WindowSpec,
} from "../../src/query/ast";
import type { DataType } from "../../src/types/data-type";

/** Everything that is made here stands at one place; comparisons leave places out. */
const HERE: Place = { line: 1, column: 0 };

/** Names of every kind: bare ones, reserved words, and those that need quotes. */
export const arbitraryName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("A", "B", "COLUMN_1", "_X$", "VALUE"),
  fc.constantFrom(
    "SELECT",
    "ORDER",
    "LEFT",
    "CASE",
    "CURRENT_DATE",
    "LIMIT",
    "DATE",
    "INTERVAL",
    "TRUE",
    "DEFAULT",
    "OVER",
  ),
  fc.constantFrom("lower", 'with "quotes"', "with blank", "1digit", "ä", "dot.ted"),
  fc.string({ minLength: 1, maxLength: 12 }),
);

export const arbitraryDataType: fc.Arbitrary<DataType> = fc.oneof(
  fc
    .integer({ min: 1, max: 38 })
    .chain((precision) =>
      fc
        .integer({ min: 0, max: Math.min(precision, 37) })
        .map((scale): DataType => ({ kind: "NUMBER", precision, scale })),
    ),
  fc.integer({ min: 1, max: 134_217_728 }).map((length): DataType => ({ kind: "TEXT", length })),
  fc.integer({ min: 1, max: 67_108_864 }).map((length): DataType => ({ kind: "BINARY", length })),
  fc.constantFrom("FLOAT", "BOOLEAN", "DATE", "VARIANT", "OBJECT", "ARRAY").map((kind): DataType => ({ kind })),
  fc
    .record({
      kind: fc.constantFrom("TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"),
      scale: fc.integer({ min: 0, max: 9 }),
    })
    .map((type): DataType => type),
);

function nameOf(maxParts: number): fc.Arbitrary<QualifiedName> {
  return fc
    .tuple(arbitraryName, fc.array(arbitraryName, { maxLength: maxParts - 1 }))
    .map(([first, others]) => ({ parts: [first, ...others], ...HERE }));
}

/** With or without a property. */
function maybe<K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<{ readonly [P in K]?: T }> {
  return fc.option(value, { nil: undefined }).map((one) => {
    const made: { [P in K]?: T } = {};
    if (one !== undefined) made[key] = one;
    return made;
  });
}

const literal: fc.Arbitrary<Expression> = fc
  .oneof(
    fc.constant({ type: "NULL" as const }),
    fc.boolean().map((value) => ({ type: "BOOLEAN" as const, value })),
    fc.constantFrom("0", "12", "1.50", ".5", "1.", "1e3", "2.5E-7").map((text) => ({ type: "NUMBER" as const, text })),
    fc
      .oneof(fc.string(), fc.constantFrom("it's", "a\\b", "--x", "\n"))
      .map((value) => ({ type: "TEXT" as const, value })),
  )
  .map((value): Expression => ({ kind: "literal", literal: value, ...HERE }));

const column: fc.Arbitrary<Expression> = fc.tuple(nameOf(4), fc.boolean()).map(([name, positional]): Expression => {
  const { parts } = name;
  const parent = parts.slice(0, 2);
  const [first, ...others] = positional ? [...(parts.length > 1 ? parent : []), "$3"] : parts;
  return { kind: "column", name: { parts: [first ?? "$3", ...others], ...HERE }, ...HERE };
});

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  literal,
  column,
  fc.constantFrom("X", "MY_VARIABLE").map((name): Expression => ({ kind: "variable", name, ...HERE })),
  fc.string().map((text): Expression => ({ kind: "interval", text, ...HERE })),
);

const alias: fc.Arbitrary<TableAlias> = fc
  .tuple(arbitraryName, maybe("columns", fc.array(arbitraryName, { minLength: 1, maxLength: 3 })))
  .map(([name, columns]) => ({ name, ...columns }));

const limitCount: fc.Arbitrary<Expression> = fc
  .oneof(
    fc.nat().map((count) => ({ type: "NUMBER" as const, text: String(count) })),
    fc.constant({ type: "NULL" as const }),
    fc.constant({ type: "TEXT" as const, value: "" }),
  )
  .map((value): Expression => ({ kind: "literal", literal: value, ...HERE }));

/** Shapes that the parser writes in another way: a list of one query is IN (query), `((a, b))` is a row. */
const isQuery = (expression: Expression) => expression.kind === "scalarQuery";
const isRow = (expression: Expression) => expression.kind === "row";

interface Shapes {
  expression: Expression;
  order: OrderItem;
  window: WindowSpec;
  call: Call;
  query: Query;
  body: QueryBody;
  select: QueryBody;
  item: SelectItem;
  source: Source;
  groupBy: GroupBy;
  cte: CommonTableExpression;
}

const { expression, query } = fc.letrec<Shapes>((tie) => {
  const any = tie("expression");
  const few = fc.array(any, { minLength: 1, maxLength: 3 });
  const negated = fc.boolean();
  const composite: fc.Arbitrary<Expression>[] = [
    fc
      .record({ operator: fc.constantFrom("+" as const, "-" as const, "NOT" as const), operand: any })
      .map((one): Expression => ({ kind: "unary", ...one, ...HERE })),
    fc
      .record({
        operator: fc.constantFrom(
          ...(["OR", "AND", "=", "<>", "<", "<=", ">", ">=", "||", "+", "-", "*", "/", "%"] as const),
        ),
        left: any,
        right: any,
      })
      .map((one): Expression => ({ kind: "binary", ...one, ...HERE })),
    fc.record({ operand: any, negated }).map((one): Expression => ({ kind: "isNull", ...one, ...HERE })),
    fc.record({ left: any, right: any, negated }).map((one): Expression => ({ kind: "isDistinct", ...one, ...HERE })),
    fc
      .record({ operand: any, low: any, high: any, negated })
      .map((one): Expression => ({ kind: "between", ...one, ...HERE })),
    fc
      .record({ operand: any, list: few.filter((list) => list.length > 1 || !list.some(isQuery)), negated })
      .map((one): Expression => ({ kind: "inList", ...one, ...HERE })),
    fc
      .record({ operand: any, query: tie("query"), negated })
      .map((one): Expression => ({ kind: "inQuery", ...one, ...HERE })),
    fc
      .tuple(
        fc.constantFrom("LIKE" as const, "ILIKE" as const, "RLIKE" as const),
        any,
        any,
        maybe("escape", any),
        negated,
      )
      .map(
        ([operator, operand, pattern, escaping, not]): Expression => ({
          kind: "like",
          operator,
          operand,
          patterns: [pattern],
          ...escaping,
          negated: not,
          ...HERE,
        }),
      ),
    fc
      .record({
        operator: fc.constantFrom("LIKE ANY" as const, "LIKE ALL" as const, "ILIKE ANY" as const),
        operand: any,
        patterns: few.filter((list) => list.length > 1 || !list.some((one) => isQuery(one) || isRow(one))),
        negated,
      })
      .map((one): Expression => ({ kind: "like", ...one, ...HERE })),
    fc.record({ query: tie("query"), negated }).map((one): Expression => ({ kind: "exists", ...one, ...HERE })),
    tie("query").map((one): Expression => ({ kind: "scalarQuery", query: one, ...HERE })),
    fc
      .tuple(
        maybe("operand", any),
        fc.array(fc.record({ when: any, result: any }), { minLength: 1, maxLength: 2 }),
        maybe("otherwise", any),
      )
      .map(
        ([operand, branches, otherwise]): Expression => ({ kind: "case", ...operand, branches, ...otherwise, ...HERE }),
      ),
    fc
      .record({ operand: any, type: arbitraryDataType, try: fc.boolean() })
      .map((one): Expression => ({ kind: "cast", ...one, ...HERE })),
    fc
      .record({
        operand: any,
        steps: fc.array(
          fc.oneof(
            fc.string().map((key) => ({ kind: "key" as const, key })),
            any
              .filter((index) => index.kind !== "literal" || index.literal.type !== "TEXT")
              .map((index) => ({ kind: "index" as const, index })),
          ),
          { minLength: 1, maxLength: 3 },
        ),
      })
      .map((one): Expression => ({ kind: "path", ...one, ...HERE })),
    fc
      .array(fc.record({ key: fc.string(), value: any }), { maxLength: 2 })
      .map((members): Expression => ({ kind: "object", members, ...HERE })),
    fc.array(any, { maxLength: 3 }).map((elements): Expression => ({ kind: "array", elements, ...HERE })),
    fc.array(any, { minLength: 2, maxLength: 3 }).map((elements): Expression => ({ kind: "row", elements, ...HERE })),
    tie("call"),
  ];
  const name = nameOf(3);
  const plainSource = fc.oneof(
    fc
      .tuple(
        name,
        maybe("alias", alias),
        maybe(
          "timeTravel",
          fc.record({
            when: fc.constantFrom("AT" as const, "BEFORE" as const),
            by: fc.constantFrom("TIMESTAMP" as const, "OFFSET" as const, "STATEMENT" as const),
            value: any,
          }),
        ),
      )
      .map(([table, named, moment]): Source => ({ kind: "table", name: table, ...named, ...moment, ...HERE })),
    fc
      .tuple(tie("call"), fc.boolean(), maybe("alias", alias))
      .filter(([call]) => call.over === undefined)
      .map(([call, lateral, named]): Source => ({ kind: "tableFunction", call, lateral, ...named, ...HERE })),
    fc
      .tuple(tie("query"), fc.boolean(), maybe("alias", alias))
      .map(([inner, lateral, named]): Source => ({ kind: "subquery", query: inner, lateral, ...named, ...HERE })),
    fc
      .tuple(fc.array(few, { minLength: 1, maxLength: 2 }), maybe("alias", alias))
      .map(([rows, named]): Source => ({ kind: "values", rows, ...named, ...HERE })),
  );
  const condition = fc.oneof(
    fc.constant({}),
    any.map((on) => ({ on })),
    fc.array(arbitraryName, { minLength: 1, maxLength: 2 }).map((using) => ({ using })),
  );
  return {
    expression: fc.oneof({ depthSize: "small", withCrossShrink: true }, { weight: 6, arbitrary: leaf }, ...composite),
    order: fc
      .tuple(any, fc.boolean(), maybe("nulls", fc.constantFrom("FIRST" as const, "LAST" as const)))
      .map(([value, descending, nulls]) => ({ expression: value, descending, ...nulls })),
    window: fc
      .tuple(
        fc.array(any, { maxLength: 2 }),
        fc.array(tie("order"), { maxLength: 2 }),
        maybe(
          "frame",
          fc.record({
            unit: fc.constantFrom("ROWS" as const, "RANGE" as const),
            start: fc.oneof(
              fc.constantFrom("UNBOUNDED PRECEDING" as const, "CURRENT ROW" as const).map((kind) => ({ kind })),
              any.map((offset) => ({ kind: "PRECEDING" as const, offset })),
            ),
            end: fc.oneof(
              fc.constantFrom("UNBOUNDED FOLLOWING" as const, "CURRENT ROW" as const).map((kind) => ({ kind })),
              any.map((offset) => ({ kind: "FOLLOWING" as const, offset })),
            ),
          }),
        ),
      )
      .map(([partitionBy, orderBy, frame]) => ({ partitionBy, orderBy, ...frame })),
    call: fc
      .tuple(
        fc.oneof(
          name,
          fc
            .constantFrom("SUM", "EXTRACT", "POSITION", "LEFT", "LIKE", "CAST", "CURRENT_DATE", "FLATTEN", "IDENTIFIER")
            .map((function_): QualifiedName => ({ parts: [function_], ...HERE })),
        ),
        fc.oneof(
          fc.constant({ star: true, distinct: false, arguments: [] }),
          fc.constant({ star: false, distinct: false, arguments: [] }),
          fc.record({
            star: fc.constant(false),
            distinct: fc.boolean(),
            arguments: fc.array(
              fc
                .tuple(maybe("name", fc.constantFrom("INPUT", "OUTER", "PATH")), any)
                .map(([named, value]) => ({ ...named, value })),
              { minLength: 1, maxLength: 3 },
            ),
          }),
        ),
        maybe("withinGroup", fc.array(tie("order"), { minLength: 1, maxLength: 2 })),
        maybe("nulls", fc.constantFrom("IGNORE" as const, "RESPECT" as const)),
        maybe("over", tie("window")),
      )
      .map(
        ([function_, inside, ...rest]): Call =>
          Object.assign({ kind: "call" as const, name: function_, ...inside, ...HERE }, ...rest),
      ),
    item: fc.oneof(
      fc
        .tuple(any, maybe("alias", arbitraryName))
        .map(([value, named]): SelectItem => ({ kind: "expression", expression: value, ...named, text: "" })),
      fc
        .tuple(
          maybe("of", name),
          fc.array(arbitraryName, { maxLength: 2 }),
          fc.array(fc.record({ from: arbitraryName, to: arbitraryName }), { maxLength: 2 }),
        )
        .map(([of, exclude, rename]): SelectItem => ({ kind: "star", ...of, exclude, rename, ...HERE })),
    ),
    source: fc.oneof(
      { depthSize: "small" },
      { weight: 3, arbitrary: plainSource },
      fc
        .tuple(
          fc.constantFrom("INNER" as const, "LEFT" as const, "FULL" as const),
          tie("source"),
          tie("source"),
          condition,
        )
        .map(
          ([type, left, right, on]): Source => ({ kind: "join", type, natural: false, left, right, ...on, ...HERE }),
        ),
      fc
        .tuple(fc.constantFrom("CROSS" as const, "INNER" as const, "RIGHT" as const), tie("source"), tie("source"))
        .map(
          ([type, left, right]): Source => ({ kind: "join", type, natural: type !== "CROSS", left, right, ...HERE }),
        ),
    ),
    groupBy: fc.oneof(
      fc.constant<GroupBy>({ kind: "ALL" }),
      few.map((expressions): GroupBy => ({ kind: "expressions", expressions })),
      fc
        .record({ kind: fc.constantFrom("ROLLUP" as const, "CUBE" as const), expressions: few })
        .map((one): GroupBy => one),
      fc
        .array(
          fc.array(any, { maxLength: 2 }).filter((set) => set.length !== 1 || !set.some(isRow)),
          { minLength: 1, maxLength: 2 },
        )
        .map((sets): GroupBy => ({ kind: "GROUPING SETS", sets })),
    ),
    select: fc
      .tuple(
        fc.boolean(),
        maybe("top", fc.nat()),
        fc.array(tie("item"), { minLength: 1, maxLength: 3 }),
        maybe("from", fc.array(tie("source"), { minLength: 1, maxLength: 2 })),
        maybe("where", any),
        maybe("groupBy", tie("groupBy")),
        maybe("having", any),
        maybe("qualify", any),
      )
      .map(
        ([distinct, top, items, ...clauses]): QueryBody =>
          Object.assign({ kind: "select" as const, distinct, ...top, items, ...HERE }, ...clauses),
      ),
    body: fc.oneof(
      { depthSize: "small" },
      { weight: 4, arbitrary: tie("select") },
      fc.array(few, { minLength: 1, maxLength: 2 }).map((rows): QueryBody => ({ kind: "values", rows, ...HERE })),
      fc
        .tuple(
          fc.oneof(
            fc.record({ operator: fc.constant("UNION" as const), all: fc.boolean(), byName: fc.boolean() }),
            fc
              .constantFrom("INTERSECT" as const, "EXCEPT" as const)
              .map((operator) => ({ operator, all: false, byName: false })),
          ),
          tie("body"),
          tie("body"),
        )
        .map(([words, left, right]): QueryBody => ({ kind: "set", ...words, left, right, ...HERE })),
      // Parentheses around a query without clauses of its own leave no trace.
      tie("query")
        .filter((inner) => inner.with.length > 0 || inner.orderBy.length > 0 || inner.limit !== undefined)
        .map((inner): QueryBody => ({ kind: "nested", query: inner, ...HERE })),
    ),
    cte: fc
      .tuple(arbitraryName, maybe("columns", fc.array(arbitraryName, { minLength: 1, maxLength: 2 })), tie("query"))
      .map(([cte, columns, inner]) => ({ name: cte, ...columns, query: inner, ...HERE })),
    query: fc
      .tuple(
        fc.boolean(),
        fc.array(tie("cte"), { maxLength: 1 }),
        tie("body"),
        fc.oneof(
          fc.array(tie("order"), { maxLength: 2 }).map((orderBy) => ({ orderBy })),
          fc
            .tuple(fc.boolean(), maybe("nulls", fc.constantFrom("FIRST" as const, "LAST" as const)))
            .map(([descending, nulls]) => ({ orderBy: [], orderByAll: { descending, ...nulls } })),
        ),
        fc.oneof(
          fc.constant({}),
          fc.tuple(limitCount, maybe("offset", limitCount)).map(([limit, offset]) => ({ limit, ...offset })),
        ),
      )
      .map(([recursive, ctes, body, order, limit]): Query => {
        const plain =
          ctes.length === 0 && order.orderBy.length === 0 && !("orderByAll" in order) && !("limit" in limit);
        if (plain && body.kind === "nested") return body.query;
        return { recursive: recursive && ctes.length > 0, with: ctes, body, ...order, ...limit, ...HERE };
      }),
  };
});

/** Any expression that the parser can give. */
export const arbitraryExpression: fc.Arbitrary<Expression> = expression;
/** Any query that the parser can give. */
export const arbitraryQuery: fc.Arbitrary<Query> = query;

/** A tree without places and without the texts of select items: what parsing what was rendered gives again. */
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
