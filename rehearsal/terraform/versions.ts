/** A released version, e.g. 2.20.0. Prereleases are not used. */
export type Version = readonly [major: number, minor: number, patch: number];

/** Parses `2.20.0` (a leading `v` is allowed); undefined for prereleases and anything else. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(text.trim());
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Negative if a is older than b, 0 if equal, positive if newer. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/**
 * True if a version meets a Terraform version constraint: terms with `=`, `!=`, `>`, `>=`, `<`, `<=`, `~>`, joined by commas.
 * Behaviour: https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 *
 * @throws Error if the constraint can't be parsed.
 */
export function satisfies(version: Version, constraint: string): boolean {
  return constraint.split(",").every((term) => satisfiesTerm(version, term.trim()));
}

function satisfiesTerm(version: Version, term: string): boolean {
  const match = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(term);
  if (match === null) {
    throw new Error(`version constraint "${term}" is not understood; write e.g. "~> 2.20" or ">= 5.1.0, < 7.0.0"`);
  }
  const [, operator = "=", major, minor, patch] = match;
  const bound: Version = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  const order = compareVersions(version, bound);
  switch (operator) {
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "~>": {
      // Only the last number that is written may grow.
      const sameMajor = version[0] === bound[0];
      const sameMinor = version[1] === bound[1];
      return order >= 0 && (minor === undefined || sameMajor) && (patch === undefined || (sameMajor && sameMinor));
    }
    default:
      return order === 0;
  }
}
