/** Pieces of SQL that are kept as they are: quoted names, and text. */
const KEPT = /"(?:[^"]|"")*"|'(?:[^'\\]|''|\\[\s\S])*'|[$]{2}[\s\S]*?[$]{2}/g;

/** How a view's text may begin: what replaces what, and what is kept, is of no account once it is there. */
const CREATE_VIEW = /^CREATE(?: OR REPLACE)?((?: \w+)*?) VIEW(?: IF NOT EXISTS)?\b/i;

/** SQL with one blank where there is any white space, and none at its ends; quoted names and text stay. */
export function normalizeSql(sql: string): string {
  let end = 0;
  let normalized = "";
  const outside = (text: string) => text.replace(/\s+/g, " ");
  for (const found of matches(sql)) {
    normalized += outside(sql.slice(end, found.at)) + found.text;
    end = found.at + found.text.length;
  }
  return (normalized + outside(sql.slice(end))).trim().replace(/ ?;$/, "");
}

function matches(sql: string): readonly { readonly at: number; readonly text: string }[] {
  const found: { at: number; text: string }[] = [];
  sql.replace(KEPT, (text, at) => {
    found.push({ at: Number(at), text });
    return text;
  });
  return found;
}

/** A view's text without what only says how it was made: OR REPLACE, IF NOT EXISTS, COPY GRANTS. */
export function normalizeView(text: string): string {
  return normalizeSql(text)
    .replace(CREATE_VIEW, "CREATE$1 VIEW")
    .replace(/^(CREATE[^'$]*?) COPY GRANTS\b/i, "$1");
}

/** A procedure's body without its settings: they say which account it is in. */
export function normalizeBody(body: string): string {
  return body.trim().replace(/^const settings = .*;$/m, "const settings = {};");
}
