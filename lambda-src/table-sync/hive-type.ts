/** A type of Hive, as Glue spells it. */
export type HiveType =
  | {
      readonly kind: "PRIMITIVE";
      /** Lower case, words with one blank between: `timestamp with local time zone`. */
      readonly name: string;
      /** What stands in parentheses, such as 10 and 2 of `decimal(10,2)`. */
      readonly args: readonly number[];
    }
  | { readonly kind: "ARRAY"; readonly element: HiveType }
  | { readonly kind: "MAP"; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: "STRUCT"; readonly fields: readonly { readonly name: string; readonly type: HiveType }[] }
  | { readonly kind: "UNION"; readonly members: readonly HiveType[] };

/** A text that is no type of Hive. */
export class HiveTypeError extends Error {
  override readonly name = "HiveTypeError";
}

/** Deeper types are refused: nobody writes them, and they would exhaust the stack. */
const DEEPEST = 64;

const WORD = /\s*([a-z_][a-z0-9_]*)/iy;
const MORE_WORDS =
  /\s+(precision|with\s+local\s+time\s+zone|with\s+time\s+zone|without\s+time\s+zone|year\s+to\s+month|day\s+to\s+second)\b/iy;
const ARGS = /\s*\(\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?\)/y;
const FIELD_NAME = /\s*(?:`((?:[^`]|``)+)`|([^:,<>`]*[^:,<>`\s]))\s*:/y;
const COMMENT = /\s+comment\s+(?:'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*")/iy;

/**
 * Reads a type as Glue and Hive write it, nested ones with backquoted field names and comments too.
 *
 * @throws HiveTypeError for anything else
 */
export function parseHiveType(text: string): HiveType {
  const reader = new Reader(text);
  const type = reader.type(0);
  reader.end();
  return type;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  type(depth: number): HiveType {
    if (depth > DEEPEST) throw new HiveTypeError(`nests deeper than ${DEEPEST} levels`);
    const word = this.match(WORD)?.[1]?.toLowerCase();
    if (word === undefined) throw this.unexpected();
    switch (word) {
      case "array": {
        this.symbol("<");
        const element = this.type(depth + 1);
        this.symbol(">");
        return { kind: "ARRAY", element };
      }
      case "map": {
        this.symbol("<");
        const key = this.type(depth + 1);
        this.symbol(",");
        const value = this.type(depth + 1);
        this.symbol(">");
        return { kind: "MAP", key, value };
      }
      case "struct":
        return { kind: "STRUCT", fields: this.list(() => this.field(depth + 1)) };
      case "uniontype":
        return { kind: "UNION", members: this.list(() => this.type(depth + 1)) };
      default:
        return this.primitive(word);
    }
  }

  end(): void {
    if (this.text.slice(this.at).trim() !== "") throw this.unexpected();
  }

  private primitive(word: string): HiveType {
    const more = this.match(MORE_WORDS)?.[1];
    const name = more === undefined ? word : `${word} ${more.toLowerCase().replace(/\s+/g, " ")}`;
    const args = (this.match(ARGS) ?? []).slice(1).flatMap((digits) => (digits === undefined ? [] : [Number(digits)]));
    return { kind: "PRIMITIVE", name, args };
  }

  private field(depth: number): { readonly name: string; readonly type: HiveType } {
    const [, quoted, plain] = this.match(FIELD_NAME) ?? [];
    const name = quoted === undefined ? plain : quoted.replace(/``/g, "`");
    if (name === undefined) throw this.unexpected();
    const type = this.type(depth);
    this.match(COMMENT);
    return { name, type };
  }

  private list<Item>(item: () => Item): readonly Item[] {
    this.symbol("<");
    const items = [item()];
    while (this.next() === ",") {
      this.symbol(",");
      items.push(item());
    }
    this.symbol(">");
    return items;
  }

  private symbol(symbol: string): void {
    if (this.next() !== symbol) throw this.unexpected();
    this.at = this.text.indexOf(symbol, this.at) + 1;
  }

  private next(): string | undefined {
    return this.text.slice(this.at).trimStart()[0];
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  private unexpected(): HiveTypeError {
    const rest = this.text.slice(this.at).trim();
    const where = rest === "" ? "it ends too early" : `${JSON.stringify(rest.slice(0, 30))} isn't understood`;
    return new HiveTypeError(`is no type of Hive: ${where}`);
  }
}
