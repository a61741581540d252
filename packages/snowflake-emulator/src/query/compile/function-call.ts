import { BOOLEAN, type DataType, FLOAT, TEXT } from "../../types/data-type";
import type { Argument, Call, Expression } from "../ast";
import { type Bound, derive, type ExpressionBinder, type SqlType } from "./bound";
import { coerce, plainText, toVariant } from "./cast";
import { integerSql } from "./comparison";
import { constantNeeded, invalidArgumentTypes } from "./problems";
import { numberType } from "./types";

/** A call that is being bound: its arguments, bound when they are asked for. */
export class FunctionCall {
  readonly #bound = new Map<number, Bound>();

  constructor(
    /** Upper case. */
    readonly name: string,
    readonly node: Call,
    readonly binder: ExpressionBinder,
    /** `OVER (…)` in DuckDB's SQL with what it is made of, for a window function. */
    readonly window?: { readonly sql: string; readonly parts: readonly Bound[] },
  ) {}

  get count(): number {
    return this.node.arguments.length;
  }

  get settings() {
    return this.binder.settings;
  }

  has(index: number): boolean {
    return index < this.count;
  }

  /** Throws when there is no such argument: the registry has counted them before. */
  expression(index: number): Expression {
    const argument: Argument | undefined = this.node.arguments[index];
    if (argument === undefined) throw new Error(`${this.name} has no argument ${index + 1}`);
    return argument.value;
  }

  argument(index: number): Bound {
    const known = this.#bound.get(index);
    if (known !== undefined) return known;
    const bound = this.binder.expression(this.expression(index));
    this.#bound.set(index, bound);
    return bound;
  }

  all(): readonly Bound[] {
    return this.node.arguments.map((_, index) => this.argument(index));
  }

  /** An argument, coerced. Throws 001044. */
  as(index: number, type: DataType): Bound {
    const value = this.argument(index);
    const bound = coerce(value, type, this.settings);
    if (bound === undefined) throw this.wrongTypes();
    return bound;
  }

  wrongTypes(): Error {
    return invalidArgumentTypes(
      this.name,
      this.all().map((one) => one.type),
      this.node,
    );
  }

  /** SQL of an argument as text. */
  text(index: number): string {
    const value = this.argument(index);
    if (value.type.kind === "NULL") return "CAST(NULL AS VARCHAR)";
    if (value.type.kind === "BINARY" || value.type.kind === "ARRAY" || value.type.kind === "OBJECT")
      throw this.wrongTypes();
    return plainText(value, this.settings);
  }

  /** SQL of an argument as BIGINT, rounded. */
  integer(index: number): string {
    const value = this.argument(index);
    if (value.type.kind === "NULL") return "CAST(NULL AS BIGINT)";
    if (coerce(value, numberType(38, 0), this.settings) === undefined) throw this.wrongTypes();
    return integerSql(value, this.settings);
  }

  float(index: number): string {
    return this.as(index, FLOAT).sql;
  }

  boolean(index: number): string {
    return this.as(index, BOOLEAN).sql;
  }

  /** SQL of an argument as stored JSON. */
  variant(index: number): string {
    return toVariant(this.argument(index), this.settings);
  }

  /** An argument as a number with its own type; text and VARIANT become FLOAT or what they are declared to. */
  number(index: number): Bound {
    const value = this.argument(index);
    if (value.type.kind === "NUMBER" || value.type.kind === "FLOAT") return value;
    if (value.type.kind === "NULL") return this.as(index, numberType(38, 0));
    if (value.type.kind === "TEXT" || value.type.kind === "VARIANT") return this.as(index, FLOAT);
    throw this.wrongTypes();
  }

  /** Text that has to be known when the query is compiled. */
  constantText(index: number): string {
    const { constant } = this.argument(index);
    if (constant?.type !== "TEXT") throw constantNeeded(this.name, index + 1);
    return constant.value;
  }

  /** A whole number that has to be known when the query is compiled. */
  constantInteger(index: number): number {
    const { constant } = this.argument(index);
    if (constant?.type !== "NUMBER" || !/^-?\d+$/.test(constant.text)) throw constantNeeded(this.name, index + 1);
    return Number(constant.text);
  }

  /** A word: `DATEADD(day, …)`, where it stands as a bare name, or text. Upper case. */
  word(index: number): string {
    const node = this.expression(index);
    if (node.kind === "column" && node.name.parts.length === 1) return node.name.parts[0].toUpperCase();
    return this.constantText(index).toUpperCase();
  }

  /** The result: NULL when an argument is, unless `nullable` says otherwise. Has the properties of the arguments asked for. */
  make(sql: string, type: SqlType, nullable?: boolean): Bound {
    return derive(sql, type, [...this.#bound.values()], nullable);
  }

  /** A result of text, as long as the first argument. */
  sameText(sql: string): Bound {
    const first = this.#bound.get(0)?.type;
    return this.make(sql, first?.kind === "TEXT" ? first : TEXT);
  }

  /** An aggregate's SQL with its window, if it has one. */
  over(sql: string): string {
    return this.window === undefined ? sql : `${sql} ${this.window.sql}`;
  }
}

/** A function that queries can call. */
export interface FunctionDefinition {
  /** Upper case, with synonyms. */
  readonly names: readonly string[];
  readonly minArguments: number;
  readonly maxArguments: number;
  /** Aggregates take OVER; window functions need it. */
  readonly kind: "scalar" | "aggregate" | "window";
  readonly bind: (call: FunctionCall) => Bound;
}

/** A scalar function. */
export function scalar(
  names: string | readonly string[],
  [minArguments, maxArguments]: readonly [number, number],
  bind: (call: FunctionCall) => Bound,
): FunctionDefinition {
  return { names: typeof names === "string" ? [names] : names, minArguments, maxArguments, kind: "scalar", bind };
}

export function aggregate(
  names: string | readonly string[],
  [minArguments, maxArguments]: readonly [number, number],
  bind: (call: FunctionCall) => Bound,
): FunctionDefinition {
  return { ...scalar(names, [minArguments, maxArguments], bind), kind: "aggregate" };
}
