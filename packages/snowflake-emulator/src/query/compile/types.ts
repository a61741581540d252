import type { DataType } from "../../types/data-type";
import type { SqlType } from "./bound";

export type NumberType = Extract<DataType, { readonly kind: "NUMBER" }>;

const MAX_PRECISION = 38;

export function numberType(precision: number, scale: number): NumberType {
  return { kind: "NUMBER", precision: Math.min(Math.max(precision, 1), MAX_PRECISION), scale };
}

const leading = (type: NumberType) => type.precision - type.scale;

/** D: Arithmetic operators, "Other operations": one more leading digit, the larger scale. */
export function sumType(left: NumberType, right: NumberType): NumberType {
  const scale = Math.max(left.scale, right.scale);
  return numberType(Math.max(leading(left), leading(right)) + 1 + scale, scale);
}

/** D: Arithmetic operators, "Multiplication". */
export function productType(left: NumberType, right: NumberType): NumberType {
  const scale = Math.min(left.scale + right.scale, Math.max(left.scale, right.scale, 12));
  return numberType(leading(left) + leading(right) + scale, scale);
}

/** D: Arithmetic operators, "Division". */
export function quotientType(left: NumberType, right: NumberType): NumberType {
  const scale = Math.max(left.scale, Math.min(left.scale + 6, 12));
  return numberType(leading(left) + right.scale + scale, scale);
}

export function remainderType(left: NumberType, right: NumberType): NumberType {
  const scale = Math.max(left.scale, right.scale);
  return numberType(Math.max(leading(left), leading(right)) + scale, scale);
}

/** A: what text becomes in arithmetic. */
export const TEXT_AS_NUMBER = numberType(18, 5);

export function isTimestamp(
  type: SqlType,
): type is Extract<DataType, { kind: "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ" }> {
  return type.kind === "TIMESTAMP_NTZ" || type.kind === "TIMESTAMP_LTZ" || type.kind === "TIMESTAMP_TZ";
}

export function isSemiStructured(type: SqlType): boolean {
  return type.kind === "VARIANT" || type.kind === "OBJECT" || type.kind === "ARRAY";
}

const TIMESTAMP_RANK = { TIMESTAMP_NTZ: 0, TIMESTAMP_LTZ: 1, TIMESTAMP_TZ: 2 } as const;

/** The type that values of two types are brought to in CASE, UNION, COALESCE and so on; undefined when there is none. */
export function commonType(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.kind === "NULL") return right;
  if (right.kind === "NULL") return left;
  if (left.kind === right.kind) return widest(left, right);
  if (isSemiStructured(left) || isSemiStructured(right)) return { kind: "VARIANT" };
  if (left.kind === "TEXT")
    return right.kind === "NUMBER" ? numberType(MAX_PRECISION, Math.max(right.scale, 5)) : right;
  if (right.kind === "TEXT") return commonType(right, left);
  if (left.kind === "NUMBER" && right.kind === "FLOAT") return right;
  if (left.kind === "FLOAT" && right.kind === "NUMBER") return left;
  if (isTimestamp(left) && isTimestamp(right)) {
    const kind = TIMESTAMP_RANK[left.kind] > TIMESTAMP_RANK[right.kind] ? left.kind : right.kind;
    return { kind, scale: Math.max(left.scale, right.scale) };
  }
  if (left.kind === "DATE" && isTimestamp(right)) return right;
  if (isTimestamp(left) && right.kind === "DATE") return left;
  if (left.kind === "BOOLEAN" && right.kind === "NUMBER") return left;
  if (left.kind === "NUMBER" && right.kind === "BOOLEAN") return right;
  return undefined;
}

/** Two types of one kind. */
function widest(left: DataType, right: DataType): SqlType {
  if (left.kind === "NUMBER" && right.kind === "NUMBER") {
    const scale = Math.max(left.scale, right.scale);
    return numberType(Math.max(leading(left), leading(right)) + scale, scale);
  }
  if ("length" in left && "length" in right) return left.length >= right.length ? left : right;
  if ("scale" in left && "scale" in right) return left.scale >= right.scale ? left : right;
  return left;
}

/** Are the types the same in every detail? */
export function sameType(left: SqlType, right: SqlType): boolean {
  if (left.kind !== right.kind) return false;
  const keys = ["precision", "scale", "length"] as const;
  const detail = (type: SqlType, key: (typeof keys)[number]) =>
    Object.entries(type).find(([name]) => name === key)?.[1];
  return keys.every((key) => detail(left, key) === detail(right, key));
}
