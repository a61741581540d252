import type { DuckDBValue } from "@duckdb/node-api";
import type { Engine, LazyEngineRow } from "../engine/engine";
import { quoteIdentifier, textLiteral } from "../engine/sql-text";
import type { ColumnStatistics } from "./file-statistics";
import type { LeafColumn } from "./leaf-columns";

/** A Parquet file as DuckDB has just written it to the local disk. */
export interface LocalParquetFile {
  /** On the local disk. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** Of each key column by which rows were parted, its value as text. */
  readonly keys: ReadonlyMap<string, string | null>;
  /** Reads what it holds of each column, each time anew: of a hundred files that takes as long as sending some of them. */
  readonly readStatistics: () => StatisticsOfColumns;
}

/** By {@link LeafColumn.path}. */
export type StatisticsOfColumns = ReadonlyMap<string, ColumnStatistics>;

/** A file with its statistics read. */
export interface MeasuredFile {
  readonly path: string;
  readonly columns: StatisticsOfColumns;
}

interface MapEntries {
  readonly entries: readonly { readonly key: DuckDBValue; readonly value: DuckDBValue }[];
}

function entriesOf(value: DuckDBValue): MapEntries["entries"] {
  return typeof value === "object" && value !== null && "entries" in value && Array.isArray(value.entries)
    ? value.entries
    : [];
}

function statisticsOf(value: DuckDBValue): StatisticsOfColumns {
  return new Map(
    entriesOf(value).map(({ key, value: told }): [string, ColumnStatistics] => [
      String(key),
      Object.fromEntries(entriesOf(told).map((entry) => [String(entry.key), String(entry.value)])),
    ]),
  );
}

/** Reads a row that COPY with RETURN_STATS gives. Source: https://duckdb.org/docs/current/sql/statements/copy */
export function localParquetFile(row: LazyEngineRow): LocalParquetFile {
  const keys = entriesOf(row("partition_keys")).map(({ key, value }): [string, string | null] => [
    String(key),
    value === null ? null : String(value),
  ]);
  return {
    path: String(row("filename")),
    rows: Number(row("count")),
    bytes: Number(row("file_size_bytes")),
    keys: new Map(keys),
    readStatistics: () => statisticsOf(row("column_statistics")),
  };
}

const listOf = (paths: readonly string[]): string => `[${paths.map(textLiteral).join(", ")}]`;

/** How many NaN each file has, by path and field id; asked only of files and columns that have some. */
export async function countNans(
  engine: Engine,
  files: readonly MeasuredFile[],
  columns: readonly LeafColumn[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const hasNan = (file: MeasuredFile, column: LeafColumn): boolean => file.columns.get(column.path)?.has_nan === "true";
  const concerned = files.filter((file) => columns.some((column) => !column.repeated && hasNan(file, column)));
  if (concerned.length === 0) return new Map();
  const asked = columns.filter((column) => !column.repeated && concerned.some((file) => hasNan(file, column)));
  const counts = asked.map(
    (column) => `count(*) FILTER (isnan(${column.path})) AS ${quoteIdentifier(String(column.id))}`,
  );
  const rows = await engine.rows(
    `SELECT filename AS path, ${counts.join(", ")} FROM read_parquet(${listOf(concerned.map((file) => file.path))}, filename = 'filename') GROUP BY filename`,
  );
  return new Map(
    rows.map((row) => [String(row.path), new Map(asked.map((column) => [column.id, Number(row[String(column.id)])]))]),
  );
}

/** A file of this size is one split to every reader: it is offered as one. */
const BYTES_OF_ONE_SPLIT = 16 * 1024 * 1024;
/** Behind the four letters that a Parquet file starts with. */
const FIRST_OFFSET = 4;

/** Where readers may split each file, by path: at the starts of its row groups. A small one is one split. */
export async function splitOffsets(
  engine: Engine,
  files: readonly LocalParquetFile[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const offsets = new Map<string, number[]>(
    files.map((file) => [file.path, file.bytes <= BYTES_OF_ONE_SPLIT ? [FIRST_OFFSET] : []]),
  );
  const asked = files.filter((file) => file.bytes > BYTES_OF_ONE_SPLIT).map((file) => file.path);
  if (asked.length === 0) return offsets;
  const rows = await engine.rows(
    `SELECT file_name AS path, min(least(coalesce(dictionary_page_offset, data_page_offset), data_page_offset)) AS start
     FROM parquet_metadata(${listOf(asked)}) GROUP BY file_name, row_group_id ORDER BY start`,
  );
  for (const row of rows) offsets.get(String(row.path))?.push(Number(row.start));
  return offsets;
}
