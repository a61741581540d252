/**
 * Terraform's type system as plain data: a type is the JSON that Terraform itself uses for types, a value is a JavaScript value.
 * Sets are arrays whose order means nothing; maps and objects are records.
 */

/** A Terraform type in Terraform's own JSON notation, e.g. `["list", ["object", { "name": "string" }]]`. */
export type CtyType =
  | "string"
  | "number"
  | "bool"
  | readonly ["list" | "set" | "map", CtyType]
  | readonly ["object", Readonly<Record<string, CtyType>>];

/** Stands for a value that Terraform learns during apply ("known after apply"). */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A Terraform object or map value. */
export interface CtyRecord {
  readonly [key: string]: CtyValue;
}

/** A Terraform value: null, unknown, primitive, list or set, map or object. */
export type CtyValue = null | typeof UNKNOWN | string | number | boolean | readonly CtyValue[] | CtyRecord;

/** True for a list or set value (null and unknown are neither). */
export function isList(value: CtyValue | undefined): value is readonly CtyValue[] {
  return Array.isArray(value);
}

/** True for a map or object value (null and unknown are neither). */
export function isRecord(value: CtyValue | undefined): value is CtyRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True when no part of the value is unknown. */
export function isWhollyKnown(value: CtyValue): boolean {
  if (value === UNKNOWN) return false;
  if (isList(value)) return value.every(isWhollyKnown);
  if (isRecord(value)) return Object.values(value).every(isWhollyKnown);
  return true;
}

/** Structural equality; sets compare as the arrays they are, so order them first. Two unknowns are equal. */
export function sameValue(a: CtyValue, b: CtyValue): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => sameValue(item, b[i] ?? null));
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => key in b && sameValue(a[key] ?? null, b[key] ?? null))
    );
  }
  return false;
}

/** What an unset attribute of this type reads as in Terraform's older SDK: "", 0, false, [] or {}. */
export function zeroValue(type: CtyType): CtyValue {
  if (type === "string") return "";
  if (type === "number") return 0;
  if (type === "bool") return false;
  return type[0] === "list" || type[0] === "set" ? [] : {};
}

/** Replaces the nulls inside of collections by zero values, at every depth; null itself and unknown stay. */
export function fillElements(value: CtyValue, type: CtyType): CtyValue {
  if (typeof type === "string") return value;
  const fill = (item: CtyValue, itemType: CtyType): CtyValue => fillElements(item ?? zeroValue(itemType), itemType);
  if (type[0] === "list" || type[0] === "set") return isList(value) ? value.map((item) => fill(item, type[1])) : value;
  if (!isRecord(value)) return value;
  if (type[0] === "map")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, type[1])]));
  return Object.fromEntries(
    Object.entries(type[1]).map(([key, itemType]) => [key, fill(value[key] ?? null, itemType)]),
  );
}

/** Null, or the zero value of its kind: what the older SDK can't tell from "not set". */
export function isNullOrZero(value: CtyValue): boolean {
  if (value === null || value === "" || value === 0 || value === false) return true;
  if (isList(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

/** Equal as far as the older SDK is concerned: null and zero count as the same, at every depth. */
export function equivalent(a: CtyValue, b: CtyValue): boolean {
  if (sameValue(a, b)) return true;
  if (a === UNKNOWN || b === UNKNOWN) return false;
  if (isNullOrZero(a) || isNullOrZero(b)) return isNullOrZero(a) && isNullOrZero(b);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => equivalent(item, b[i] ?? null));
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => equivalent(a[key] ?? null, b[key] ?? null));
  }
  return false;
}

/** A primitive as the text that the older SDK compares: null is "", numbers and booleans as Go prints them. */
export function primitiveText(value: CtyValue): string {
  if (value === null || value === UNKNOWN) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TypeError("primitiveText: expected a primitive value, got a collection");
}
