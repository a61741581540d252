import { invalidIdentifier, type SnowflakeError, syntaxError } from "../errors";
import { type Token, tokenize } from "./tokenizer";

/** Reads tokens from left to right. Every method that expects something throws a syntax error at the token it found. */
export class Cursor {
  #index = 0;

  constructor(readonly tokens: readonly Token[]) {}

  /** The next token, or the one `ahead` places after it. Past the end it is the end token. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.#index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError("a token list ends with an end token");
    return token;
  }

  /** How many tokens have been read. */
  get position(): number {
    return this.#index;
  }

  /** The token that was read last; undefined before the first. */
  previous(): Token | undefined {
    return this.tokens[this.#index - 1];
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.#index += 1;
    return token;
  }

  /** Are these keywords next? */
  isWords(...words: readonly string[]): boolean {
    return words.every((word, ahead) => {
      const token = this.peek(ahead);
      return token.kind === "word" && token.value === word;
    });
  }

  /** Takes these keywords (one string, separated by blanks) when all of them are next. */
  take(words: string): boolean {
    const token = this.peek();
    if (token.kind !== "word" || !words.startsWith(token.value)) return false;
    const list = words.split(" ");
    if (!this.isWords(...list)) return false;
    this.#index += list.length;
    return true;
  }

  /** Takes the first of these keyword sequences that is next. */
  takeOneOf<W extends string>(...choices: readonly W[]): W | undefined {
    return choices.find((choice) => this.take(choice));
  }

  expect(words: string): void {
    for (const word of words.split(" ")) if (!this.take(word)) throw this.unexpected();
  }

  isSymbol(symbol: string): boolean {
    const token = this.peek();
    return token.kind === "symbol" && token.value === symbol;
  }

  takeSymbol(symbol: string): boolean {
    const found = this.isSymbol(symbol);
    if (found) this.#index += 1;
    return found;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected();
  }

  /** An identifier: upper case when bare, exact when quoted. Throws 001008 when it is empty or longer than 255. */
  identifier(): string {
    const token = this.peek();
    if (token.kind !== "word" && token.kind !== "quoted") throw this.unexpected();
    if (token.value.length === 0 || token.value.length > 255) throw invalidIdentifier(token.value);
    this.#index += 1;
    return token.value;
  }

  /** One to `most` identifiers with dots between them; `a..b` leaves PUBLIC out. IDENTIFIER('a.b') is read as a.b. */
  path(most: number): readonly string[] {
    const follows = this.peek(1);
    if (this.isWords("IDENTIFIER") && follows.kind === "symbol" && follows.value === "(") {
      this.expect("IDENTIFIER");
      this.expectSymbol("(");
      const inside = new Cursor(tokenize(this.string()));
      const parts = inside.path(most);
      inside.end();
      this.expectSymbol(")");
      return parts;
    }
    const parts = [this.identifier()];
    while (parts.length < most && this.takeSymbol(".")) {
      if (parts.length === 1 && most === 3 && this.takeSymbol(".")) parts.push("PUBLIC");
      parts.push(this.identifier());
    }
    return parts;
  }

  /** A string literal's value. */
  string(): string {
    const token = this.peek();
    if (token.kind !== "string") throw this.unexpected();
    this.#index += 1;
    return token.value;
  }

  /** A whole number, perhaps negative. */
  integer(): number {
    const negative = this.takeSymbol("-");
    const token = this.peek();
    if (token.kind !== "number" || !/^\d+$/.test(token.value)) throw this.unexpected();
    this.#index += 1;
    return negative ? -Number(token.value) : Number(token.value);
  }

  /** Nothing may follow. */
  end(): void {
    if (this.peek().kind !== "end") throw this.unexpected();
  }

  isEnd(): boolean {
    return this.peek().kind === "end";
  }

  /** The syntax error for the next token. */
  unexpected(): SnowflakeError {
    const token = this.peek();
    return syntaxError(token.line, token.column, token.text);
  }
}
