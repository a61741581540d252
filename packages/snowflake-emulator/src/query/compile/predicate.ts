import { notEmulated } from "../../errors";
import { BOOLEAN } from "../../types/data-type";
import type { Expression } from "../ast";
import { type Bound, derive, type ExpressionBinder } from "./bound";
import { coerce, plainText } from "./cast";
import { type ComparisonOperator, compare, unify } from "./comparison";
import { invalidArgumentTypes, noCommonType, subqueryColumns } from "./problems";

type Node<K extends Expression["kind"]> = Extract<Expression, { readonly kind: K }>;

/** Anything as a BOOLEAN for AND, OR, NOT and conditions. */
export function condition(value: Bound, what: string, place: Expression, binder: ExpressionBinder): Bound {
  const bound = coerce(value, BOOLEAN, binder.settings);
  if (bound === undefined) throw invalidArgumentTypes(what, [value.type], place);
  return bound;
}

const negate = (negated: boolean, bound: Bound): Bound =>
  negated ? derive(`(NOT ${bound.sql})`, BOOLEAN, [bound]) : bound;

function both(operator: "AND" | "OR", parts: readonly Bound[]): Bound {
  return derive(`(${parts.map((one) => one.sql).join(` ${operator} `)})`, BOOLEAN, parts);
}

export function bindIsNull(node: Node<"isNull">, binder: ExpressionBinder): Bound {
  const operand = binder.expression(node.operand);
  return derive(`(${operand.sql} IS ${node.negated ? "NOT " : ""}NULL)`, BOOLEAN, [operand], false);
}

export function bindBetween(node: Node<"between">, binder: ExpressionBinder): Bound {
  const operand = binder.expression(node.operand);
  const low = compare(">=", operand, binder.expression(node.low), node, binder.settings);
  const high = compare("<=", operand, binder.expression(node.high), node, binder.settings);
  return negate(node.negated, both("AND", [low, high]));
}

/** `left operator right`, element by element for rows. */
export function bindComparison(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  place: Expression,
  binder: ExpressionBinder,
): Bound {
  if (left.kind !== "row" && right.kind !== "row") {
    return compare(operator, binder.expression(left), binder.expression(right), place, binder.settings);
  }
  if (left.kind !== "row" || right.kind !== "row" || left.elements.length !== right.elements.length) {
    throw notEmulated("a comparison of a row with something else");
  }
  if (operator !== "=" && operator !== "<>") throw notEmulated(`rows compared by ${operator}`);
  const pairs = left.elements.flatMap((one, index) => {
    const other = right.elements[index];
    return other === undefined ? [] : [bindComparison(operator, one, other, place, binder)];
  });
  return both(operator === "=" ? "AND" : "OR", pairs);
}

/** `a IN (1, 2)`. */
export function bindInList(node: Node<"inList">, binder: ExpressionBinder): Bound {
  if (node.operand.kind === "row") {
    const parts = node.list.map((one) => bindComparison("=", node.operand, one, node, binder));
    return negate(node.negated, both("OR", parts));
  }
  const operand = binder.expression(node.operand);
  const values = node.list.map((one) => binder.expression(one));
  const simple = values.every((one) => one.type.kind === operand.type.kind || one.type.kind === "NULL");
  const direct = ["TEXT", "DATE", "BOOLEAN", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "FLOAT"].includes(
    operand.type.kind,
  );
  if (simple && direct) {
    const list = values.map((one) => one.sql).join(", ");
    return negate(node.negated, derive(`(${operand.sql} IN (${list}))`, BOOLEAN, [operand, ...values]));
  }
  const parts = values.map((one) => compare("=", operand, one, node, binder.settings));
  return negate(node.negated, both("OR", parts));
}

/** `a IN (SELECT …)`, also for rows. */
export function bindInQuery(node: Node<"inQuery">, binder: ExpressionBinder): Bound {
  const query = binder.subquery(node.query);
  const operands = (node.operand.kind === "row" ? node.operand.elements : [node.operand]).map((one) =>
    binder.expression(one),
  );
  if (query.columns.length !== operands.length) throw subqueryColumns(query.columns.length, operands.length);
  const columns = query.columns.map((column, index) => ({ ...column, sql: `q."c${index + 1}"` }));
  const pairs = operands.map((operand, index) => {
    const column = columns[index];
    if (column === undefined) throw subqueryColumns(query.columns.length, operands.length);
    const other = derive(column.sql, column.type, [], column.nullable);
    const common = unify([operand, other], binder.settings, ([l, r]) =>
      noCommonType(l ?? operand.type, r ?? other.type),
    );
    return common.values.map((one) => one.sql);
  });
  const names = columns.map((_, index) => `"c${index + 1}"`).join(", ");
  const left = pairs.map(([sql = ""]) => sql).join(", ");
  const right = pairs.map(([, sql = ""]) => sql).join(", ");
  const [open, close] = pairs.length === 1 ? ["", ""] : ["(", ")"];
  const sql = `(${open}${left}${close} IN (SELECT ${open}${right}${close} FROM (${query.sql}) AS q(${names})))`;
  const bound = derive(sql, BOOLEAN, operands, true);
  return negate(node.negated, { ...bound, uses: [...bound.uses, ...query.uses] });
}

export function bindExists(node: Node<"exists">, binder: ExpressionBinder): Bound {
  const query = binder.subquery(node.query);
  const bound = derive(`(${node.negated ? "NOT " : ""}EXISTS (${query.sql}))`, BOOLEAN, [], false);
  return { ...bound, uses: query.uses };
}

/** LIKE and its kin. RLIKE has to match the whole text. D: LIKE, ILIKE, RLIKE, LIKE ANY, LIKE ALL. */
export function bindLike(node: Node<"like">, binder: ExpressionBinder): Bound {
  const operand = binder.expression(node.operand);
  const subject = plainText(operand, binder.settings);
  const escaped = node.escape === undefined ? undefined : binder.expression(node.escape);
  const operator = node.operator.startsWith("ILIKE") ? "ILIKE" : "LIKE";
  const parts = node.patterns.map((one) => {
    const pattern = binder.expression(one);
    const text = plainText(pattern, binder.settings);
    const sql =
      node.operator === "RLIKE"
        ? `regexp_full_match(${subject}, ${text})`
        : `(${subject} ${operator} ${text}${escaped === undefined ? "" : ` ESCAPE ${escaped.sql}`})`;
    return derive(sql, BOOLEAN, [operand, pattern, ...(escaped === undefined ? [] : [escaped])]);
  });
  return negate(
    node.negated,
    parts.length === 1 ? (parts[0] ?? operand) : both(node.operator === "LIKE ALL" ? "AND" : "OR", parts),
  );
}

/** CASE in both forms; the branches get one type. */
export function bindCase(node: Node<"case">, binder: ExpressionBinder): Bound {
  const operand = node.operand === undefined ? undefined : binder.expression(node.operand);
  const whens = node.branches.map(({ when }) => {
    const bound = binder.expression(when);
    return operand === undefined
      ? condition(bound, "CASE", when, binder)
      : compare("=", operand, bound, when, binder.settings);
  });
  const results = node.branches.map(({ result }) => binder.expression(result));
  const otherwise = node.otherwise === undefined ? undefined : binder.expression(node.otherwise);
  return caseOf(whens, results, otherwise, binder);
}

/** `CASE WHEN … THEN … [ELSE …] END` of bound parts; throws when the results have no common type. */
export function caseOf(
  whens: readonly Bound[],
  results: readonly Bound[],
  otherwise: Bound | undefined,
  binder: ExpressionBinder,
): Bound {
  const all = otherwise === undefined ? results : [...results, otherwise];
  const { type, values } = unify(all, binder.settings, ([l, r]) =>
    noCommonType(l ?? { kind: "NULL" }, r ?? { kind: "NULL" }),
  );
  const branches = whens.map((when, index) => `WHEN ${when.sql} THEN ${values[index]?.sql ?? "NULL"}`);
  const last = otherwise === undefined ? "" : ` ELSE ${values.at(-1)?.sql ?? "NULL"}`;
  const nullable = otherwise === undefined || all.some((one) => one.nullable);
  return derive(`(CASE ${branches.join(" ")}${last} END)`, type, [...whens, ...values], nullable);
}
