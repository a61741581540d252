import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";

/** An object of a JSON document. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Something that ought to be Iceberg's JSON is not. The message names the field. */
export class MetadataError extends Error {
  override readonly name = "MetadataError";
}

/** Numbers stay as they are written: 64-bit ids are bigint, and what neither number nor bigint would render alike is kept as text. */
function numberOf(text: string): number | bigint | LosslessNumber {
  const value = Number(text);
  if (String(value) === text && (Number.isSafeInteger(value) || !Number.isInteger(value))) return value;
  if (/^-?[1-9][0-9]*$/.test(text)) return BigInt(text);
  return new LosslessNumber(text);
}

/** Parses JSON so that rendering it gives the same numbers. @throws MetadataError when the text is no JSON */
export function parseLosslessJson(text: string): unknown {
  try {
    return parse(text, null, numberOf);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new MetadataError(`not JSON: ${error.message}`);
  }
}

/** Renders what {@link parseLosslessJson} gave, and bigints. */
export function renderLosslessJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new MetadataError("nothing to render");
  return text;
}

/** An object, or a refusal that names `what`. */
export function asObject(value: unknown, what: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isLosslessNumber(value)) {
    throw new MetadataError(`${what} must be an object`);
  }
  return Object.fromEntries(Object.entries(value));
}

/** A list, each item of which goes through `item` with its own name for errors. */
export function asList<T>(value: unknown, what: string, item: (value: unknown, what: string) => T): T[] {
  if (!Array.isArray(value)) throw new MetadataError(`${what} must be a list`);
  return value.map((each: unknown, index) => item(each, `${what}[${index}]`));
}

export function asText(value: unknown, what: string): string {
  if (typeof value !== "string") throw new MetadataError(`${what} must be text`);
  return value;
}

/** An integer within the 53 bits that a number holds. */
export function asInteger(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new MetadataError(`${what} must be an integer`);
  return value;
}

/** A 64-bit integer. */
export function asLong(value: unknown, what: string): bigint {
  if (typeof value === "bigint") return value;
  return BigInt(asInteger(value, what));
}

export function asBoolean(value: unknown, what: string): boolean {
  if (typeof value !== "boolean") throw new MetadataError(`${what} must be true or false`);
  return value;
}

/** Text under names, such as properties. */
export function asTexts(value: unknown, what: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asObject(value, what)).map(([name, text]) => [name, asText(text, `${what}.${name}`)]),
  );
}

/** A field that may be left out, or be null: then an empty object, otherwise the field. To be spread. */
export function optional<K extends string, T>(
  object: JsonObject,
  what: string,
  name: K,
  read: (value: unknown, what: string) => T,
): { readonly [P in K]?: T } {
  const value = object[name];
  if (value === undefined || value === null) return {};
  const field: { [P in K]?: T } = {};
  field[name] = read(value, `${what}.${name}`);
  return field;
}
