/** Escapes of single-quoted text. https://docs.snowflake.com/en/sql-reference/data-types-text#single-quoted-string-constants */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\0": "\\0",
};

/** Writes text into SQL as a single-quoted literal. */
export function literal(text: string): string {
  return `'${[...text].map((character) => ESCAPES[character] ?? character).join("")}'`;
}
