import { valueAt } from "./value-at";

/** Something that is wrong with a configuration, and where. */
export interface Problem {
  /** The keys that lead to the value, outermost first. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what is allowed, without the value. */
  readonly message: string;
}

/** A value that may be a text, and where it is. */
export interface Text {
  readonly path: readonly (string | number)[];
  /** Undefined where the value is missing or isn't a text. */
  readonly value: string | undefined;
}

/** The text at a path of plain data. */
export function text(root: unknown, path: Text["path"]): Text {
  const value = valueAt(root, path);
  return { path, value: typeof value === "string" ? value : undefined };
}

/** The texts directly under a map. */
export function texts(root: unknown, path: Text["path"]): Text[] {
  const map = valueAt(root, path);
  return Object.keys(typeof map === "object" && map !== null ? map : {}).map((key) => text(root, [...path, key]));
}

/** A problem for each text that stood earlier in the list. */
export function repeated(values: readonly Text[], why: string): Problem[] {
  return values.flatMap(({ path, value }, index) => {
    const first = values.slice(0, index).find((earlier) => earlier.value !== undefined && earlier.value === value);
    return first === undefined ? [] : [{ path, message: `is ${first.path.join(".")} too; ${why}` }];
  });
}
