/** An identifier as SQL text: bare when it would come back the same, quoted otherwise. */
export function renderIdentifier(name: string): string {
  return /^[A-Z_][A-Z0-9_$]*$/.test(name) ? name : quoteIdentifier(name);
}

/** An identifier in double quotes, inner quotes doubled. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The name that an identifier's text stands for: exact inside of quotes, upper case without. */
export function resolveIdentifier(text: string): string {
  const quoted = /^"((?:[^"]|"")*)"$/.exec(text);
  return quoted ? (quoted[1] ?? "").replaceAll('""', '"') : text.toUpperCase();
}
