import type { DataType } from "../types/data-type";
import { encodeCell, withFraction } from "./encode-result";
import type { Cell, Column } from "./result-table";

const IN_NINE_DIGITS: ReadonlySet<DataType["kind"]> = new Set([
  "TIME",
  "TIMESTAMP_NTZ",
  "TIMESTAMP_LTZ",
  "TIMESTAMP_TZ",
]);

/**
 * How rows go over the SQL API (D: "Handling responses"): texts as in the drivers' protocol, but times and timestamps
 * always with nine digits of a second's fraction. `nullable`: SQL NULL is null, else the text `null`.
 */
export function jsonv2Encoder(
  columns: readonly Column[],
  nullable: boolean,
): (row: readonly Cell[]) => readonly (string | null)[] {
  const timed = columns.map(({ type }) => IN_NINE_DIGITS.has(type.kind));
  return (row) =>
    row.map((cell, index) => {
      const text = encodeCell(cell);
      if (text === null) return nullable ? null : "null";
      return timed[index] === true ? withFraction(text, 9) : text;
    });
}
