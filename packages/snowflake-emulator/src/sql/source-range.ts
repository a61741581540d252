import type { Cursor } from "./cursor";
import { type SourceText, sourceOf } from "./statements/source-text";

/** A piece of the statement's text, as offsets of tokens: from the first character to behind the last. */
export type SourceRange = SourceText;

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
export function textOf(sqlText: string, range: SourceRange): string {
  return sourceOf(sqlText, range).trim();
}
