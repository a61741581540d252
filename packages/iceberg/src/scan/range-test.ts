import type { Schema } from "../metadata/schema";
import { parseTransform, type Transform, transformedType, UnsupportedTransformError } from "../partition/transform";
import { transformValue } from "../partition/transform-value";
import { compareSingleValues, decodeSingleValue, type SingleValue } from "../values/single-value";
import { literalValue } from "./literal";
import type { ScanPredicate } from "./scan-plan";

/** A predicate can't be asked of the table. */
export class PredicateError extends Error {
  override readonly name = "PredicateError";
}

/** What a predicate asks of one value. `=` is with any of several; the others have one, or for `float` two that it might mean. */
export type RangeTest =
  | { readonly operator: "is null" }
  | { readonly operator: "is not null" }
  | { readonly operator: "=" | "<" | "<=" | ">" | ">="; readonly values: readonly SingleValue[] };

/** What is known of a set of values. */
export interface ValueRange {
  /** undefined: not known. */
  readonly lower?: SingleValue | undefined;
  readonly upper?: SingleValue | undefined;
  readonly mayBeNull: boolean;
  /** Other than null. */
  readonly mayHaveValues: boolean;
  /** Bounds don't count NaN, which engines order above all else. */
  readonly mayHaveNan: boolean;
}

/** A predicate on a column of a schema, ready to be asked. */
export interface ColumnTest {
  readonly fieldId: number;
  readonly type: string;
  readonly test: RangeTest;
}

/** Prepares a predicate; undefined when nothing can be concluded from it. @throws PredicateError when there is no such column */
export function columnTest(predicate: ScanPredicate, schema: Schema): ColumnTest | undefined {
  const field = schema.fields.find(({ name }) => name === predicate.column);
  if (field === undefined) throw new PredicateError(`there is no column ${predicate.column}`);
  const { operator } = predicate;
  if (typeof field.type !== "string") return undefined;
  const column = { fieldId: field.id, type: field.type };
  if (operator === "is null" || operator === "is not null") return { ...column, test: { operator } };
  if (operator !== "in" && predicate.values.length !== 1) {
    throw new PredicateError(`${predicate.column} ${operator} takes one value, not ${predicate.values.length}`);
  }
  const values: SingleValue[] = [];
  for (const literal of predicate.values) {
    const value = literalValue(literal, field.type);
    if (value === undefined) return undefined;
    values.push(value);
    // An engine may compare in either precision.
    if (field.type === "float" && typeof value !== "string") values.push(Math.fround(Number(value)));
  }
  return { ...column, test: { operator: operator === "in" ? "=" : operator, values } };
}

function below(left: SingleValue | undefined, right: SingleValue, orEqual: boolean): boolean {
  if (left === undefined) return true;
  const order = compareSingleValues(left, right);
  return order < 0 || (orEqual && order === 0);
}

function above(left: SingleValue | undefined, right: SingleValue, orEqual: boolean): boolean {
  if (left === undefined) return true;
  const order = compareSingleValues(left, right);
  return order > 0 || (orEqual && order === 0);
}

/** Whether a set of values may have one that passes. False is certain. */
export function mayMatch(test: RangeTest, range: ValueRange): boolean {
  if (test.operator === "is null") return range.mayBeNull;
  if (test.operator === "is not null") return range.mayHaveValues;
  if (!range.mayHaveValues) return false;
  const { lower, upper } = range;
  const { operator, values } = test;
  return values.some((value) => {
    switch (operator) {
      case "=":
        return below(lower, value, true) && above(upper, value, true);
      case "<":
      case "<=":
        return below(lower, value, operator === "<=");
      default:
        return range.mayHaveNan || above(upper, value, operator === ">=");
    }
  });
}

/** A bound's value; undefined when there is none, or it is NaN and says nothing. */
export function boundOf(bytes: Uint8Array | undefined, type: string): SingleValue | undefined {
  if (bytes === undefined) return undefined;
  const value = decodeSingleValue(bytes, type);
  return Number.isNaN(value) ? undefined : value;
}

/** A test on a column's value, as one on its partition value: every row that passes the one is in a partition that passes the other. */
function projected(test: RangeTest, transform: Transform, type: string): RangeTest | undefined {
  if (transform.kind === "void") return undefined;
  if (!("values" in test) || transform.kind === "identity") return test;
  if (transform.kind === "bucket" && test.operator !== "=") return undefined;
  // 1.5 is in no bucket of whole numbers, and between two.
  const whole = (value: SingleValue) => typeof value !== "number" || Number.isInteger(value);
  if (!test.values.every(whole)) return undefined;
  const images = test.values.map((value) => transformValue(transform, value, type)).filter((value) => value !== null);
  const isTime = transform.kind !== "bucket" && transform.kind !== "truncate";
  // Before 1970 early writers rounded up.
  const later = isTime ? images.flatMap((value) => (typeof value === "number" && value < 0 ? [value + 1] : [])) : [];
  switch (test.operator) {
    case "=":
    case "<=":
      return { operator: test.operator, values: [...images, ...later] };
    case "<":
      return { operator: "<=", values: [...images, ...later] };
    default:
      return { operator: ">=", values: images };
  }
}

/** A test on partition values, and their type. */
export interface PartitionTest {
  readonly test: RangeTest;
  readonly type: string;
}

/** What a test on a column asks of a partition field over it; undefined: nothing. A transform that isn't known says nothing. */
export function partitionTest(column: ColumnTest, transformName: string): PartitionTest | undefined {
  try {
    const transform = parseTransform(transformName);
    const test = projected(column.test, transform, column.type);
    return test && { test, type: transformedType(transform, column.type) };
  } catch (error) {
    if (error instanceof UnsupportedTransformError) return undefined;
    throw error;
  }
}
