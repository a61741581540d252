import { floatJson } from "./number-text";

/** A number by its canonical text: digits, a decimal without trailing zeros, or a double with an exponent. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** What SQL NULL becomes inside of an ARRAY. */
export const UNDEFINED = Symbol("undefined");

export type JsonObject = ReadonlyMap<string, Json>;
/** A semi-structured value. An object keeps its keys in order of code points, as Snowflake does. */
export type Json = null | boolean | string | JsonNumber | typeof UNDEFINED | readonly Json[] | JsonObject;

/** How UNDEFINED is stored: a number that nothing else is written as, so that the column stays valid JSON. */
export const STORED_UNDEFINED = "-0";

export function isObject(value: Json): value is JsonObject {
  return value instanceof Map;
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whole numbers and doubles that are written as `jsonNumber` writes them. */
const CANONICAL = /^(?:0|-?[1-9]\d{0,37}|-?\d\.\d{15}e[+-]\d{2,3})$/;

/** A number as a VARIANT has it. Takes any JSON number's text. */
export function jsonNumber(text: string): JsonNumber {
  if (CANONICAL.test(text)) return new JsonNumber(text);
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?([eE].*)?$/.exec(text);
  if (match === null) return new JsonNumber(floatJson(Number(text)));
  const [, sign = "", whole = "", fraction = "", exponent] = match;
  if (exponent !== undefined || whole.length + fraction.length > 38) return new JsonNumber(floatJson(Number(text)));
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return new JsonNumber(/^[0.]*$/.test(digits) ? "0" : `${sign}${digits}`);
}

export function jsonObject(entries: Iterable<readonly [string, Json]>): JsonObject {
  const list = [...entries];
  if (list.some(([key], index) => index > 0 && compareCodePoints(list[index - 1]?.[0] ?? "", key) > 0)) {
    list.sort(([a], [b]) => compareCodePoints(a, b));
  }
  return new Map(list);
}

const SURROGATE = /[\ud800-\udfff]/;

/** Order of UTF-8, which is the order of code points; JavaScript's own differs where there are surrogates. */
export function compareCodePoints(left: string, right: string): number {
  if (SURROGATE.test(left) || SURROGATE.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whitespace between the parts of pretty JSON; undefined for the compact form. */
interface Layout {
  readonly pretty: boolean;
  /** What stands for UNDEFINED. */
  readonly absent: string;
}

function render(value: Json, layout: Layout, indent: string): string {
  if (value === null) return "null";
  if (value === UNDEFINED) return layout.absent;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return String(value);
  if (value instanceof JsonNumber) return value.text;
  const inner = `${indent}  `;
  const parts = isArray(value)
    ? value.map((one) => render(one, layout, inner))
    : [...value].map(([key, one]) => `${JSON.stringify(key)}:${layout.pretty ? " " : ""}${render(one, layout, inner)}`);
  const [open, close] = isArray(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0 || !layout.pretty) return `${open}${parts.join(",")}${close}`;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** As it is stored, compact and valid JSON. Equal values have equal text. */
export const storeJson = (value: Json): string => render(value, { pretty: false, absent: STORED_UNDEFINED }, "");
/** As TO_JSON and casts to text write it. */
export const compactJson = (value: Json): string => render(value, { pretty: false, absent: "undefined" }, "");
/** As it goes over the wire: indented by two blanks. */
export const prettyJson = (value: Json): string => render(value, { pretty: true, absent: "undefined" }, "");
