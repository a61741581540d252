import { notEmulated } from "../../errors";
import { BOOLEAN, type DataType } from "../../types/data-type";
import type { Place } from "../ast";
import { type Bound, derive, type SqlType } from "./bound";
import { castTo } from "./cast";
import { invalidArgumentTypes } from "./problems";
import type { QuerySettings } from "./scope";
import { utcMicros } from "./time-values";
import { commonType, isSemiStructured, isTimestamp, numberType } from "./types";

export type ComparisonOperator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "IS DISTINCT FROM" | "IS NOT DISTINCT FROM";

/** Two values, brought to a form in which DuckDB's operators compare them as Snowflake does. */
interface Aligned {
  readonly left: string;
  readonly right: string;
}

const asText = (value: Bound) => `CAST(${value.sql} AS VARCHAR)`;

/** Undefined: values of these types can't be compared. */
function align(left: Bound, right: Bound, equality: boolean, settings: QuerySettings): Aligned | undefined {
  const [l, r] = [left.type, right.type];
  if (l.kind === "NULL" || r.kind === "NULL") return { left: left.sql, right: right.sql };
  if (l.kind === "NUMBER" && r.kind === "NUMBER") {
    const scale = Math.max(l.scale, r.scale);
    const fits = Math.max(l.precision - l.scale, r.precision - r.scale) + scale <= 38;
    return fits ? { left: left.sql, right: right.sql } : exactly(asText(left), asText(right));
  }
  if (isSemiStructured(l) || isSemiStructured(r)) return alignVariant(left, right, equality, settings);
  if (l.kind === "NUMBER" && r.kind === "TEXT") return exactly(asText(left), right.sql);
  if (l.kind === "TEXT" && r.kind === "NUMBER") return exactly(left.sql, asText(right));
  if (isTimestamp(l) || isTimestamp(r)) return alignTimestamps(left, right, settings);
  const common = l.kind === r.kind ? l : commonType(l, r);
  if (common === undefined || common.kind === "NULL") return undefined;
  return { left: cast(left, common, settings), right: cast(right, common, settings) };
}

/** Without cutting text or widening numbers of the same kind. */
function cast(value: Bound, type: DataType, settings: QuerySettings): string {
  return value.type.kind === type.kind ? value.sql : castTo(value, type, settings).sql;
}

function exactly(left: string, right: string): Aligned {
  return { left: `sf_compare_numbers(${left}, ${right})`, right: "0" };
}

function alignTimestamps(left: Bound, right: Bound, settings: QuerySettings): Aligned | undefined {
  const common = commonType(left.type, right.type);
  if (common === undefined || common.kind === "NULL") return undefined;
  const [a, b] = [left, right].map((one) => (one.type.kind === common.kind ? one : castTo(one, common, settings)));
  if (a === undefined || b === undefined) return undefined;
  if (common.kind !== "TIMESTAMP_TZ") return { left: a.sql, right: b.sql };
  return { left: utcMicros(a, settings), right: utcMicros(b, settings) };
}

/** A VARIANT is cast to the other side's type; two of them are equal when their values are. */
function alignVariant(left: Bound, right: Bound, equality: boolean, settings: QuerySettings): Aligned | undefined {
  if (isSemiStructured(left.type) && isSemiStructured(right.type)) {
    if (!equality) throw notEmulated("the order of two semi-structured values; cast them to the type that they have");
    return { left: `sf_variant_key(${left.sql})`, right: `sf_variant_key(${right.sql})` };
  }
  if (isSemiStructured(right.type)) {
    const turned = alignVariant(right, left, equality, settings);
    if (turned === undefined) return undefined;
    // -1, 0, 1 from the other side.
    return turned.right === "0"
      ? { left: `(-${turned.left})`, right: "0" }
      : { left: turned.right, right: turned.left };
  }
  if (left.type.kind !== "VARIANT" || right.type.kind === "NULL") return undefined;
  if (right.type.kind === "NUMBER") return exactly(`sf_variant_to_exact(${left.sql})`, asText(right));
  return align(
    castTo(left, right.type.kind === "TEXT" ? { ...right.type, length: 134_217_728 } : right.type, settings),
    right,
    equality,
    settings,
  );
}

/** `left operator right`. Throws 001044 for types that can't be compared. */
export function compare(
  operator: ComparisonOperator,
  left: Bound,
  right: Bound,
  place: Place,
  settings: QuerySettings,
): Bound {
  const equality = operator.includes("DISTINCT") || operator === "=" || operator === "<>";
  const aligned = align(left, right, equality, settings);
  if (aligned === undefined) throw invalidArgumentTypes(operator, [left.type, right.type], place);
  if (!operator.includes("DISTINCT"))
    return derive(`(${aligned.left} ${operator} ${aligned.right})`, BOOLEAN, [left, right]);
  return derive(distinct(operator, aligned, left, right), BOOLEAN, [left, right], false);
}

/** sf_compare_numbers and the like are NULL when one side is: whether both are has to be asked. */
function distinct(operator: string, aligned: Aligned, left: Bound, right: Bound): string {
  if (aligned.right !== "0") return `(${aligned.left} ${operator} ${aligned.right})`;
  const same = `coalesce(${aligned.left} = 0, (${left.sql}) IS NULL AND (${right.sql}) IS NULL)`;
  return operator.includes("NOT") ? same : `(NOT ${same})`;
}

/** Brings several values to their common type; throws when they have none. `describe`: what to blame. */
export function unify(
  values: readonly Bound[],
  settings: QuerySettings,
  fail: (types: readonly SqlType[]) => Error,
): { readonly type: SqlType; readonly values: readonly Bound[] } {
  let type: SqlType = { kind: "NULL" };
  for (const one of values) {
    const next = commonType(type, one.type);
    if (next === undefined) throw fail(values.map((value) => value.type));
    type = next;
  }
  const target = type;
  if (target.kind === "NULL") return { type: target, values };
  return { type: target, values: values.map((one) => castTo(one, target, settings)) };
}

/** A whole number of a function's argument, as DuckDB's BIGINT; fractions are rounded. */
export function integerSql(value: Bound, settings: QuerySettings): string {
  if (value.constant?.type === "NUMBER" && /^-?\d{1,18}$/.test(value.constant.text))
    return `CAST(${value.constant.text} AS BIGINT)`;
  const number = value.type.kind === "FLOAT" ? value : castTo(value, numberType(38, 0), settings);
  return `CAST(round(${number.sql}) AS BIGINT)`;
}
