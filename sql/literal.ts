/**
 * `text` as a single-quoted string literal. Snowflake reads a backslash in such a literal as an escape, so both the quote
 * and the backslash are escaped.
 *
 * Source: docs.snowflake.com, sql-reference/data-types-text, "Single-quoted string constants".
 *
 * @throws RangeError when the text holds a NUL character
 */
export function stringLiteral(text: string): string {
  if (text.includes("\0")) {
    throw new RangeError(`the text ${JSON.stringify(text)} holds a NUL character`);
  }
  // Not `replaceAll`: procedures use this, and Snowflake doesn't say that its JavaScript has it.
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "''")}'`;
}
