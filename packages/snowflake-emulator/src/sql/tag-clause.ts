import { insufficientPrivileges } from "../errors";
import type { Cursor } from "./cursor";
import { type Path, renderPath } from "./names";
import type { ExecutionContext } from "./statement";
import { findTag, mayTag, setTag, type TagHolder } from "./tags";

/** A tag that a CREATE statement puts on what it makes. */
export interface TagSetting {
  readonly path: Path;
  readonly value: string;
  /** The column that carries it; null: the object itself. */
  readonly column: string | null;
}

/** Is `[WITH] TAG (` next? A property or column may be called TAG; a parenthesis follows neither. */
function isTagClause(cursor: Cursor): boolean {
  const follows = cursor.peek(cursor.isWords("WITH") ? 2 : 1);
  const opens = follows.kind === "symbol" && follows.value === "(";
  return opens && (cursor.isWords("TAG") || cursor.isWords("WITH", "TAG"));
}

/** Reads `[WITH] TAG ( name = 'value' [, …] )` when it is next; nothing otherwise. */
export function readTagClause(cursor: Cursor, column: string | null = null): readonly TagSetting[] {
  if (!isTagClause(cursor)) return [];
  cursor.take("WITH");
  cursor.expect("TAG");
  cursor.expectSymbol("(");
  const settings: TagSetting[] = [];
  do {
    const path = cursor.path(3);
    cursor.expectSymbol("=");
    settings.push({ path, value: cursor.string(), column });
  } while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return settings;
}

/** Puts tags on an object that has just been made. Throws 002003 and 003001 as ALTER … SET TAG does. */
export function applyTagSettings(
  context: ExecutionContext,
  holder: Omit<TagHolder, "column">,
  settings: readonly TagSetting[],
): void {
  for (const { path, value, column } of settings) {
    const tag = findTag(context, path);
    if (!mayTag(context, tag, { ...holder, column })) throw insufficientPrivileges("tag", renderPath(path));
    setTag(context, tag, { ...holder, column }, value);
  }
}
