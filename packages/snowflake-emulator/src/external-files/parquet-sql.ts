import type { DataRunner } from "../data/data-connection";
import { quoteName, quoteText } from "../data/physical-type";
import type { FormatValue } from "../objects/file-format";

/** A column's value as JSON text. */
function jsonOf(name: string, type: string, binaryAsText: boolean): string {
  const column = quoteName(name);
  if (type === "BLOB") {
    const text = `to_json(hex(${column}))`;
    return binaryAsText ? `coalesce(to_json(try(decode(${column}))), ${text})` : text;
  }
  if (type === "FLOAT" || type === "DOUBLE") {
    const special = `to_json(CASE WHEN isnan(${column}) THEN 'NaN' WHEN ${column} > 0 THEN 'inf' ELSE '-inf' END)`;
    return `CASE WHEN isfinite(${column}) THEN to_json(${column}) ELSE ${special} END`;
  }
  return `to_json(${column})`;
}

/**
 * SQL of a Parquet file's rows: their number from 1 and an object by column name, as JSON text. Every column is written by itself, so
 * that decimals keep their digits.
 */
export async function parquetSql(
  runner: DataRunner,
  path: string,
  options: Readonly<Record<string, FormatValue>>,
): Promise<string> {
  const scan = `read_parquet(${quoteText(path)}, file_row_number = true)`;
  const described = await runner.rows(
    `SELECT column_name::VARCHAR, column_type::VARCHAR FROM (DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${scan})`,
  );
  const parts = described.map(([name, type], index) => {
    const value = jsonOf(String(name), String(type), options.BINARY_AS_TEXT !== false);
    const label = `${index === 0 ? "" : ","}${JSON.stringify(String(name))}:`;
    return `${quoteText(label)}, coalesce(CAST(${value} AS VARCHAR), 'null')`;
  });
  return `SELECT file_row_number + 1 AS n, concat('{', ${[...parts, "'}'"].join(", ")}) AS v FROM ${scan}`;
}
