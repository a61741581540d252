import { textLiteral } from "../engine/sql-text";

/** A column to read by its field id. */
export interface ColumnById {
  readonly id: number;
  /** Under which the read gives it. */
  readonly name: string;
  /** DuckDB's. */
  readonly type: string;
}

/** How the reader's own columns are called in a read. */
export const FILE_COLUMN = "__file";
export const ROW_COLUMN = "file_row_number";

/** No field has this id. */
const NO_FIELD = 2_147_483_647;

/** What a read gives besides columns. */
export interface ReadOptions {
  /** undefined: columns as the files have them, by name. */
  readonly columns?: readonly ColumnById[];
  /** Also {@link FILE_COLUMN}: the path. */
  readonly withFile: boolean;
  /** Also {@link ROW_COLUMN}: the position within the file, from 0. */
  readonly withRow: boolean;
}

function listed(path: string): string {
  if (/[*?[\]{}]/.test(path)) throw new Error(`local path ${path} has a wildcard in it, which the reader would follow`);
  return textLiteral(path);
}

/** DuckDB's table function that reads local Parquet files. Names of folders say nothing to it. */
export function readParquetSql(paths: readonly string[], options: ReadOptions): string {
  const parts = [`[${paths.map(listed).join(", ")}]`];
  if (options.columns !== undefined) {
    const columns = options.columns.length > 0 ? options.columns : [{ id: NO_FIELD, name: "none", type: "BOOLEAN" }];
    const entries = columns.map(
      ({ id, name, type }) => `${id}: {name: ${textLiteral(name)}, type: ${textLiteral(type)}, default_value: NULL}`,
    );
    parts.push(`schema = MAP {${entries.join(", ")}}`);
  }
  parts.push("hive_partitioning = false");
  if (options.withFile) parts.push(`filename = '${FILE_COLUMN}'`);
  if (options.withRow) parts.push("file_row_number = true");
  return `read_parquet(${parts.join(", ")})`;
}
