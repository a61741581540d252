import { parseError } from "../errors";

/** One piece of SQL text. Positions point at its first character: line from 1, column from 0. */
export interface Token {
  /**
   * word: an unquoted name or keyword; quoted: "a name"; string: 'a literal' or $$a literal$$;
   * number; symbol: one of the characters or pairs that mean something; end: after the last token.
   */
  readonly kind: "word" | "quoted" | "string" | "number" | "symbol" | "end";
  /** As written. */
  readonly text: string;
  /** What it means: words in upper case, quotes and escapes taken away. */
  readonly value: string;
  readonly line: number;
  readonly column: number;
  /** Offset of the first character in the statement's text. */
  readonly offset: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "0": "\0" };
const PAIRS = ["::", "=>", "<=", ">=", "<>", "!=", "||", "->"];
const BLANKS = /(?:\s|--[^\n]*|\/\/[^\n]*)+/y;
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const QUOTED = /"((?:[^"]|"")*)"/y;
const STRING = /'((?:[^'\\]|''|\\[\s\S])*)'/y;
const DOLLARS = /\$\$([\s\S]*?)\$\$/y;
const COMMENT = /\/\*[\s\S]*?\*\//y;

/** The suffix that the Terraform provider adds to every statement. */
const USAGE_TRACKING = " --terraform_provider_usage_tracking ";

/** Takes the Terraform provider's usage tracking off a statement; anything else stays as it is. */
export function stripUsageTracking(sql: string): string {
  const at = sql.lastIndexOf(USAGE_TRACKING);
  return at < 0 ? sql : sql.slice(0, at);
}

/** What a string literal's inside means: '' is a quote, a backslash escapes the next character (D: string literals). */
function literalValue(inside: string): string {
  return inside.replace(
    /''|\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\([\s\S])/g,
    (_all, hex?: string, unicode?: string, one?: string) => {
      const code = hex ?? unicode;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return one === undefined ? "'" : (ESCAPES[one] ?? one);
    },
  );
}

/**
 * Cuts SQL text into tokens and leaves out blanks and comments (`--`, `//`, slash-star). The last token is always `end`.
 * Throws SnowflakeError 001003 for a literal, quoted name or comment that is not closed.
 */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let line = 1;
  let lineStart = 0;

  const advance = (length: number) => {
    for (let index = offset; index < offset + length; index += 1) {
      if (sql[index] === "\n") {
        line += 1;
        lineStart = index + 1;
      }
    }
    offset += length;
  };
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    return pattern.exec(sql);
  };
  const push = (kind: Token["kind"], text: string, value: string) => {
    tokens.push({ kind, text, value, line, column: offset - lineStart, offset });
    advance(text.length);
  };

  while (offset < sql.length) {
    const blank = match(BLANKS) ?? match(COMMENT);
    if (blank) {
      advance(blank[0].length);
      continue;
    }
    const string = match(STRING);
    const dollars = match(DOLLARS);
    const quoted = match(QUOTED);
    const word = match(WORD);
    const number = match(NUMBER);
    const next = sql[offset] ?? "";
    if (string) push("string", string[0], literalValue(string[1] ?? ""));
    else if (dollars) push("string", dollars[0], dollars[1] ?? "");
    else if (quoted) push("quoted", quoted[0], (quoted[1] ?? "").replaceAll('""', '"'));
    else if (word) push("word", word[0], word[0].toUpperCase());
    else if (number) push("number", number[0], number[0]);
    else if (next === "'" || next === '"' || sql.startsWith("$$", offset) || sql.startsWith("/*", offset)) {
      throw parseError(line, offset - lineStart, "<EOF>");
    } else {
      const pair = PAIRS.find((candidate) => sql.startsWith(candidate, offset));
      push("symbol", pair ?? next, pair ?? next);
    }
  }
  tokens.push({ kind: "end", text: "<EOF>", value: "", line, column: offset - lineStart, offset });
  return tokens;
}
