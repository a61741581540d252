import { setImmediate as nextTurn } from "node:timers/promises";
import { bindArraysDiffer, bindNotRecognized, bindNotSet, notEmulated } from "../errors";
import { literalPieces } from "./bind-literals";
import type { Token } from "./tokenizer";

/** One bound value, as drivers and the SQL API send it. */
export interface Binding {
  /** Snowflake's type name: `FIXED`, `TEXT`, `TIMESTAMP_NTZ` … */
  readonly type: string;
  /** Encoded as text, or one such value a row (array binding). */
  readonly value: string | null | readonly (string | null)[];
  /** `json`: the text of a semi-structured value is to be parsed. */
  readonly format?: string;
}

/** Bound values by position, counted from "1". */
export type Bindings = ReadonlyMap<string, Binding>;

export const NO_BINDINGS: Bindings = new Map();

/** What the placeholders of a statement have become. */
export interface BoundTokens {
  readonly tokens: readonly Token[];
  /** How many different placeholders the statement has. */
  readonly placeholders: number;
}

function isCell(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

/** Reads the `bindings` of a request body. Throws 100037 for a value that is no text: both protocols send only texts. */
export function readBindings(raw: Readonly<Record<string, unknown>>): Bindings {
  const bindings = new Map<string, Binding>();
  for (const [key, entry] of Object.entries(raw)) {
    const {
      type,
      value = null,
      format,
    }: Record<string, unknown> = typeof entry === "object" && entry !== null ? { ...entry } : {};
    const cells = Array.isArray(value) ? value : [value];
    const wrong = cells.find((cell) => !isCell(cell));
    if (typeof type !== "string" || wrong !== undefined) throw bindNotRecognized(String(type), JSON.stringify(wrong));
    const read = Array.isArray(value) ? cells.filter(isCell) : isCell(value) ? value : null;
    bindings.set(key, { type, value: read, ...(typeof format === "string" ? { format } : {}) });
  }
  return bindings;
}

/** Where a placeholder stands. */
interface Placeholder {
  /** The binding's key. */
  readonly key: string;
  /** As written: `?` or `:2`. */
  readonly text: string;
  /** How many tokens it consists of. */
  readonly length: 1 | 2;
}

function touches(left: Token | undefined, right: Token): boolean {
  return left !== undefined && left.offset + left.text.length === right.offset;
}

/** Can a value end with this token? Then a colon right after it belongs to the value (`column:path`). */
function endsOperand(token: Token): boolean {
  return token.kind === "symbol" ? token.value === ")" || token.value === "]" : token.kind !== "end";
}

function placeholderAt(tokens: readonly Token[], index: number, ordinal: number): Placeholder | undefined {
  const token = tokens[index];
  if (token === undefined || token.kind !== "symbol") return undefined;
  if (token.value === "?") return { key: String(ordinal), text: "?", length: 1 };
  const follows = tokens[index + 1];
  if (token.value !== ":" || follows === undefined || !/^\d+$/.test(follows.text) || !touches(token, follows)) {
    return undefined;
  }
  const before = tokens[index - 1];
  if (before !== undefined && endsOperand(before) && touches(before, token)) return undefined;
  return { key: follows.text, text: `:${follows.text}`, length: 2 };
}

/** Tokens and placeholders of a statement, in order. */
function findPlaceholders(tokens: readonly Token[]): ReadonlyMap<number, Placeholder> {
  const found = new Map<number, Placeholder>();
  let ordinal = 1;
  for (let index = 0; index < tokens.length; index += 1) {
    const placeholder = placeholderAt(tokens, index, ordinal);
    if (placeholder === undefined) continue;
    if (placeholder.text === "?") ordinal += 1;
    found.set(index, placeholder);
    index += placeholder.length - 1;
  }
  return found;
}

/** How many rows the arrays bind: undefined when nothing is bound as an array. */
function rowCount(bindings: Bindings): number | undefined {
  let rows: number | undefined;
  for (const { value } of bindings.values()) {
    const length = value === null || typeof value === "string" ? undefined : value.length;
    if (length === undefined) continue;
    if (rows !== undefined && rows !== length) throw bindArraysDiffer(rows, length);
    rows = length;
  }
  return rows;
}

/** A token that stays, or the place of a placeholder. */
interface Slot {
  readonly token: Token;
  readonly placeholder?: Placeholder;
}

/** Appends the tokens of one row. Scalars are the same in every row. */
type RowPlan = (row: number, result: Token[]) => void;

/** Puts literal tokens in the place of placeholders; they carry the placeholder's place and text. */
class Substitution {
  readonly #placeholders: ReadonlyMap<number, Placeholder>;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly bindings: Bindings,
    /** What to do with a placeholder that has no value: fail, or take NULL (the statement is only described). */
    private readonly unset: "FAIL" | "NULL",
  ) {
    this.#placeholders = findPlaceholders(tokens);
  }

  get placeholders(): number {
    return new Set([...this.#placeholders.values()].map((one) => one.key)).size;
  }

  /** What tokens `from` to `to` (without) become, row by row. */
  plan(from: number, to: number): RowPlan {
    const slots: Slot[] = [];
    for (let index = from; index < to; index += 1) {
      const token = this.tokens[index];
      if (token === undefined) break;
      const placeholder = this.#placeholders.get(index);
      slots.push(placeholder === undefined ? { token } : { token, placeholder });
      index += (placeholder?.length ?? 1) - 1;
    }
    return (row, result) => {
      for (const { token, placeholder } of slots) {
        if (placeholder === undefined) result.push(token);
        else this.#put(placeholder, token, row, result);
      }
    };
  }

  #put(placeholder: Placeholder, token: Token, row: number, result: Token[]): void {
    const { line, column, offset } = token;
    let { text } = placeholder;
    for (const { kind, value } of this.#values(placeholder, token, row)) {
      result.push({ kind, value, text, line, column, offset });
      text = "";
    }
  }

  #values({ key, text }: Placeholder, token: Token, row: number) {
    const binding = this.bindings.get(key);
    if (binding === undefined && this.unset === "NULL") return literalPieces("ANY", null);
    if (binding === undefined) throw bindNotSet(token.line, token.column, text);
    const { type, value, format } = binding;
    const cell = value === null || typeof value === "string" ? value : value[row];
    if (cell === undefined) throw bindNotSet(token.line, token.column, text);
    return literalPieces(type, cell, format);
  }
}

const ROWS_PER_TURN = 2000;

function isSymbol(token: Token | undefined, value: string): boolean {
  return token?.kind === "symbol" && token.value === value;
}

/** The tuple after VALUES of an INSERT: indexes of its parentheses. Undefined for any other statement. */
function valuesTuple(tokens: readonly Token[]): { readonly open: number; readonly close: number } | undefined {
  if (tokens[0]?.kind !== "word" || tokens[0].value !== "INSERT") return undefined;
  const values = tokens.findIndex((token) => token.kind === "word" && token.value === "VALUES");
  const open = values + 1;
  if (values < 0 || !isSymbol(tokens[open], "(")) return undefined;
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (isSymbol(tokens[index], "(")) depth += 1;
    if (isSymbol(tokens[index], ")")) depth -= 1;
    if (depth === 0) {
      const rest = tokens.slice(index + 1);
      return rest.every((token) => token.kind === "end" || isSymbol(token, ";")) ? { open, close: index } : undefined;
    }
  }
  return undefined;
}

/**
 * Replaces the placeholders of a statement (`?`, `:1`) by the bound values as literal tokens. Arrays make one INSERT with
 * a tuple a row; other statements take arrays of one row only. Without bindings a `:1` is no placeholder.
 * Throws 002049 for a placeholder without a value, 100037 for a value that is none of its type.
 */
export async function bindTokens(
  tokens: readonly Token[],
  bindings: Bindings,
  unset: "FAIL" | "NULL" = "FAIL",
): Promise<BoundTokens> {
  const someQuestion = tokens.some((token) => isSymbol(token, "?"));
  if (bindings.size === 0 && unset === "FAIL" && !someQuestion) return { tokens, placeholders: 0 };
  const substitution = new Substitution(tokens, bindings, unset);
  const { placeholders } = substitution;
  const rows = rowCount(bindings) ?? 1;
  const result: Token[] = [];
  if (rows === 1) {
    substitution.plan(0, tokens.length)(0, result);
    return { tokens: result, placeholders };
  }
  const tuple = valuesTuple(tokens);
  if (tuple === undefined) throw notEmulated("array binding of anything but INSERT … VALUES (…)");
  substitution.plan(0, tuple.open)(0, result);
  const putRow = substitution.plan(tuple.open, tuple.close + 1);
  const comma = tokens[tuple.open];
  for (let row = 0; row < rows; row += 1) {
    if (row > 0 && comma !== undefined) result.push({ ...comma, value: ",", text: "" });
    putRow(row, result);
    if (row % ROWS_PER_TURN === ROWS_PER_TURN - 1) await nextTurn();
  }
  substitution.plan(tuple.close + 1, tokens.length)(0, result);
  return { tokens: result, placeholders };
}
