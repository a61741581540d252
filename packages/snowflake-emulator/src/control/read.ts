import { BadRequest } from "./bad-request";

/** Members of a JSON object that have not been looked at yet. */
export type Members = Readonly<Record<string, unknown>>;

/** Reads a value; `field` says where it is, for messages. */
export type Reader<T> = (value: unknown, field: string) => T;

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

export const readText: Reader<string> = (value, field) => {
  if (typeof value === "string" && value !== "") return value;
  throw new BadRequest(field, `got ${shown(value)}`, "give a text that is not empty");
};

export const readBoolean: Reader<boolean> = (value, field) => {
  if (typeof value === "boolean") return value;
  throw new BadRequest(field, `got ${shown(value)}`, "give true or false");
};

/** A number within bounds, both included. */
export function readNumber(least: number, most: number, whole = false): Reader<number> {
  return (value, field) => {
    const fits = typeof value === "number" && value >= least && value <= most && (!whole || Number.isInteger(value));
    if (fits) return value;
    throw new BadRequest(
      field,
      `got ${shown(value)}`,
      `give a ${whole ? "whole " : ""}number from ${least} to ${most}`,
    );
  };
}

/** One of these words. */
export function readOneOf<W extends string>(...words: readonly W[]): Reader<W> {
  return (value, field) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    throw new BadRequest(field, `got ${shown(value)}`, `give one of ${words.join(", ")}`);
  };
}

/** A point in time, ISO 8601 with a zone, or milliseconds since the epoch: milliseconds. */
export const readTime: Reader<number> = (value, field) => {
  const fix = "give an ISO time with its zone such as 2026-01-31T12:00:00Z, or milliseconds since 1970";
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const zoned = typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/i.test(value);
  const at = zoned ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw new BadRequest(field, `got ${shown(value)}`, fix);
  return at;
};

/** A JavaScript regular expression, without flags: case doesn't count. */
export const readPattern: Reader<RegExp> = (value, field) => {
  const source = readText(value, field);
  try {
    return new RegExp(source, "i");
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadRequest(field, error.message, "give a regular expression");
    throw error;
  }
};

/** Readers by name; a `?` at the end of a name makes it optional. */
type Shape = Readonly<Record<string, Reader<unknown>>>;

type Read<S extends Shape> = {
  readonly [K in keyof S as K extends `${string}?` ? never : K]: S[K] extends Reader<infer T> ? T : never;
} & {
  readonly [K in keyof S as K extends `${infer N}?` ? N : never]?: S[K] extends Reader<infer T> ? T : never;
};

/** An object of exactly these members. Members that are not in the shape are refused, so that a typing error is noticed. */
export function readMembers<S extends Shape>(value: unknown, field: string, shape: S): Read<S> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new BadRequest(field, `got ${shown(value)}`, "give a JSON object");
  }
  const given: Members = { ...value };
  const known = Object.keys(shape).map((key) => key.replace(/\?$/, ""));
  for (const key of Object.keys(given)) {
    if (!known.includes(key))
      throw new BadRequest(`${field}.${key}`, "it is not known", `leave it out; known are ${known.join(", ")}`);
  }
  const result: Record<string, unknown> = {};
  for (const [key, reader] of Object.entries(shape)) {
    const name = key.replace(/\?$/, "");
    const absent = !Object.hasOwn(given, name) || given[name] === undefined || given[name] === null;
    if (absent && key.endsWith("?")) continue;
    result[name] = reader(absent ? undefined : given[name], `${field}.${name}`);
  }
  return result as Read<S>;
}
