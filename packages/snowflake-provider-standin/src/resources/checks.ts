import type { ValueCheck } from "../plugin/definition";
import { parseDataType } from "../sql/data-type";
import { identifierParts } from "../sql/identifier";

/** A one-part identifier; the parts inside quotes may hold dots. */
export const checkIdentifier: ValueCheck = (value) => {
  if (typeof value !== "string") return undefined;
  const parts = identifierParts(value);
  if (parts === undefined) return `unable to parse the identifier: ${value}; give it as name or "name"`;
  return parts.length === 1
    ? undefined
    : `unexpected number of parts ${parts.length} in identifier ${value}, expected 1: quote names that hold dots`;
};

/** Not empty. */
export const checkNotEmpty: ValueCheck = (value) =>
  value === "" ? "must not be empty: leave the argument out instead" : undefined;

/** `true` or `false` as text. */
export const checkBooleanText: ValueCheck = (value) =>
  value === "true" || value === "false" ? undefined : `expected "true" or "false", got ${JSON.stringify(value)}`;

/** A whole number of at least `least`. */
export function checkAtLeast(least: number, most = Number.POSITIVE_INFINITY): ValueCheck {
  return (value) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return undefined;
    const range = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `between ${least} and ${most}`;
    return `expected a whole number of ${range}, got ${String(value)}`;
  };
}

/** A text that `normalize` knows. */
export function checkSpelling(normalize: (text: string) => string | undefined, valid: readonly string[]): ValueCheck {
  return (value) =>
    typeof value !== "string" || normalize(value) !== undefined
      ? undefined
      : `invalid value ${JSON.stringify(value)}: valid are ${valid.join(", ")}`;
}

/** A normalizer for texts of which case means nothing: the listed spelling, or undefined. */
export function anyCase(valid: readonly string[]): (text: string) => string | undefined {
  const known = new Map(valid.map((item) => [item.toUpperCase(), item]));
  return (text) => known.get(text.toUpperCase());
}

/** A data type. */
export const checkDataType: ValueCheck = (value) =>
  typeof value !== "string" || parseDataType(value) !== undefined
    ? undefined
    : `invalid data type: ${value}; VECTOR, DECFLOAT and TABLE are not carried out by the stand-in`;
