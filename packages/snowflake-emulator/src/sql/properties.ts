import { invalidProperty, invalidValue } from "../errors";
import type { Cursor } from "./cursor";

/** Reads one value at the cursor. */
export type ValueReader<T> = (cursor: Cursor, property: string) => T;

/** Property names and how to read their values. */
export type PropertySpec = Readonly<Record<string, ValueReader<unknown>>>;

/** What a property list said: only the properties that were written. */
export type Properties<S extends PropertySpec> = {
  readonly [K in keyof S]?: S[K] extends ValueReader<infer T> ? T : never;
};

export const text: ValueReader<string> = (cursor) => cursor.string();
export const integer: ValueReader<number> = (cursor) => cursor.integer();
export const name: ValueReader<string> = (cursor) => cursor.identifier();

/** A name, bare, quoted or in a string literal (users' defaults are written either way). */
export const nameOrText: ValueReader<string> = (cursor) =>
  cursor.peek().kind === "string" ? cursor.string() : cursor.identifier();

export const boolean: ValueReader<boolean> = (cursor, property) => {
  const token = cursor.next();
  if (/^true$/i.test(token.value)) return true;
  if (/^false$/i.test(token.value)) return false;
  throw invalidValue(token.value || token.text, property);
};

/** One of these words, bare or in a string literal, in any case. `aliases` maps other spellings to them. */
export function oneOf<W extends string>(
  words: readonly W[],
  aliases: Readonly<Record<string, W>> = {},
): ValueReader<W> {
  return (cursor, property) => {
    const written = cursor.peek().kind === "string" ? cursor.string() : cursor.identifier();
    const upper = written.toUpperCase();
    const found = words.find((word) => word === upper) ?? aliases[upper];
    if (found === undefined) throw invalidValue(written, property);
    return found;
  };
}

/** NULL, or a value. */
export function nullable<T>(reader: ValueReader<T>): ValueReader<T | null> {
  return (cursor, property) => (cursor.take("NULL") ? null : reader(cursor, property));
}

/** A whole number within bounds, both included. */
export function between(minimum: number, maximum: number): ValueReader<number> {
  return (cursor, property) => {
    const value = cursor.integer();
    if (value < minimum || value > maximum) throw invalidValue(String(value), property);
    return value;
  };
}

/** `( value, … )`, perhaps empty. */
export function list<T>(reader: ValueReader<T>): ValueReader<readonly T[]> {
  return (cursor, property) => {
    const values: T[] = [];
    cursor.expectSymbol("(");
    if (cursor.takeSymbol(")")) return values;
    do values.push(reader(cursor, property));
    while (cursor.takeSymbol(","));
    cursor.expectSymbol(")");
    return values;
  };
}

/** `( KEY = value KEY = value )`. */
export function group<S extends PropertySpec>(spec: S): ValueReader<Properties<S>> {
  return (cursor) => {
    cursor.expectSymbol("(");
    const properties = readProperties(cursor, spec);
    cursor.expectSymbol(")");
    return properties;
  };
}

/**
 * Reads `KEY = value` pairs, separated by blanks or commas, until something that is no known key. The caller then
 * expects what may follow, so that an unknown key becomes a syntax error at its place. Throws 001422 for a key twice.
 */
export function readProperties<S extends PropertySpec>(cursor: Cursor, spec: S): Properties<S> {
  const result: Record<string, unknown> = {};
  for (;;) {
    const token = cursor.peek();
    const reader = token.kind === "word" && Object.hasOwn(spec, token.value) ? spec[token.value] : undefined;
    const follows = cursor.peek(1);
    if (reader === undefined || follows.kind !== "symbol" || follows.value !== "=") break;
    cursor.next();
    cursor.expectSymbol("=");
    if (Object.hasOwn(result, token.value)) throw invalidProperty(token.value, "it is given twice");
    result[token.value] = reader(cursor, token.value);
    cursor.takeSymbol(",");
  }
  return result as Properties<S>;
}

/** Reads `KEY, KEY` (UNSET): at least one, each among these. */
export function readKeys<K extends string>(cursor: Cursor, keys: readonly K[]): readonly K[] {
  const found: K[] = [];
  do {
    const token = cursor.peek();
    const key = token.kind === "word" ? keys.find((candidate) => candidate === token.value) : undefined;
    if (key === undefined) throw cursor.unexpected();
    cursor.next();
    found.push(key);
    cursor.takeSymbol(",");
  } while (!cursor.isEnd());
  return found;
}
