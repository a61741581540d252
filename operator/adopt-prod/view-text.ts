/** A CREATE VIEW statement in parts. */
export interface ViewText {
  /** Words before VIEW that say what it is: `SECURE`, `RECURSIVE`; in upper case. */
  readonly kind: string;
  /** Everything behind the name, as it was written, without spaces around it. */
  readonly rest: string;
}

const SPACE = /^(?:\s+|--[^\n]*(?:\n|$)|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;
const WORD = /^[A-Za-z_][\w$]*/;
const PART = /^(?:"(?:[^"]|"")*"|[A-Za-z_][\w$]*)/;

/**
 * Takes apart what SHOW VIEWS tells of a view, which is its statement as it was sent.
 * Source: docs.snowflake.com, sql-reference/sql/create-view
 * @throws Error when it isn't such a statement: a view that isn't understood is not copied
 */
export function parseView(text: string): ViewText {
  let left = text;
  const take = (pattern: RegExp): string | undefined => {
    left = left.replace(SPACE, "");
    const found = pattern.exec(left)?.[0];
    if (found !== undefined) left = left.slice(found.length);
    return found;
  };
  const words: string[] = [];
  for (let word = take(WORD); word !== undefined; word = take(WORD)) {
    words.push(word.toUpperCase());
    if (words.at(-1) === "VIEW") break;
  }
  const before = words.join(" ").replace(/^CREATE (OR REPLACE )?/, "");
  const kind = /^((?:SECURE |RECURSIVE )*)VIEW$/.exec(before)?.[1];
  if (words[0] !== "CREATE" || kind === undefined) {
    throw new Error(`its text isn't CREATE [SECURE] [RECURSIVE] VIEW: ${JSON.stringify(text.slice(0, 60))}`);
  }
  const mark = left;
  if (take(WORD)?.toUpperCase() !== "IF") left = mark;
  else if (take(WORD)?.toUpperCase() !== "NOT" || take(WORD)?.toUpperCase() !== "EXISTS") left = mark;
  let part = take(PART);
  while (part !== undefined && take(/^\./) !== undefined) part = take(PART);
  if (part === undefined) throw new Error(`its text has no name: ${JSON.stringify(text.slice(0, 60))}`);
  return { kind: kind.trim(), rest: left.trim().replace(/\s*;$/, "") };
}

/** The statement that makes such a view under another name. @param name qualified and quoted */
export function createView(name: string, { kind, rest }: ViewText): string {
  return `CREATE OR REPLACE ${kind === "" ? "" : `${kind} `}VIEW ${name} ${rest}`;
}
