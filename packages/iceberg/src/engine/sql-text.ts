/** A name in DuckDB's SQL, whatever it contains. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text literal in DuckDB's SQL, whatever it contains; a zero character is put together, as literals can't hold it. */
export function textLiteral(text: string): string {
  const quoted = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return quoted.length === 1 ? quoted.join("") : `(${quoted.join(" || chr(0) || ")})`;
}
