import fc from "fast-check";
import { isUnquotedUpperCaseIdentifier, quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";

const name = fc
  .string({ minLength: 1, maxLength: 255, unit: "binary" })
  .filter((text) => !text.includes("\0") && text.length <= 255);

/** Reads a quoted identifier back, as Snowflake's lexer does; undefined when it isn't exactly one. */
function readIdentifier(sql: string): string | undefined {
  return /^"(?:[^"]|"")*"$/s.test(sql) ? sql.slice(1, -1).replaceAll('""', '"') : undefined;
}

/** Reads a string literal back, as Snowflake's lexer does: a doubled quote, or a backslash and a character. */
function readLiteral(sql: string): string | undefined {
  return /^'(?:[^'\\]|''|\\.)*'$/s.test(sql)
    ? sql.slice(1, -1).replace(/''|\\(.)/gs, (pair, escaped) => escaped ?? pair[0])
    : undefined;
}

describe("quoteIdentifier", () => {
  it("gives one identifier that reads back as the name, whatever the name", () => {
    fc.assert(fc.property(name, (text) => readIdentifier(quoteIdentifier(text)) === text));
  });

  it("keeps a hostile name inside of its quotes", () => {
    expect(quoteIdentifier('X"; DROP ROLE Y; --')).toBe('"X""; DROP ROLE Y; --"');
  });

  it.each([
    ["an empty name", "", /can't be empty/],
    ["a name that is too long", "x".repeat(256), /256 characters; Snowflake allows 255/],
    ["a NUL character", "a\0b", /NUL/],
  ])("refuses %s", (_case, text, message) => {
    expect(() => quoteIdentifier(text)).toThrow(message);
  });
});

describe("stringLiteral", () => {
  it("gives one literal that reads back as the text, whatever the text", () => {
    fc.assert(fc.property(name, (text) => readLiteral(stringLiteral(text)) === text));
  });

  it("escapes quotes and backslashes", () => {
    expect(stringLiteral("it's C:\\temp\\'")).toBe("'it''s C:\\\\temp\\\\'''");
  });

  it("refuses a NUL character", () => {
    expect(() => stringLiteral("a\0b")).toThrow(/NUL/);
  });
});

describe("isUnquotedUpperCaseIdentifier", () => {
  it.each(["ICEBERG_ADMIN", "_X", "A$1"])("accepts %s", (text) => {
    expect(isUnquotedUpperCaseIdentifier(text)).toBe(true);
  });

  it.each(["iceberg_admin", "1A", "A B", "", "A-B", "X".repeat(256)])("refuses %p", (text) => {
    expect(isUnquotedUpperCaseIdentifier(text)).toBe(false);
  });
});
