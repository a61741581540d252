import fc from "fast-check";
import type {
  Argument,
  Call,
  Expression,
  FrameBound,
  OrderItem,
  PathStep,
  Query,
  WindowSpec,
} from "../../src/query/ast";
import { arbitraryDataType, arbitraryQualifiedName, HERE } from "./arbitrary-parts";

/** What expressions are made of: those of one level less. */
export interface Inner {
  readonly expression: fc.Arbitrary<Expression>;
  readonly query: fc.Arbitrary<Query>;
}

const BINARY = ["OR", "AND", "=", "<>", "<", "<=", ">", ">=", "||", "+", "-", "*", "/", "%"] as const;
/** Calls that are read in a way of their own, and others. */
const FUNCTIONS = ["SUM", "EXTRACT", "POSITION", "LEFT", "LIKE", "CAST", "CURRENT_DATE", "FLATTEN", "IDENTIFIER"];

const isText = (expression: Expression) => expression.kind === "literal" && expression.literal.type === "TEXT";
/** A list of one query is a query, and a list of one row is that row's list: the parser never gives these. */
const isList = ([first, ...others]: readonly Expression[]) =>
  others.length > 0 || (first?.kind !== "scalarQuery" && first?.kind !== "row");

export function arbitraryOrder(expression: fc.Arbitrary<Expression>): fc.Arbitrary<OrderItem> {
  const nulls = fc.constantFrom(undefined, "FIRST" as const, "LAST" as const);
  return fc
    .tuple(expression, fc.boolean(), nulls)
    .map(([value, descending, at]) => ({ expression: value, descending, ...(at && { nulls: at }) }));
}

function arbitraryWindow({ expression }: Inner): fc.Arbitrary<WindowSpec> {
  const order = fc.array(arbitraryOrder(expression), { maxLength: 2 });
  const bound: fc.Arbitrary<FrameBound> = fc.oneof(
    fc.constantFrom<FrameBound>(
      { kind: "UNBOUNDED PRECEDING" },
      { kind: "CURRENT ROW" },
      { kind: "UNBOUNDED FOLLOWING" },
    ),
    fc
      .tuple(fc.constantFrom("PRECEDING" as const, "FOLLOWING" as const), expression)
      .map(([kind, offset]): FrameBound => ({ kind, offset })),
  );
  const frame = fc.option(
    fc.record({ unit: fc.constantFrom("ROWS" as const, "RANGE" as const), start: bound, end: bound }),
  );
  return fc
    .tuple(fc.array(expression, { maxLength: 2 }), order, frame)
    .map(([partitionBy, orderBy, rows]) => ({ partitionBy, orderBy, ...(rows && { frame: rows }) }));
}

export function arbitraryCall(inner: Inner): fc.Arbitrary<Call> {
  const argument: fc.Arbitrary<Argument> = fc
    .tuple(fc.constantFrom(undefined, undefined, "INPUT", "OUTER"), inner.expression)
    .map(([name, value]) => (name === undefined ? { value } : { name, value }));
  const inside: fc.Arbitrary<Pick<Call, "star" | "distinct" | "arguments">> = fc.oneof(
    fc.constant({ star: true, distinct: false, arguments: [] }),
    fc.constant({ star: false, distinct: false, arguments: [] }),
    fc
      .tuple(fc.boolean(), fc.array(argument, { minLength: 1, maxLength: 3 }))
      .map(([distinct, list]) => ({ star: false, distinct, arguments: list })),
  );
  const name = fc.oneof(
    arbitraryQualifiedName(3),
    fc.constantFrom(...FUNCTIONS).map((one) => ({ parts: [one] as const, ...HERE })),
  );
  const group = fc.option(fc.array(arbitraryOrder(inner.expression), { minLength: 1, maxLength: 2 }), { freq: 1 });
  const nulls = fc.constantFrom(undefined, undefined, "IGNORE" as const, "RESPECT" as const);
  const window = fc.option(arbitraryWindow(inner), { freq: 1 });
  return fc.tuple(name, inside, group, nulls, window).map(([called, list, withinGroup, at, over]) => ({
    kind: "call",
    name: called,
    ...list,
    ...(withinGroup && { withinGroup }),
    ...(at && { nulls: at }),
    ...(over && { over }),
    ...HERE,
  }));
}

function arbitraryLike({ expression }: Inner): fc.Arbitrary<Expression> {
  const one = fc
    .tuple(fc.constantFrom("LIKE" as const, "ILIKE" as const, "RLIKE" as const), expression)
    .map(([operator, pattern]) => ({ operator, patterns: [pattern] }));
  const several = fc.record({
    operator: fc.constantFrom("LIKE ANY" as const, "LIKE ALL" as const, "ILIKE ANY" as const),
    patterns: fc.array(expression, { minLength: 1, maxLength: 3 }).filter(isList),
  });
  return fc
    .tuple(fc.oneof(one, several), expression, fc.option(expression), fc.boolean())
    .map(([like, operand, escaping, negated]) => ({
      kind: "like",
      ...like,
      operand,
      ...(escaping && { escape: escaping }),
      negated,
      ...HERE,
    }));
}

function arbitraryPath({ expression }: Inner): fc.Arbitrary<Expression> {
  const step: fc.Arbitrary<PathStep> = fc.oneof(
    fc.string().map((key): PathStep => ({ kind: "key", key })),
    expression.filter((index) => !isText(index)).map((index): PathStep => ({ kind: "index", index })),
  );
  return fc
    .tuple(expression, fc.array(step, { minLength: 1, maxLength: 3 }))
    .map(([operand, steps]) => ({ kind: "path", operand, steps, ...HERE }));
}

function arbitraryCase({ expression }: Inner): fc.Arbitrary<Expression> {
  const branches = fc.array(fc.record({ when: expression, result: expression }), { minLength: 1, maxLength: 2 });
  return fc.tuple(fc.option(expression), branches, fc.option(expression)).map(([operand, list, otherwise]) => ({
    kind: "case",
    ...(operand && { operand }),
    branches: list,
    ...(otherwise && { otherwise }),
    ...HERE,
  }));
}

/** Every expression that is made of others. */
export function arbitraryComposite(inner: Inner): fc.Arbitrary<Expression> {
  const { expression, query } = inner;
  const negated = fc.boolean();
  const made = (one: fc.Arbitrary<Expression>) => one;
  return fc.oneof(
    made(
      fc
        .tuple(fc.constantFrom("+" as const, "-" as const, "NOT" as const), expression)
        .map(([operator, operand]) => ({ kind: "unary", operator, operand, ...HERE })),
    ),
    made(
      fc
        .tuple(fc.constantFrom(...BINARY), expression, expression)
        .map(([operator, left, right]) => ({ kind: "binary", operator, left, right, ...HERE })),
    ),
    made(fc.tuple(expression, negated).map(([operand, not]) => ({ kind: "isNull", operand, negated: not, ...HERE }))),
    made(
      fc
        .tuple(expression, expression, negated)
        .map(([left, right, not]) => ({ kind: "isDistinct", left, right, negated: not, ...HERE })),
    ),
    made(
      fc
        .tuple(expression, expression, expression, negated)
        .map(([operand, low, high, not]) => ({ kind: "between", operand, low, high, negated: not, ...HERE })),
    ),
    made(
      fc
        .tuple(expression, fc.array(expression, { minLength: 1, maxLength: 3 }), negated)
        .filter(([, list]) => list.length > 1 || list[0]?.kind !== "scalarQuery")
        .map(([operand, list, not]) => ({ kind: "inList", operand, list, negated: not, ...HERE })),
    ),
    made(
      fc
        .tuple(expression, query, negated)
        .map(([operand, one, not]) => ({ kind: "inQuery", operand, query: one, negated: not, ...HERE })),
    ),
    arbitraryLike(inner),
    made(fc.tuple(query, negated).map(([one, not]) => ({ kind: "exists", query: one, negated: not, ...HERE }))),
    made(query.map((one) => ({ kind: "scalarQuery", query: one, ...HERE }))),
    arbitraryCase(inner),
    made(
      fc
        .tuple(expression, arbitraryDataType, fc.boolean())
        .map(([operand, type, trying]) => ({ kind: "cast", operand, type, try: trying, ...HERE })),
    ),
    arbitraryPath(inner),
    made(
      fc
        .array(fc.record({ key: fc.string(), value: expression }), { maxLength: 2 })
        .map((members) => ({ kind: "object", members, ...HERE })),
    ),
    made(fc.array(expression, { maxLength: 3 }).map((elements) => ({ kind: "array", elements, ...HERE }))),
    made(fc.array(expression, { minLength: 2, maxLength: 3 }).map((elements) => ({ kind: "row", elements, ...HERE }))),
    arbitraryCall(inner),
  );
}
