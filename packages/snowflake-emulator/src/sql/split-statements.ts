import { notEmulated } from "../errors";
import type { Token } from "./tokenizer";

/** One statement of a request. */
export interface StatementPart {
  /** From its first to its last character, without the semicolon. */
  readonly text: string;
  /** Ends with an end token. Places count from the statement's own beginning. */
  readonly tokens: readonly Token[];
  /** Where the statement begins in the request: line from 1, column from 0. */
  readonly line: number;
  readonly column: number;
}

/** What may follow BEGIN when it opens a transaction. */
const TRANSACTION_WORDS: ReadonlySet<string> = new Set(["TRANSACTION", "WORK", "NAME"]);

/** Does a block of Snowflake Scripting begin here? BEGIN opens a transaction as well. */
function opensBlock(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== "word") return false;
  if (token.value === "DECLARE") return true;
  const next = tokens[index + 1];
  if (token.value !== "BEGIN" || next === undefined || next.kind === "end") return false;
  if (next.kind === "symbol" && next.value === ";") return false;
  return next.kind !== "word" || !TRANSACTION_WORDS.has(next.value);
}

/** A block has semicolons of its own, so it must be noticed before the text is cut at them. */
function refuseBlocks(tokens: readonly Token[]): void {
  let first = true;
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const asBody = before?.kind === "word" && before.value === "AS";
    if ((first || asBody) && opensBlock(tokens, index)) throw notEmulated("Snowflake Scripting blocks (BEGIN … END)");
    first = token.kind === "symbol" && token.value === ";";
  });
}

/** The same tokens, with places that count from the first of them. */
function relative(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  if (first === undefined) return tokens;
  return tokens.map((token) => ({
    ...token,
    line: token.line - first.line + 1,
    column: token.line === first.line ? token.column - first.column : token.column,
    offset: token.offset - first.offset,
  }));
}

/** Where the text ends that a list of tokens was read from. Tokens of one placeholder share its place. */
function endOf(tokens: readonly Token[], sql: string): number {
  const last = tokens.at(-1);
  if (last === undefined) return sql.length;
  const sharing = tokens.filter((token) => token.offset === last.offset);
  return last.offset + Math.max(...sharing.map((token) => token.text.length));
}

/**
 * Cuts a request's tokens into statements at semicolons; empty ones are left out. A single statement keeps its places in
 * the request. Semicolons in literals and comments are none. Throws 000002 for blocks of Snowflake Scripting.
 */
export function splitStatements(sql: string, tokens: readonly Token[]): readonly StatementPart[] {
  refuseBlocks(tokens);
  const lists: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "symbol" && token.value === ";") lists.push([]);
    else if (token.kind !== "end") lists.at(-1)?.push(token);
  }
  const end = tokens.at(-1);
  const full = lists.filter((list) => list.length > 0);
  const [only, ...others] = full;
  if (only !== undefined && end !== undefined && others.length === 0) {
    return [{ text: sql, tokens: [...only, end], line: 1, column: 0 }];
  }
  return full.map((list) => {
    const first = list[0];
    const stop = endOf(list, sql);
    const last = list.at(-1) ?? first;
    const at = last === undefined ? {} : { line: last.line, column: last.column + last.text.length };
    const closing: Token = { kind: "end", text: "<EOF>", value: "", line: 1, column: 0, ...at, offset: stop };
    return {
      text: sql.slice(first?.offset ?? 0, stop),
      tokens: relative([...list, closing]),
      line: first?.line ?? 1,
      column: first?.column ?? 0,
    };
  });
}
