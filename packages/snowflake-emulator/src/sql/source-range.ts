import type { Cursor } from "./cursor";

/** A piece of the statement's text, as offsets of tokens: from the first character to behind the last. */
export interface SourceRange {
  readonly from: number;
  readonly to: number;
}

/** Runs `read` and gives the piece of text that it has read, without blanks around it. */
export function rangeOf<T>(cursor: Cursor, read: () => T): { readonly value: T; readonly range: SourceRange } {
  const from = cursor.peek().offset;
  const value = read();
  return { value, range: { from, to: endBefore(cursor) } };
}

/** The offset behind the last token that was read. */
export function endBefore(cursor: Cursor): number {
  const last = cursor.previous();
  return last === undefined ? cursor.peek().offset : last.offset + last.text.length;
}

/** The text of a range. */
export function textOf(sqlText: string, { from, to }: SourceRange): string {
  return sqlText.slice(from, to).trim();
}

/** Skips what stands between the parenthesis at the cursor and the one that closes it, both included. */
export function skipParentheses(cursor: Cursor): void {
  cursor.expectSymbol("(");
  for (let depth = 1; depth > 0; ) {
    if (cursor.isEnd()) throw cursor.unexpected();
    const token = cursor.next();
    if (token.kind !== "symbol") continue;
    if (token.value === "(") depth += 1;
    if (token.value === ")") depth -= 1;
  }
}
