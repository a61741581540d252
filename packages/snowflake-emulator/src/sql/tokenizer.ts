import { setImmediate as nextTurn } from "node:timers/promises";
import { parseError } from "../errors";
import { literalValue } from "./string-literal";

/** One piece of SQL text. Positions point at its first character: line from 1, column from 0. */
export interface Token {
  /**
   * word: an unquoted name or keyword; quoted: "a name"; string: 'a literal' or $$a literal$$;
   * number; variable: `$name` or `$1`; stage: `@name/path`; symbol: one of the characters or groups that mean something; end: after the last token.
   */
  readonly kind: "word" | "quoted" | "string" | "number" | "variable" | "stage" | "symbol" | "end";
  /** As written. */
  readonly text: string;
  /** What it means: words in upper case, quotes and escapes taken away, variables in upper case without the dollar sign, stages without the at sign. */
  readonly value: string;
  readonly line: number;
  readonly column: number;
  /** Offset of the first character in the statement's text. */
  readonly offset: number;
  /** Blanks and comments between the token before and this one. Default: none. */
  readonly gap?: string;
}

/** Symbols of more than one character, the longest first where one begins another. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ":": ["::", ":="],
  "=": ["=>"],
  "<": ["<=", "<>"],
  ">": [">="],
  "!": ["!="],
  "|": ["||"],
  "-": ["->>", "->"],
  "*": ["**"],
};

const NEW_LINE = 10;
const BLANK = 32;
const DOUBLE_QUOTE = 34;
const DOLLAR = 36;
const QUOTE = 39;
const STAR = 42;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const AT = 64;
const BACKSLASH = 92;

const isDigit = (code: number) => code >= 48 && code <= 57;
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isBlank = (code: number) =>
  code === BLANK || (code >= 9 && code <= 13) || (code >= 128 && /\s/.test(String.fromCharCode(code)));
const beginsWord = (code: number) => isLetter(code) || (code >= 128 && !isBlank(code));
const isInWord = (code: number) => beginsWord(code) || isDigit(code) || code === DOLLAR;

/** A stage: of a user, of a table, or by name; with a path. */
const STAGE =
  /@(?:~|%?(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)(?:\.%?(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)){0,2})(?:\/[^\s,;()'"]*)?/uy;

/** The suffix that the Terraform provider adds to every statement. */
const USAGE_TRACKING = " --terraform_provider_usage_tracking ";

/** Takes the Terraform provider's usage tracking off a statement; anything else stays as it is. */
export function stripUsageTracking(sql: string): string {
  const at = sql.lastIndexOf(USAGE_TRACKING);
  return at < 0 ? sql : sql.slice(0, at);
}

/** Goes through SQL text once, from left to right. Past the end every character code is NaN, which is nothing. */
class Scanner {
  readonly #tokens: Token[] = [];
  #offset = 0;
  #line = 1;
  #lineStart = 0;
  /** Where the last token ended. */
  #tokenEnd = 0;

  constructor(readonly sql: string) {}

  run(): readonly Token[] {
    while (!this.runUpTo(Number.POSITIVE_INFINITY));
    return this.#tokens;
  }

  /** Reads on until there are so many tokens. True: that was all of them. */
  runUpTo(count: number): boolean {
    for (this.#skip(); this.#offset < this.sql.length; this.#skip()) {
      if (this.#tokens.length >= count) return false;
      this.#read(this.sql.charCodeAt(this.#offset));
    }
    this.#push("end", 0, "", "<EOF>");
    return true;
  }

  get tokens(): readonly Token[] {
    return this.#tokens;
  }

  #code(ahead: number): number {
    return this.sql.charCodeAt(this.#offset + ahead);
  }

  #push(kind: Token["kind"], length: number, value?: string, written?: string): void {
    const offset = this.#offset;
    const text = written ?? this.sql.slice(offset, offset + length);
    const gap = this.sql.slice(this.#tokenEnd, offset);
    const column = offset - this.#lineStart;
    this.#tokens.push({ kind, text, value: value ?? text, line: this.#line, column, offset, gap });
    this.#advance(offset + length);
    this.#tokenEnd = this.#offset;
  }

  /** Goes on to a place of the text and counts the lines up to there. */
  #advance(to: number): void {
    const { sql } = this;
    for (let at = this.#offset; at < to; at += 1) {
      if (sql.charCodeAt(at) !== NEW_LINE) continue;
      this.#line += 1;
      this.#lineStart = at + 1;
    }
    this.#offset = to;
  }

  #endless(): never {
    throw parseError(this.#line, this.#offset - this.#lineStart, "<EOF>");
  }

  /** Leaves out blanks and comments. */
  #skip(): void {
    for (;;) {
      const code = this.#code(0);
      const next = this.#code(1);
      if (isBlank(code)) this.#advance(this.#offset + 1);
      else if ((code === MINUS && next === MINUS) || (code === SLASH && next === SLASH)) {
        const end = this.sql.indexOf("\n", this.#offset);
        this.#advance(end < 0 ? this.sql.length : end);
      } else if (code === SLASH && next === STAR) {
        const end = this.sql.indexOf("*/", this.#offset + 2);
        if (end < 0) this.#endless();
        this.#advance(end + 2);
      } else return;
    }
  }

  #read(code: number): void {
    if (code === QUOTE) this.#string();
    else if (code === DOUBLE_QUOTE) this.#quoted();
    else if (code === DOLLAR) this.#dollar();
    else if (code === AT) this.#stage();
    else if (isDigit(code) || (code === DOT && isDigit(this.#code(1)) && !this.#touchesName())) this.#number();
    else if (beginsWord(code)) {
      const length = this.#lengthWhile(0, isInWord);
      this.#push("word", length, this.sql.slice(this.#offset, this.#offset + length).toUpperCase());
    } else this.#symbol();
  }

  #string(): void {
    const { sql } = this;
    const start = this.#offset + 1;
    let plain = true;
    for (let at = start; at < sql.length; at += 1) {
      const code = sql.charCodeAt(at);
      if (code === BACKSLASH || (code === QUOTE && sql.charCodeAt(at + 1) === QUOTE)) {
        plain = false;
        at += 1;
      } else if (code === QUOTE) {
        const inside = sql.slice(start, at);
        this.#push("string", at + 1 - this.#offset, plain ? inside : literalValue(inside));
        return;
      }
    }
    this.#endless();
  }

  #quoted(): void {
    const start = this.#offset + 1;
    let end = this.sql.indexOf('"', start);
    while (end >= 0 && this.sql.charCodeAt(end + 1) === DOUBLE_QUOTE) end = this.sql.indexOf('"', end + 2);
    if (end < 0) this.#endless();
    this.#push("quoted", end + 1 - this.#offset, this.sql.slice(start, end).replaceAll('""', '"'));
  }

  /** `$$literal$$`, `$variable`, `$1`, or a dollar sign that means nothing. */
  #dollar(): void {
    const next = this.#code(1);
    if (next === DOLLAR) {
      const start = this.#offset + 2;
      const end = this.sql.indexOf("$$", start);
      if (end < 0) this.#endless();
      this.#push("string", end + 2 - this.#offset, this.sql.slice(start, end));
      return;
    }
    const length = isDigit(next)
      ? this.#lengthWhile(1, isDigit)
      : beginsWord(next)
        ? this.#lengthWhile(1, isInWord)
        : 0;
    const name = this.sql.slice(this.#offset + 1, this.#offset + 1 + length).toUpperCase();
    if (length === 0) this.#push("symbol", 1);
    else this.#push("variable", 1 + length, name);
  }

  /** Is the character before part of a name, so that a dot goes on with it? */
  #touchesName(): boolean {
    const last = this.#tokens.at(-1);
    return this.#tokenEnd === this.#offset && last !== undefined && last.kind !== "symbol";
  }

  /** `@name/path`: the path goes on to a blank or to what ends a list or statement, whatever else is in it. */
  #stage(): void {
    STAGE.lastIndex = this.#offset;
    const [text] = STAGE.exec(this.sql) ?? ["@"];
    if (text === "@") this.#push("symbol", 1);
    else this.#push("stage", text.length, text.slice(1));
  }

  /** Digits, perhaps with a dot before, between or after them, and an exponent. */
  #number(): void {
    let length = this.#lengthWhile(0, isDigit);
    if (this.#code(length) === DOT) length += 1 + this.#lengthWhile(length + 1, isDigit);
    const exponent = this.#code(length) | 32;
    const sign = this.#code(length + 1);
    const digits = length + (sign === PLUS || sign === MINUS ? 2 : 1);
    if (exponent === 101 && isDigit(this.#code(digits))) length = digits + this.#lengthWhile(digits, isDigit);
    this.#push("number", length);
  }

  #symbol(): void {
    const first = this.sql.charAt(this.#offset);
    const group = GROUPS[first]?.find((one) => this.sql.startsWith(one, this.#offset));
    this.#push("symbol", group?.length ?? 1);
  }

  /** How many characters from `from` on are of this kind. */
  #lengthWhile(from: number, is: (code: number) => boolean): number {
    let at = this.#offset + from;
    while (is(this.sql.charCodeAt(at))) at += 1;
    return at - this.#offset - from;
  }
}

/**
 * Cuts SQL text into tokens and leaves out blanks and comments (`--`, `//`, slash-star). The last token is always `end`.
 * Takes time in proportion to the text's length. Throws SnowflakeError 001003 for a literal, quoted name or comment that
 * is not closed.
 */
export function tokenize(sql: string): readonly Token[] {
  return new Scanner(sql).run();
}

/** So many tokens are read before others have their turn: some 3 ms, and ten times that before the code is warm. */
const TOKENS_PER_TURN = 5000;

/** The same as {@link tokenize}, and the event loop turns in between: for texts that a client sends. */
export async function tokenizeInTurns(sql: string): Promise<readonly Token[]> {
  const scanner = new Scanner(sql);
  for (let count = TOKENS_PER_TURN; !scanner.runUpTo(count); count += TOKENS_PER_TURN) await nextTurn();
  return scanner.tokens;
}
