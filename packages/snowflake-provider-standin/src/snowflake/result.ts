import { recordOf } from "./http";
import { goTime, rfc3339Time } from "./time";

/** One column of a result. */
export interface Column {
  /** Name as the server wrote it. */
  readonly name: string;
  /** Type in lower case: text, fixed, boolean, timestamp_ltz … */
  readonly type: string;
}

/** What a statement answered. */
export interface StatementResult {
  /** Columns in order. */
  readonly columns: readonly Column[];
  /** Rows in order. */
  readonly rows: readonly Row[];
}

/**
 * One row. A column that the server didn't send reads as its zero value, a NULL in a column that may not be NULL is an error:
 * that is how the real provider's Go driver scans rows.
 */
export class Row {
  readonly #cells: ReadonlyMap<string, { readonly type: string; readonly cell: string | null }>;
  readonly #timezone: string;

  /** @param timezone session time zone (IANA name), for timestamps with local time zone */
  constructor(columns: readonly Column[], cells: readonly (string | null)[], timezone: string) {
    this.#cells = new Map(columns.map(({ name, type }, i) => [name, { type, cell: cells[i] ?? null }]));
    this.#timezone = timezone;
  }

  /** A text that may be NULL: undefined then, and when the column is missing. */
  optional(name: string): string | undefined {
    return this.#cells.get(name)?.cell ?? undefined;
  }

  /** A text; "" when the column is missing. @throws Error when it is NULL */
  text(name: string): string {
    const found = this.#cells.get(name);
    if (found === undefined) return "";
    if (found.cell === null) throw new Error(`column "${name}" is NULL where a value is needed`);
    return found.cell;
  }

  /** A boolean (true/false/1/0 in any case); false when the column is missing. @throws Error when it is anything else */
  boolean(name: string): boolean {
    const text = this.text(name);
    if (text === "") return false;
    const parsed = parseBoolean(text);
    if (parsed === undefined) throw new Error(`column "${name}" holds ${JSON.stringify(text)}, not a boolean`);
    return parsed;
  }

  /** A number that may be NULL. @throws Error when it isn't a number */
  optionalNumber(name: string): number | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    const number = Number(text);
    if (text.trim() === "" || Number.isNaN(number))
      throw new Error(`column "${name}" holds ${JSON.stringify(text)}, not a number`);
    return number;
  }

  /** A number; 0 when the column is missing. @throws Error when it is NULL or not a number */
  number(name: string): number {
    return this.text(name) === "" && !this.#cells.has(name) ? 0 : (this.optionalNumber(name) ?? 0);
  }

  /** A timestamp as Go prints it (`2026-01-02 03:04:05.678 +0000 UTC`); year 1 when the column is missing. */
  time(name: string): string {
    const found = this.#cells.get(name);
    return goTime(found?.type ?? "", found === undefined ? undefined : this.text(name), this.#timezone);
  }

  /** A timestamp that may be NULL: year 1 then, as when the column is missing. */
  optionalTime(name: string): string {
    return this.optional(name) === undefined ? goTime("", undefined, this.#timezone) : this.time(name);
  }

  /** A timestamp as the Go driver hands it over where a text is wanted (RFC 3339); "" when it is NULL or missing. */
  timeText(name: string): string {
    const found = this.#cells.get(name);
    if (found === undefined || found.cell === null) return "";
    return found.type.startsWith("timestamp_") ? rfc3339Time(found.type, found.cell, this.#timezone) : found.cell;
  }

  /** All columns in order, NULL as null, as the driver hands values of unknown shape over. */
  entries(): readonly (readonly [name: string, type: string, cell: string | null])[] {
    return [...this.#cells].map(([name, { type, cell }]) => [name, type, cell]);
  }
}

/** true/false/t/f/1/0 as Go's ParseBool reads them; undefined for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  if (["1", "t", "T", "true", "TRUE", "True"].includes(text)) return true;
  return ["0", "f", "F", "false", "FALSE", "False"].includes(text) ? false : undefined;
}

/** Reads the `data` of a successful answer. @throws Error when the rows are not in JSON */
export function resultOf(data: Readonly<Record<string, unknown>>, timezone: string): StatementResult {
  if (data.queryResultFormat === "arrow" || (Array.isArray(data.chunks) && data.chunks.length > 0)) {
    throw new Error("the server answered with Arrow or chunked rows; this provider reads JSON rows in one piece only");
  }
  const columns = list(data.rowtype).map((column) => {
    const { name, type } = recordOf(column);
    return { name: String(name ?? ""), type: String(type ?? "").toLowerCase() };
  });
  const rows = list(data.rowset).map((cells) => {
    const texts = list(cells).map((cell) => (cell === null || cell === undefined ? null : String(cell)));
    return new Row(columns, texts, timezone);
  });
  return { columns, rows };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
