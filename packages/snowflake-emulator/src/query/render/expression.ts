import { renderString } from "../../sql/string-literal";
import { renderDataType } from "../../types/data-type";
import type { Call, Expression, FrameBound, Literal, OrderItem, PathStep, Query, WindowSpec } from "../ast";
import { renderColumn, renderFunctionName } from "./names";

/** Writes the queries in an expression. */
export type RenderQuery = (query: Query) => string;

/** What needs no parentheses as a part of another expression. */
const SIMPLE: ReadonlySet<Expression["kind"]> = new Set([
  "literal",
  "column",
  "variable",
  "call",
  "cast",
  "case",
  "scalarQuery",
  "object",
  "array",
  "row",
]);

export function renderLiteral(literal: Literal): string {
  switch (literal.type) {
    case "NULL":
      return "NULL";
    case "BOOLEAN":
      return literal.value ? "TRUE" : "FALSE";
    case "NUMBER":
      return literal.text;
    case "TEXT":
      return renderString(literal.value);
  }
}

/** `DESC NULLS FIRST` with a blank before, or nothing. */
export function renderDirection({ descending, nulls }: Pick<OrderItem, "descending" | "nulls">): string {
  return `${descending ? " DESC" : ""}${nulls === undefined ? "" : ` NULLS ${nulls}`}`;
}

/** Writes expressions as Snowflake reads them; every operation in another one stands in parentheses. */
export class ExpressionRenderer {
  constructor(private readonly query: RenderQuery) {}

  readonly render = (expression: Expression): string => {
    switch (expression.kind) {
      case "literal":
        return renderLiteral(expression.literal);
      case "column":
        return renderColumn(expression.name);
      case "variable":
        return `$${expression.name}`;
      case "call":
        return this.call(expression);
      case "cast": {
        const inside = `${this.render(expression.operand)} AS ${renderDataType(expression.type)}`;
        return `${expression.try ? "TRY_CAST" : "CAST"}(${inside})`;
      }
      case "path":
        return `${this.#operand(expression.operand)}${expression.steps.map((step) => this.#step(step)).join("")}`;
      case "case":
        return this.#case(expression);
      case "interval":
        return `INTERVAL ${renderString(expression.text)}`;
      case "object":
        return `{${expression.members.map(({ key, value }) => `${renderString(key)}: ${this.render(value)}`).join(", ")}}`;
      case "array":
        return `[${this.list(expression.elements)}]`;
      case "row":
        return `(${this.list(expression.elements)})`;
      case "scalarQuery":
        return `(${this.query(expression.query)})`;
      default:
        return this.#predicate(expression);
    }
  };

  /** With commas between. */
  list(expressions: readonly Expression[]): string {
    return expressions.map(this.render).join(", ");
  }

  order(items: readonly OrderItem[]): string {
    return items.map((item) => `${this.render(item.expression)}${renderDirection(item)}`).join(", ");
  }

  /** `ofRows`: a table function, as FROM has it. */
  call(call: Call, ofRows = false): string {
    const { name, distinct, star, withinGroup, nulls, over } = call;
    const list = call.arguments.map(
      (one) => `${one.name === undefined ? "" : `${one.name} => `}${this.render(one.value)}`,
    );
    const plain = `${renderFunctionName(name, ofRows)}(${star ? "*" : `${distinct ? "DISTINCT " : ""}${list.join(", ")}`})`;
    return [
      (ofRows ? undefined : this.#withKeyword(call)) ?? plain,
      ...(withinGroup ? [`WITHIN GROUP (ORDER BY ${this.order(withinGroup)})`] : []),
      ...(nulls === undefined ? [] : [`${nulls} NULLS`]),
      ...(over ? [`OVER (${this.#window(over)})`] : []),
    ].join(" ");
  }

  /** `EXTRACT(part FROM value)` and `POSITION(part IN text)`, when the call has nothing else. */
  #withKeyword({ name, distinct, withinGroup, nulls, over, arguments: list }: Call): string | undefined {
    const [function_, ...others] = name.parts;
    const keyword = function_ === "EXTRACT" ? "FROM" : function_ === "POSITION" ? "IN" : undefined;
    if (keyword === undefined || others.length > 0 || distinct || withinGroup || nulls || over) return undefined;
    if (list.length !== 2 || list.some((one) => one.name !== undefined)) return undefined;
    return `${function_}(${list.map((one) => this.#operand(one.value)).join(` ${keyword} `)})`;
  }

  #operand(expression: Expression): string {
    const text = this.render(expression);
    return SIMPLE.has(expression.kind) ? text : `(${text})`;
  }

  #step(step: PathStep): string {
    return `[${step.kind === "key" ? renderString(step.key) : this.render(step.index)}]`;
  }

  #case({ operand, branches, otherwise }: Extract<Expression, { readonly kind: "case" }>): string {
    const words = ["CASE"];
    if (operand) words.push(this.render(operand));
    for (const { when, result } of branches) words.push(`WHEN ${this.render(when)} THEN ${this.render(result)}`);
    if (otherwise) words.push(`ELSE ${this.render(otherwise)}`);
    return `${words.join(" ")} END`;
  }

  #window({ partitionBy, orderBy, frame }: WindowSpec): string {
    return [
      ...(partitionBy.length > 0 ? [`PARTITION BY ${this.list(partitionBy)}`] : []),
      ...(orderBy.length > 0 ? [`ORDER BY ${this.order(orderBy)}`] : []),
      ...(frame ? [`${frame.unit} BETWEEN ${this.#bound(frame.start)} AND ${this.#bound(frame.end)}`] : []),
    ].join(" ");
  }

  #bound(bound: FrameBound): string {
    return "offset" in bound ? `${this.#operand(bound.offset)} ${bound.kind}` : bound.kind;
  }

  /** Operations and comparisons. */
  #predicate(expression: Expression): string {
    const not = "negated" in expression && expression.negated ? "NOT " : "";
    const operand = "operand" in expression && expression.operand ? this.#operand(expression.operand) : "";
    switch (expression.kind) {
      case "unary":
        return `${expression.operator} ${operand}`;
      case "binary":
        return `${this.#operand(expression.left)} ${expression.operator} ${this.#operand(expression.right)}`;
      case "isNull":
        return `${operand} IS ${not}NULL`;
      case "isDistinct":
        return `${this.#operand(expression.left)} IS ${not}DISTINCT FROM ${this.#operand(expression.right)}`;
      case "between":
        return `${operand} ${not}BETWEEN ${this.#operand(expression.low)} AND ${this.#operand(expression.high)}`;
      case "inList":
        return `${operand} ${not}IN (${this.list(expression.list)})`;
      case "inQuery":
        return `${operand} ${not}IN (${this.query(expression.query)})`;
      case "exists":
        return `${not}EXISTS (${this.query(expression.query)})`;
      case "like": {
        const { operator, patterns, escape: escaping } = expression;
        const list = patterns.map((pattern) => this.#operand(pattern)).join(", ");
        const ending = escaping ? ` ESCAPE ${this.#operand(escaping)}` : "";
        return `${operand} ${not}${operator} ${operator.includes(" ") ? `(${list})` : list}${ending}`;
      }
      default:
        return this.render(expression);
    }
  }
}
