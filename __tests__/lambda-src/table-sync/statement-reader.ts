type Token = {
  readonly kind: "word" | "symbol" | "identifier" | "literal" | "stage";
  readonly text: string;
  readonly at: number;
  readonly end: number;
};

const KINDS = ["stage", "literal", "identifier", "word", "symbol"] as const;
/** Blanks, or one of the kinds, in their order. */
const TOKEN =
  /\s+|(@"(?:[^"]|"")*"\."(?:[^"]|"")*"\."(?:[^"]|"")*"\/[^\s,;()']*)|('(?:[^'\\]|''|\\.)*')|("(?:[^"]|"")+")|([A-Za-z0-9_$]+)|(::|[^\s])/gsy;

/** Reads statements as Snowflake does: words in any case, quoted identifiers, literals with escapes. */
export class Statement {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(private readonly sql: string) {
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(sql); found !== null; found = TOKEN.exec(sql)) {
      const index = found.findIndex((text, group) => group > 0 && text !== undefined);
      const kind = KINDS[index - 1];
      if (kind !== undefined) tokens.push({ kind, text: found[0], at: found.index, end: TOKEN.lastIndex });
    }
    this.tokens = tokens;
  }

  /** Takes words and symbols if they come next. */
  take(...texts: readonly string[]): boolean {
    const fits = texts.every((text, index) => {
      const token = this.tokens[this.next + index];
      return (
        token !== undefined && (token.kind === "word" || token.kind === "symbol") && token.text.toUpperCase() === text
      );
    });
    if (fits) this.next += texts.length;
    return fits;
  }

  expect(...texts: readonly string[]): void {
    if (!this.take(...texts)) throw this.unexpected(texts.join(" "));
  }

  identifier(): string {
    return this.of("identifier").slice(1, -1).replace(/""/g, '"');
  }

  literal(): string {
    return this.of("literal")
      .slice(1, -1)
      .replace(/''|\\(.)/gs, (_all, escaped: string | undefined) => escaped ?? "'");
  }

  stagePath(): string {
    return this.of("stage");
  }

  names(): readonly string[] {
    const parts = [this.identifier()];
    while (this.take(".")) parts.push(this.identifier());
    return parts;
  }

  truth(): boolean {
    if (this.take("TRUE")) return true;
    this.expect("FALSE");
    return false;
  }

  commas<Item>(item: () => Item): readonly Item[] {
    const items = [item()];
    while (this.take(",")) items.push(item());
    return items;
  }

  list<Item>(item: () => Item): Item[] {
    if (!this.take("(")) return [];
    const items = this.commas(item);
    this.expect(")");
    return [...items];
  }

  /** `name TYPE[(n[,n])] AS (expression)`. */
  column(): { name: string; type: string; expression: string } {
    const name = this.identifier();
    const start = this.tokens[this.next]?.at ?? 0;
    let end = start;
    while (!this.take("AS")) end = this.advance().end;
    return { name, type: this.sql.slice(start, end), expression: this.parenthesized() };
  }

  /** What stands between balanced parentheses. */
  parenthesized(): string {
    const start = this.tokens[this.next]?.end ?? 0;
    this.expect("(");
    for (let depth = 1; ; ) {
      const { kind, text, at } = this.advance();
      if (kind !== "symbol") continue;
      if (text === "(") depth += 1;
      if (text === ")") depth -= 1;
      if (depth === 0) return this.sql.slice(start, at);
    }
  }

  end(): void {
    if (this.next < this.tokens.length) throw this.unexpected("the end");
  }

  private of(kind: Token["kind"]): string {
    const token = this.tokens[this.next];
    if (token?.kind !== kind) throw this.unexpected(kind);
    this.next += 1;
    return token.text;
  }

  private advance(): Token {
    const token = this.tokens[this.next];
    if (token === undefined) throw this.unexpected("more");
    this.next += 1;
    return token;
  }

  private unexpected(wanted: string): Error {
    return new Error(`${wanted} is expected at ${this.tokens[this.next]?.at ?? "the end"} of ${this.sql}`);
  }
}
