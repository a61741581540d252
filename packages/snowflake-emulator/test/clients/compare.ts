import type { ClientCase, Observed, Plain, Step } from "./case";

/** How much of an answer a difference quotes. */
const LONGEST_TEXT = 1000;

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function cellsOf(observed: Extract<Observed, { rows: unknown }>, names: readonly string[]) {
  return observed.rows.map((row) =>
    Object.fromEntries(names.map((name): [string, Plain] => [name, row[observed.columns.indexOf(name)] ?? null])),
  );
}

function compareStep({ expected, sql }: Step, observed: Observed | undefined): string | undefined {
  const seen = `${sql}\n  answered ${JSON.stringify(observed)?.slice(0, LONGEST_TEXT)}`;
  if (observed === undefined) return `${sql}\n  was not run`;
  if (expected !== undefined && "error" in expected) {
    const { code, sqlState, message = "" } = expected.error;
    if (!("error" in observed)) return `${seen}\n  instead of the error ${code}`;
    const { error } = observed;
    const matches =
      error.code === code && (sqlState === undefined || error.sqlState === sqlState) && error.message.includes(message);
    return matches ? undefined : `${seen}\n  instead of ${JSON.stringify(expected.error)}`;
  }
  if ("error" in observed) return `${seen}\n  and should have succeeded`;
  if (expected === undefined) return undefined;
  if ("count" in expected) {
    const { count, last } = expected;
    const { rows } = observed;
    if (rows.length === count && same(rows.at(-1), last)) return undefined;
    return `${sql}\n  answered ${rows.length} rows, the last ${JSON.stringify(rows.at(-1))}\n  instead of ${JSON.stringify(expected)}`;
  }
  if ("cells" in expected) {
    const names = Object.keys(expected.cells[0] ?? {});
    return same(cellsOf(observed, names), expected.cells)
      ? undefined
      : `${seen}\n  instead of ${JSON.stringify(expected)}`;
  }
  const columns = expected.columns === undefined || same(observed.columns, expected.columns);
  return columns && same(observed.rows, expected.rows)
    ? undefined
    : `${seen}\n  instead of ${JSON.stringify(expected)}`;
}

/** What a client answered otherwise than the case says; empty when all is well. */
export function differences({ steps }: ClientCase, observed: readonly Observed[]): readonly string[] {
  return steps.flatMap((step, index) => compareStep(step, observed[index]) ?? []);
}
