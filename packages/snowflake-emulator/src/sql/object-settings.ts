import { invalidProperty } from "../errors";
import { PARAMETERS, type ParameterScope } from "../parameters/definitions";
import { checkRetention } from "../parameters/object-levels";
import { checkParameter, readParameterValue } from "../parameters/read-parameters";
import type { Cursor } from "./cursor";
import type { ExecutionContext } from "./statement";
import { readTagClause, type TagSetting } from "./tag-clause";

/** Parameters and the comment that a CREATE or ALTER … SET of a database, schema or table gives. */
export interface ObjectSettings {
  readonly parameters: ReadonlyMap<string, string>;
  /** undefined: not given. */
  readonly comment: string | undefined;
}

/**
 * Reads `NAME = value` and `COMMENT = '…'` until something that is neither. Unknown names throw 001420, bad values 001008.
 * `also` reads properties that are no parameters; `tags` takes what `[WITH] TAG (…)` says, which is no part of it without.
 */
export function readObjectSettings(
  cursor: Cursor,
  scope: ParameterScope,
  also: Readonly<Record<string, (cursor: Cursor, name: string) => void>> = {},
  tags?: TagSetting[],
): ObjectSettings {
  const parameters = new Map<string, string>();
  const seen = new Set<string>();
  let comment: string | undefined;
  for (;;) {
    if (tags !== undefined) tags.push(...readTagClause(cursor));
    const token = cursor.peek();
    const follows = cursor.peek(1);
    if (token.kind !== "word" || follows.kind !== "symbol" || follows.value !== "=") break;
    const name = cursor.identifier();
    cursor.expectSymbol("=");
    if (seen.has(name)) throw invalidProperty(name, "it is given twice");
    seen.add(name);
    const own = Object.hasOwn(also, name) ? also[name] : undefined;
    if (name === "COMMENT") comment = cursor.string();
    else if (own !== undefined) own(cursor, name);
    else parameters.set(name, checkParameter(name, readParameterValue(cursor, name), scope));
    cursor.takeSymbol(",");
  }
  return { parameters, comment };
}

/** Reads `NAME, COMMENT …` (UNSET) to the end of the statement: at least one. `also`: names that are no parameters. */
export function readUnset(cursor: Cursor, scope: ParameterScope, also: readonly string[] = []): readonly string[] {
  const names: string[] = [];
  do {
    const name = cursor.identifier();
    const known = name === "COMMENT" || also.includes(name) || PARAMETERS.get(name)?.scopes.includes(scope) === true;
    if (!known) throw invalidProperty(name, `it can't be unset on a ${scope.toLowerCase()}`);
    names.push(name);
    cursor.takeSymbol(",");
  } while (!cursor.isEnd());
  return names;
}

interface SettingsHolder {
  parameters: Map<string, string>;
  comment: string | null;
}

/** Puts settings on an object. Throws 001008 for retention that the edition forbids, 002003 for an unknown volume or catalog. */
export function applyObjectSettings(
  { account, access }: ExecutionContext,
  object: SettingsHolder,
  settings: ObjectSettings,
  transient: boolean,
): void {
  checkRetention(account, settings.parameters, transient);
  const volume = settings.parameters.get("EXTERNAL_VOLUME");
  if (volume !== undefined && volume !== "") access.require("EXTERNAL_VOLUME", volume, ["USAGE"]);
  const catalog = settings.parameters.get("CATALOG");
  if (catalog !== undefined && catalog !== "" && catalog !== "SNOWFLAKE") {
    access.require("INTEGRATION", catalog, ["USAGE"], (integration) => integration.kind === "CATALOG");
  }
  for (const [name, value] of settings.parameters) object.parameters.set(name, value);
  if (settings.comment !== undefined) object.comment = settings.comment;
}

/** Takes parameters and the comment off an object. */
export function unsetObjectSettings(object: SettingsHolder, names: readonly string[]): void {
  for (const name of names) {
    if (name === "COMMENT") object.comment = null;
    else object.parameters.delete(name);
  }
}
