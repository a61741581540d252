const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "0": "\0" };

/**
 * What the inside of a single-quoted literal means. D: sql-reference/data-types-text, "Escape sequences": `''` is a quote;
 * simple, octal (`\041`), hexadecimal (`\x21`) and Unicode (`\u26c4`) escapes; any other backslash is ignored.
 */
export function literalValue(inside: string): string {
  return inside.replace(
    /''|\\([0-7]{3})|\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\([\s\S])/g,
    (_all, octal?: string, hex?: string, unicode?: string, one?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const code = hex ?? unicode;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return one === undefined ? "'" : (ESCAPES[one] ?? one);
    },
  );
}

/** Text as a literal in single quotes. `literalValue` of its inside is the text again. */
export function renderString(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
