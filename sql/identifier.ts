/** The longest identifier that Snowflake accepts, in characters. Source: docs.snowflake.com, sql-reference/identifiers-syntax. */
export const MAX_IDENTIFIER_LENGTH = 255;

const UPPER_CASE_IDENTIFIER = /^[A-Z_][A-Z0-9_$]*$/;

/**
 * Whether `name` means the same object quoted and unquoted: upper case, and made of what an unquoted identifier may hold.
 * Names in the configuration must be such names, so that what people type in a worksheet is what was declared.
 */
export function isUnquotedUpperCaseIdentifier(name: string): boolean {
  return name.length <= MAX_IDENTIFIER_LENGTH && UPPER_CASE_IDENTIFIER.test(name);
}

/**
 * `name` as a double-quoted identifier, with every double quote in it doubled.
 *
 * @throws RangeError when the name is empty, longer than {@link MAX_IDENTIFIER_LENGTH} characters or holds a NUL character
 */
export function quoteIdentifier(name: string): string {
  if (name.length === 0) {
    throw new RangeError("an identifier can't be empty");
  }
  if (name.length > MAX_IDENTIFIER_LENGTH) {
    throw new RangeError(
      `the identifier ${JSON.stringify(`${name.slice(0, 40)}…`)} has ${name.length} characters; Snowflake allows ${MAX_IDENTIFIER_LENGTH}`,
    );
  }
  if (name.includes("\0")) {
    throw new RangeError(`the identifier ${JSON.stringify(name)} holds a NUL character`);
  }
  // Not `replaceAll`: procedures use this, and Snowflake doesn't say that its JavaScript has it.
  return `"${name.replace(/"/g, '""')}"`;
}

/** The name of an object in others, such as a table in its schema in its database: each part quoted, with dots between. */
export function qualifiedName(...parts: readonly string[]): string {
  return parts.map(quoteIdentifier).join(".");
}
