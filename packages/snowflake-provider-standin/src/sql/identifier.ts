/**
 * Names of objects the way the real provider reads and writes them: case kept, quotes around it optional on the way
 * in and always there on the way out. Names that hold a double quote are refused, as the real provider refuses them.
 */

/**
 * Takes the quotes off a name (`"a"` or `a`) and checks that it is one part.
 * @throws Error naming the identifier and the reason
 */
export function parseName(text: string): string {
  const name = text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
  if (name === "") throw new Error(`identifier ${JSON.stringify(text)} is empty: give the object a name`);
  if (name.includes('"'))
    throw new Error(`unable to parse identifier: ${text}: names with double quotes are not supported`);
  return name;
}

/** Takes all quotes off both ends, without any check: the real provider's lenient reading. */
export function trimQuotes(text: string): string {
  return text.replace(/^"+|"+$/g, "");
}

/** Writes a name into SQL: in double quotes, inner ones doubled. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Writes the name of an object inside of others into SQL: `"database"."schema"."name"`. */
export function qualified(...names: readonly string[]): string {
  return names.map(identifier).join(".");
}

/**
 * The parts of a dotted identifier (`"db"."schema".t` → `["db", "schema", "t"]`); undefined when it isn't one
 * (unbalanced quotes, quotes inside a part).
 */
export function identifierParts(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const match = /^(?:"([^"]*)"|([^".]*))(\.|$)/.exec(rest);
    if (match === null) return undefined;
    parts.push(match[1] ?? match[2] ?? "");
    if (match[3] === "") return parts;
    rest = rest.slice(match[0].length);
  }
}

/**
 * Reads a name of as many parts as its form has (`<database_name>.<schema_name>.<name>`: three).
 * @throws Error naming the identifier and the form that is expected
 */
export function parseParts(text: string, form: string): readonly string[] {
  const parts = identifierParts(text);
  const expected = form.split(".").length;
  if (parts === undefined)
    throw new Error(`unable to parse identifier: ${text}: names with double quotes are not supported`);
  if (parts.length !== expected)
    throw new Error(
      `unexpected number of parts ${parts.length} in identifier ${text}, expected ${expected} in a form of "${form}"`,
    );
  return parts;
}
