import type { LoadedSample } from "./load-tables";

/** A number of rows for people. */
export const count = (number: number): string => number.toLocaleString("en-US");

/** One line for each table. */
export function renderLoaded(samples: readonly LoadedSample[]): string {
  return samples
    .map(({ table, outcome, rows, snapshotId }) => {
      const what = outcome === "kept" ? "has rows already, left alone" : `snapshot ${snapshotId}`;
      return `${table.padEnd(12)} ${count(rows).padStart(14)} rows  ${what}\n`;
    })
    .join("");
}
