/**
 * Names in DuckDB. DuckDB ignores the case of ASCII letters in identifiers, Snowflake does not: every lower-case ASCII letter
 * is marked by a tilde before it, and a tilde is doubled. So `A` stays `A`, `a` becomes `~a`, and no two names become
 * one, with or without regard to case.
 */
export function physicalName(name: string): string {
  return name.replace(/[a-z~]/g, (letter) => `~${letter}`);
}

/** The Snowflake name that a physical name stands for. Throws when it is none. */
export function logicalName(physical: string): string {
  let name = "";
  for (let index = 0; index < physical.length; index++) {
    const letter = physical.charAt(index);
    if (letter !== "~") {
      if (/[a-z]/.test(letter)) throw new Error(`${physical} is no physical name: ${letter} has no mark`);
      name += letter;
      continue;
    }
    index++;
    const marked = physical.charAt(index);
    if (!/[a-z~]/.test(marked)) throw new Error(`${physical} is no physical name: a mark stands before '${marked}'`);
    name += marked;
  }
  return name;
}

/** An identifier as DuckDB reads it, in double quotes. */
export function quoteIdentifier(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** A Snowflake name as a DuckDB identifier. */
export function physicalIdentifier(name: string): string {
  return quoteIdentifier(physicalName(name));
}

/** Text as a DuckDB literal. A zero byte can't stand in DuckDB's SQL and is spelled out. */
export function quoteText(text: string): string {
  const parts = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(0) || ")})`;
}
