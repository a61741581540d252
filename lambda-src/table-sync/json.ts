/** What JSON.parse gives. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object; undefined for anything else. */
export function record(value: Json): Readonly<Record<string, Json>> | undefined {
  return typeof value === "object" && value !== null && !isList(value) ? value : undefined;
}

/** A JSON array; undefined for anything else. */
export function list(value: Json): readonly Json[] | undefined {
  return isList(value) ? value : undefined;
}

/** A text that isn't empty; undefined for anything else. */
export function text(value: Json): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Reads a JSON text. @throws SyntaxError */
export const parseJson = (source: string): Json => JSON.parse(source) as Json;

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
