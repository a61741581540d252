import { notEmulated } from "../../errors";
import { ARRAY, BOOLEAN, type DataType, OBJECT, VARIANT } from "../../types/data-type";
import type { Expression, Literal, PathStep } from "../ast";
import { quoteText } from "../physical-name";
import { arithmetic, signed } from "./arithmetic";
import { type Bound, derive, type ExpressionBinder } from "./bound";
import { asPhysical, castTo, plainText, toVariant, tryCastTo } from "./cast";
import { integerSql } from "./comparison";
import { addInterval } from "./interval";
import { bindLiteral } from "./literal";
import {
  bindBetween,
  bindCase,
  bindComparison,
  bindExists,
  bindInList,
  bindInQuery,
  bindIsNull,
  bindLike,
  condition,
} from "./predicate";
import { invalidArgumentTypes, subqueryColumns } from "./problems";
import { isSemiStructured } from "./types";

type Node<K extends Expression["kind"]> = Extract<Expression, { readonly kind: K }>;

/** What an expression needs besides its parts: names and calls. */
export interface Names {
  column(node: Node<"column">): Bound;
  variable(node: Node<"variable">): Bound;
  call(node: Node<"call">): Bound;
}

/** Gives an expression its type and its SQL. Throws what Snowflake's compiler says of it. */
export function bindExpression(node: Expression, binder: ExpressionBinder, names: Names): Bound {
  switch (node.kind) {
    case "literal":
      return bindLiteral(node.literal);
    case "column":
      return names.column(node);
    case "variable":
      return names.variable(node);
    case "call":
      return names.call(node);
    case "unary":
      return bindUnary(node, binder);
    case "binary":
      return bindBinary(node, binder);
    case "isNull":
      return bindIsNull(node, binder);
    case "isDistinct":
      return bindComparison(
        node.negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM",
        node.left,
        node.right,
        node,
        binder,
      );
    case "between":
      return bindBetween(node, binder);
    case "inList":
      return bindInList(node, binder);
    case "inQuery":
      return bindInQuery(node, binder);
    case "like":
      return bindLike(node, binder);
    case "exists":
      return bindExists(node, binder);
    case "scalarQuery":
      return bindScalarQuery(node, binder);
    case "case":
      return bindCase(node, binder);
    case "cast":
      return bindCast(node, binder);
    case "path":
      return bindPath(node, binder);
    case "object":
      return bindObject(node, binder);
    case "array": {
      const elements = node.elements.map((one) => binder.expression(one));
      const values = elements.map((one) => toVariant(one, binder.settings));
      return derive(asPhysical(`sf_array(${values.join(", ")})`, ARRAY), ARRAY, elements, false);
    }
    case "interval":
      throw notEmulated("an interval outside of date + INTERVAL and date - INTERVAL");
    case "row":
      throw notEmulated("a row of values outside of IN and comparisons");
  }
}

function bindUnary(node: Node<"unary">, binder: ExpressionBinder): Bound {
  const operand = binder.expression(node.operand);
  if (node.operator !== "NOT") return signed(node.operator, operand, node, binder.settings);
  const bound = condition(operand, "NOT", node, binder);
  return derive(`(NOT ${bound.sql})`, BOOLEAN, [bound]);
}

function bindBinary(node: Node<"binary">, binder: ExpressionBinder): Bound {
  const { operator, left, right } = node;
  switch (operator) {
    case "AND":
    case "OR": {
      const parts = [left, right].map((one) => condition(binder.expression(one), operator, one, binder));
      return derive(`(${parts.map((one) => one.sql).join(` ${operator} `)})`, BOOLEAN, parts);
    }
    case "||":
      return concat([binder.expression(left), binder.expression(right)], node, binder);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      if (right.kind === "interval" && (operator === "+" || operator === "-")) {
        return addInterval(binder.expression(left), right.text, operator === "-", node, binder.settings);
      }
      if (left.kind === "interval" && operator === "+") {
        return addInterval(binder.expression(right), left.text, false, node, binder.settings);
      }
      return arithmetic(operator, binder.expression(left), binder.expression(right), node, binder.settings);
    default:
      return bindComparison(operator, left, right, node, binder);
  }
}

/** `a || b`: text or binary; NULL when one is. */
export function concat(parts: readonly Bound[], node: Expression, binder: ExpressionBinder): Bound {
  if (parts.length > 0 && parts.every((one) => one.type.kind === "BINARY")) {
    const length = parts.reduce((sum, one) => sum + ("length" in one.type ? one.type.length : 0), 0);
    const type: DataType = { kind: "BINARY", length: Math.min(length, 67_108_864) };
    return derive(`(${parts.map((one) => one.sql).join(" || ")})`, type, parts);
  }
  if (parts.some((one) => one.type.kind === "BINARY" || one.type.kind === "ARRAY" || one.type.kind === "OBJECT")) {
    throw invalidArgumentTypes(
      "CONCAT",
      parts.map((one) => one.type),
      node,
    );
  }
  const lengths = parts.map((one) => (one.type.kind === "TEXT" ? one.type.length : 16_777_216));
  const length = Math.min(
    lengths.reduce((sum, one) => sum + one, 0),
    134_217_728,
  );
  const texts = parts.map((one) =>
    one.type.kind === "NULL" ? "CAST(NULL AS VARCHAR)" : plainText(one, binder.settings),
  );
  return derive(`(${texts.join(" || ")})`, { kind: "TEXT", length: Math.max(length, 1) }, parts);
}

function bindScalarQuery(node: Node<"scalarQuery">, binder: ExpressionBinder): Bound {
  const query = binder.subquery(node.query);
  const [column, ...rest] = query.columns;
  if (column === undefined || rest.length > 0) throw subqueryColumns(query.columns.length, 1);
  return { ...derive(`(${query.sql})`, column.type, [], true), uses: query.uses };
}

function bindCast(node: Node<"cast">, binder: ExpressionBinder): Bound {
  const operand = binder.expression(node.operand);
  return node.try ? tryCastTo(operand, node.type, binder.settings) : castTo(operand, node.type, binder.settings);
}

/** `v:a.b[0]`. What is missing is NULL; JSON null stays. */
function bindPath(node: Node<"path">, binder: ExpressionBinder): Bound {
  const operand = binder.expression(node.operand);
  if (!isSemiStructured(operand.type)) throw invalidArgumentTypes("GET", [operand.type], node);
  const fixed = node.steps.map((one) => fixedStep(one));
  const isFixed = (one: string | number | undefined): one is string | number => one !== undefined;
  if (fixed.every(isFixed)) {
    return derive(
      `CAST(sf_get_steps(${operand.sql}, ${quoteText(JSON.stringify(fixed))}) AS JSON)`,
      VARIANT,
      [operand],
      true,
    );
  }
  return node.steps.reduce((value, one) => computedStep(value, one, binder), operand);
}

function fixedStep(one: PathStep): string | number | undefined {
  if (one.kind === "key") return one.key;
  const literal = one.index.kind === "literal" ? one.index.literal : undefined;
  return literal === undefined ? undefined : literalStep(literal);
}

function literalStep(literal: Literal): string | number | undefined {
  if (literal.type === "TEXT") return literal.value;
  return literal.type === "NUMBER" && /^\d+$/.test(literal.text) ? Number(literal.text) : undefined;
}

function computedStep(value: Bound, one: PathStep, binder: ExpressionBinder): Bound {
  const fixed = fixedStep(one);
  if (typeof fixed === "string")
    return derive(`CAST(sf_get_key(${value.sql}, ${quoteText(fixed)}) AS JSON)`, VARIANT, [value], true);
  if (one.kind === "key") return value;
  const at = binder.expression(one.index);
  const sql =
    at.type.kind === "TEXT"
      ? `sf_get_key(${value.sql}, ${at.sql})`
      : `sf_get_index(${value.sql}, ${integerSql(at, binder.settings)})`;
  return derive(`CAST(${sql} AS JSON)`, VARIANT, [value, at], true);
}

/** `{'a': 1}`: as OBJECT_CONSTRUCT, members that are NULL are left out. */
function bindObject(node: Node<"object">, binder: ExpressionBinder): Bound {
  const members = node.members.map(({ key, value }) => ({ key, value: binder.expression(value) }));
  const parts = members.flatMap(({ key, value }) => [quoteText(key), toVariant(value, binder.settings)]);
  return derive(
    asPhysical(`sf_object(${parts.join(", ")})`, OBJECT),
    OBJECT,
    members.map((one) => one.value),
    false,
  );
}
