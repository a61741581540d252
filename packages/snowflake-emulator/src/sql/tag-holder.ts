import { Cursor } from "./cursor";
import type { ExecutionContext } from "./statement";
import { findTagHolder, type TagHolder, typeOfDomain } from "./tags";
import { tokenize } from "./tokenizer";

/** A path in a string, with what stands behind its third part. */
export function readTagPath(text: string): { readonly path: readonly string[]; readonly last: string | null } {
  const cursor = new Cursor(tokenize(text));
  const path = cursor.path(3);
  const last = cursor.takeSymbol(".") ? cursor.identifier() : null;
  cursor.end();
  return { path, last };
}

/**
 * What the arguments 'object' and 'domain' of tag functions mean. A column is named by its table's path and its own name behind
 * it. Throws 002003 for what is missing or invisible, 000904 for a column that is not there.
 */
export function holderOf(context: ExecutionContext, objectName: string, domain: string): TagHolder {
  const type = typeOfDomain(domain);
  if (type === "ACCOUNT") return { type, object: undefined, column: null };
  const { path, last } = readTagPath(objectName);
  if (type !== "COLUMN") return findTagHolder(context, type, path, null);
  const column = last ?? path.at(-1) ?? null;
  return findTagHolder(context, "TABLE", last === null ? path.slice(0, -1) : path, column);
}
