import type { CaseSensitivity, CatalogLink } from "./catalog-link";

/** What decides which namespaces are followed. */
export type NamespaceRules = Pick<
  CatalogLink,
  "allowedNamespaces" | "blockedNamespaces" | "caseSensitivity" | "namespaceMode" | "namespaceFlattenDelimiter"
>;

/** The name that a remote namespace or table has in the database: what an unquoted identifier finds (D: identifier resolution). */
export function localName(remoteName: string, caseSensitivity: CaseSensitivity): string {
  return caseSensitivity === "CASE_INSENSITIVE" ? remoteName.toUpperCase() : remoteName;
}

/** A namespace is itself, and everything nested under it. */
function reaches(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/**
 * The schema that a remote namespace becomes; undefined: it is not followed, because it is blocked, not among those that are allowed,
 * nested where nested ones are ignored, or has the delimiter in its name.
 */
export function schemaNameOf(namespace: string, rules: NamespaceRules): string | undefined {
  const fold = (name: string) => localName(name, rules.caseSensitivity);
  const inside = (list: readonly string[]) => list.some((one) => reaches(fold(one), fold(namespace)));
  if (inside(rules.blockedNamespaces)) return undefined;
  if (rules.allowedNamespaces.length > 0 && !inside(rules.allowedNamespaces)) return undefined;
  const levels = namespace.split(".");
  const delimiter = rules.namespaceFlattenDelimiter;
  if (rules.namespaceMode === "IGNORE_NESTED_NAMESPACE" || delimiter === null) {
    return levels.length === 1 ? fold(namespace) : undefined;
  }
  if (levels.some((level) => level.includes(delimiter))) return undefined;
  return fold(levels.join(delimiter));
}

/** The allowed namespaces that a catalog does not list, nor anything nested under them. */
export function missingNamespaces(namespaces: readonly string[], rules: NamespaceRules): readonly string[] {
  const fold = (name: string) => localName(name, rules.caseSensitivity);
  return rules.allowedNamespaces.filter((allowed) => !namespaces.some((one) => reaches(fold(allowed), fold(one))));
}

/** A list of namespaces as it is kept: each once, none that is nested under another (D: CREATE DATABASE, usage notes). */
export function outermost(namespaces: readonly string[]): readonly string[] {
  const all = [...new Set(namespaces)];
  return all.filter((one) => !all.some((other) => other !== one && reaches(other, one)));
}
