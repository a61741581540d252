import { notEmulated, syntaxError } from "../errors";
import { Cursor } from "./cursor";
import { LeadingWords } from "./leading-words";
import { SNOWFLAKE_STATEMENTS } from "./refused";
import type { ParsedStatement, StatementKind } from "./statement";
import { STATEMENT_KINDS } from "./statements";
import { parseTagStatement } from "./statements/tag/set-tag";
import type { Token } from "./tokenizer";

/** The first words of a statement in the form that kinds are known by. */
function headline(tokens: readonly Token[]): readonly string[] {
  const words: string[] = [];
  // A query may stand in parentheses.
  if (tokens[0]?.kind === "symbol" && tokens[0].value === "(") return ["("];
  for (const token of tokens) {
    if (token.kind !== "word" || words.length === 8) break;
    words.push(token.value === "DESC" && words.length === 0 ? "DESCRIBE" : token.value);
  }
  if (words[0] === "CREATE" && words[1] === "OR" && words[2] === "REPLACE") words.splice(1, 2);
  if (words[0] === "SHOW" && words[1] === "TERSE") words.splice(1, 1);
  return words;
}

const BUILT: ReadonlySet<string> = new Set(STATEMENT_KINDS.map((kind) => kind.leading));

/** Leading words of every statement that is refused by name. */
export const REFUSED: readonly string[] = SNOWFLAKE_STATEMENTS.filter((leading) => !BUILT.has(leading));

const KINDS = new LeadingWords<StatementKind>(STATEMENT_KINDS, (kind) => kind.leading);
const REFUSALS = new LeadingWords<string>(REFUSED, (leading) => leading);

/**
 * Finds the statement's kind and parses it. Rejects with 000002 naming the kind when Snowflake has it and the emulator has
 * not, and a syntax error when Snowflake has no such statement either.
 */
export async function parseStatement(
  tokens: readonly Token[],
): Promise<ParsedStatement & { readonly leading: string }> {
  const tagged = parseTagStatement(tokens);
  if (tagged !== undefined) return { leading: "ALTER", execute: tagged };
  const words = headline(tokens);
  const known = KINDS.find(words);
  const refused = REFUSALS.find(words);
  if (refused !== undefined && refused.length > (known?.length ?? 0)) throw notEmulated(refused.value);
  const cursor = new Cursor(tokens);
  if (known === undefined) {
    const first = cursor.peek();
    throw syntaxError(first.line, first.column, first.text);
  }
  const parsed = await known.value.parse(cursor);
  cursor.end();
  const { leading } = known.value;
  return typeof parsed === "function" ? { leading, execute: parsed } : { ...parsed, leading };
}
