import { notEmulated } from "../../errors";
import type { Cursor } from "../../sql/cursor";
import type { QualifiedName, Select, SelectItem } from "../ast";
import { readGroupBy } from "./group-by";
import { readColumnNames, readItemAlias, readName } from "./names";
import { placeOf, type Reader, readInParentheses } from "./reader";
import { readSources } from "./source";

type Star = Extract<SelectItem, { readonly kind: "star" }>;

/** Is this `*`, `t.*`, `s.t.*` …? */
function isStar(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.peek(ahead).kind === "word" || cursor.peek(ahead).kind === "quoted") {
    if (cursor.peek(ahead + 1).text !== ".") return false;
    ahead += cursor.peek(ahead + 2).text === "." ? 3 : 2;
  }
  const token = cursor.peek(ahead);
  return token.kind === "symbol" && token.value === "*";
}

/** What stands before the star. */
function readStarOf(cursor: Cursor): QualifiedName | undefined {
  const place = placeOf(cursor.peek());
  const parts: string[] = [];
  while (!cursor.takeSymbol("*")) {
    parts.push(readName(cursor));
    cursor.expectSymbol(".");
    if (cursor.takeSymbol(".")) parts.push("PUBLIC");
  }
  const [first, ...others] = parts;
  return first === undefined ? undefined : { parts: [first, ...others], ...place };
}

function readRenaming(cursor: Cursor): Star["rename"][number] {
  const from = readName(cursor);
  cursor.expect("AS");
  return { from, to: readName(cursor) };
}

function readRename(cursor: Cursor): Star["rename"] {
  if (!cursor.take("RENAME")) return [];
  return cursor.isSymbol("(") ? readInParentheses(cursor, () => readRenaming(cursor)) : [readRenaming(cursor)];
}

function readExclude(cursor: Cursor): Star["exclude"] {
  if (!cursor.take("EXCLUDE")) return [];
  return cursor.isSymbol("(") ? readColumnNames(cursor) : [readName(cursor)];
}

function readStar(cursor: Cursor): Star {
  const place = placeOf(cursor.peek());
  const of = readStarOf(cursor);
  if (cursor.isWords("ILIKE")) throw notEmulated("SELECT * ILIKE");
  const exclude = readExclude(cursor);
  if (cursor.isWords("REPLACE")) throw notEmulated("SELECT * REPLACE");
  return { kind: "star", ...(of && { of }), exclude, rename: readRename(cursor), ...place };
}

/** The text that was read since a position, with its blanks and in upper case: the name of a column without alias. */
function textSince(cursor: Cursor, position: number): string {
  const tokens = cursor.tokens.slice(position, cursor.position);
  return tokens
    .map(({ gap = "", text }, index) => (index === 0 ? text : gap + text))
    .join("")
    .toUpperCase();
}

function readItem(reader: Reader): SelectItem {
  const { cursor } = reader;
  if (isStar(cursor)) return readStar(cursor);
  const { position } = cursor;
  const expression = reader.expression();
  const text = textSince(cursor, position);
  const alias = readItemAlias(cursor);
  return { kind: "expression", expression, ...(alias !== undefined && { alias }), text };
}

/** D: a comma may stand after the last item, before FROM. */
function readItems(reader: Reader): readonly SelectItem[] {
  const { cursor } = reader;
  const items = [readItem(reader)];
  while (cursor.takeSymbol(",") && !cursor.isWords("FROM")) items.push(readItem(reader));
  return items;
}

/** `TOP n`; the word is a name when no number follows. */
function readTop(cursor: Cursor): number | undefined {
  if (cursor.peek(1).kind !== "number" || !cursor.take("TOP")) return undefined;
  return cursor.integer();
}

function refuseHierarchies(cursor: Cursor): void {
  if (cursor.isWords("CONNECT", "BY") || cursor.isWords("START", "WITH")) throw notEmulated("CONNECT BY");
}

/**
 * A SELECT up to QUALIFY. D: sql-reference/sql/select. Throws 000002 for `* ILIKE`, `* REPLACE` and CONNECT BY.
 */
export function readSelect(reader: Reader): Select {
  const { cursor } = reader;
  const place = placeOf(cursor.peek());
  cursor.expect("SELECT");
  const distinct = cursor.takeOneOf("DISTINCT", "ALL") === "DISTINCT";
  const top = readTop(cursor);
  const items = readItems(reader);
  const from = cursor.take("FROM") ? readSources(reader) : undefined;
  refuseHierarchies(cursor);
  const where = cursor.take("WHERE") ? reader.expression() : undefined;
  refuseHierarchies(cursor);
  const groupBy = cursor.take("GROUP BY") ? readGroupBy(reader) : undefined;
  const having = cursor.take("HAVING") ? reader.expression() : undefined;
  const qualify = cursor.take("QUALIFY") ? reader.expression() : undefined;
  return {
    kind: "select",
    distinct,
    ...(top !== undefined && { top }),
    items,
    ...(from && { from }),
    ...(where && { where }),
    ...(groupBy && { groupBy }),
    ...(having && { having }),
    ...(qualify && { qualify }),
    ...place,
  };
}
