import type { DataFile } from "../manifest/data-file";
import { encodeSingleValue } from "../values/single-value";
import { floatBound, lowerBound, upperBound, valueOfStatistic } from "./bounds";
import type { LeafColumn } from "./leaf-columns";
import { type MetricsMode, metricsMode } from "./metrics-mode";

/** What DuckDB tells of a column after writing a file; all text, as COPY with RETURN_STATS gives it. */
export interface ColumnStatistics {
  readonly column_size_bytes?: string;
  readonly num_values?: string;
  readonly null_count?: string;
  readonly has_nan?: string;
  readonly min?: string;
  readonly max?: string;
}

/** What a manifest says of a file's columns. */
export type FileStatistics = Required<
  Pick<DataFile, "columnSizes" | "valueCounts" | "nullValueCounts" | "nanValueCounts" | "lowerBounds" | "upperBounds">
>;

function boundBytes(
  text: string | undefined,
  column: LeafColumn,
  mode: MetricsMode,
  side: "lower" | "upper",
): Uint8Array | undefined {
  const value = text === undefined ? undefined : valueOfStatistic(text, column.type);
  if (value === undefined) return undefined;
  const length = mode.kind === "truncate" ? mode.length : Number.MAX_SAFE_INTEGER;
  const bound = side === "lower" ? lowerBound(value, length) : upperBound(value, length);
  if (bound === undefined) return undefined;
  const isFloat = column.type === "float" || column.type === "double";
  return encodeSingleValue(isFloat && typeof bound === "number" ? floatBound(bound, side) : bound, column.type);
}

/**
 * A file's statistics by field id, in as much detail as the table's properties ask for.
 *
 * @param statistics by {@link LeafColumn.path}
 * @param nans counts of NaN by field id, of those columns that have some
 * @throws InvalidPropertyError
 */
export function fileStatistics(
  columns: readonly LeafColumn[],
  statistics: ReadonlyMap<string, ColumnStatistics>,
  nans: ReadonlyMap<number, number>,
  properties: Readonly<Record<string, string>>,
): FileStatistics {
  const columnSizes = new Map<number, number>();
  const valueCounts = new Map<number, number>();
  const nullValueCounts = new Map<number, number>();
  const nanValueCounts = new Map<number, number>();
  const lowerBounds = new Map<number, Uint8Array>();
  const upperBounds = new Map<number, Uint8Array>();
  for (const column of columns) {
    const told = statistics.get(column.path);
    const mode = metricsMode(properties, column.fullName);
    if (told === undefined || mode.kind === "none") continue;
    if (told.column_size_bytes !== undefined) columnSizes.set(column.id, Number(told.column_size_bytes));
    if (column.repeated) continue;
    if (told.num_values !== undefined) valueCounts.set(column.id, Number(told.num_values));
    if (told.null_count !== undefined) nullValueCounts.set(column.id, Number(told.null_count));
    if (told.has_nan !== undefined) nanValueCounts.set(column.id, nans.get(column.id) ?? 0);
    if (mode.kind === "counts") continue;
    const lower = boundBytes(told.min, column, mode, "lower");
    const upper = boundBytes(told.max, column, mode, "upper");
    if (lower !== undefined) lowerBounds.set(column.id, lower);
    if (upper !== undefined) upperBounds.set(column.id, upper);
  }
  return { columnSizes, valueCounts, nullValueCounts, nanValueCounts, lowerBounds, upperBounds };
}
