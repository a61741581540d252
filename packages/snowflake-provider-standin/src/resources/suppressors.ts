import { type CtyValue, primitiveText } from "../plugin/cty";
import type { SuppressContext, Suppressor } from "../plugin/definition";
import { isSameType, parseDataType } from "../sql/data-type";
import { identifierParts } from "../sql/identifier";

/** No difference between `name` and `"name"`. */
export const suppressIdentifierQuoting: Suppressor = (before, after) => {
  if (before === "" || after === "") return false;
  const parts = [identifierParts(before), identifierParts(after)];
  return parts[0] !== undefined && parts[1] !== undefined && JSON.stringify(parts[0]) === JSON.stringify(parts[1]);
};

/** No difference between two spellings of the same value; texts that `normalize` doesn't know (undefined) always differ. */
export function suppressSpelling(normalize: (text: string) => string | undefined): Suppressor {
  return (before, after) => {
    const normalized = normalize(before);
    return normalized !== undefined && normalized === normalize(after);
  };
}

/**
 * No difference when the configured value is what the stored output already shows.
 * @param reading how the field is read before it is compared; as it is when left out
 */
export function suppressCurrent(output: string, field: string, reading?: (shown: CtyValue) => CtyValue): Suppressor {
  return (_before, after, context: SuppressContext) => {
    if (!context.exists) return false;
    const shown = context.output(output, field);
    const current = shown === undefined || reading === undefined ? shown : reading(shown);
    return (
      current !== undefined && (typeof current !== "object" || current === null) && after === primitiveText(current)
    );
  };
}

/** Only matters while creating. */
export const suppressAfterCreation: Suppressor = (_before, _after, context) => context.exists;

/** No difference when any of them says so. */
export function suppressAny(...suppressors: readonly Suppressor[]): Suppressor {
  return (before, after, context) => suppressors.some((suppressor) => suppressor(before, after, context));
}

/** No difference between statements that are the same but for white space and case. */
export const suppressStatement: Suppressor = (before, after) => sameWords(before) === sameWords(after);

/** No difference but for case. */
export const suppressCase: Suppressor = (before, after) => before.toLowerCase() === after.toLowerCase();

/** No difference but for white space around. */
export const suppressSurroundingSpace: Suppressor = (before, after) => before.trim() === after.trim();

function sameWords(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}

/** No difference between two spellings of the same data type. */
export const suppressDataType: Suppressor = (before, after) => {
  const types = [parseDataType(before), parseDataType(after)];
  return types[0] !== undefined && types[1] !== undefined && isSameType(types[0], types[1]);
};
