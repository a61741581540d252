import type { Cursor } from "../cursor";
import type { Token } from "../tokenizer";

/** A piece of the statement's text, from one token to another. */
export interface SourceText {
  /** Offset of its first character. */
  readonly from: number;
  /** Offset after its last character. */
  readonly to: number;
}

/** The piece as it was written. `sqlText`: what the offsets count in. */
export function sourceOf(sqlText: string, { from, to }: SourceText): string {
  return sqlText.slice(from, to);
}

/** Takes tokens until `stop` says so, or to the end. Throws a syntax error when there are none. */
export function takeSource(cursor: Cursor, stop: (token: Token, depth: number) => boolean = () => false): SourceText {
  const first = cursor.peek();
  let last: Token | undefined;
  let depth = 0;
  while (!cursor.isEnd() && !stop(cursor.peek(), depth)) {
    last = cursor.next();
    if (last.kind === "symbol" && last.value === "(") depth += 1;
    if (last.kind === "symbol" && last.value === ")") depth -= 1;
  }
  if (last === undefined) throw cursor.unexpected();
  return { from: first.offset, to: last.offset + last.text.length };
}

/** Is this the keyword, outside of brackets? */
export function isKeyword(word: string): (token: Token, depth: number) => boolean {
  return (token, depth) => depth === 0 && token.kind === "word" && token.value === word;
}
