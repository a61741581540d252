import { setImmediate } from "node:timers/promises";
import { quoteText } from "../query/physical-name";
import type { DataType } from "../types/data-type";
import { encodeCell } from "../wire/encode-result";
import type { Cell } from "../wire/result-table";

/** So many rows become text before others get their turn. */
const ROWS_AT_ONCE = 500;
/** So many rows stand in one literal: the data engine needs memory for a whole one several times over. */
const ROWS_OF_A_LITERAL = 4000;

/** A text as a value of the type, as the data engine keeps it. */
function value(type: DataType, text: string): string {
  switch (type.kind) {
    case "NUMBER":
      return `CAST((${text}) AS DECIMAL(${type.precision},${type.scale}))`;
    case "BOOLEAN":
      return `CAST((${text}) AS BOOLEAN)`;
    case "TIMESTAMP_LTZ":
      return `make_timestamptz(CAST(CAST((${text}) AS DECIMAL(38,6)) * 1000000 AS BIGINT))`;
    case "TEXT":
      return `(${text})`;
    default:
      throw new Error(`a view of INFORMATION_SCHEMA has a column of type ${type.kind}`);
  }
}

/**
 * Many rows as one query: literals with many rows each, of which only the columns that are asked for are taken apart. Columns without any
 * value are not in them. The data engine reads this many times faster than as many literals as there are cells.
 */
export async function rowsAsQuery(
  columns: readonly { readonly type: DataType }[],
  rows: readonly (readonly Cell[])[],
): Promise<string> {
  const filled = columns.flatMap((_, index) => (rows.some((row) => (row[index] ?? null) !== null) ? [index] : []));
  const pieces: string[] = [];
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE);
    pieces.push(...some.map((row) => JSON.stringify(filled.map((index) => encodeCell(row[index] ?? null)))));
    await setImmediate();
  }
  const literals: string[] = [];
  for (let at = 0; at < pieces.length; at += ROWS_OF_A_LITERAL) {
    const literal = quoteText(`[${pieces.slice(at, at + ROWS_OF_A_LITERAL).join(",")}]`);
    literals.push(`SELECT unnest(CAST(${literal} AS JSON[])) AS r`);
  }
  const positions = new Map(filled.map((index, position) => [index, position]));
  const items = columns.map(({ type }, index) => {
    const position = positions.get(index);
    return value(type, position === undefined ? "NULL" : `r ->> ${position}`);
  });
  return `SELECT ${items.join(", ")} FROM (${literals.join(" UNION ALL ")})`;
}
