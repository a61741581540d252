import { jsonMalformed } from "./data-errors";
import { type Json, type JsonObject, jsonNumber, jsonObject, STORED_UNDEFINED, UNDEFINED } from "./json-value";

/** Reads JSON text, stored or written by somebody. `stored`: knows UNDEFINED. Throws 100069. */
export function readJson(text: string, stored: boolean): Json {
  return new Reader(text, stored).whole();
}

const WORD = /[^\s,\]}:"[{]*/y;
const NUMBER = /^-?\d+(\.\d*)?([eE][+-]?\d+)?$/;
const STRING = /"(?:[^"\\]|\\[\s\S])*"/y;
/** Has a string what JSON.parse has to look at: a backslash or a control character? */
function isEscaped(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code === 92) return true;
  }
  return false;
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
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.position++;
    }
  }

  private value(): Json {
    this.blanks();
    const letter = this.text.charAt(this.position);
    if (letter === "{") return this.object();
    if (letter === "[") return this.array();
    if (letter === '"') return this.string();
    WORD.lastIndex = this.position;
    const token = WORD.exec(this.text)?.[0] ?? "";
    if (token === "") throw this.malformed(letter === "" ? "incomplete value" : `misplaced '${letter}'`);
    this.position += token.length;
    if (token === "true") return true;
    if (token === "false") return false;
    if (token === "null") return null;
    if (token === "undefined" || (this.stored && token === STORED_UNDEFINED)) return UNDEFINED;
    if (NUMBER.test(token)) return jsonNumber(token);
    throw this.malformed(`unknown keyword "${token}"`);
  }

  private string(): string {
    const close = this.text.indexOf('"', this.position + 1);
    const simple = this.text.slice(this.position + 1, close < 0 ? undefined : close);
    if (close >= 0 && !isEscaped(simple)) {
      this.position = close + 1;
      return simple;
    }
    STRING.lastIndex = this.position;
    const token = STRING.exec(this.text)?.[0];
    if (token === undefined) throw this.malformed("unfinished string");
    this.position += token.length;
    // Line breaks and tabs may stand in a string as they are.
    const plain = [...token].map((letter) => (letter < " " ? JSON.stringify(letter).slice(1, -1) : letter)).join("");
    try {
      const value: unknown = JSON.parse(plain);
      return String(value);
    } catch (error) {
      throw this.malformed(`wrong escape sequence (${error instanceof Error ? error.name : "error"})`);
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
