import { quoteIdentifier, renderIdentifier } from "../../sql/identifiers";
import type { QualifiedName, TableAlias } from "../ast";
import { isReservedAsFunction, needsQuotes } from "../parse/reserved-words";

/** Calls whose arguments are not a plain list when their name is written bare. */
const SPECIAL_CALLS: ReadonlySet<string> = new Set(["EXTRACT", "POSITION", "IDENTIFIER"]);

/** A name that is read as itself anywhere in a query. */
export function renderName(name: string): string {
  return needsQuotes(name) ? quoteIdentifier(name) : renderIdentifier(name);
}

export function renderNames(names: readonly string[]): string {
  return `(${names.map(renderName).join(", ")})`;
}

export function renderQualifiedName({ parts }: QualifiedName): string {
  return parts.map(renderName).join(".");
}

/** A column; the last part may be a position, `$1`. */
export function renderColumn({ parts }: QualifiedName): string {
  const last = parts.length - 1;
  return parts.map((part, at) => (at === last && /^\$\d+$/.test(part) ? part : renderName(part))).join(".");
}

/** The name of a function before its parentheses: some reserved words are functions, but for those of rows. */
export function renderFunctionName(name: QualifiedName, ofRows: boolean): string {
  const [first, ...others] = name.parts;
  if (others.length > 0) return renderQualifiedName(name);
  const taken = ofRows ? needsQuotes(first) : isReservedAsFunction(first);
  return taken || SPECIAL_CALLS.has(first) ? quoteIdentifier(first) : renderIdentifier(first);
}

/** ` AS name (a, b)`, or nothing. */
export function renderAlias(alias: TableAlias | undefined): string {
  if (alias === undefined) return "";
  return ` AS ${renderName(alias.name)}${alias.columns ? ` ${renderNames(alias.columns)}` : ""}`;
}
