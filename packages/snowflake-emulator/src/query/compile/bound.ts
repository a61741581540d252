import { type DataType, TEXT } from "../../types/data-type";
import type { Expression, Literal, Place, Query } from "../ast";
import type { QuerySettings } from "./scope";

/** A type, or that of a bare NULL, which takes any. */
export type SqlType = DataType | { readonly kind: "NULL" };

export const NULL_TYPE: SqlType = { kind: "NULL" };

/** A use of a column, to tell which ones GROUP BY does not cover. */
export interface ColumnUse {
  /** The frame whose column it is. */
  readonly frame: number;
  /** As errors write it: `T.A`. */
  readonly label: string;
  readonly place: Place;
}

/** An expression with its type, in DuckDB's SQL. The SQL can stand in any place of an expression without parentheses. */
export interface Bound {
  readonly sql: string;
  readonly type: SqlType;
  /** Can it be NULL? */
  readonly nullable: boolean;
  /** A literal's value, known without running anything. */
  readonly constant?: Literal;
  /** Columns outside of aggregate functions. */
  readonly uses: readonly ColumnUse[];
  /** Has an aggregate function in it (of this query, not of a subquery). */
  readonly aggregate: boolean;
  /** Has a window function in it. */
  readonly window: boolean;
  /** Gives another value each time: must not be written twice. */
  readonly volatile: boolean;
}

/** A subquery, compiled. */
export interface BoundQuery {
  readonly sql: string;
  readonly columns: readonly { readonly name: string; readonly type: DataType; readonly nullable: boolean }[];
  /** Columns of the queries around it. */
  readonly uses: readonly ColumnUse[];
}

/** What functions and operators need from the binder. */
export interface ExpressionBinder {
  readonly settings: QuerySettings;
  expression(node: Expression): Bound;
  /** All columns that `*` means here. Throws when there are none. */
  columns(place: Place): readonly Bound[];
  /** A subquery that sees this expression's columns. */
  subquery(query: Query): BoundQuery;
  /** SQL of the number of GENERATOR's row, when FROM has one. */
  readonly sequence: string | undefined;
  /** The binder for the arguments of an aggregate function. Throws when this is one already. */
  aggregateArguments(name: string): ExpressionBinder;
  /** Marks a bound call as an aggregate: its columns are covered. */
  aggregated(bound: Bound): Bound;
}

/** Makes an expression of others: it has their columns and properties. */
export function derive(sql: string, type: SqlType, from: readonly Bound[], nullable?: boolean): Bound {
  return {
    sql,
    type,
    nullable: nullable ?? from.some((one) => one.nullable),
    uses: from.flatMap((one) => one.uses),
    aggregate: from.some((one) => one.aggregate),
    window: from.some((one) => one.window),
    volatile: from.some((one) => one.volatile),
  };
}

/** The type that a result column has: a bare NULL is text. O. */
export function columnType(type: SqlType): DataType {
  return type.kind === "NULL" ? TEXT : type;
}
