import { invalidValue, unknownParameter } from "../errors";
import type { Cursor } from "../sql/cursor";
import { resolveIdentifier } from "../sql/identifiers";
import { PARAMETERS, type ParameterScope } from "./definitions";
import { withinLimits } from "./parameter-limits";

/** Checks a parameter's name and value for a scope and gives the value as SHOW PARAMETERS writes it. */
export function checkParameter(name: string, written: string, scope: ParameterScope): string {
  const definition = PARAMETERS.get(name);
  if (definition === undefined || !definition.scopes.includes(scope)) throw unknownParameter(name);
  if (definition.type === "BOOLEAN") {
    if (!/^(?:true|false)$/i.test(written)) throw invalidValue(written, name);
    return written.toLowerCase();
  }
  if (definition.type === "NUMBER" && !/^-?\d+(?:\.\d+)?$/.test(written)) throw invalidValue(written, name);
  const kept = withinLimits(name, written);
  if (kept === undefined) throw invalidValue(written, name);
  return kept;
}

/** Parameters that name an object: a bare word of theirs is an identifier. */
const NAMES: readonly string[] = ["CATALOG", "EXTERNAL_VOLUME", "NETWORK_POLICY"];

/** A parameter's value; for those that name an object, the object's exact name. */
export function readParameterValue(cursor: Cursor, name: string): string {
  if (!NAMES.includes(name)) return readScalar(cursor);
  if (cursor.peek().kind !== "string") return cursor.identifier();
  const text = cursor.string();
  return text === "" ? text : resolveIdentifier(text);
}

/** Reads `NAME = value NAME = value …` (SET) to the end of the statement: at least one. */
export function readParameterAssignments(cursor: Cursor, scope: ParameterScope): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  do {
    const name = cursor.identifier();
    cursor.expectSymbol("=");
    values.set(name, checkParameter(name, readParameterValue(cursor, name), scope));
    cursor.takeSymbol(",");
  } while (!cursor.isEnd());
  return values;
}

/** Reads `NAME, NAME …` (UNSET) to the end of the statement: at least one. */
export function readParameterNames(cursor: Cursor, scope: ParameterScope): readonly string[] {
  const names: string[] = [];
  do {
    const name = cursor.identifier();
    if (PARAMETERS.get(name)?.scopes.includes(scope) !== true) throw unknownParameter(name);
    names.push(name);
    cursor.takeSymbol(",");
  } while (!cursor.isEnd());
  return names;
}

/** A parameter's value: a literal or one bare word. */
export function readScalar(cursor: Cursor): string {
  const minus = cursor.takeSymbol("-") ? "-" : "";
  const token = cursor.next();
  if (minus !== "" && token.kind !== "number") throw cursor.unexpected();
  if (token.kind === "symbol" || token.kind === "end") throw cursor.unexpected();
  return `${minus}${token.kind === "word" ? token.text : token.value}`;
}
