import { primitiveText } from "../plugin/cty";
import type { SuppressContext, Suppressor } from "../plugin/definition";
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

/** No difference when the configured value is what the stored output already shows. */
export function suppressCurrent(output: string, field: string): Suppressor {
  return (_before, after, context: SuppressContext) => {
    if (!context.exists) return false;
    const current = context.output(output, field);
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
