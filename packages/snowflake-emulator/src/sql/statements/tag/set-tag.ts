import { insufficientPrivileges } from "../../../errors";
import { OBJECT_TYPES, type ObjectType } from "../../../objects/object-types";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import { Cursor } from "../../cursor";
import { readObjectPath } from "../../grant-target";
import { type Path, renderPath } from "../../names";
import type { Execute, ExecutionContext } from "../../statement";
import { findTag, findTagHolder, mayTag, setTag, type TagHolder, unsetTag } from "../../tags";
import type { Token } from "../../tokenizer";

/** Words after ALTER for the types that can carry tags; integrations are named by their kinds. */
const TYPES: readonly (readonly [words: string, type: ObjectType])[] = [
  ...(Object.keys(OBJECT_TYPES) as readonly ObjectType[]).map((type) => [OBJECT_TYPES[type].words, type] as const),
  ["STORAGE INTEGRATION", "INTEGRATION"] as const,
  ["CATALOG INTEGRATION", "INTEGRATION"] as const,
  ["NOTIFICATION INTEGRATION", "INTEGRATION"] as const,
].sort(([a], [b]) => b.length - a.length);

type Find = (context: ExecutionContext) => TagHolder;

/** Reads `ALTER <type> [IF EXISTS] name [{ MODIFY | ALTER } [COLUMN] column]`; undefined when that is not what it says. */
function readHolder(cursor: Cursor): Find | undefined {
  if (!cursor.take("ALTER")) return undefined;
  if (cursor.take("ACCOUNT")) return () => ({ type: "ACCOUNT", object: undefined, column: null });
  const found = TYPES.find(([words]) => cursor.take(words));
  if (found === undefined) return undefined;
  const [, type] = found;
  cursor.take("IF EXISTS");
  const named = ["word", "quoted"].includes(cursor.peek().kind);
  if (!named) return undefined;
  const path: Path = readObjectPath(cursor, type);
  let column: string | null = null;
  if (cursor.takeOneOf("MODIFY COLUMN", "ALTER COLUMN", "MODIFY", "ALTER") !== undefined) {
    if (!["word", "quoted"].includes(cursor.peek().kind)) return undefined;
    column = cursor.identifier();
  }
  return (context) => findTagHolder(context, type, path, column);
}

function check(context: ExecutionContext, path: Path, holder: TagHolder) {
  const tag = findTag(context, path);
  if (!mayTag(context, tag, holder)) throw insufficientPrivileges("tag", renderPath(path));
  return tag;
}

/** Does the statement say SET TAG or UNSET TAG? A quick look before anything is parsed. */
function mentionsTag(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, index) =>
      token.kind === "word" && token.value === "TAG" && /^(?:UN)?SET$/.test(tokens[index - 1]?.value ?? ""),
  );
}

/**
 * ALTER <type> name [{ MODIFY | ALTER } [COLUMN] column] { SET TAG tag = 'value', … | UNSET TAG tag, … }: one statement for all types.
 * undefined: the tokens say something else.
 */
export function parseTagStatement(tokens: readonly Token[]): Execute | undefined {
  if (tokens[0]?.value !== "ALTER" || !mentionsTag(tokens)) return undefined;
  const cursor = new Cursor(tokens);
  const find = readHolder(cursor);
  const verb = find === undefined ? undefined : cursor.takeOneOf("SET TAG", "UNSET TAG");
  if (find === undefined || verb === undefined) return undefined;
  const changes: { readonly path: Path; readonly value: string | undefined }[] = [];
  do {
    const path = cursor.path(3);
    if (verb === "SET TAG") cursor.expectSymbol("=");
    changes.push({ path, value: verb === "SET TAG" ? cursor.string() : undefined });
  } while (cursor.takeSymbol(","));
  cursor.end();
  return (context) => {
    const holder = find(context);
    for (const { path, value } of changes) {
      const tag = check(context, path, holder);
      if (value === undefined) unsetTag(context, tag, holder);
      else setTag(context, tag, holder, value);
    }
    return statusResult(EXECUTED);
  };
}
