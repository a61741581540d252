/**
 * The parts of a name as Snowflake shows it: `DB.SCHEMA."t.1"` is DB, SCHEMA and t.1. What stands in parentheses behind a
 * procedure's name stays with its last part.
 */
export function parseQualifiedName(name: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (let at = 0; at < name.length; at += 1) {
    const character = name.charAt(at);
    if (character === '"') {
      if (quoted && name.charAt(at + 1) === '"') {
        part += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (character === "." && !quoted) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  return [...parts, part];
}
