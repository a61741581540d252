import { invalidParameterValue } from "./data-errors";
import { readJson } from "./json-reader";
import { isArray, isObject, type Json, storeJson, UNDEFINED } from "./json-value";
import { native } from "./native-function";

/** One row of FLATTEN or SPLIT_TO_TABLE. */
interface FlattenedRow {
  readonly key?: string;
  readonly path?: string;
  readonly index?: number;
  /** Stored JSON for FLATTEN, text for SPLIT_TO_TABLE; absent: NULL. */
  readonly value?: string | null;
  /** The path of what it is an element of. */
  readonly parent?: string;
}

export type Step = string | number;

/** The value below; undefined when there is none. */
export function step(value: Json, at: Step): Json | undefined {
  if (typeof at === "number") return isArray(value) ? value[at] : undefined;
  return isObject(value) ? value.get(at) : undefined;
}

function follow(value: Json, steps: readonly Step[]): Json | undefined {
  let current: Json | undefined = value;
  for (const one of steps) {
    if (current === undefined) return undefined;
    current = step(current, one);
  }
  return current;
}

/** SQL NULL for what is missing or undefined; JSON null stays. */
export function storedOrNull(value: Json | undefined): string | null {
  return value === undefined || value === UNDEFINED ? null : storeJson(value);
}

/** Reads GET_PATH's notation: `a.b[0]["c d"]`. Throws when it is none. */
export function readPath(path: string): readonly Step[] {
  const steps: Step[] = [];
  const part = /\.?([A-Za-z_][\w$]*)|\.?"((?:[^"]|"")*)"|\[(\d+)\]|\[\s*(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)")\s*\]/y;
  while (part.lastIndex < path.length) {
    const at = part.lastIndex;
    const match = part.exec(path);
    if (match === null)
      throw invalidParameterValue(`Invalid extraction path '${path}': invalid token at position ${at}`);
    const [, name, quoted, index, single, double] = match;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? quoted?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? double ?? "");
  }
  return steps;
}

function writeStep(at: Step, first: boolean): string {
  if (typeof at === "number") return `[${at}]`;
  if (/^[A-Za-z_]\w*$/.test(at)) return first ? at : `.${at}`;
  return `['${at.replaceAll("'", "\\'")}']`;
}

type Mode = "ARRAY" | "OBJECT" | "BOTH";

function* flatten(value: Json, path: string, mode: Mode, recursive: boolean): Generator<FlattenedRow> {
  const entries: (readonly [Step, Json])[] = isArray(value)
    ? mode === "OBJECT"
      ? []
      : value.map((one, index) => [index, one] as const)
    : isObject(value) && mode !== "ARRAY"
      ? [...value]
      : [];
  for (const [at, one] of entries) {
    const here = `${path}${writeStep(at, path === "")}`;
    const place = typeof at === "string" ? { key: at } : { index: at };
    yield { ...place, path: here, value: storedOrNull(one), parent: path };
    if (recursive) yield* flatten(one, here, mode, true);
  }
}

export const variantPathFunctions = [
  /** Keys and indexes as a JSON array: the steps of `v:a[0]`. */
  native("get_steps", ["TEXT", "TEXT"], "TEXT", (json, steps) => {
    const parsed: readonly Step[] = JSON.parse(steps);
    return storedOrNull(follow(readJson(json, true), parsed));
  }),
  native("get_key", ["TEXT", "TEXT"], "TEXT", (json, key) => storedOrNull(step(readJson(json, true), key))),
  native("get_index", ["TEXT", "INTEGER"], "TEXT", (json, index) =>
    storedOrNull(step(readJson(json, true), Number(index))),
  ),
  native("get_path", ["TEXT", "TEXT"], "TEXT", (json, path) =>
    storedOrNull(follow(readJson(json, true), readPath(path))),
  ),
  native("get_ignore_case", ["TEXT", "TEXT"], "TEXT", (json, key) => {
    const value = readJson(json, true);
    if (!isObject(value)) return null;
    const exact = value.get(key);
    const found = exact ?? [...value].find(([one]) => one.toUpperCase() === key.toUpperCase())?.[1];
    return storedOrNull(found);
  }),
  /** value, path, OUTER, RECURSIVE, MODE; rows as a JSON array. D: FLATTEN. */
  native("flatten", ["TEXT?", "TEXT", "BOOLEAN", "BOOLEAN", "TEXT"], "TEXT", (json, path, outer, recursive, mode) => {
    const whole = json === null ? undefined : readJson(json, true);
    const start = whole === undefined ? undefined : follow(whole, readPath(path));
    const rows =
      start === undefined
        ? []
        : [...flatten(start, path, mode === "ARRAY" || mode === "OBJECT" ? mode : "BOTH", recursive)];
    return JSON.stringify(rows.length > 0 || !outer ? rows : [{ path: "", parent: path }]);
  }),
  /** D: SPLIT_TO_TABLE; indexes from 1. */
  native("split_to_table", ["TEXT", "TEXT"], "TEXT", (text, separator) =>
    JSON.stringify(
      (separator === "" ? [text] : text.split(separator)).map(
        (value, index): FlattenedRow => ({ index: index + 1, value }),
      ),
    ),
  ),
];
