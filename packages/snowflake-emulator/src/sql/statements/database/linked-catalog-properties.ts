import { NAMESPACE_MODES, SYNC_INTERVAL, WRITE_OPERATIONS } from "../../../catalog-link/catalog-link";
import { invalidValue } from "../../../errors";
import type { Cursor } from "../../cursor";
import { resolveIdentifier } from "../../identifiers";
import { between, list, oneOf, type ValueReader } from "../../properties";

/** A name in a string literal, perhaps quoted inside (`'"CI"'`, as the provider writes it), or bare. */
export const nameInText: ValueReader<string> = (cursor) =>
  cursor.peek().kind === "string" ? resolveIdentifier(cursor.string()) : cursor.identifier();

/** D: one or more punctuation characters, symbols or digits; no letters, no blanks. */
const delimiter: ValueReader<string> = (cursor, property) => {
  const value = cursor.string();
  if (!/^[^\p{L}\s]+$/u.test(value)) throw invalidValue(value, property);
  return value;
};

const namespace: ValueReader<string> = (cursor, property) => {
  const value = cursor.string();
  if (value.trim() === "") throw invalidValue(value, property);
  return value;
};

/** What can be set later on. */
export const LINK_SETTINGS = {
  ALLOWED_WRITE_OPERATIONS: oneOf(WRITE_OPERATIONS),
  SYNC_INTERVAL_SECONDS: between(SYNC_INTERVAL.least, SYNC_INTERVAL.most),
};

/** What stands in LINKED_CATALOG = ( … ). */
export const LINKED_CATALOG = {
  ...LINK_SETTINGS,
  CATALOG: nameInText,
  ALLOWED_NAMESPACES: list(namespace),
  BLOCKED_NAMESPACES: list(namespace),
  NAMESPACE_MODE: oneOf(NAMESPACE_MODES),
  NAMESPACE_FLATTEN_DELIMITER: delimiter,
};

/** Reads `( 'namespace', … )` with at least one. */
export function readNamespaces(cursor: Cursor): readonly string[] {
  const found = list(namespace)(cursor, "namespace");
  if (found.length === 0) throw cursor.unexpected();
  return found;
}
