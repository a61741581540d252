import { notEmulated } from "../errors";
import type { FormatValue } from "../objects/file-format";
import { FileProblem } from "./file-problem";

/** White space; the record separator of JSON text sequences, too. */
const isBlank = (character: string) => /\s/.test(character) || character === "\u001e";

/** The offset behind the JSON value that begins at `from`. Nothing is said about what is in it. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === '"') {
      at += 1;
      while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
      if (depth === 0) return at + 1;
    } else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (isBlank(character) || character === ",")) return at;
    else if (depth === 0 && at > from && /[{["]/.test(character)) return at;
  }
  return at;
}

/** A value as it was written, when it is JSON. */
function checked(written: string): { readonly written: string; readonly value: unknown } {
  try {
    return { written, value: JSON.parse(written) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FileProblem(`error parsing JSON: ${error.message}`, { cause: error });
  }
}

/** Values one after another, with blanks or line breaks between them; in an array also with commas. */
function* values(text: string, from: number, to: number, commas: boolean) {
  let at = from;
  for (;;) {
    while (at < to && (isBlank(text[at] ?? "") || (commas && text[at] === ","))) at += 1;
    if (at >= to) return;
    const end = Math.min(endOfValue(text, at), to);
    if (end === at) throw new FileProblem(`error parsing JSON: unexpected '${text[at]}'`);
    yield checked(text.slice(at, end));
    at = end;
  }
}

/** D: STRIP_NULL_VALUES, TRIM_SPACE, NULL_IF. */
function changed(value: unknown, rules: Rules): unknown {
  if (typeof value === "string") {
    const text = rules.trim ? value.trim() : value;
    return rules.nullIf.has(text) ? null : text;
  }
  if (Array.isArray(value)) return value.map((one) => changed(one, rules));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, changed(one, rules)] as const);
  return Object.fromEntries(rules.stripNull ? entries.filter(([, one]) => one !== null) : entries);
}

interface Rules {
  readonly stripNull: boolean;
  readonly trim: boolean;
  readonly nullIf: ReadonlySet<string>;
}

/** The rows of a JSON file as JSON, numbers as they were written. Throws FileProblem at the first value that is none. */
export function* jsonRows(text: string, options: Readonly<Record<string, FormatValue>>): Generator<string, void> {
  for (const option of ["ENABLE_OCTAL", "ALLOW_DUPLICATE"]) {
    if (options[option] === true) throw notEmulated(`reading JSON files with ${option} = TRUE`);
  }
  const rules: Rules = {
    stripNull: options.STRIP_NULL_VALUES === true,
    trim: options.TRIM_SPACE === true,
    nullIf: new Set(Array.isArray(options.NULL_IF) ? options.NULL_IF.map(String) : []),
  };
  const plain = !rules.stripNull && !rules.trim && rules.nullIf.size === 0;
  const shown = ({ written, value }: ReturnType<typeof checked>) =>
    plain ? written : JSON.stringify(changed(value, rules));
  for (const one of values(text, 0, text.length, false)) {
    if (options.STRIP_OUTER_ARRAY !== true || !Array.isArray(one.value)) {
      yield shown(one);
      continue;
    }
    const { written } = one;
    for (const element of values(written, written.indexOf("[") + 1, written.lastIndexOf("]"), true)) {
      yield shown(element);
    }
  }
}
