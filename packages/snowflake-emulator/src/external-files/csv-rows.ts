import { notEmulated } from "../errors";
import type { FormatValue } from "../objects/file-format";
import { FileProblem } from "./file-problem";

/** What of the options a CSV file is read by. D: CREATE FILE FORMAT, TYPE = CSV. */
interface CsvRules {
  /** undefined: a line break of any kind. */
  readonly recordDelimiter: string | undefined;
  /** undefined: a record is one field. */
  readonly fieldDelimiter: string | undefined;
  readonly quote: string | undefined;
  readonly escapeEnclosed: string | undefined;
  readonly escapeUnenclosed: string | undefined;
  readonly trim: boolean;
  readonly nullIf: ReadonlySet<string>;
  readonly emptyIsNull: boolean;
  readonly skipBlank: boolean;
}

const unlessNone = (value: FormatValue | undefined) =>
  typeof value !== "string" || value === "NONE" || value === "" ? undefined : value;

function rulesOf(options: Readonly<Record<string, FormatValue>>): CsvRules {
  if (options.PARSE_HEADER === true) throw notEmulated("reading CSV files with PARSE_HEADER = TRUE");
  const record = unlessNone(options.RECORD_DELIMITER);
  const enclosedEscape = unlessNone(options.ESCAPE);
  return {
    recordDelimiter: record === "\n" || record === "\r\n" || record === "\r" ? undefined : (record ?? "\u0000none"),
    fieldDelimiter: unlessNone(options.FIELD_DELIMITER),
    quote: unlessNone(options.FIELD_OPTIONALLY_ENCLOSED_BY),
    escapeEnclosed: enclosedEscape,
    // D: ESCAPE overrides ESCAPE_UNENCLOSED_FIELD.
    escapeUnenclosed: enclosedEscape ?? unlessNone(options.ESCAPE_UNENCLOSED_FIELD),
    trim: options.TRIM_SPACE === true,
    nullIf: new Set(Array.isArray(options.NULL_IF) ? options.NULL_IF.map(String) : []),
    emptyIsNull: options.EMPTY_FIELD_AS_NULL !== false,
    skipBlank: options.SKIP_BLANK_LINES === true,
  };
}

/** D: common escape sequences; any other character after the escape stands for itself. */
const SEQUENCES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", "0": "\0" };

/** Reads one file from its beginning to its end. */
class CsvReader {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly rules: CsvRules,
  ) {}

  get isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** Leaves out one line, whatever is in it (D: SKIP_HEADER counts lines). */
  skipLine(): void {
    while (!this.isAtEnd && this.#record() === 0) this.#at += 1;
    this.#at += this.#record();
  }

  /** The fields of the next record. Throws FileProblem. */
  record(): readonly (string | null)[] {
    const fields: (string | null)[] = [];
    for (;;) {
      fields.push(this.#field());
      const { fieldDelimiter } = this.rules;
      if (fieldDelimiter !== undefined && this.text.startsWith(fieldDelimiter, this.#at)) {
        this.#at += fieldDelimiter.length;
        continue;
      }
      this.#at += this.#record();
      return fields;
    }
  }

  /** Length of the record delimiter that stands here; 0: none does. */
  #record(): number {
    const { recordDelimiter } = this.rules;
    if (recordDelimiter !== undefined) {
      return this.text.startsWith(recordDelimiter, this.#at) ? recordDelimiter.length : 0;
    }
    const first = this.text[this.#at];
    if (first === "\r") return this.text[this.#at + 1] === "\n" ? 2 : 1;
    return first === "\n" ? 1 : 0;
  }

  #ends(): boolean {
    const { fieldDelimiter } = this.rules;
    return (
      this.isAtEnd ||
      this.#record() > 0 ||
      (fieldDelimiter !== undefined && this.text.startsWith(fieldDelimiter, this.#at))
    );
  }

  #field(): string | null {
    const { quote, trim } = this.rules;
    const from = this.#at;
    if (trim) while (/[ \t]/.test(this.text[this.#at] ?? "") && !this.#ends()) this.#at += 1;
    if (quote !== undefined && this.text[this.#at] === quote) return this.#enclosed(quote);
    this.#at = from;
    return this.#bare();
  }

  #enclosed(quote: string): string | null {
    const { escapeEnclosed, trim, nullIf } = this.rules;
    this.#at += 1;
    let value = "";
    for (;;) {
      const character = this.text[this.#at];
      if (character === undefined) throw new FileProblem("a field that is enclosed is not closed");
      this.#at += 1;
      if (character === escapeEnclosed) value += this.#escaped();
      else if (character !== quote) value += character;
      else if (this.text[this.#at] === quote) {
        value += quote;
        this.#at += 1;
      } else break;
    }
    if (trim) while (/[ \t]/.test(this.text[this.#at] ?? "") && !this.#ends()) this.#at += 1;
    // O: "Found character … instead of field delimiter".
    if (!this.#ends()) throw new FileProblem(`found '${this.text[this.#at]}' instead of a field delimiter`);
    return nullIf.has(value) ? null : value;
  }

  #bare(): string | null {
    const { escapeUnenclosed, trim, nullIf, emptyIsNull } = this.rules;
    const from = this.#at;
    let value = "";
    while (!this.#ends()) {
      const character = this.text[this.#at] ?? "";
      this.#at += 1;
      value += character === escapeUnenclosed ? this.#escaped() : character;
    }
    const clean = (written: string) => (trim ? written.trim() : written);
    // D: \N stands for NULL although the backslash would be an escape.
    if (nullIf.has(clean(this.text.slice(from, this.#at))) || nullIf.has(clean(value))) return null;
    return clean(value) === "" && emptyIsNull ? null : clean(value);
  }

  #escaped(): string {
    const character = this.text[this.#at];
    if (character === undefined) return "";
    this.#at += 1;
    return SEQUENCES[character] ?? character;
  }
}

/** The rows of a CSV file as JSON: `{"c1": "…", "c2": null}`. Throws FileProblem at the first record that is none. */
export function* csvRows(text: string, options: Readonly<Record<string, FormatValue>>): Generator<string, void> {
  const rules = rulesOf(options);
  const reader = new CsvReader(text, rules);
  for (let skip = Number(options.SKIP_HEADER ?? 0); skip > 0 && !reader.isAtEnd; skip -= 1) reader.skipLine();
  while (!reader.isAtEnd) {
    const fields = reader.record();
    const blank = fields.length === 1 && (fields[0] === null || fields[0] === "");
    if (blank && rules.skipBlank) continue;
    yield JSON.stringify(Object.fromEntries(fields.map((value, index) => [`c${index + 1}`, value])));
  }
}
