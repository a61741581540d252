import { jsonMalformed } from "./data-errors";
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
const STORED_UNDEFINED = "-0";

export function isObject(value: Json): value is JsonObject {
  return value instanceof Map;
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A number as a VARIANT has it. Takes any JSON number's text. */
export function jsonNumber(text: string): JsonNumber {
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?([eE].*)?$/.exec(text);
  if (match === null) return new JsonNumber(floatJson(Number(text)));
  const [, sign = "", whole = "", fraction = "", exponent] = match;
  if (exponent !== undefined || whole.length + fraction.length > 38) return new JsonNumber(floatJson(Number(text)));
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return new JsonNumber(/^[0.]*$/.test(digits) ? "0" : `${sign}${digits}`);
}

export function jsonObject(entries: Iterable<readonly [string, Json]>): JsonObject {
  return new Map([...entries].sort(([a], [b]) => compareCodePoints(a, b)));
}

/** Order of UTF-8, which is the order of code points. */
export function compareCodePoints(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
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

/** Reads JSON text, stored or written by somebody. `stored`: knows UNDEFINED. Throws 100069. */
export function readJson(text: string, stored: boolean): Json {
  return new Reader(text, stored).whole();
}

class Reader {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly stored: boolean,
  ) {}

  whole(): Json {
    const value = this.value();
    this.blanks();
    if (this.position < this.text.length) throw this.malformed("document is too large, or has text after its value");
    return value;
  }

  private malformed(reason: string): Error {
    return jsonMalformed(`${reason}, pos ${this.position + 1}`);
  }

  private blanks(): void {
    while (/[\s]/.test(this.text.charAt(this.position))) this.position++;
  }

  private value(): Json {
    this.blanks();
    const letter = this.text.charAt(this.position);
    if (letter === "{") return this.object();
    if (letter === "[") return this.array();
    if (letter === '"') return this.string();
    const word = /[^\s,\]}:"[{]*/y;
    word.lastIndex = this.position;
    const token = word.exec(this.text)?.[0] ?? "";
    if (token === "") throw this.malformed(letter === "" ? "incomplete value" : `misplaced '${letter}'`);
    this.position += token.length;
    if (token === "true") return true;
    if (token === "false") return false;
    if (token === "null") return null;
    if (token === "undefined") return UNDEFINED;
    if (this.stored && token === STORED_UNDEFINED) return UNDEFINED;
    if (/^-?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(token)) return jsonNumber(token);
    throw this.malformed(`unknown keyword "${token}"`);
  }

  private string(): string {
    const literal = /"(?:[^"\\]|\\[\s\S])*"/y;
    literal.lastIndex = this.position;
    const token = literal.exec(this.text)?.[0];
    if (token === undefined) throw this.malformed("unfinished string");
    this.position += token.length;
    try {
      // Line breaks and tabs may stand in a string as they are.
      const plain = [...token].map((letter) => (letter < " " ? JSON.stringify(letter).slice(1, -1) : letter)).join("");
      const value: unknown = JSON.parse(plain);
      return String(value);
    } catch (error) {
      throw this.malformed(`unterminated or wrong escape sequence (${error instanceof Error ? error.name : "error"})`);
    }
  }

  private array(): readonly Json[] {
    const elements: Json[] = [];
    this.position++;
    this.blanks();
    if (this.take("]")) return elements;
    for (;;) {
      this.blanks();
      const next = this.text.charAt(this.position);
      // D: semi-structured data, a missing element is undefined.
      elements.push(next === "," || next === "]" ? UNDEFINED : this.value());
      this.blanks();
      if (this.take("]")) return elements;
      if (!this.take(",")) throw this.malformed(this.ended() ? "incomplete array value" : "missing comma");
    }
  }

  private object(): JsonObject {
    const entries = new Map<string, Json>();
    this.position++;
    this.blanks();
    if (this.take("}")) return entries;
    for (;;) {
      this.blanks();
      if (this.text.charAt(this.position) !== '"') {
        throw this.malformed(this.ended() ? "incomplete object value" : "object attribute name is not a string");
      }
      const key = this.string();
      if (entries.has(key)) throw this.malformed(`duplicate object attribute "${key}"`);
      this.blanks();
      if (!this.take(":")) throw this.malformed("missing colon");
      entries.set(key, this.value());
      this.blanks();
      if (this.take("}")) return jsonObject(entries);
      if (!this.take(",")) throw this.malformed(this.ended() ? "incomplete object value" : "missing comma");
    }
  }

  private ended(): boolean {
    return this.position >= this.text.length;
  }

  private take(letter: string): boolean {
    if (this.text.charAt(this.position) !== letter) return false;
    this.position++;
    return true;
  }
}
