import { NotImportable } from "./lookup";

/**
 * A Snowflake name as most resources' import ids have it: each part in double quotes, with dots between.
 * @throws NotImportable for a double quote, which the provider reads nowhere (its identifier_parsers.go)
 */
export function quotedId(...parts: readonly string[]): string {
  const bad = parts.find((part) => part.includes('"'));
  if (bad !== undefined) {
    throw new NotImportable(`the Snowflake provider takes no name with a double quote, such as ${JSON.stringify(bad)}`);
  }
  return parts.map((part) => `"${part}"`).join(".");
}

/**
 * Parts of an import id with vertical bars between: of grants, and, with bare names, of older resources.
 * @throws NotImportable for a part with a bar, which can't be told from the next one
 */
export function barredId(...parts: readonly string[]): string {
  const bad = parts.find((part) => part.includes("|"));
  if (bad !== undefined) {
    throw new NotImportable(
      `its import id has vertical bars between names, and can't have one in a name: ${JSON.stringify(bad)}`,
    );
  }
  return parts.join("|");
}
