/** How much a file's entry tells of a column. */
export type MetricsMode =
  | { readonly kind: "none" | "counts" | "full" }
  | {
      readonly kind: "truncate";
      /** Characters of text and bytes of binary that bounds keep. */
      readonly length: number;
    };

/** A table property has a value that is none of its own. */
export class InvalidPropertyError extends Error {
  override readonly name = "InvalidPropertyError";
  constructor(property: string, value: string, expected: string) {
    super(`table property ${property} is ${value}, expected ${expected}`);
  }
}

function parse(property: string, value: string): MetricsMode {
  const mode = value.trim().toLowerCase();
  if (mode === "none" || mode === "counts" || mode === "full") return { kind: mode };
  const length = /^truncate\(\s*([1-9]\d{0,8})\s*\)$/.exec(mode)?.[1];
  if (length === undefined) throw new InvalidPropertyError(property, value, "none, counts, truncate(n) or full");
  return { kind: "truncate", length: Number(length) };
}

const DEFAULT = "write.metadata.metrics.default";
const COLUMN = "write.metadata.metrics.column.";

/**
 * The mode of a column, by its full name: its own, or the table's, or `truncate(16)`.
 * Source: https://iceberg.apache.org/docs/latest/configuration/#write-properties
 *
 * @throws InvalidPropertyError
 */
export function metricsMode(properties: Readonly<Record<string, string>>, column: string): MetricsMode {
  const own = properties[`${COLUMN}${column}`];
  if (own !== undefined) return parse(`${COLUMN}${column}`, own);
  return parse(DEFAULT, properties[DEFAULT] ?? "truncate(16)");
}
